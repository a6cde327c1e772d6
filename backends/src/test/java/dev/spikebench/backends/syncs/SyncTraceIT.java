package dev.spikebench.backends.syncs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.process.CommandOutput;
import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.backends.testing.TestBackend;
import dev.spikebench.backends.testing.TestDescriptors;
import dev.spikebench.backends.tool.ToolFinder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncTraceIT {
  @TempDir Path work;

  @Test
  void syncsOfATargetAreCountedExactly() throws Exception {
    assumeTrue(tracingWorks(), "needs strace and the right to trace");
    SyncTrace trace = SyncTrace.into(work.resolve("trace"));
    LaunchPlan plan = LaunchPlan.of(TestDescriptors.testBackend(work, "sync=7"));
    Instant from;
    Instant to;
    try (RunningBackend backend =
        BackendLauncher.launch(
            plan.withCommand(trace.around(TestBackend.command("sync=7"))),
            LaunchOptions.in(work.resolve("runs")))) {
      get(backend.baseUri().resolve("/sync"));
      from = Instant.now();
      get(backend.baseUri().resolve("/sync"));
      get(backend.baseUri().resolve("/sync"));
      to = Instant.now();
    }
    assertThat(trace.between(from, to).total()).isEqualTo(14);
    assertThat(trace.between(Instant.EPOCH, Instant.MAX).total()).isGreaterThanOrEqualTo(21);
    assertThat(ProcessHandle.current().descendants().filter(ProcessTree::lives)).isEmpty();
  }

  private static boolean tracingWorks() {
    return ToolFinder.find("strace")
        .flatMap(
            strace ->
                CommandOutput.of(
                    List.of(strace.toString(), "--seccomp-bpf", "-f", "true"),
                    null,
                    Map.of(),
                    Duration.ofSeconds(10)))
        .filter(output -> output.exitCode() == 0)
        .isPresent();
  }

  private static void get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }
  }
}
