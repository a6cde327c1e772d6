package dev.spikebench.cli.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A target that acknowledges whatever it gets, in batches of one event, and dies after a number of
/// requests. Arguments: the port, and that number; 0 lives for ever.
public final class FragileTarget {
  /// What it says on standard error before it dies.
  public static final String LAST_WORDS = "out of luck";

  private static final int EXIT_CODE = 9;

  private FragileTarget() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    int requests = Integer.parseInt(arguments[1]);
    AtomicInteger seen = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/healthz", exchange -> answer(exchange, 200, "{}"));
    server.createContext("/api/health", exchange -> answer(exchange, 200, "{}"));
    server.createContext(
        "/api/stats", exchange -> answer(exchange, 200, "{\"total_events\":" + seen.get() + "}"));
    server.createContext(
        "/api/events",
        exchange -> {
          int number = seen.incrementAndGet();
          if (number == requests) {
            System.err.println(LAST_WORDS);
            Runtime.getRuntime().halt(EXIT_CODE);
          }
          if (requests > 0 && number > requests) {
            // Never answered: the other threads live on for a moment while this one ends them all.
            return;
          }
          exchange.getRequestBody().readAllBytes();
          answer(exchange, 201, "{\"received\":1,\"duplicates\":0,\"rejected\":[]}");
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// The command line for `--launch`, with the port's placeholder.
  public static String command(int requests) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return "'%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s ${port} %d"
        .formatted(java, classes(), FragileTarget.class.getName(), requests);
  }

  private static Path classes() {
    try {
      return Path.of(
          FragileTarget.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the test classes have no folder", e);
    }
  }
}
