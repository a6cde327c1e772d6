package dev.spikebench.server.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/// One client of the stream: the messages that wait for it, and its connection. Frames may be
/// offered on any thread; all input and output happens on the connection's IO thread.
final class Subscriber {
  /// More than this may not wait for one client.
  static final long MAX_WAITING_BYTES = 16L * 1024 * 1024;

  private static final int WINDOW_BYTES = 64 * 1024;
  private static final int READS_IN_A_ROW = 16;

  private final StreamFilter filter;
  private final StreamConnection connection;
  private final StreamSinkChannel sink;
  private final Consumer<Subscriber> whenClosed;
  private final Object lock = new Object();

  // Guarded by the lock.
  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean pumpIsDue = true;
  private boolean closed;
  private long lastProgressNs;
  private boolean retryIsDue;

  /// Since when every write that was tried found the client taking nothing; 0 where the last one
  /// found otherwise. The time until a write is tried at all is none that the client let pass.
  private long refusedSinceNs;

  // Of the IO thread alone.
  private @Nullable ByteBuffer current;

  /// @param connection the client's connection, whose response has been started on `sink`
  /// @param first what is sent before anything that is offered
  /// @param whenClosed called once, on any thread
  Subscriber(
      StreamFilter filter,
      StreamConnection connection,
      StreamSinkChannel sink,
      Frame first,
      Consumer<Subscriber> whenClosed) {
    this.filter = filter;
    this.connection = connection;
    this.sink = sink;
    this.whenClosed = whenClosed;
    this.waiting.add(first);
    this.waitingBytes = first.length();
    this.lastProgressNs = System.nanoTime();
  }

  StreamFilter filter() {
    return filter;
  }

  /// Starts to watch for the client's end and to send. On the IO thread, once.
  ///
  /// @param source the bare source of the connection, below anything that knows of requests
  void start(StreamSourceConduit source) {
    ConduitStreamSourceChannel channel = connection.getSourceChannel();
    ByteBuffer scratch = ByteBuffer.allocate(1024);
    channel.setReadListener(readable -> watch(source, scratch));
    channel.resumeReads();
    pumpSoon();
  }

  /// Lets messages wait for the client. Never blocks; a client that has too much waiting is
  /// disconnected.
  void offer(List<Frame> frames) {
    if (frames.isEmpty()) {
      return;
    }
    boolean overflow;
    boolean pump;
    synchronized (lock) {
      if (closed) {
        return;
      }
      for (Frame frame : frames) {
        waiting.add(frame);
        waitingBytes += frame.length();
      }
      overflow = waitingBytes >= MAX_WAITING_BYTES;
      pump = !pumpIsDue;
      pumpIsDue = true;
    }
    if (overflow) {
      close();
    } else if (pump) {
      pumpSoon();
    }
  }

  /// The timer's look at this client: a slow one is disconnected, a silent one gets a heartbeat.
  ///
  /// Whether a client is slow is asked of it once more, by a write on the IO thread: on a busy
  /// machine that thread may be the late one, and the client has long taken what was sent before.
  void check(long nowNs, long heartbeatNs, long stallNs) {
    boolean retry;
    boolean silent;
    long sinceNs;
    synchronized (lock) {
      sinceNs = refusedSinceNs;
      retry = !retryIsDue && sinceNs != 0 && nowNs - sinceNs >= stallNs;
      retryIsDue |= retry;
      silent = waitingBytes == 0 && nowNs - lastProgressNs >= heartbeatNs;
    }
    if (retry) {
      execute(() -> endUnlessItTakes(sinceNs));
    } else if (silent) {
      offer(List.of(Frame.HEARTBEAT));
    }
  }

  /// Ends the connection and frees what waits. Any thread, more than once.
  void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      waiting.clear();
      waitingBytes = 0;
    }
    whenClosed.accept(this);
    try {
      // There, because closing gives buffers back that a write may be using.
      connection.getIoThread().execute(() -> IoUtils.safeClose(connection));
    } catch (RejectedExecutionException stopped) {
      IoUtils.safeClose(connection);
    }
  }

  private void watch(StreamSourceConduit source, ByteBuffer scratch) {
    try {
      int read = 1;
      for (int i = 0; i < READS_IN_A_ROW && read > 0; i++) {
        read = source.read(scratch.clear());
      }
      if (read >= 0) {
        return;
      }
    } catch (IOException reset) {
      // The same end in another form.
    }
    close();
  }

  private void pumpSoon() {
    execute(this::pump);
  }

  private void execute(Runnable task) {
    try {
      connection.getIoThread().execute(task);
    } catch (RejectedExecutionException stopped) {
      close();
    }
  }

  private void endUnlessItTakes(long sinceNs) {
    pump();
    boolean tookNothing;
    synchronized (lock) {
      retryIsDue = false;
      tookNothing = refusedSinceNs == sinceNs;
    }
    if (tookNothing) {
      close();
    }
  }

  private void pump() {
    try {
      while (true) {
        ByteBuffer next = next();
        boolean taken = next == null ? sink.flush() : send(next);
        if (!taken) {
          sink.getWriteSetter().set(writable -> pump());
          sink.resumeWrites();
          return;
        }
        if (next == null && rests()) {
          sink.suspendWrites();
          return;
        }
      }
    } catch (IOException | RuntimeException connectionLost) {
      close();
    }
  }

  private @Nullable ByteBuffer next() {
    ByteBuffer buffer = current;
    if (buffer == null || !buffer.hasRemaining()) {
      Frame frame;
      synchronized (lock) {
        frame = waiting.poll();
      }
      buffer = frame == null ? null : frame.view();
      current = buffer;
    }
    return buffer;
  }

  /// Sends one window; false where the client takes nothing now.
  private boolean send(ByteBuffer buffer) throws IOException {
    int end = buffer.limit();
    buffer.limit(Math.min(end, buffer.position() + WINDOW_BYTES));
    int sent = sink.write(buffer);
    buffer.limit(end);
    long nowNs = System.nanoTime();
    synchronized (lock) {
      if (sent > 0) {
        waitingBytes -= closed ? 0 : sent;
        lastProgressNs = nowNs;
        refusedSinceNs = 0;
      } else if (refusedSinceNs == 0) {
        refusedSinceNs = nowNs == 0 ? 1 : nowNs;
      }
    }
    return sent > 0;
  }

  /// Whether nothing came in between; the next offer then asks for a pump again.
  private boolean rests() {
    synchronized (lock) {
      if (!waiting.isEmpty()) {
        return false;
      }
      pumpIsDue = false;
      return true;
    }
  }
}
