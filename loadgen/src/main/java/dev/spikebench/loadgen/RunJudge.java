package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.Tally;
import dev.spikebench.loadgen.model.TargetWarmUp;
import dev.spikebench.loadgen.model.Verdict;
import dev.spikebench.loadgen.target.PartResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides whether a run counts and what limited it. One run each; one thread.
final class RunJudge {
  /// From this share of its time on an I/O thread has no time left: what is measured is the client.
  private static final double CLIENT_BOUND_SHARE = 0.90;

  /// From this share on requests begin to wait for the client now and then.
  private static final double MIXED_SHARE = 0.60;

  /// Little's law holds exactly for a closed loop without pauses; what is allowed here covers the
  /// time between an answer and the next request.
  private static final double LITTLE_TOLERANCE = 0.05;

  private final List<String> invalidReasons = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Verdict verdict;

  RunJudge(
      PartResult part,
      int concurrency,
      ClientUsage client,
      @Nullable Long eventsStored,
      @Nullable SelfWarmUp selfWarmUp,
      TargetWarmUp warmUp) {
    this.verdict = verdict(client);
    judgeEnd(part);
    judgeCounts(part.tally());
    judgeStored(part.tally(), eventsStored);
    judgeClient(client, activeUsers(part, concurrency), concurrency);
    judgeSelfWarmUp(selfWarmUp);
    judgeWarmUp(warmUp);
    if (part.latencies().clampedCount() > 0) {
      invalidReasons.add("latencies above one hour were cut to one hour");
    }
  }

  List<String> invalidReasons() {
    return invalidReasons;
  }

  List<String> warnings() {
    return warnings;
  }

  Verdict verdict() {
    return verdict;
  }

  static Verdict verdict(ClientUsage client) {
    double share = Math.max(client.busiestThreadShare(), 0);
    if (share >= CLIENT_BOUND_SHARE) {
      return Verdict.CLIENT_BOUND;
    }
    return share >= MIXED_SHARE ? Verdict.MIXED : Verdict.TARGET_BOUND;
  }

  private void judgeEnd(PartResult part) {
    Tally tally = part.tally();
    String sent =
        String.format(
            Locale.ROOT, "%,d of %,d requests", tally.requestsSent(), tally.requestsPlanned());
    if (part.cancelled()) {
      invalidReasons.add("the run was cancelled after " + sent);
    } else if (part.expired()) {
      invalidReasons.add("the deadline passed after " + sent + " were sent (--deadline)");
    }
  }

  private void judgeCounts(Tally tally) {
    if (tally.requestsEnded() != tally.requestsSent()) {
      invalidReasons.add(
          "the load generator lost count: %,d requests sent, %,d ended"
              .formatted(tally.requestsSent(), tally.requestsEnded()));
    }
    if (tally.eventsRejected() > 0) {
      invalidReasons.add(
          "the target rejected %,d events, all of which are valid"
              .formatted(tally.eventsRejected()));
    }
    judgeDuplicates(tally);
    if (tally.count(Outcome.REJECTED) > 0 && tally.eventsRejected() == 0) {
      invalidReasons.add(
          "the counts of %,d answers do not add up to the events sent"
              .formatted(tally.count(Outcome.REJECTED)));
    }
  }

  /// Which of two racing requests with one id is told that it came second cannot be known, but
  /// their sum can: every id is new once. Where a request failed, the event that was to come first
  /// may not have come at all, and fewer are duplicates.
  private void judgeDuplicates(Tally tally) {
    long duplicates = tally.eventsDuplicate();
    long repeated = tally.eventsRepeated();
    if (duplicates > repeated) {
      invalidReasons.add(
          repeated == 0
              ? "the target called %,d events duplicates, each of which was sent once"
                  .formatted(duplicates)
              : "the target called %,d events duplicates, but %,d were sent twice"
                  .formatted(duplicates, repeated));
    } else if (duplicates < repeated && tally.requestsFailed() == 0) {
      invalidReasons.add(
          "%,d events were sent twice, but the target called %,d of them duplicates"
              .formatted(repeated, duplicates));
    }
  }

  private void judgeStored(Tally tally, @Nullable Long stored) {
    if (stored == null) {
      invalidReasons.add(
          "the target does not say at /api/stats how many events it stored, so acknowledged ones"
              + " are not proven");
    } else if (stored != tally.eventsAcknowledged()) {
      invalidReasons.add(
          "the target acknowledged %,d events and stored %,d"
              .formatted(tally.eventsAcknowledged(), stored));
    }
  }

  private void judgeClient(ClientUsage client, long activeUsers, int concurrency) {
    switch (verdict) {
      case CLIENT_BOUND ->
          invalidReasons.add(
              "the load generator itself was the limit: an I/O thread was busy %s of the time"
                  .formatted(percent(client.busiestThreadShare())));
      case MIXED ->
          warnings.add(
              "an I/O thread of the load generator was busy %s of the time"
                  .formatted(percent(client.busiestThreadShare())));
      case TARGET_BOUND -> {}
    }
    double difference = Math.abs(client.meanInFlight() - concurrency);
    if (activeUsers > 0 && difference > LITTLE_TOLERANCE * concurrency) {
      invalidReasons.add(
          String.format(
              Locale.ROOT,
              "throughput times mean latency is %.2f and not %d (Little's law): the load generator"
                  + " paused between requests",
              client.meanInFlight(),
              concurrency));
    }
  }

  /// Little's law says nothing of a run in which nothing was in flight.
  private static long activeUsers(PartResult part, int concurrency) {
    return part.latencies().wire().count() == 0 ? 0 : concurrency;
  }

  private void judgeSelfWarmUp(@Nullable SelfWarmUp selfWarmUp) {
    if (selfWarmUp == null) {
      warnings.add("the load generator was not warmed up: the first latencies are its own");
    } else if (!selfWarmUp.converged()) {
      warnings.add("the load generator's own figures had not settled when its warm-up ended");
    }
  }

  private void judgeWarmUp(TargetWarmUp warmUp) {
    if (warmUp.requestsFailed() > 0) {
      warnings.add(
          "%,d of %,d warm-up requests failed"
              .formatted(warmUp.requestsFailed(), warmUp.requests()));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
