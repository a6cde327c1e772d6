package dev.spikebench.loadgen.model;

/// What became of the plan of an open loop.
///
/// @param planned requests of the plan
/// @param sent requests among them that were handed to a user
/// @param spanNs length of the plan
/// @param sendingNs time from its beginning to the last request that was handed out
/// @param mostBacklog most requests that waited for a free user at one time
/// @param backlogLeft requests that waited for a free user when the plan ended
/// @param mostDispatchLagNs most time by which the generator itself was late for an intended time,
///   users free or not
public record PlanOutcome(
    long planned,
    long sent,
    long spanNs,
    long sendingNs,
    long mostBacklog,
    long backlogLeft,
    long mostDispatchLagNs) {
  private static final double NS_PER_SECOND = 1e9;

  /// Requests of the plan that were never sent.
  public long unsent() {
    return planned - sent;
  }

  /// Requests a second that the plan asked for, on the mean.
  public double plannedPerSecond() {
    return spanNs == 0 ? 0 : planned * NS_PER_SECOND / spanNs;
  }

  /// Requests a second that were sent. A plan whose last request went out in time has been kept,
  /// however short of its end that was.
  public double achievedPerSecond() {
    return spanNs == 0 ? 0 : sent * NS_PER_SECOND / Math.max(spanNs, sendingNs);
  }

  /// The achieved over the planned rate; 1 where the plan was kept.
  public double rateRatio() {
    return planned == 0 ? 1 : achievedPerSecond() / plannedPerSecond();
  }
}
