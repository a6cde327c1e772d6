package dev.spikebench.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReadPauseTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void whereThereIsNoPauseNobodyWaits() throws InterruptedException {
    ReadPause pause = new ReadPause(LONG);
    pause.await(in(LONG));
    pause.begin();
    pause.end();
    pause.await(in(LONG));
  }

  @Test
  void whoWaitsGoesOnWhenThePauseIsEnded() {
    ReadPause pause = new ReadPause(LONG);
    pause.begin();
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    Thread waiting = waiting(pause, LONG, passed);
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    assertThat(passed).isNotDone();

    pause.end();

    await().until(passed::isDone);
  }

  @Test
  void aPauseThatNobodyEndsIsOverByItself() {
    ReadPause pause = new ReadPause(Duration.ofMillis(50));
    pause.begin();
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    Thread _ = waiting(pause, LONG, passed);

    await().until(passed::isDone);
  }

  @Test
  void nobodyWaitsPastHisDeadline() {
    ReadPause pause = new ReadPause(LONG);
    pause.begin();
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    Thread _ = waiting(pause, Duration.ofMillis(50), passed);

    await().until(passed::isDone);
  }

  private static Thread waiting(
      ReadPause pause, Duration patience, CompletableFuture<Boolean> passed) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                pause.await(in(patience));
                passed.complete(true);
              } catch (InterruptedException e) {
                passed.completeExceptionally(e);
              }
            });
  }

  private static long in(Duration later) {
    return System.nanoTime() + later.toNanos();
  }
}
