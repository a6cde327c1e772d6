package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.PlanOutcome;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The closed loop: a user that is free sends the next request at once, as long as there is one and
/// the time is not up. Any thread; handing out neither waits nor allocates.
final class ClosedLoopSource implements RequestSource {
  private final long count;
  private final long limitNs;
  private final AtomicLong next = new AtomicLong();
  private volatile boolean stopped;
  private volatile long startNs;

  /// @param count requests there are
  /// @param limitNs time after which none is handed out; [Long#MAX_VALUE] for no limit
  ClosedLoopSource(long count, long limitNs) {
    this.count = count;
    this.limitNs = limitNs;
  }

  @Override
  public void start(long newStartNs) {
    startNs = newStartNs;
  }

  @Override
  public void open() {
    // Every user began to send when it was handed in.
  }

  @Override
  public void first(VirtualUser user, long nowNs) {
    hand(user, nowNs, Exchange.WHEN_SENT);
  }

  @Override
  public void free(VirtualUser user, long nowNs) {
    hand(user, nowNs, nowNs);
  }

  private void hand(VirtualUser user, long nowNs, long intendedNs) {
    if (stopped || nowNs - startNs >= limitNs) {
      user.done();
      return;
    }
    long request = next.getAndIncrement();
    if (request < count) {
      user.send(request, intendedNs);
    } else {
      user.done();
    }
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public long backlog() {
    return 0;
  }

  @Override
  public @Nullable PlanOutcome outcome() {
    return null;
  }
}
