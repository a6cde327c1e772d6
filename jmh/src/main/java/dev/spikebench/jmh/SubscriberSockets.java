package dev.spikebench.jmh;

import dev.spikebench.server.stream.StreamFilter;
import dev.spikebench.server.stream.StreamHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/// Subscribers over loopback connections, whose far ends one thread reads. Used by one thread.
final class SubscriberSockets implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final Duration WAIT_LIMIT = Duration.ofSeconds(10);
  private static final String END_OF_FRAME = "\n\n";

  private final XnioWorker worker;
  private final AcceptingChannel<StreamConnection> listener;
  private final Selector selector;
  private final List<SocketChannel> sockets = new ArrayList<>();
  private final Thread reader;
  private long frameBytes;
  private long expectedBytes;
  private volatile long readBytes;
  private volatile Thread waiting = Thread.currentThread();

  private SubscriberSockets(
      XnioWorker worker, AcceptingChannel<StreamConnection> listener, Selector selector) {
    this.worker = worker;
    this.listener = listener;
    this.selector = selector;
    reader = Thread.ofPlatform().daemon().name("subscribers").unstarted(this::read);
  }

  static SubscriberSockets connect(StreamHub hub, int count) throws IOException {
    XnioWorker worker =
        Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 2));
    ChannelListener<AcceptingChannel<StreamConnection>> onAccept = server -> subscribe(hub, server);
    AcceptingChannel<StreamConnection> listener =
        worker.createStreamConnectionServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            onAccept,
            OptionMap.create(Options.TCP_NODELAY, true));
    listener.resumeAccepts();
    SubscriberSockets all = new SubscriberSockets(worker, listener, Selector.open());
    for (int i = 0; i < count; i++) {
      SocketChannel socket = SocketChannel.open(listener.getLocalAddress(InetSocketAddress.class));
      all.sockets.add(socket);
      String connected = nextFrame(socket);
      Answers.requireEqual("first message", true, connected.contains("\"connected\""));
    }
    return all;
  }

  /// Reads one frame from every subscriber; they must be the same and contain the text. From then
  /// on frames of that length are expected.
  void requireSameFrame(String text) throws IOException {
    String first = nextFrame(sockets.getFirst());
    Answers.requireEqual("the frame has " + text, true, first.contains(text));
    for (SocketChannel socket : sockets.subList(1, sockets.size())) {
      Answers.requireEqual("another subscriber's frame", first, nextFrame(socket));
    }
    frameBytes = (long) first.getBytes(StandardCharsets.UTF_8).length * sockets.size();
    for (SocketChannel socket : sockets) {
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ);
    }
    reader.start();
  }

  /// Says that one more frame of that length is about to be sent to everybody.
  void expectFrame() {
    expectedBytes += frameBytes;
  }

  /// Waits until every subscriber has read all that was expected.
  void awaitFrames() {
    waiting = Thread.currentThread();
    long endNs = System.nanoTime() + WAIT_LIMIT.toNanos();
    while (readBytes < expectedBytes) {
      if (System.nanoTime() - endNs > 0) {
        throw new IllegalStateException("frames were lost: no more came within " + WAIT_LIMIT);
      }
      LockSupport.parkNanos(this, WAIT_LIMIT.toNanos());
    }
    Answers.requireEqual("bytes read", expectedBytes, readBytes);
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (SocketChannel socket : sockets) {
      socket.close();
    }
    listener.close();
    worker.shutdownNow();
  }

  private static void subscribe(StreamHub hub, AcceptingChannel<StreamConnection> server) {
    try {
      for (StreamConnection connection = server.accept();
          connection != null;
          connection = server.accept()) {
        Answers.requireEqual("a free slot", true, hub.tryReserve());
        hub.subscribe(
            new StreamFilter(null, null),
            connection,
            connection.getSinkChannel(),
            connection.getSourceChannel().getConduit());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot accept a subscriber", e);
    }
  }

  private static String nextFrame(SocketChannel socket) throws IOException {
    StringBuilder frame = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (!frame.toString().endsWith(END_OF_FRAME)) {
      Answers.requireEqual("a byte read", 1, socket.read(one.clear()));
      frame.append((char) one.get(0));
    }
    return frame.toString();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long total = 0;
    try {
      while (selector.isOpen()) {
        selector.select();
        if (!selector.isOpen()) {
          return;
        }
        for (SelectionKey key : selector.selectedKeys()) {
          total += Math.max(0, ((SocketChannel) key.channel()).read(buffer.clear()));
        }
        selector.selectedKeys().clear();
        readBytes = total;
        LockSupport.unpark(waiting);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a subscriber cannot read", e);
    }
  }
}
