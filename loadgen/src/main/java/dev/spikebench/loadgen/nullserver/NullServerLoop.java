package dev.spikebench.loadgen.nullserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The null server's one thread: accepts, reads, answers when an answer is due.
final class NullServerLoop implements Runnable {
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final AnswerPlan plan;
  private final NullStreams streams;
  private final boolean tellsStats;
  private final @Nullable IdMemory memory;
  private final DueAnswers waiting;
  private final List<SocketChannel> channels = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;
  private volatile long pausedUntilNs = System.nanoTime();
  private volatile String lastHead = "";
  private volatile NullServerCounts counts = new NullServerCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /// When the requests of this turn of the loop were there, as far as the loop can know: an exact
  /// delay counts from here, so that reading and rendering are part of it.
  private long arrivedNs;

  private long accepts;
  private long reads;
  private long requests;
  private long controlRequests;
  private long bytes;
  private long eventsReceived;
  private long eventsStored;

  NullServerLoop(
      Selector selector,
      ServerSocketChannel listener,
      AnswerPlan plan,
      StreamPlan streamPlan,
      boolean tellsStats,
      boolean punctual,
      @Nullable IdMemory memory) {
    this.selector = selector;
    this.listener = listener;
    this.plan = plan;
    this.streams = new NullStreams(streamPlan);
    this.tellsStats = tellsStats;
    this.waiting = new DueAnswers(punctual);
    this.memory = memory;
  }

  NullServerCounts counts() {
    return counts.withOpen(channels.stream().filter(SocketChannel::isOpen).count());
  }

  String lastHead() {
    return lastHead;
  }

  void pauseFor(long ns) {
    pausedUntilNs = System.nanoTime() + ns;
    selector.wakeup();
  }

  void stop() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try (selector;
        listener) {
      listener.configureBlocking(false);
      listener.register(selector, SelectionKey.OP_ACCEPT);
      while (!stopped) {
        waiting.await(selector);
        sitOutPause();
        arrivedNs = System.nanoTime();
        selector.selectedKeys().forEach(this::handle);
        selector.selectedKeys().clear();
        waiting.send(streams);
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The in-process server failed.", e);
    }
  }

  private void sitOutPause() {
    long leftNs = pausedUntilNs - System.nanoTime();
    while (leftNs > 0 && !stopped) {
      LockSupport.parkNanos(this, leftNs);
      leftNs = pausedUntilNs - System.nanoTime();
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.attachment() instanceof NullConnection connection) {
        serve(key, connection);
      }
    } catch (IOException | CancelledKeyException e) {
      // A client that breaks off is an everyday event here; the others are served on.
      closeQuietly(key);
    }
    publishCounts();
  }

  private static void closeQuietly(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      key.cancel();
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel == null) {
      return;
    }
    accepts++;
    channels.add(channel);
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    key.attach(new NullConnection(channel, key));
  }

  private void serve(SelectionKey key, NullConnection connection) throws IOException {
    if (key.isWritable()) {
      connection.flush();
    }
    if (!connection.isOpen() || !key.isReadable()) {
      return;
    }
    int count = connection.read();
    if (count < 0) {
      connection.close();
      return;
    }
    reads++;
    bytes += count;
    for (NullRequest next = connection.requests().next(keepsBodies());
        next != null && connection.isOpen();
        next = connection.requests().next(keepsBodies())) {
      answer(connection, next);
    }
  }

  private boolean keepsBodies() {
    return memory != null || streams.any();
  }

  private void answer(NullConnection connection, NullRequest request) throws IOException {
    if (request.isIngest()) {
      requests++;
      eventsReceived += request.events();
      lastHead = request.head();
      ingest(connection, request, plan.answer(requests));
      return;
    }
    controlRequests++;
    publishCounts();
    if (request.asksFor("/api/health")) {
      connection.send(NullAnswers.health(waiting.medianLatenessUs()), request.wantsClose());
    } else if (request.asksFor("/api/stats") && tellsStats) {
      connection.send(NullAnswers.stats(eventsStored), request.wantsClose());
    } else if (request.asksFor("/api/stream")) {
      streams.subscribe(connection);
    } else {
      connection.send(NullAnswers.error(404, "Not found"), request.wantsClose());
    }
  }

  private void ingest(NullConnection connection, NullRequest request, Answer answer)
      throws IOException {
    int again = memory == null ? 0 : memory.repeated(request.body(), request.isBatch());
    int events = request.events() - again;
    int most = events - 1;
    switch (answer.kind()) {
      case STORE ->
          later(connection, answer, stored(request, events, events, again, 0, false), false);
      case FORGET_LAST ->
          later(connection, answer, stored(request, most, events, again, 0, false), false);
      case REJECT_LAST ->
          later(connection, answer, stored(request, most, most, again, 1, false), false);
      case DUPLICATE_LAST ->
          later(connection, answer, stored(request, most, most, again + 1, 0, false), false);
      case MISCOUNT ->
          later(connection, answer, stored(request, events, most, again, 0, false), false);
      case STORE_AND_CLOSE ->
          later(connection, answer, stored(request, events, events, again, 0, true), true);
      case UNAVAILABLE ->
          later(connection, answer, Reply.of(NullAnswers.error(503, "The writer is busy")), false);
      case STALL -> {}
      case CLOSE -> connection.close();
    }
  }

  private Reply stored(
      NullRequest request,
      int events,
      int acknowledged,
      int duplicates,
      int rejected,
      boolean close)
      throws IOException {
    long firstId = eventsStored + 1;
    eventsStored += events;
    List<byte[]> frames =
        request.body().length == 0 || !streams.any()
            ? List.of()
            : StreamFrames.events(request.body(), firstId, events);
    return new Reply(
        NullAnswers.ingest(201, firstId, acknowledged, duplicates, rejected, close),
        firstId,
        frames);
  }

  private void later(NullConnection connection, Answer answer, Reply reply, boolean close)
      throws IOException {
    if (answer.delayNs() == 0) {
      publishCounts();
      streams.send(reply.frames(), reply.firstId());
      connection.send(reply.answer(), close);
    } else {
      waiting.add(arrivedNs + answer.delayNs(), connection, reply, close);
    }
  }

  private void publishCounts() {
    counts =
        new NullServerCounts(
            accepts, 0, reads, requests, controlRequests, bytes, eventsReceived, eventsStored);
  }
}
