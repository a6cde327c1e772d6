package dev.spikebench.loadgen;

import dev.spikebench.loadgen.target.PacedReader;
import dev.spikebench.loadgen.target.PartResult;
import dev.spikebench.loadgen.target.ReaderPace;
import dev.spikebench.loadgen.target.RunControl;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Measures what one slow reader of the stream does to the ingest. One thread.
///
/// The parts with the slow reader and those without stand in the order of Thue and Morse, which
/// cancels drifts of the machine that are linear or quadratic in time. In the parts without there
/// is a prompt reader in its place, so that what is compared is the slowness and not the work of
/// one subscriber more.
final class SlowReaderTrial {
  private static final List<Boolean> SLOW =
      List.of(false, true, true, false, true, false, false, true);

  private static final double NS_PER_SECOND = 1e9;

  private final URI target;
  private final IntFunction<PartResult> part;

  /// @param part sends the workload once more under ids of their own, given the number of the part
  SlowReaderTrial(URI target, IntFunction<PartResult> part) {
    this.target = target;
    this.part = part;
  }

  /// Runs the parts.
  ///
  /// @return the effect; null where the run was ended before all parts were through
  @Nullable SlowReaderEffect run(RunControl control) {
    List<SlowReaderEffect.Part> done = new ArrayList<>();
    for (int i = 0; i < SLOW.size(); i++) {
      boolean slow = SLOW.get(i);
      try (PacedReader reader =
          PacedReader.open(target, slow ? ReaderPace.SLOW : ReaderPace.PROMPT)) {
        PartResult result = part.apply(i);
        if (control.cancelled() || control.expired()) {
          return null;
        }
        done.add(part(slow, result, reader.fate()));
      }
    }
    return new SlowReaderEffect(done);
  }

  /// What a reader of the result should know; null for nothing.
  static @Nullable String note(@Nullable SlowReaderEffect effect) {
    if (effect == null) {
      return "the run was ended before the effect of a slow reader was known";
    }
    long failed = effect.parts().stream().mapToLong(SlowReaderEffect.Part::requestsFailed).sum();
    if (failed > 0) {
      return "%,d requests failed while the effect of a slow reader was measured".formatted(failed);
    }
    return effect.slowsIngest()
        ? String.format(
            Locale.ROOT,
            "one slow reader of the stream slows the ingest: its 99th percentile is %.2f times what"
                + " it is with a prompt reader",
            effect.p99Ratio())
        : null;
  }

  private static SlowReaderEffect.Part part(
      boolean slow, PartResult result, PacedReader.Fate fate) {
    return new SlowReaderEffect.Part(
        slow,
        result.tally().eventsAcknowledged() * NS_PER_SECOND / result.elapsedNs(),
        result.latencies().wire().percentileNs(99),
        result.tally().requestsFailed(),
        fate.bytesTaken(),
        fate.disconnectedAfterNs());
  }
}
