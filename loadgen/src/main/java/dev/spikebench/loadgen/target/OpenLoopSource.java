package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.schedule.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The open loop: a thread of its own waits for each intended send time and hands the request to a
/// free user; where none is free, the request waits in the backlog for the first that is. Nothing
/// is dropped: what was not sent when the time was up is counted.
///
/// The backlog is a count and a second walk through the schedule, so it takes no memory however
/// long it grows. Users come free on the I/O threads; all state is guarded by this object's
/// monitor, which is held for a few dozen nanoseconds and never while something is sent.
final class OpenLoopSource implements RequestSource {
  /// A parked thread wakes up about this much too late on Linux (50 µs of timer slack and the
  /// switch): it is parked until so long before the time and waits for the rest without sleeping.
  private static final long WAKE_UP_NS = TimeUnit.MICROSECONDS.toNanos(70);

  /// Where the next time is nearer than this the thread sleeps none the less: at such rates it
  /// would never sleep, and take a processor from the target. The lag stays below [#WAKE_UP_NS].
  private static final long LEAST_SPIN_GAP_NS = TimeUnit.MICROSECONDS.toNanos(200);

  private static final long NONE = -1;

  private final Schedule schedule;
  private final boolean cutOff;
  private final Schedule.Cursor sendTimes;
  private final Queue<VirtualUser> idle = new ArrayDeque<>();
  private final Thread thread;
  private long startNs;
  private long due;
  private long sent;
  private long lastSentNs;
  private long mostBacklog;
  private long backlogLeft;
  private long mostLagNs;
  private boolean over;
  private volatile boolean stopped;

  /// @param schedule when to send
  /// @param cutOff whether requests that have not found a free user at the end of the plan are left
  ///   unsent; else they are sent late
  OpenLoopSource(Schedule schedule, boolean cutOff) {
    this.schedule = schedule;
    this.cutOff = cutOff;
    this.sendTimes = schedule.cursor();
    this.thread = Thread.ofPlatform().daemon().name("open-loop").unstarted(this::dispatchAll);
  }

  @Override
  public synchronized void start(long newStartNs) {
    startNs = newStartNs;
    lastSentNs = newStartNs;
  }

  @Override
  public void open() {
    thread.start();
  }

  @Override
  public void first(VirtualUser user, long nowNs) {
    free(user, nowNs);
  }

  @Override
  public void free(VirtualUser user, long nowNs) {
    long request = NONE;
    long intendedNs = 0;
    synchronized (this) {
      if (sent < due && !stopped) {
        request = sent++;
        intendedNs = startNs + sendTimes.nextNs();
        lastSentNs = nowNs;
      } else if (!over) {
        idle.add(user);
        return;
      }
    }
    if (request == NONE) {
      user.done();
    } else {
      user.send(request, intendedNs);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  @Override
  public synchronized long backlog() {
    return due - sent;
  }

  @Override
  public synchronized PlanOutcome outcome() {
    return new PlanOutcome(
        schedule.count(),
        sent,
        schedule.spanNs(),
        lastSentNs - startNs,
        mostBacklog,
        backlogLeft,
        mostLagNs);
  }

  private void dispatchAll() {
    Schedule.Cursor times = schedule.cursor();
    long intendedNs = startNs;
    for (long request = 0; request < schedule.count() && !stopped; request++) {
      long before = intendedNs;
      intendedNs = startNs + times.nextNs();
      awaitTime(intendedNs, intendedNs - before);
      if (!stopped) {
        dispatch(intendedNs);
      }
    }
    if (cutOff) {
      awaitTime(startNs + schedule.spanNs(), Long.MAX_VALUE);
    }
    end().forEach(VirtualUser::done);
  }

  /// The next request is due.
  private void dispatch(long intendedNs) {
    VirtualUser user;
    long request;
    // What the generator itself was late, users free or not.
    long nowNs = System.nanoTime();
    synchronized (this) {
      due++;
      mostLagNs = Math.max(mostLagNs, nowNs - intendedNs);
      user = idle.poll();
      if (user == null) {
        mostBacklog = Math.max(mostBacklog, due - sent);
        return;
      }
      request = sent++;
      lastSentNs = nowNs;
      // Where a user was idle there was no backlog: this is the time the thread waited for.
      sendTimes.nextNs();
    }
    user.send(request, intendedNs);
  }

  /// No request becomes due any more. Returns the users that wait for one in vain.
  private synchronized List<VirtualUser> end() {
    backlogLeft = due - sent;
    if (cutOff) {
      due = sent;
    }
    over = true;
    List<VirtualUser> waiting = new ArrayList<>(idle);
    idle.clear();
    return waiting;
  }

  private void awaitTime(long atNs, long gapNs) {
    long marginNs = gapNs < LEAST_SPIN_GAP_NS ? 0 : WAKE_UP_NS;
    long leftNs = atNs - System.nanoTime();
    while (leftNs > 0 && !stopped) {
      if (leftNs > marginNs) {
        LockSupport.parkNanos(this, leftNs - marginNs);
      } else {
        Thread.onSpinWait();
      }
      leftNs = atNs - System.nanoTime();
    }
  }
}
