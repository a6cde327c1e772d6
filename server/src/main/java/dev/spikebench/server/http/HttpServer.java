package dev.spikebench.server.http;

import dev.spikebench.server.config.ServerConfig;
import dev.spikebench.server.event.EventParser;
import dev.spikebench.server.store.EventStore;
import dev.spikebench.server.stream.StreamHub;
import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/// The listening server: IO threads, the socket, and the handlers behind it.
public final class HttpServer {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int BACKLOG = 1024;

  /// Heads over 8 KiB or 100 fields may be refused; these limits leave a little more room.
  private static final int MAX_HEAD_BYTES = 32 * 1024;

  private static final int MAX_FIELDS = 200;

  private final XnioWorker worker;
  private final AcceptingChannel<StreamConnection> listener;
  private final HttpOpenListener connections;
  private final Calls calls;

  private HttpServer(
      XnioWorker worker,
      AcceptingChannel<StreamConnection> listener,
      HttpOpenListener connections,
      Calls calls) {
    this.worker = worker;
    this.listener = listener;
    this.connections = connections;
    this.calls = calls;
  }

  /// What the handlers need of the rest of the server.
  ///
  /// @param config the whole configuration
  /// @param store where events go and come from
  /// @param hub the stream's subscribers
  /// @param readers bounded threads for reads
  /// @param largeBodies threads for parsing large bodies
  /// @param timer short tasks at set times
  /// @param version this server's version
  /// @param silenceLimit how long nothing may arrive on an unfinished request
  /// @param errors where a failure of this server is told in one line
  public record Parts(
      ServerConfig config,
      EventStore store,
      StreamHub hub,
      Executor readers,
      Executor largeBodies,
      ScheduledExecutorService timer,
      String version,
      Duration silenceLimit,
      PrintStream errors) {}

  /// Binds the address and starts to answer.
  ///
  /// @throws IOException where the address can't be bound
  public static HttpServer start(Parts parts) throws IOException {
    ServerConfig config = parts.config();
    InetAddress address = InetAddress.getByName(config.host());
    Calls calls = new Calls(parts.timer(), parts.silenceLimit(), parts.errors());
    HttpOpenListener connections = openListener(parts.silenceLimit());
    connections.setRootHandler(gate(parts, calls, address.isAnyLocalAddress()));
    XnioWorker worker = Xnio.getInstance().createWorker(workerOptions());
    try {
      ChannelListener<AcceptingChannel<StreamConnection>> onAccept =
          ChannelListeners.openListenerAdapter(connections);
      AcceptingChannel<StreamConnection> listener =
          worker.createStreamConnectionServer(
              new InetSocketAddress(address, config.port()), onAccept, socketOptions());
      listener.resumeAccepts();
      return new HttpServer(worker, listener, connections, calls);
    } catch (IOException | RuntimeException e) {
      worker.shutdownNow();
      throw e;
    }
  }

  /// The port that is bound.
  public int port() {
    return listener.getLocalAddress(InetSocketAddress.class).getPort();
  }

  /// Where a program on the same machine reaches it: the address that is bound, or the loopback
  /// where that is a wildcard.
  public InetSocketAddress address() {
    InetSocketAddress bound = listener.getLocalAddress(InetSocketAddress.class);
    return bound.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), bound.getPort())
        : bound;
  }

  /// Accepts no more connections, and makes every answer from now on the last of its connection.
  public void stopAccepting() {
    calls.startDraining();
    IoUtils.safeClose(listener);
  }

  /// How many requests wait for their answer.
  public int unanswered() {
    return calls.unanswered();
  }

  /// Closes every connection and ends the IO threads, without waiting.
  public void close() {
    IoUtils.safeClose(listener);
    connections.closeConnections();
    worker.shutdownNow();
  }

  private static RequestGate gate(Parts parts, Calls calls, boolean wildcardBind) {
    ServerConfig config = parts.config();
    PendingBytes pending = new PendingBytes(config.maxPendingBytes());
    EventParser parser = new EventParser(config.maxPayloadBytes());
    return new RequestGate(
        new HostPolicy(config.host(), wildcardBind, config.allowedHosts()),
        new OriginPolicy(config.allowedOrigins()),
        calls,
        new RequestGate.Handlers(
            new IngestHandler(
                calls, pending, config.maxBodyBytes(), parser, parts.store(), parts.largeBodies()),
            new ReadHandler(calls, parts.store(), parts.readers()),
            new HealthHandler(config, parts.store(), parts.hub(), parts.version()),
            new StreamHandler(parts.hub())));
  }

  private static HttpOpenListener openListener(Duration silenceLimit) {
    ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, -1, 4);
    OptionMap options =
        OptionMap.builder()
            // Paths and queries are read as sent, by our own code.
            .set(UndertowOptions.DECODE_URL, false)
            .set(UndertowOptions.MAX_PARAMETERS, MAX_HEAD_BYTES)
            .set(UndertowOptions.MAX_HEADER_SIZE, MAX_HEAD_BYTES)
            .set(UndertowOptions.MAX_HEADERS, MAX_FIELDS)
            // Bodies have a cap of our own; Undertow's would cut a refused one off.
            .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(silenceLimit))
            .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .set(UndertowOptions.ENABLE_HTTP2, false)
            .getMap();
    return new HttpOpenListener(buffers, options);
  }

  private static OptionMap workerOptions() {
    int ioThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return OptionMap.builder()
        .set(Options.WORKER_NAME, "http")
        .set(Options.WORKER_IO_THREADS, ioThreads)
        // Nothing of ours runs on them; one is for what Undertow itself hands over.
        .set(Options.WORKER_TASK_CORE_THREADS, 0)
        .set(Options.WORKER_TASK_MAX_THREADS, 1)
        .set(Options.CONNECTION_HIGH_WATER, 1_000_000)
        .set(Options.CONNECTION_LOW_WATER, 1_000_000)
        .set(Options.TCP_NODELAY, true)
        .set(Options.THREAD_DAEMON, false)
        .getMap();
  }

  private static OptionMap socketOptions() {
    return OptionMap.builder()
        .set(Options.TCP_NODELAY, true)
        .set(Options.REUSE_ADDRESSES, true)
        .set(Options.BACKLOG, BACKLOG)
        .getMap();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
