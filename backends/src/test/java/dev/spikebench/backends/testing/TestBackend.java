package dev.spikebench.backends.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A tiny backend that misbehaves on demand; arguments are `name` or `name=value`:
///
/// - `die=CODE`: prints two lines on standard error and ends before it listens;
/// - `silent`: listens, but prints no ready line; `babble`: prints another one;
/// - `listen=N`: listens on that port instead of a free one, `listen` on that of `INGEST_PORT`;
/// - `port=N`: names that port in its ready line, whatever it listens on;
/// - `healthy-after=MS`: answers 503 that long after it listens;
/// - `ignore-sigterm`: does not end on SIGTERM;
/// - `child`: starts a child that sleeps, and `orphan`: one whose parent ends at once;
/// - `hold=MB`: holds memory; `burn`: keeps one core busy;
/// - `spike=MB`: once it is asked for `/spike` it takes that much native memory, holds it for
///   `spike-for=MS`, gives it back, and answers with what was resident meanwhile by its own
///   account;
/// - `sync=N`: once it is asked for `/sync` it writes to a file and syncs it so often;
/// - `flood`: prints many lines before it is ready.
public final class TestBackend {
  private final Map<String, String> flags;

  private TestBackend(Map<String, String> flags) {
    this.flags = flags;
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> flags = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      flags.put(
          equals < 0 ? argument : argument.substring(0, equals),
          equals < 0 ? "" : argument.substring(equals + 1));
    }
    new TestBackend(flags).run();
  }

  private void run() throws Exception {
    if (flags.containsKey("sleep")) {
      new CountDownLatch(1).await(2, TimeUnit.MINUTES);
      return;
    }
    if (flags.containsKey("spawn-and-end")) {
      startChild("sleep");
      return;
    }
    if (flags.containsKey("die")) {
      System.err.println("cannot open the database");
      System.err.println("giving up");
      System.exit(Integer.parseInt(flags.get("die")));
    }
    if (flags.containsKey("ignore-sigterm")) {
      // A hook that does not return keeps the JVM alive after SIGTERM.
      Runtime.getRuntime().addShutdownHook(new Thread(TestBackend::waitLong));
    }
    writeDatabase();
    List<byte[]> held = new ArrayList<>();
    for (int megabyte = 0; megabyte < number("hold"); megabyte++) {
      byte[] block = new byte[1024 * 1024];
      Arrays.fill(block, (byte) 1);
      held.add(block);
    }
    startChildren();
    flood();
    serve(held);
  }

  private void flood() {
    for (int line = 0; flags.containsKey("flood") && line < 500; line++) {
      System.out.println("line " + line);
    }
  }

  private void startChildren() throws IOException, InterruptedException {
    if (flags.containsKey("child")) {
      startChild("sleep");
    }
    if (flags.containsKey("orphan")) {
      startChild("spawn-and-end").waitFor();
    }
    if (flags.containsKey("burn")) {
      Thread.ofPlatform().daemon().start(TestBackend::burn);
    }
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private static void burn() {
    double sum = 0;
    while (true) {
      sum += Math.sqrt(sum + 1);
      if (sum < 0) {
        System.out.println(sum);
      }
    }
  }

  private static Process startChild(String argument) throws IOException {
    return new ProcessBuilder(command(argument)).inheritIO().start();
  }

  private void serve(List<byte[]> held) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listeningPort()), 0);
    long healthyNs = System.nanoTime() + Duration.ofMillis(number("healthy-after")).toNanos();
    server.createContext(
        "/api/health",
        exchange -> {
          boolean healthy = System.nanoTime() - healthyNs >= 0;
          byte[] body = ("{\"held\":" + held.size() + "}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(healthy ? 200 : 503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/spike",
        exchange -> {
          long residentBytes = spike(number("spike") * 1024L * 1024L, number("spike-for"));
          byte[] body = Long.toString(residentBytes).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/sync",
        exchange -> {
          sync(number("sync"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    String port = flags.getOrDefault("port", Integer.toString(server.getAddress().getPort()));
    if (flags.containsKey("babble")) {
      System.out.println("listening on port " + port);
    } else if (!flags.containsKey("silent")) {
      System.out.println("listening on http://127.0.0.1:" + port);
    }
  }

  private int listeningPort() {
    String port = flags.getOrDefault("listen", "0");
    return Integer.parseInt(port.isEmpty() ? System.getenv("INGEST_PORT") : port);
  }

  private static void sync(int times) throws IOException {
    Path file = Path.of(System.getenv("INGEST_DB_PATH"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
      for (int time = 0; time < times; time++) {
        channel.write(ByteBuffer.wrap(new byte[] {1}));
        channel.force(false);
      }
    }
  }

  private static long spike(long bytes, int holdMs) {
    try (Arena arena = Arena.ofConfined()) {
      // Written to, so that the pages become resident; given back at the end.
      arena.allocate(bytes).fill((byte) 1);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(holdMs));
      return residentBytes();
    }
  }

  /// What the kernel accounts to this process by its page tables, which is dearer and more exact
  /// than the counters that observers read; 0 where there is no such file.
  private static long residentBytes() {
    Path rollup = Path.of("/proc/self/smaps_rollup");
    if (!Files.exists(rollup)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(rollup)) {
      return lines
          .filter(line -> line.startsWith("Rss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeDatabase() throws IOException {
    Path database = Path.of(System.getenv("INGEST_DB_PATH"));
    Files.writeString(database, "events\n");
  }

  private static void waitLong() {
    try {
      new CountDownLatch(1).await(2, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int number(String flag) {
    return Integer.parseInt(flags.getOrDefault(flag, "0"));
  }

  /// The command line that starts this program with the JDK of this process.
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
    command.add("-cp");
    command.add(classes().toString());
    command.add(TestBackend.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path classes() {
    try {
      return Path.of(TestBackend.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the test classes have no folder", e);
    }
  }
}
