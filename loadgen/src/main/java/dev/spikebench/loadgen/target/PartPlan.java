package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.recording.IntervalListener;
import dev.spikebench.loadgen.stream.RequestFollower;
import dev.spikebench.loadgen.workload.RequestBodies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one part of a run sends and who is told of it.
///
/// @param path path below the target's base URL
/// @param bodies what is sent
/// @param interval length of the intervals
/// @param intervals is told of each interval, on the thread that runs the part; null for nobody
/// @param listener is told how it goes, on the same thread
/// @param follower is told of each request, on the thread that sends or ends it; null where the
///   events are not followed to the stream's subscribers
public record PartPlan(
    String path,
    RequestBodies bodies,
    Duration interval,
    @Nullable IntervalListener intervals,
    PartListener listener,
    @Nullable RequestFollower follower) {
  private static final Duration ANY = Duration.ofSeconds(1);

  /// All bodies in a closed loop, nobody told.
  public static PartPlan silent(String path, RequestBodies bodies) {
    return new PartPlan(path, bodies, ANY, null, (e, f, ev, ns) -> {}, null);
  }

  /// The same with somebody told how it goes.
  public PartPlan reportingTo(PartListener newListener) {
    return new PartPlan(path, bodies, interval, intervals, newListener, follower);
  }

  /// The same with somebody told of each interval.
  public PartPlan recordedEvery(Duration newInterval, @Nullable IntervalListener newIntervals) {
    return new PartPlan(path, bodies, newInterval, newIntervals, listener, follower);
  }

  /// The same with its events followed to the stream's subscribers.
  public PartPlan followedBy(@Nullable RequestFollower newFollower) {
    return new PartPlan(path, bodies, interval, intervals, listener, newFollower);
  }
}
