package dev.spikebench.server.store;

import static dev.spikebench.server.store.CheckpointPolicy.MOST_FRAMES;
import static dev.spikebench.server.store.CheckpointPolicy.NECESSARY_FRAMES;
import static dev.spikebench.server.store.CheckpointPolicy.PART_FRAMES;
import static dev.spikebench.server.store.CheckpointPolicy.WORTHWHILE_FRAMES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.store.CheckpointPolicy.LastCopy;
import dev.spikebench.server.store.CheckpointPolicy.Step;
import org.junit.jupiter.api.Test;

final class CheckpointPolicyTest {
  private final CheckpointPolicy policy = new CheckpointPolicy();

  @Test
  void aPartIsDueSoonerWhereNobodyWaits() {
    assertThat(step(WORTHWHILE_FRAMES, WORTHWHILE_FRAMES)).isEqualTo(Step.NONE);
    assertThat(step(PART_FRAMES - 1, PART_FRAMES - 1)).isEqualTo(Step.NONE);
    assertThat(step(PART_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);
    long later = PART_FRAMES + WORTHWHILE_FRAMES;
    assertThat(policy.next(log(later, WORTHWHILE_FRAMES), true, LastCopy.UNHINDERED).step())
        .isEqualTo(Step.COPY_BESIDE);
  }

  @Test
  void aPartIsDueEachTimeAsMuchHasBeenWrittenAgain() {
    assertThat(step(PART_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);
    assertThat(step(2 * PART_FRAMES - 1, PART_FRAMES)).isEqualTo(Step.NONE);
    assertThat(step(2 * PART_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);
  }

  @Test
  void aLogThatWasBegunAnewHasItsFirstPartAgain() {
    assertThat(step(3 * PART_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);
    assertThat(step(PART_FRAMES - 1, PART_FRAMES - 1)).isEqualTo(Step.NONE);
    assertThat(step(PART_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);
  }

  @Test
  void theWriterCopiesTheLastPartOfALongLogOnceItIsSmall() {
    assertThat(step(NECESSARY_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);
    assertThat(step(NECESSARY_FRAMES + 100, PART_FRAMES - 1)).isEqualTo(Step.COPY_HERE);
  }

  @Test
  void theWriterCopiesAllOfALogOfTheGreatestLength() {
    assertThat(step(MOST_FRAMES - 1, MOST_FRAMES - 1)).isEqualTo(Step.COPY_BESIDE);
    assertThat(step(MOST_FRAMES, MOST_FRAMES)).isEqualTo(Step.COPY_HERE);
  }

  @Test
  void theWriterCopiesAllOfALongLogWhereTheCopyBesideItFailed() {
    assertThat(policy.next(log(NECESSARY_FRAMES, NECESSARY_FRAMES), false, LastCopy.FAILED).step())
        .isEqualTo(Step.COPY_HERE);
  }

  @Test
  void whatAReaderHoldsBackIsNotTriedAgainUntilMoreIsThere() {
    assertThat(step(NECESSARY_FRAMES, 3_000)).isEqualTo(Step.COPY_HERE);
    policy.leftBehind(2_000);
    assertThat(step(NECESSARY_FRAMES + 900, 2_900)).isEqualTo(Step.NONE);
    assertThat(step(NECESSARY_FRAMES + 1_000, 3_000)).isEqualTo(Step.COPY_HERE);
  }

  /// What is left behind plus what makes a copy worthwhile may be more than a part: the writer
  /// would wait for a log of the greatest length.
  @Test
  void whatWasLeftBehindIsForgottenOnceItWasCopiedBeside() {
    assertThat(step(NECESSARY_FRAMES, PART_FRAMES - 1)).isEqualTo(Step.COPY_HERE);
    policy.leftBehind(3_500);
    assertThat(step(NECESSARY_FRAMES + PART_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);
    assertThat(step(NECESSARY_FRAMES + PART_FRAMES + 100, 100)).isEqualTo(Step.NONE);
    assertThat(step(NECESSARY_FRAMES + PART_FRAMES + 1_100, 1_100)).isEqualTo(Step.COPY_HERE);
  }

  /// The writer could not copy it either, and would try in vain between any two groups.
  @Test
  void theWriterDoesNotCopyWhatAReaderHoldsBack() {
    assertThat(heldBack(MOST_FRAMES)).isEqualTo(Step.COPY_BESIDE);
    assertThat(heldBack(3 * MOST_FRAMES)).isEqualTo(Step.COPY_BESIDE);
    assertThat(step(3 * MOST_FRAMES + 100, PART_FRAMES)).isEqualTo(Step.COPY_HERE);
  }

  @Test
  void aLogThatWasCopiedWholeOrBegunAnewIsNoLongerTooLong() {
    assertThat(step(MOST_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_HERE);
    policy.leftBehind(0);
    assertThat(step(MOST_FRAMES + PART_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_BESIDE);

    assertThat(step(2 * MOST_FRAMES, PART_FRAMES)).isEqualTo(Step.COPY_HERE);
    policy.leftBehind(PART_FRAMES);
    assertThat(step(100, 100)).isEqualTo(Step.NONE);
    assertThat(step(NECESSARY_FRAMES, NECESSARY_FRAMES)).isEqualTo(Step.COPY_BESIDE);
  }

  @Test
  void readsArePausedOnceForEachGreatestLength() {
    assertThat(pausesReads(MOST_FRAMES - 1)).isFalse();
    assertThat(pausesReads(MOST_FRAMES)).isTrue();
    assertThat(pausesReads(2 * MOST_FRAMES - 1)).isFalse();
    assertThat(pausesReads(2 * MOST_FRAMES)).isTrue();
    assertThat(pausesReads(100)).isFalse();
    assertThat(pausesReads(MOST_FRAMES)).isTrue();
  }

  /// The step while somebody waits and nothing hinders the copying.
  private Step step(long total, long pending) {
    return policy.next(log(total, pending), false, LastCopy.UNHINDERED).step();
  }

  private Step heldBack(long total) {
    return dueWhereHeldBack(total).step();
  }

  private boolean pausesReads(long total) {
    return dueWhereHeldBack(total).pauseReads();
  }

  /// What is due where a reader keeps all of the log from being copied.
  private CheckpointPolicy.Due dueWhereHeldBack(long total) {
    return policy.next(log(total, total), false, LastCopy.HELD_BACK);
  }

  private static LogFrames log(long total, long pending) {
    return new LogFrames(total, total - pending);
  }
}
