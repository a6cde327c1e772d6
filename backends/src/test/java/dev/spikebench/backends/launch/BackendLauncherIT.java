package dev.spikebench.backends.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.spikebench.backends.launch.LaunchException.Kind;
import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.backends.process.StopSignal;
import dev.spikebench.backends.testing.TestBackend;
import dev.spikebench.backends.testing.TestDescriptors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BackendLauncherIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path work;

  @Test
  void launchedBackendIsHealthyOnItsOwnFreePort() throws Exception {
    try (RunningBackend backend = launch()) {
      assertThat(status(backend.baseUri().resolve("/api/health"))).isEqualTo(200);
      assertThat(backend.ownsPort()).isTrue();
      assertThat(backend.timeToHealthy()).isPositive().isLessThan(PATIENCE);
      assertThat(backend.pid()).isEqualTo(backend.process().pid());
      assertThat(backend.databaseFile()).isRegularFile().startsWith(work);
    }
  }

  @Test
  void twoBackendsRunSideBySideWithDatabasesOfTheirOwn() {
    try (RunningBackend one = launch();
        RunningBackend other = launch()) {
      assertThat(one.baseUri()).isNotEqualTo(other.baseUri());
      assertThat(one.databaseFile()).isNotEqualTo(other.databaseFile());
    }
  }

  @Test
  void closingStopsTheBackendAndDeletesItsDatabaseButKeepsItsOutput() throws IOException {
    RunningBackend backend = launch();
    backend.close();
    assertThat(ProcessTree.lives(backend.process())).isFalse();
    assertThat(backend.databaseFile()).doesNotExist();
    assertThat(RunRecord.file(backend.directory())).doesNotExist();
    assertThat(Files.readString(backend.outputFile()))
        .contains("listening on " + backend.baseUri());
  }

  @Test
  void databasePlacedByTheCallerOutlivesTheRun() {
    Path database = work.resolve("mine.db");
    Map<String, String> environment = Map.of("INGEST_DB_PATH", database.toString());
    try (RunningBackend backend = launch(options().withEnvironment(environment))) {
      assertThat(backend.databaseFile()).isEqualTo(database);
    }
    assertThat(database).isRegularFile();
  }

  @Test
  void stopReportsTheExitCodeOfSigterm() {
    try (RunningBackend backend = launch()) {
      StopOutcome outcome = backend.stop(Duration.ofSeconds(3));
      assertThat(outcome.exitCode()).isEqualTo(143);
      assertThat(outcome.clean()).isTrue();
      assertThat(backend.stop(PATIENCE)).isSameAs(outcome);
      assertThat(backend.databaseFile()).exists();
    }
  }

  @Test
  void backendThatIgnoresSigtermIsKilledAfterTheTime() {
    try (RunningBackend backend = launch("ignore-sigterm")) {
      StopOutcome outcome = backend.stop(Duration.ofMillis(300));
      assertThat(outcome.killed()).isTrue();
      assertThat(outcome.clean()).isFalse();
      assertThat(outcome.exitCode()).isEqualTo(137);
      assertThat(ProcessTree.lives(backend.process())).isFalse();
    }
  }

  @Test
  void killEndsTheBackendAtOnceAndKeepsTheDatabase() {
    try (RunningBackend backend = launch()) {
      assertThat(backend.kill().exitCode()).isEqualTo(137);
      assertThat(backend.databaseFile()).exists();
    }
  }

  @Test
  void backendThatDiedBeforeItWasStoppedIsNoCleanStop() {
    try (RunningBackend backend = launch()) {
      backend.process().destroyForcibly();
      await().atMost(PATIENCE).until(() -> !ProcessTree.lives(backend.process()));
      StopOutcome outcome = backend.stop(PATIENCE);
      assertThat(outcome.diedBefore()).isTrue();
      assertThat(outcome.clean()).isFalse();
    }
  }

  @Test
  void childrenOfABackendEndWithIt() {
    List<ProcessHandle> children;
    try (RunningBackend backend = launch("child")) {
      children = backend.process().descendants().toList();
      assertThat(children).hasSize(1);
    }
    assertThat(children).noneMatch(ProcessTree::lives);
  }

  @Test
  void childWhoseParentEndedIsFoundByItsMark() {
    RunningBackend backend = launch("orphan");
    RunRecord runRecord = RunRecord.read(backend.directory()).orElseThrow();
    List<ProcessHandle> carriers = runRecord.mark().carriers();
    backend.close();
    assertThat(carriers).hasSize(2);
    assertThat(carriers).noneMatch(ProcessTree::lives);
    assertThat(runRecord.mark().carriers()).isEmpty();
  }

  @Test
  void backendThatDiesAtOnceShowsItsLastLinesAndExitCode() {
    LaunchException failure = failure(options(), "die=3");
    assertThat(failure.kind()).isEqualTo(Kind.DIED);
    assertThat(failure.exitCode()).isEqualTo(3);
    assertThat(failure.lastOutput()).containsExactly("cannot open the database", "giving up");
    assertThat(failure).hasMessageContaining("exit code 3").hasMessageContaining("giving up");
    assertNothingLeft();
  }

  @Test
  void backendThatPrintsNoReadyLineTimesOut() {
    LaunchException failure = failure(options().withStartTimeout(Duration.ofSeconds(2)), "silent");
    assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(failure).hasMessageContaining("listening on http://HOST:PORT");
    assertNothingLeft();
  }

  @Test
  void readyLineOfAnotherFormIsSaid() {
    LaunchException failure = failure(options(), "babble");
    assertThat(failure.kind()).isEqualTo(Kind.BAD_READY_LINE);
    assertThat(failure).hasMessageContaining("listening on port");
    assertNothingLeft();
  }

  @Test
  void backendThatIsNeverHealthyTimesOut() {
    LaunchException failure =
        failure(options().withStartTimeout(Duration.ofSeconds(2)), "healthy-after=100000");
    assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(failure).hasMessageContaining("/api/health gave no 200");
    assertNothingLeft();
  }

  @Test
  void timeUntilHealthyIsPartOfTheStartup() {
    try (RunningBackend backend = launch("healthy-after=400")) {
      assertThat(backend.timeToHealthy()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }
  }

  @Test
  void portOfSomebodyElseIsRefused() {
    try (RunningBackend other = launch()) {
      LaunchException failure = failure(options(), "port=" + other.baseUri().getPort());
      assertThat(failure.kind()).isEqualTo(Kind.FOREIGN_PORT);
    }
    assertNothingLeft();
  }

  @Test
  void portOwnershipIsFalseWhereAnotherProcessListens() throws IOException {
    try (RunningBackend backend = launch();
        ServerSocket ours = new ServerSocket(0)) {
      assertThat(PortOwner.check(backend.process(), ours.getLocalPort()).owned()).isFalse();
      assertThat(PortOwner.check(ProcessHandle.current(), ours.getLocalPort()).owned()).isTrue();
    }
  }

  @Test
  void programAtAKnownAddressNeedsNoReadyLine() {
    try (RunningBackend backend = BackendLauncher.launch(at(FreePort.find()), options())) {
      assertThat(backend.lastOutput()).isEmpty();
      assertThat(backend.ownsPort()).isNotEqualTo(false);
      assertThat(backend.timeToHealthy()).isPositive();
      assertThat(backend.healthyNs()).isLessThanOrEqualTo(System.nanoTime());
    }
    assertNothingLeft();
  }

  @Test
  void programIsNotStartedWhereSomethingListensAlready() throws IOException {
    try (ServerSocket ours = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LaunchException failure =
          catchThrowableOfType(
              LaunchException.class,
              () -> BackendLauncher.launch(at(ours.getLocalPort()), options()).close());
      assertThat(failure.kind()).isEqualTo(Kind.FOREIGN_PORT);
      assertThat(failure).hasMessageContaining("listens on port " + ours.getLocalPort());
    }
    assertNothingLeft();
  }

  @Test
  void programThatDiesBeforeItListensIsToldAtOnce() {
    LaunchPlan dying = at(FreePort.find()).withCommand(TestBackend.command("die=7"));
    LaunchException failure =
        catchThrowableOfType(
            LaunchException.class, () -> BackendLauncher.launch(dying, options()).close());
    assertThat(failure.kind()).isEqualTo(Kind.DIED);
    assertThat(failure.exitCode()).isEqualTo(7);
    assertThat(failure).hasMessageContaining("cannot open the database");
    assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(StopSignal.class)
  void signalThatIsAskedForEndsTheProgram(StopSignal signal) {
    assumeFalse(
        ignoredHere(signal),
        "this process was started with the signal ignored, and its children inherit that");
    try (RunningBackend backend = BackendLauncher.launch(at(FreePort.find(), signal), options())) {
      StopOutcome outcome = backend.stop(PATIENCE);
      // The JVM takes QUIT for a wish to see its threads, so that one has to be ended by force.
      assertThat(outcome.exitCode()).isEqualTo(signal == StopSignal.QUIT ? 137 : signal.exitCode());
      assertThat(outcome.clean()).isEqualTo(signal != StopSignal.QUIT);
    }
    assertNothingLeft();
  }

  private static boolean ignoredHere(StopSignal signal) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      long ignored =
          lines
              .filter(line -> line.startsWith("SigIgn:"))
              .mapToLong(line -> Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16))
              .findFirst()
              .orElse(0);
      int number = signal.exitCode() - 128;
      return (ignored >>> (number - 1) & 1) == 1;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void listenerOfAPortIsFound() throws IOException {
    int port;
    try (ServerSocket ours = new ServerSocket(0)) {
      port = ours.getLocalPort();
      assertThat(PortOwner.listener(port)).contains(ProcessHandle.current());
    }
    assertThat(PortOwner.listener(port)).isEmpty();
  }

  private LaunchPlan at(int port) {
    return at(port, StopSignal.TERM);
  }

  /// A program that is told its port by its environment and says nothing.
  private static LaunchPlan at(int port, StopSignal stopSignal) {
    return new LaunchPlan(
        "program",
        TestBackend.command("listen", "silent"),
        null,
        Map.of(),
        URI.create("http://127.0.0.1:" + port),
        "/api/health",
        stopSignal);
  }

  @Test
  void missingProgramIsSaidWithWhatToDo() {
    assertThatThrownBy(
            () ->
                BackendLauncher.launch(
                    TestDescriptors.starting(work, List.of("no-such-program-here")), options()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("no-such-program-here")
        .hasMessageContaining("is it built");
    assertNothingLeft();
  }

  @Test
  void workDirectoryThatIsAFileIsSaid() throws IOException {
    Path file = Files.createFile(work.resolve("file"));
    LaunchException failure = failure(LaunchOptions.in(file));
    assertThat(failure.kind()).isEqualTo(Kind.WORK_DIRECTORY);
  }

  @Test
  void tailOfAChattyBackendIsBounded() throws IOException {
    try (RunningBackend backend = launch("flood")) {
      assertThat(backend.lastOutput()).hasSizeLessThanOrEqualTo(40).contains("line 499");
      assertThat(Files.readString(backend.outputFile())).contains("line 0\n");
    }
  }

  @Test
  void interruptedLaunchLeavesNothing() throws InterruptedException {
    Thread launching =
        Thread.ofPlatform()
            .start(
                () -> {
                  LaunchException failure = failure(options(), "silent");
                  assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
                  assertThat(Thread.currentThread().isInterrupted()).isTrue();
                });
    await().atMost(PATIENCE).until(() -> !Leftovers.runs(work).isEmpty());
    launching.interrupt();
    assertThat(launching.join(PATIENCE)).isTrue();
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    assertThat(Leftovers.runs(work)).isEmpty();
    assertThat(ProcessHandle.current().descendants().filter(ProcessTree::lives)).isEmpty();
  }

  private LaunchException failure(LaunchOptions options, String... flags) {
    return catchThrowableOfType(
        LaunchException.class,
        () -> BackendLauncher.launch(TestDescriptors.testBackend(work, flags), options).close());
  }

  private RunningBackend launch(String... flags) {
    return launch(options(), flags);
  }

  private RunningBackend launch(LaunchOptions options, String... flags) {
    return BackendLauncher.launch(TestDescriptors.testBackend(work, flags), options);
  }

  private LaunchOptions options() {
    return LaunchOptions.in(work);
  }

  private static int status(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
