package dev.spikebench.parity;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.BackendDescriptors;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.parity.client.HttpCaller;
import dev.spikebench.parity.client.RawConnection;
import dev.spikebench.parity.client.StreamSubscriber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The backend under test as its own process, on a free port, with a fresh database, started from
/// its descriptor: `java-undertow-jar`, or the one that the system property `spikebench.backend`
/// names. [#shared] gives one for all tests of the build that need the same environment; a test
/// that restarts, kills or fills one takes its own by [#start] and closes it. One thread at a time
/// restarts or ends it; the rest is thread-safe.
public final class BackendFixture implements AutoCloseable {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Map<Map<String, String>, BackendFixture> SHARED = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> SHARED.values().forEach(BackendFixture::close)));
  }

  private final BackendDescriptor descriptor;
  private final Map<String, String> environment;
  private final Path folder;
  private final Path databaseFile;
  private RunningBackend running;
  private HttpCaller http;

  private BackendFixture(
      BackendDescriptor descriptor,
      Map<String, String> environment,
      Path folder,
      Path databaseFile) {
    this.descriptor = descriptor;
    this.environment = new HashMap<>(environment);
    this.environment.put("INGEST_DB_PATH", databaseFile.toString());
    this.folder = folder;
    this.databaseFile = databaseFile;
    this.running = launch();
    this.http = new HttpCaller(running.baseUri(), ANSWER_TIMEOUT);
  }

  /// A backend that all tests with this environment use together. Nothing may stop it, and no test
  /// may count on being alone with it.
  public static BackendFixture shared(Map<String, String> environment) {
    return SHARED.computeIfAbsent(Map.copyOf(environment), BackendFixture::start);
  }

  /// The shared backend with the defaults.
  public static BackendFixture shared() {
    return shared(Map.of());
  }

  /// A backend of the test's own, to be closed by it. `environment` adds to the defaults; a
  /// database that it places with `INGEST_DB_PATH` is not deleted.
  public static BackendFixture start(Map<String, String> environment) {
    Path folder = newFolder();
    String placed = environment.getOrDefault("INGEST_DB_PATH", "");
    return new BackendFixture(
        descriptor(),
        environment,
        folder,
        placed.isEmpty() ? folder.resolve("ingest.db") : Path.of(placed));
  }

  /// As above on a copy of a database file that exists.
  public static BackendFixture startOn(Path existingDatabase, Map<String, String> environment) {
    Path folder = newFolder();
    Path copy = folder.resolve("ingest.db");
    try {
      Files.copy(existingDatabase, copy);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new BackendFixture(descriptor(), environment, folder, copy);
  }

  /// Any backend, not a copy but the very database file; it is not deleted.
  public static BackendFixture startOther(BackendDescriptor descriptor, Path databaseFile) {
    return new BackendFixture(descriptor, Map.of(), newFolder(), databaseFile);
  }

  /// What is tested: its descriptor says how it is started.
  public static BackendDescriptor descriptor() {
    return descriptor(System.getProperty("spikebench.backend", "java-undertow-jar"));
  }

  /// The project's backend of that id.
  public static BackendDescriptor descriptor(String id) {
    Path root = Path.of(System.getProperty("spikebench.root", "."));
    return BackendDescriptors.read(
        root.resolve("backends").resolve(id).resolve(BackendDescriptors.FILE_NAME));
  }

  /// Where it listens.
  public URI baseUri() {
    return running.baseUri();
  }

  /// Its SQLite file.
  public Path databaseFile() {
    return databaseFile;
  }

  /// Its process id.
  public long pid() {
    return running.pid();
  }

  /// Whether its process runs.
  public boolean alive() {
    return running.process().isAlive();
  }

  /// Well-formed requests to it.
  public HttpCaller http() {
    return http;
  }

  /// A new connection to it for exact bytes; an answer may take 20 s.
  public RawConnection raw() {
    return RawConnection.open(baseUri(), ANSWER_TIMEOUT);
  }

  /// A new subscriber to its stream; `query` is empty or `?…`.
  public StreamSubscriber subscribe(String query, String... headers) {
    return StreamSubscriber.open(baseUri(), query, ANSWER_TIMEOUT, headers);
  }

  /// Sends it a signal, such as `TERM`, and returns.
  public void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /// Waits until it has ended by itself.
  ///
  /// @return the exit code (128 and the signal's number where a signal's default ended it)
  /// @throws ParityException where it still runs after `timeout`; it is killed then
  public int awaitExit(Duration timeout) {
    try {
      running.process().onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return running.stop(timeout).exitCode();
    } catch (TimeoutException late) {
      running.kill();
      throw new ParityException("Still running after " + timeout, late);
    } catch (ExecutionException failure) {
      throw new ParityException("Could not wait for the backend's end", failure);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /// Sends SIGTERM and waits as [#awaitExit].
  public int terminate(Duration timeout) {
    signal("TERM");
    return awaitExit(timeout);
  }

  /// Sends SIGINT and waits as [#awaitExit].
  public int interrupt(Duration timeout) {
    signal("INT");
    return awaitExit(timeout);
  }

  /// Sends SIGKILL and waits until the process is gone.
  public void kill() {
    running.kill();
  }

  /// Starts it again on the same file, on another port; ends the old process first if it runs.
  public void restart() {
    running.kill();
    running.close();
    http.close();
    running = launch();
    http = new HttpCaller(running.baseUri(), ANSWER_TIMEOUT);
  }

  /// What the process wrote to its output so far.
  public String output() {
    try {
      return Files.readString(running.outputFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    http.close();
    running.kill();
    running.close();
    TestFiles.deleteFolder(folder);
  }

  private RunningBackend launch() {
    return BackendLauncher.launch(
        descriptor, new LaunchOptions(folder, environment, START_TIMEOUT));
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("spikebench-parity-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ParityException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ParityException("Interrupted while waiting for the backend", cause);
  }
}
