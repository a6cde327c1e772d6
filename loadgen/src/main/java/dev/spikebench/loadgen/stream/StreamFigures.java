package dev.spikebench.loadgen.stream;

import dev.spikebench.loadgen.recording.LatencyHistogram;
import java.util.List;

/// What the subscribers of one run found.
///
/// @param connected subscribers that were let in
/// @param each the counts of each subscriber
/// @param acknowledged events of the measured part that were acknowledged and can be followed
/// @param eventsWithoutId events sent without an `event_id`, which can't be followed
/// @param latency from the send of the request that carried an event to the last byte of its
///   message at a subscriber, over all events of the measured part and all subscribers
/// @param drainEnd why the wait for the last deliveries ended
/// @param drainNs how long that wait took, from the end of the measured part on
/// @param cpuNs processor time of the threads that read the streams, in the measured part and the
///   wait
/// @param busiestThreadShare processor time of the busiest of them over that time, 0 … 1
public record StreamFigures(
    int connected,
    List<SubscriberCounts> each,
    long acknowledged,
    long eventsWithoutId,
    LatencyHistogram latency,
    DrainEnd drainEnd,
    long drainNs,
    long cpuNs,
    double busiestThreadShare) {
  /// Copies the list.
  public StreamFigures {
    each = List.copyOf(each);
  }

  /// Subscribers that were asked for.
  public int subscribers() {
    return each.size();
  }

  /// The counts of all subscribers together.
  public SubscriberCounts total() {
    return each.stream().reduce(SubscriberCounts.NONE, SubscriberCounts::plus);
  }

  /// Whether the target broke its promise to prompt subscribers: each event once and in order. What
  /// was lost to subscribers that it was free to cut off, or in a run that was cut short, does not
  /// say so.
  public boolean promiseBroken() {
    SubscriberCounts all = total();
    boolean lost = all.lost() > 0 && all.cutOffs() == 0 && drainEnd != DrainEnd.CUT_SHORT;
    return lost || all.duplicates() + all.outOfOrder() + all.unreadable() > 0;
  }
}
