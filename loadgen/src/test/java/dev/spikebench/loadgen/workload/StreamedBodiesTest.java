package dev.spikebench.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StreamedBodiesTest {
  @Test
  void everyRequestGetsItsOwnBodyHoweverSmallTheRing() throws InterruptedException {
    AtomicLong wrong = new AtomicLong();
    AtomicLong next = new AtomicLong();
    try (StreamedBodies bodies =
        new StreamedBodies(StreamedBodiesTest::body, events -> 0, 10_000, 1, 8, 4)) {
      Thread[] takers = new Thread[3];
      for (int i = 0; i < takers.length; i++) {
        takers[i] = Thread.ofPlatform().start(() -> takeAll(bodies, next, wrong));
      }
      for (Thread taker : takers) {
        taker.join();
      }
    }
    assertThat(wrong).hasValue(0);
    assertThat(next.get()).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void rendersAheadOnlySoFar() {
    AtomicLong rendered = new AtomicLong();
    try (StreamedBodies bodies =
        new StreamedBodies(
            request -> {
              rendered.incrementAndGet();
              return body(request);
            },
            events -> 0,
            1_000_000_000L,
            10,
            8,
            16)) {
      // The ring, and the one that waits for a place in it.
      Awaitility.await().untilAsserted(() -> assertThat(rendered).hasValue(17));
      assertThat(bodies.count()).isEqualTo(100_000_000L);
      assertThat(bodies.waits()).isZero();

      bodies.discard(0);
      Awaitility.await().untilAsserted(() -> assertThat(rendered).hasValue(18));
    }
  }

  @Test
  void requestThatHasToWaitForItsBodyIsCounted() {
    CountDownLatch release = new CountDownLatch(1);
    try (StreamedBodies bodies =
        new StreamedBodies(
            request -> {
              if (request == 2) {
                awaitQuietly(release);
              }
              return body(request);
            },
            events -> 0,
            100,
            1,
            8,
            2)) {
      bodies.body(0);
      bodies.body(1);
      Thread.ofVirtual()
          .start(
              () -> {
                Awaitility.await().until(() -> bodies.waits() == 1);
                release.countDown();
              });

      assertThat(ByteBuffer.wrap(bodies.body(2)).getLong()).isEqualTo(2);
      assertThat(bodies.waits()).isEqualTo(1);
    }
  }

  @Test
  void lastRequestHasTheEventsThatAreLeft() {
    try (StreamedBodies bodies =
        new StreamedBodies(StreamedBodiesTest::body, events -> 0, 25, 10, 8, 64)) {
      assertThat(bodies.count()).isEqualTo(3);
      assertThat(bodies.events(0)).isEqualTo(10);
      assertThat(bodies.events(2)).isEqualTo(5);
      assertThat(bodies.events()).isEqualTo(25);
    }
  }

  @Test
  void failureOfTheRendererReachesWhoAsksForTheBody() {
    assertThatThrownBy(
            () ->
                new StreamedBodies(
                    request -> {
                      throw new IllegalStateException("no such event");
                    },
                    events -> 0,
                    100,
                    1,
                    8,
                    4))
        .hasMessage("no such event");
  }

  private static void takeAll(RequestBodies bodies, AtomicLong next, AtomicLong wrong) {
    for (long request = next.getAndIncrement();
        request < bodies.count();
        request = next.getAndIncrement()) {
      if (ByteBuffer.wrap(bodies.body(request)).getLong() != request) {
        wrong.incrementAndGet();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] body(long request) {
    return ByteBuffer.allocate(Long.BYTES).putLong(request).array();
  }
}
