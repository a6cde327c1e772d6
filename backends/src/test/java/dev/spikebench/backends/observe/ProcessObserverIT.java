package dev.spikebench.backends.observe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.testing.TestDescriptors;
import dev.spikebench.results.model.Measurement;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ProcessObserverIT {
  private static final double MEBIBYTE = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path work;

  @Test
  void heldMemoryShowsInCurrentAndPeak() {
    try (RunningBackend backend = launch("hold=64")) {
      ProcessFigures figures = backend.observer().figures();
      assertThat(value(figures.currentRssBytes())).isGreaterThan(64 * MEBIBYTE);
      assertThat(value(figures.peakRssBytes()))
          .isGreaterThanOrEqualTo(value(figures.currentRssBytes()));
      assertThat(figures.samples()).isPositive();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void peakBetweenTwoSamplesIsNotMissed() throws Exception {
    try (RunningBackend backend = launch("spike=200");
        ProcessObserver observer = ProcessObserver.start(backend.pid(), Duration.ofHours(1))) {
      double before = value(observer.figures().currentRssBytes());
      get(backend.baseUri().resolve("/spike"));
      ProcessFigures figures = observer.figures();
      assertThat(figures.peakFromKernel()).isTrue();
      assertThat(value(figures.currentRssBytes())).isLessThan(before + 100 * MEBIBYTE);
      assertThat(value(figures.peakRssBytes()) - before)
          .isGreaterThan(196 * MEBIBYTE)
          .isLessThan(220 * MEBIBYTE);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void resetPeakStartsAgainFromWhatIsResidentNow() throws Exception {
    try (RunningBackend backend = launch("spike=200")) {
      get(backend.baseUri().resolve("/spike"));
      double spiked = value(backend.observer().figures().peakRssBytes());
      assertThat(backend.observer().resetPeak()).isTrue();
      assertThat(value(backend.observer().figures().peakRssBytes()))
          .isLessThan(spiked - 100 * MEBIBYTE);
    }
  }

  @Test
  void cpuTimeBetweenMarksIsThatOfABusyThread() {
    try (RunningBackend backend = launch("burn")) {
      ProcessReading before = backend.observer().mark();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  value(backend.observer().mark().since(before).cpuNs())
                      > Duration.ofMillis(200).toNanos());
      ProcessUsage usage = backend.observer().mark().since(before);
      assertThat(value(usage.cpuNs())).isLessThan(usage.elapsedNs() * 2.0 * 8);
      assertThat(value(usage.contextSwitches())).isPositive();
    }
  }

  @Test
  void idleMemoryIsMeasuredOnceTheProcessIsQuiet() {
    try (RunningBackend backend = launch()) {
      IdleCriterion patient =
          new IdleCriterion(Duration.ofMillis(500), 0.05, PATIENCE, Duration.ofMillis(50));
      Measurement idle = backend.observer().awaitIdle(patient);
      assertThat(value(idle))
          .isCloseTo(value(backend.observer().figures().currentRssBytes()), within(8 * MEBIBYTE));
      assertThat(backend.observer().figures().idleRssBytes()).isEqualTo(idle);
    }
  }

  @Test
  void busyProcessHasNoIdleMemoryButTheReason() {
    try (RunningBackend backend = launch("burn")) {
      IdleCriterion impatient =
          new IdleCriterion(
              Duration.ofMillis(300), 0.02, Duration.ofMillis(900), Duration.ofMillis(50));
      Measurement idle = backend.observer().awaitIdle(impatient);
      assertThat(idle.value()).isNull();
      assertThat(idle.reason()).contains("not idle within 900 ms").contains("% of a core");
    }
  }

  @Test
  void childrenCountTowardsTheSums() {
    try (RunningBackend alone = launch();
        RunningBackend withChild = launch("child")) {
      ProcessReading single = alone.observer().mark();
      ProcessReading tree = withChild.observer().mark();
      assertThat(single.processes()).isEqualTo(1);
      assertThat(tree.processes()).isEqualTo(2);
      assertThat(value(tree.threads())).isGreaterThan(value(single.threads()));
      assertThat(value(tree.openFiles())).isGreaterThan(value(single.openFiles()));
    }
  }

  @Test
  void figuresStayReadableAfterTheProcessEnded() {
    RunningBackend backend = launch("hold=32");
    backend.close();
    ProcessFigures figures = backend.observer().figures();
    assertThat(value(figures.peakRssBytes())).isGreaterThan(32 * MEBIBYTE);
    assertThat(figures.last().processes()).isEqualTo(1);
  }

  @Test
  void existingProcessCanBeWatchedByItsId() {
    try (ProcessObserver observer =
        ProcessObserver.start(ProcessHandle.current().pid(), Duration.ofMillis(20))) {
      await().atMost(PATIENCE).until(() -> observer.figures().samples() > 5);
      assertThat(value(observer.figures().cpuNs())).isPositive();
      assertThat(value(observer.mark().bytesWritten())).isNotNegative();
    }
  }

  @Test
  void missingProcessIsSaid() {
    assertThatThrownBy(() -> ProcessObserver.start(Integer.MAX_VALUE, Duration.ofSeconds(1)))
        .isInstanceOf(BackendsException.class)
        .hasMessageContaining(Integer.toString(Integer.MAX_VALUE));
  }

  @Test
  void portableSourceSeesTheSameProcess() {
    try (RunningBackend backend = launch("hold=32");
        ProcessObserver portable =
            ProcessObserver.start(backend.pid(), Duration.ofSeconds(1), new PortableSource())) {
      ProcessFigures figures = portable.figures();
      double direct = value(backend.observer().figures().currentRssBytes());
      assertThat(value(figures.currentRssBytes())).isCloseTo(direct, within(16 * MEBIBYTE));
      assertThat(figures.peakFromKernel()).isFalse();
      assertThat(value(figures.peakRssBytes())).isGreaterThan(32 * MEBIBYTE);
      assertThat(value(figures.cpuNs())).isPositive();
      assertThat(portable.resetPeak()).isFalse();
    }
  }

  @Test
  void samplingCostsLittle() {
    try (RunningBackend backend = launch("child")) {
      ProcessSource source = new LinuxSource();
      int samples = 2000;
      long before = ownCpuNs();
      for (int sample = 0; sample < samples; sample++) {
        assertThat(source.sample(backend.pid())).isNotNull();
      }
      double shareAtFourHertz = (ownCpuNs() - before) / (double) samples * 4 / 1e9;
      // The bar is half a percent of one core.
      assertThat(shareAtFourHertz).isLessThan(0.005);
    }
  }

  private static long ownCpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private RunningBackend launch(String... flags) {
    return BackendLauncher.launch(TestDescriptors.testBackend(work, flags), LaunchOptions.in(work));
  }

  private static double value(Measurement measurement) {
    return requireNonNull(measurement.value(), () -> "no value: " + measurement.reason());
  }

  private static void get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }
  }
}
