package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.recording.IntervalListener;
import dev.spikebench.loadgen.request.RequestForm;
import dev.spikebench.loadgen.schedule.Schedule;
import dev.spikebench.loadgen.stream.RequestFollower;
import dev.spikebench.loadgen.workload.RequestBodies;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one part of a run sends, when, and who is told of it.
///
/// @param form how every request looks beside its body, and how its answer is judged
/// @param bodies what is sent, at most
/// @param schedule when it is sent, with as many requests as there are bodies; null for a closed
///   loop
/// @param limit longest time in which requests are sent; null for no limit. In a closed loop the
///   bodies are then no plan: as many are sent as the time takes
/// @param interval length of the intervals
/// @param intervals is told of each interval, on the thread that runs the part; null for nobody
/// @param listener is told how it goes, on the same thread
/// @param follower is told of each request, on the thread that sends or ends it; null where the
///   events are not followed to the stream's subscribers
public record PartPlan(
    RequestForm form,
    RequestBodies bodies,
    @Nullable Schedule schedule,
    @Nullable Duration limit,
    Duration interval,
    @Nullable IntervalListener intervals,
    PartListener listener,
    @Nullable RequestFollower follower) {
  private static final Duration ANY = Duration.ofSeconds(1);

  /// All bodies in a closed loop, nobody told.
  public static PartPlan silent(RequestForm form, RequestBodies bodies) {
    return new PartPlan(form, bodies, null, null, ANY, null, (e, f, ev, ns) -> {}, null);
  }

  /// The same with somebody told how it goes.
  public PartPlan reportingTo(PartListener newListener) {
    return new PartPlan(form, bodies, schedule, limit, interval, intervals, newListener, follower);
  }

  /// The same with somebody told of each interval.
  public PartPlan recordedEvery(Duration newInterval, @Nullable IntervalListener newIntervals) {
    return new PartPlan(
        form, bodies, schedule, limit, newInterval, newIntervals, listener, follower);
  }

  /// The same with its events followed to the stream's subscribers.
  public PartPlan followedBy(@Nullable RequestFollower newFollower) {
    return new PartPlan(form, bodies, schedule, limit, interval, intervals, listener, newFollower);
  }

  /// The same with a limit in time.
  public PartPlan within(@Nullable Duration newLimit) {
    return new PartPlan(form, bodies, schedule, newLimit, interval, intervals, listener, follower);
  }

  /// The same by a schedule; null for a closed loop.
  public PartPlan by(@Nullable Schedule newSchedule) {
    return new PartPlan(form, bodies, newSchedule, limit, interval, intervals, listener, follower);
  }

  /// Whether the bodies are what is to be sent, rather than what may be sent at most.
  boolean plansAllBodies() {
    return schedule != null || limit == null;
  }

  RequestSource source() {
    if (schedule != null) {
      return new OpenLoopSource(schedule, limit != null);
    }
    return new ClosedLoopSource(bodies.count(), limit == null ? Long.MAX_VALUE : limit.toNanos());
  }
}
