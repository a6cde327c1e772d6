package dev.spikebench.loadgen;

import dev.spikebench.loadgen.stream.DrainEnd;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.stream.SubscriberCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Decides what the subscribers of a run say of it. A target that lost, repeated or swapped
/// messages has not done the whole work, so its figures can't stand beside those of one that has:
/// the run does not count, and the fault is the target's. One run each; one thread.
final class StreamJudge {
  /// From this share of its time on the subscribers' thread lets messages wait, and the latencies
  /// are its own.
  private static final double BUSY_SHARE = 0.90;

  private final List<String> invalidReasons = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  StreamJudge(StreamFigures figures) {
    SubscriberCounts all = figures.total();
    judgeConnected(figures, all);
    judgeLost(figures, all);
    judgePromise(all);
    warn(figures, all);
  }

  List<String> invalidReasons() {
    return invalidReasons;
  }

  List<String> warnings() {
    return warnings;
  }

  private void judgeConnected(StreamFigures figures, SubscriberCounts all) {
    if (figures.connected() < figures.subscribers()) {
      invalidReasons.add(
          "only %,d of %,d subscribers were let in (%,d refusals with 503): raise the target's limit"
                  .formatted(figures.connected(), figures.subscribers(), all.refused())
              + " (INGEST_MAX_SSE_CLIENTS) or ask for fewer (--subscribers)");
    }
  }

  private void judgeLost(StreamFigures figures, SubscriberCounts all) {
    if (all.lost() == 0) {
      return;
    }
    String lost = "%,d of %,d deliveries to subscribers".formatted(all.lost(), all.expected());
    if (figures.drainEnd() == DrainEnd.CUT_SHORT) {
      invalidReasons.add(lost + " were still due when the run was ended");
    } else if (all.cutOffs() > 0) {
      invalidReasons.add(
          lost
              + " are missing, and the target cut off subscribers that were far behind %,d times:"
                  .formatted(all.cutOffs())
              + " machine and client can't take so many messages; ask for fewer subscribers or less"
              + " load");
    } else {
      invalidReasons.add(lost + " were lost");
    }
  }

  private void judgePromise(SubscriberCounts all) {
    if (all.duplicates() > 0) {
      invalidReasons.add(
          "%,d messages came to a subscriber that had them already".formatted(all.duplicates()));
    }
    if (all.outOfOrder() > 0) {
      invalidReasons.add("%,d messages came out of order".formatted(all.outOfOrder()));
    }
    if (all.unreadable() > 0) {
      invalidReasons.add(
          "%,d messages of the stream are none the contract knows how to read"
              .formatted(all.unreadable()));
    }
  }

  private void warn(StreamFigures figures, SubscriberCounts all) {
    if (figures.busiestThreadShare() >= BUSY_SHARE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the subscribers' thread was busy %.0f %% of the time: delivery latencies are partly"
                  + " the client's own",
              figures.busiestThreadShare() * 100));
    }
    if (all.ended() > 0) {
      warnings.add(
          "the target ended %,d streams; subscribers connected anew %,d times"
              .formatted(all.ended(), all.reconnects()));
    }
    if (figures.eventsWithoutId() > 0) {
      warnings.add(
          "%,d events have no event_id and could not be followed to subscribers"
              .formatted(figures.eventsWithoutId()));
    }
    if (all.unacknowledged() > 0) {
      warnings.add(
          "%,d deliveries were of events whose request was not acknowledged"
              .formatted(all.unacknowledged()));
    }
  }
}
