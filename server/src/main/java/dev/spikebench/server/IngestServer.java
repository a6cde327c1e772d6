package dev.spikebench.server;

import dev.spikebench.server.config.ServerConfig;
import dev.spikebench.server.http.HttpServer;
import dev.spikebench.server.store.EventStore;
import dev.spikebench.server.store.StatsFilter;
import dev.spikebench.server.store.StoreSettings;
import dev.spikebench.server.stream.StatsTicker;
import dev.spikebench.server.stream.StreamHub;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// A whole server: wires its rooms together, starts them and stops them in order. Any thread.
public final class IngestServer implements AutoCloseable {
  /// How long nothing may arrive on an unfinished request.
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

  private static final Duration GRACE_FOR_BODIES = Duration.ofMillis(500);
  private static final Duration GRACE_FOR_ANSWERS = Duration.ofMillis(300);

  private final ServerConfig config;
  private final ServerThreads threads;
  private final EventStore store;
  private final StreamHub hub;
  private final HttpServer http;
  private final AtomicBoolean closed = new AtomicBoolean();

  private IngestServer(
      ServerConfig config,
      ServerThreads threads,
      EventStore store,
      StreamHub hub,
      HttpServer http) {
    this.config = config;
    this.threads = threads;
    this.store = store;
    this.hub = hub;
    this.http = http;
  }

  /// Opens the database, binds the address and answers from then on.
  ///
  /// @throws StartException where the address can't be bound
  /// @throws dev.spikebench.server.store.StoreException where the database can't be used
  public static IngestServer start(ServerConfig config) {
    InstantSource clock = InstantSource.system();
    ServerThreads threads = new ServerThreads();
    try {
      StreamHub hub =
          new StreamHub(
              config.maxStreamClients(), config.streamHeartbeat(), clock, threads.timer());
      EventStore store = EventStore.open(settings(config, clock), hub);
      HttpServer http = startHttp(config, threads, store, hub);
      new StatsTicker(hub, () -> store.stats(StatsFilter.NONE), threads.stats())
          .start(config.statsInterval(), threads.timer());
      scheduleSweeps(config, threads, store, hub);
      return new IngestServer(config, threads, store, hub, http);
    } catch (RuntimeException e) {
      threads.close();
      throw e;
    }
  }

  /// The address that clients reach it by, as the ready line has it.
  public String url() {
    String host = config.host();
    return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + http.port();
  }

  /// Where a program on the same machine reaches it.
  InetSocketAddress address() {
    return http.address();
  }

  /// The port that is bound.
  public int port() {
    return http.port();
  }

  /// Stops accepting, answers what was accepted, commits, closes the streams and the database.
  /// Neither a subscriber nor a half-sent request holds it up; it takes less than 5 s. Once is
  /// enough.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    http.stopAccepting();
    awaitBriefly(GRACE_FOR_BODIES, () -> http.unanswered() == 0);
    store.close();
    awaitBriefly(GRACE_FOR_ANSWERS, () -> http.unanswered() == 0);
    hub.close();
    http.close();
    threads.close();
  }

  private static HttpServer startHttp(
      ServerConfig config, ServerThreads threads, EventStore store, StreamHub hub) {
    try {
      return HttpServer.start(
          new HttpServer.Parts(
              config,
              store,
              hub,
              threads.readers(),
              threads.largeBodies(),
              threads.timer(),
              Version.text(),
              SILENCE_LIMIT,
              System.err));
    } catch (IOException e) {
      store.close();
      throw new StartException(bindProblem(config, e), e);
    }
  }

  private static String bindProblem(ServerConfig config, IOException e) {
    return e instanceof UnknownHostException
        ? "INGEST_HOST: \"" + config.host() + "\" is no address of this machine; choose another"
        : "can't listen on port "
            + config.port()
            + " of "
            + config.host()
            + " ("
            + e.getMessage()
            + "); choose another INGEST_PORT or INGEST_HOST";
  }

  private static StoreSettings settings(ServerConfig config, InstantSource clock) {
    return new StoreSettings(
        config.databasePath(),
        config.synchronous(),
        config.writeStrategy(),
        config.queueLimit(),
        config.sessionTimeout(),
        clock);
  }

  private static void scheduleSweeps(
      ServerConfig config, ServerThreads threads, EventStore store, StreamHub hub) {
    long periodMs = config.sweepPeriod().toMillis();
    Runnable sweep =
        () -> {
          var _ =
              store
                  .sweep()
                  .thenAccept(
                      swept -> {
                        if (swept.idled() > 0 || swept.ended() > 0) {
                          hub.publish(swept);
                        }
                      });
        };
    var _ = threads.timer().scheduleAtFixedRate(sweep, periodMs, periodMs, TimeUnit.MILLISECONDS);
  }

  private static void awaitBriefly(Duration limit, BooleanSupplier condition) {
    long endNs = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < endNs) {
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
