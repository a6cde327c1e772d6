package dev.spikebench.parity;

import dev.spikebench.parity.client.HttpCaller;
import dev.spikebench.parity.client.RawConnection;
import dev.spikebench.parity.client.StreamSubscriber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The backend under test as its own process, on a free port, with a fresh database. [#shared]
/// gives one for all tests of the build that need the same environment; a test that restarts, kills
/// or fills one takes its own by [#start] and closes it.
public final class BackendFixture implements AutoCloseable {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
  private static final Map<Map<String, String>, BackendFixture> SHARED = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> SHARED.values().forEach(BackendFixture::close)));
  }

  private final Map<String, String> environment;
  private final Path folder;
  private final Path databaseFile;
  private BackendProcess process;
  private HttpCaller http;

  private BackendFixture(Map<String, String> environment, Path folder, Path databaseFile) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.databaseFile = databaseFile;
    this.process = BackendProcess.start(environment, databaseFile);
    this.http = new HttpCaller(process.baseUri(), ANSWER_TIMEOUT);
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

  /// A backend of the test's own, to be closed by it. `environment` adds to the defaults.
  public static BackendFixture start(Map<String, String> environment) {
    try {
      Path folder = Files.createTempDirectory("spikebench-parity-");
      return new BackendFixture(environment, folder, folder.resolve("ingest.db"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Where it listens.
  public URI baseUri() {
    return process.baseUri();
  }

  /// Its SQLite file.
  public Path databaseFile() {
    return databaseFile;
  }

  /// Its process id.
  public long pid() {
    return process.pid();
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

  /// Sends SIGTERM and gives the exit code (143 where the signal's default killed it).
  ///
  /// @throws ParityException where it still runs after `timeout`; it is killed then
  public int terminate(Duration timeout) {
    return process.signal("TERM", timeout);
  }

  /// Sends SIGINT, otherwise as [#terminate].
  public int interrupt(Duration timeout) {
    return process.signal("INT", timeout);
  }

  /// Sends SIGKILL and waits until the process is gone.
  public void kill() {
    process.kill();
  }

  /// Starts it again on the same file, on another port; ends the old process first if it runs.
  public void restart() {
    process.kill();
    http.close();
    process = BackendProcess.start(environment, databaseFile);
    http = new HttpCaller(process.baseUri(), ANSWER_TIMEOUT);
  }

  /// What the process wrote to its output so far.
  public String output() {
    return process.output();
  }

  @Override
  public void close() {
    http.close();
    process.kill();
    TestFiles.deleteFolder(folder);
  }
}
