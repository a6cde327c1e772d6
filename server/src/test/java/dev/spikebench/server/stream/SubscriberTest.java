package dev.spikebench.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/// Which subscribers count as slow, over real connections whose IO thread the test can hold up.
final class SubscriberTest {
  private static final long STALL_NS = TimeUnit.SECONDS.toNanos(5);
  private static final long NEVER_NS = TimeUnit.DAYS.toNanos(300);
  private static final Frame CONNECTED = Frame.of(new byte[] {'c'});

  /// More than the system takes for a client that reads nothing.
  private static final List<Frame> MUCH = Collections.nCopies(160, Frame.of(new byte[64 * 1024]));

  private static final int MUCH_BYTES = 160 * 64 * 1024;

  private final AtomicInteger closed = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);
  private XnioWorker worker;
  private Socket client;
  private StreamConnection connection;
  private Subscriber subscriber;

  @BeforeEach
  void connect() throws Exception {
    worker = Xnio.getInstance().createWorker(OptionMap.create(Options.WORKER_IO_THREADS, 1));
    CompletableFuture<StreamConnection> accepted = new CompletableFuture<>();
    AcceptingChannel<StreamConnection> listener =
        worker.createStreamConnectionServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            (ChannelListener<AcceptingChannel<StreamConnection>>)
                server -> accept(server, accepted),
            OptionMap.EMPTY);
    listener.resumeAccepts();
    client = new Socket();
    client.setReceiveBufferSize(16 * 1024);
    client.connect(listener.getLocalAddress(InetSocketAddress.class));
    connection = accepted.get(30, TimeUnit.SECONDS);
    subscriber =
        new Subscriber(
            new StreamFilter(null, null),
            connection,
            connection.getSinkChannel(),
            CONNECTED,
            gone -> closed.incrementAndGet());
    onIoThread(() -> subscriber.start(connection.getSourceChannel().getConduit()));
    assertThat(client.getInputStream().read()).isEqualTo('c');
  }

  @AfterEach
  void close() throws IOException {
    release.countDown();
    client.close();
    worker.shutdownNow();
  }

  @Test
  void aClientThatNothingWasWrittenToIsNotSlow() throws Exception {
    holdUpIoThread();
    subscriber.offer(List.of(Frame.of(new byte[1000])));

    subscriber.check(muchLater(), NEVER_NS, STALL_NS);

    release.countDown();
    assertThat(client.getInputStream().readNBytes(1000)).hasSize(1000);
    assertThat(closed).hasValue(0);
  }

  @Test
  void aClientThatHasTakenEverythingMeanwhileIsNotSlow() throws Exception {
    sendUntilRefused();
    holdUpIoThread();
    int taken = readWhatTheSystemHolds();
    assertThat(taken).isBetween(1, MUCH_BYTES - 1);

    subscriber.check(muchLater(), NEVER_NS, STALL_NS);

    release.countDown();
    client.setSoTimeout(30_000);
    int rest = MUCH_BYTES - taken;
    assertThat(client.getInputStream().readNBytes(rest).length).isEqualTo(rest);
    assertThat(closed).hasValue(0);
  }

  @Test
  void aClientThatTakesNothingForTheWholeTimeIsEnded() throws Exception {
    sendUntilRefused();

    subscriber.check(System.nanoTime() + STALL_NS / 5, NEVER_NS, STALL_NS);
    onIoThread(() -> {});
    assertThat(closed).hasValue(0);
    subscriber.check(muchLater(), NEVER_NS, STALL_NS);

    await().until(() -> closed.get() == 1);
  }

  private static long muchLater() {
    return System.nanoTime() + TimeUnit.HOURS.toNanos(1);
  }

  /// Returns once the last write found no room: a write goes on until then, and tasks of the IO
  /// thread run in their order.
  private void sendUntilRefused() throws Exception {
    subscriber.offer(MUCH);
    onIoThread(() -> {});
  }

  private void onIoThread(Runnable task) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    connection
        .getIoThread()
        .execute(
            () -> {
              task.run();
              done.complete(null);
            });
    done.get(30, TimeUnit.SECONDS);
  }

  private void holdUpIoThread() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    connection
        .getIoThread()
        .execute(
            () -> {
              held.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    held.await();
  }

  private int readWhatTheSystemHolds() throws IOException {
    InputStream in = client.getInputStream();
    client.setSoTimeout(1000);
    byte[] buffer = new byte[64 * 1024];
    int total = 0;
    try {
      while (true) {
        total += Math.max(0, in.read(buffer));
      }
    } catch (SocketTimeoutException empty) {
      return total;
    }
  }

  private static void accept(
      AcceptingChannel<StreamConnection> server, CompletableFuture<StreamConnection> accepted) {
    try {
      StreamConnection connection = server.accept();
      if (connection != null) {
        accepted.complete(connection);
      }
    } catch (IOException e) {
      accepted.completeExceptionally(e);
    }
  }
}
