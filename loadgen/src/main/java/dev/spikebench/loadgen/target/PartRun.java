package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.stream.RequestFollower;
import dev.spikebench.loadgen.workload.RequestBodies;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the virtual users share while they send one part of a run. Any thread.
final class PartRun {
  /// The ticket of a request that nobody follows, or that has not gone out.
  static final long NOT_FOLLOWED = -1;

  private final RequestHead head;
  private final AnswerJudge judge;
  private final RequestBodies bodies;
  private final @Nullable RequestFollower follower;
  private final LoadCounters counters = new LoadCounters();
  private final RequestSource source;
  private final CountDownLatch users;
  private final AtomicLong activeNs = new AtomicLong();
  private final AtomicLong inFlightNs = new AtomicLong();
  private final AtomicLong lastEndNs = new AtomicLong(Long.MIN_VALUE);
  private final AtomicReference<@Nullable Throwable> gone = new AtomicReference<>();

  PartRun(RequestHead head, PartPlan plan, RequestSource source, int users) {
    this.head = head;
    this.judge = AnswerJudge.of(plan.form());
    this.bodies = plan.bodies();
    this.source = source;
    this.follower = plan.follower();
    this.users = new CountDownLatch(users);
  }

  RequestHead head() {
    return head;
  }

  AnswerJudge judge() {
    return judge;
  }

  RequestBodies bodies() {
    return bodies;
  }

  LoadCounters counters() {
    return counters;
  }

  RequestSource source() {
    return source;
  }

  /// A request goes out now. Returns its ticket.
  long sending(byte[] body) {
    return follower == null ? NOT_FOLLOWED : follower.sending(body);
  }

  /// The request with the ticket given has ended.
  void followed(long ticket, Outcome outcome) {
    if (follower != null && ticket != NOT_FOLLOWED) {
      follower.ended(ticket, outcome == Outcome.OK);
    }
  }

  void ended(long request, Outcome outcome, long wireNs, long fromPlanNs) {
    inFlightNs.addAndGet(wireNs);
    counters.ended(outcome, bodies.events(request), wireNs, fromPlanNs);
  }

  /// When the last user so far had no more requests, on the clock of [System#nanoTime()].
  long lastEndNs() {
    return lastEndNs.get();
  }

  /// For a request that never was on a connection: it is counted, but was not in flight.
  void endedWithoutActivity(long request, Outcome outcome, long wireNs, long fromPlanNs) {
    counters.ended(outcome, bodies.events(request), wireNs, fromPlanNs);
  }

  /// Adds time in which a user had a connection and requests to send.
  void active(long spanNs) {
    activeNs.addAndGet(spanNs);
  }

  /// Time in which users had a connection and requests to send, summed over all users so far.
  long activeNs() {
    return activeNs.get();
  }

  void userDone() {
    lastEndNs.accumulateAndGet(System.nanoTime(), Math::max);
    users.countDown();
  }

  boolean awaitUsers(long timeoutNs) throws InterruptedException {
    return users.await(timeoutNs, TimeUnit.NANOSECONDS);
  }

  /// No further request is taken.
  void stop() {
    source.stop();
  }

  void targetGone(Throwable cause) {
    gone.compareAndSet(null, cause);
    stop();
  }

  @Nullable Throwable gone() {
    return gone.get();
  }

  /// Little's law over the time in which users were sending, so that neither the ramp nor the users
  /// that run out of requests first bend it: sum of latencies over sum of active times is the mean
  /// number of requests in flight a user.
  double meanInFlight(int userCount) {
    return activeNs.get() == 0 ? 0 : (double) userCount * inFlightNs.get() / activeNs.get();
  }
}
