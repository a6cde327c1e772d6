package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.TlsTrust;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Targets behind TLS, with a certificate that nobody vouches for.
final class TlsTargetTest {
  private static final String PASSWORD = "changeit";
  private static final Workload SMALL =
      Workload.spec().withEvents(60).withWarmupEvents(0).withBatchSize(1).withConcurrency(3);
  private static final LoadOptions OPTIONS =
      LoadOptions.defaults().withSelfWarmUp(false).withHeadroomCheck(false);

  @TempDir private static Path folder;

  private static final Set<InetSocketAddress> CLIENTS = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger POSTS = new AtomicInteger();
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);
  private static HttpsServer server;
  private static URI secure;

  @BeforeAll
  static void startServer() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.setExecutor(THREADS);
    server.createContext("/api/events", TlsTargetTest::acknowledge);
    server.start();
    secure = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
    THREADS.shutdownNow();
  }

  @Test
  void anyCertificateIsGoodEnoughWhereThatIsAskedFor() {
    CLIENTS.clear();
    POSTS.set(0);
    LoadResult result = run(secure, OPTIONS.withTrust(TlsTrust.ANY));

    assertThat(result.requestsOk()).isEqualTo(60);
    assertThat(result.requestsFailed()).isZero();
    assertThat(POSTS).hasValue(60);
    // One connection a virtual user, as without TLS.
    assertThat(CLIENTS).hasSize(3);
  }

  @Test
  void certificateThatNobodyVouchesForIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> run(secure, OPTIONS))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("certificate is not accepted")
        .hasMessageContaining("--insecure");
  }

  @Test
  void targetWithoutTlsIsNamedAsSuch() {
    try (NullServer plain = NullServer.start()) {
      URI wrong = URI.create("https://127.0.0.1:" + plain.uri().getPort());
      assertThatThrownBy(() -> run(wrong, OPTIONS.withTrust(TlsTrust.ANY)))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining(wrong.toString())
          .hasMessageContaining("does not speak TLS")
          .hasMessageContaining("http://");
    }
  }

  private static LoadResult run(URI target, LoadOptions options) {
    try (LoadGenerator generator = LoadGenerator.create(options)) {
      return generator.run(
          target, SMALL, RunNonce.next(Clock.systemUTC()), ProgressListener.SILENT);
    }
  }

  private static void acknowledge(HttpExchange exchange) throws IOException {
    CLIENTS.add(exchange.getRemoteAddress());
    POSTS.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    byte[] body =
        "{\"received\":1,\"duplicates\":0,\"rejected\":[]}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(201, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// A key of the server's own, made by the JDK's `keytool`.
  private static SSLContext context() throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
