package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.BodySupply;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.Tally;
import dev.spikebench.loadgen.model.TargetWarmUp;
import dev.spikebench.loadgen.model.Verdict;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.target.PartResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Decides whether a run counts and what limited it. One run each; one thread.
final class RunJudge {
  /// A pause moves the 99th percentile once it lasts for this part of the run.
  private static final double INVALID_PAUSE_SHARE = 0.01;

  /// A shorter pause is worth no word.
  private static final long LEAST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<String> invalidReasons = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Verdict verdict;

  /// @param concurrency virtual users that sent one request after the other; 0 in an open loop
  RunJudge(RunFindings found, int concurrency, @Nullable SelfWarmUp selfWarmUp) {
    PartResult part = found.part();
    VerdictRule rule = VerdictRule.of(found.evidence(concurrency));
    this.verdict = rule.verdict();
    judgeEnd(part);
    judgeSent(part.tally());
    if (found.byRule()) {
      warnings.add(
          "what the target has made of the requests is not proven: it is known by its answers"
              + " alone");
    } else {
      judgeCounts(part.tally());
      judgeStored(part.tally(), found.stored());
    }
    judgeClient(rule, found.client());
    judgePauses(part, found.client());
    judgePlan(part.plan());
    judgeSupply(found.supply());
    judgeSelfWarmUp(selfWarmUp, found.settled());
    judgeWarmUp(found.warmUp());
    judgeStreams(found.delivered());
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

  private void judgeEnd(PartResult part) {
    Tally tally = part.tally();
    String sent =
        String.format(
            Locale.ROOT, "%,d of %,d requests", tally.requestsSent(), tally.requestsPlanned());
    if (part.cancelled()) {
      invalidReasons.add("the run was cancelled after " + sent);
    } else if (part.gone() != null) {
      invalidReasons.add("the target stopped listening after " + sent + " were sent");
    } else if (part.expired()) {
      invalidReasons.add("the deadline passed after " + sent + " were sent (--deadline)");
    }
  }

  private void judgeSent(Tally tally) {
    if (tally.requestsEnded() != tally.requestsSent()) {
      invalidReasons.add(
          "the load generator lost count: %,d requests sent, %,d ended"
              .formatted(tally.requestsSent(), tally.requestsEnded()));
    }
  }

  private void judgeCounts(Tally tally) {
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

  private void judgeClient(VerdictRule rule, ClientUsage client) {
    String findings = String.join("; ", rule.findings());
    switch (rule.verdict()) {
      case CLIENT_BOUND ->
          invalidReasons.add("the load generator itself was the limit: " + findings);
      case MIXED -> warnings.add("the load generator was near its limit: " + findings);
      case TARGET_BOUND -> {}
    }
    if (client.throttledNs() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "a control group of the load generator used up its quota of %.2f processors and was"
                  + " held back, %,d ms in all",
              client.quotaCpus(),
              TimeUnit.NANOSECONDS.toMillis(client.throttledNs())));
    }
  }

  private void judgePauses(PartResult part, ClientUsage client) {
    PlanOutcome plan = part.plan();
    long dispatchLagNs = plan == null ? 0 : plan.mostDispatchLagNs();
    long longestNs = Math.max(client.longestPauseNs(), dispatchLagNs);
    if (longestNs < LEAST_PAUSE_NS) {
      return;
    }
    long pausedNs = Math.max(client.pausedNs(), dispatchLagNs);
    String pause =
        String.format(
            Locale.ROOT,
            "the load generator stood still for %,d ms",
            TimeUnit.NANOSECONDS.toMillis(longestNs));
    if (pausedNs >= INVALID_PAUSE_SHARE * part.elapsedNs()) {
      invalidReasons.add(pause + ", which makes the target look slow");
    } else {
      warnings.add(pause);
    }
  }

  private void judgePlan(@Nullable PlanOutcome plan) {
    if (plan == null || (plan.rateRatio() >= VerdictRule.LEAST_RATE_RATIO && plan.unsent() == 0)) {
      return;
    }
    String unsent =
        plan.unsent() == 0
            ? "; up to %,d requests waited for a free connection".formatted(plan.mostBacklog())
            : "; %,d of %,d requests were never sent, and are missing from the latencies from plan"
                .formatted(plan.unsent(), plan.planned());
    warnings.add(
        String.format(
                Locale.ROOT,
                "the plan was not kept: %,.1f of %,.1f requests a second (%.2f)",
                plan.achievedPerSecond(),
                plan.plannedPerSecond(),
                plan.rateRatio())
            + unsent);
  }

  private void judgeSupply(BodySupply supply) {
    if (supply.waits() > 0) {
      warnings.add(
          "%,d requests waited for their bodies to be rendered; that is in their send lag"
              .formatted(supply.waits()));
    }
  }

  private void judgeSelfWarmUp(@Nullable SelfWarmUp selfWarmUp, boolean settled) {
    if (selfWarmUp == null) {
      warnings.add("the load generator was not warmed up: the first latencies are its own");
    } else if (!selfWarmUp.converged()) {
      warnings.add("the load generator's own figures had not settled when its warm-up ended");
    }
    if (!settled) {
      warnings.add("the load generator was still busy with itself when the target's warm-up began");
    }
  }

  private void judgeWarmUp(TargetWarmUp warmUp) {
    if (warmUp.requestsFailed() > 0) {
      warnings.add(
          "%,d of %,d warm-up requests failed"
              .formatted(warmUp.requestsFailed(), warmUp.requests()));
    }
  }

  private void judgeStreams(@Nullable StreamFigures delivered) {
    if (delivered != null) {
      StreamJudge streamJudge = new StreamJudge(delivered);
      invalidReasons.addAll(streamJudge.invalidReasons());
      warnings.addAll(streamJudge.warnings());
    }
  }
}
