package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Decides whether the target or the client was the limit, by what the client used of what it may
/// use, by what it reaches on a server that costs nothing, by Little's law and by the kept plan.
/// Never by how late its threads wake up: an innocent client beside a target that saturates the
/// same processors wakes up late too.
///
/// @param verdict what was the limit
/// @param findings what speaks for the client as the limit, in whole sentences; empty where nothing
///   does
record VerdictRule(Verdict verdict, List<String> findings) {
  /// From this share on the client has no time left: what is measured is the client.
  static final double CLIENT_BOUND_SHARE = 0.90;

  /// From this share on requests begin to wait for the client now and then.
  static final double MIXED_SHARE = 0.60;

  /// What the client must reach on the null server, as a multiple of what the target took.
  static final double LEAST_HEADROOM = 1.5;

  /// Below this the target can't be told from a server that costs nothing, however idle the client
  /// seems to be: something else holds it back.
  static final double NO_HEADROOM = 1.1;

  /// Little's law holds exactly for a closed loop without pauses; what is allowed here covers the
  /// time between an answer and the next request.
  static final double LITTLE_TOLERANCE = 0.05;

  /// Part of the planned rate that must have been reached for the plan to count as kept.
  static final double LEAST_RATE_RATIO = 0.98;

  /// Copies the list.
  VerdictRule {
    findings = List.copyOf(findings);
  }

  /// Applies the rules.
  static VerdictRule of(Evidence evidence) {
    List<String> bound = new ArrayList<>();
    List<String> mixed = new ArrayList<>();
    judgeShareAndHeadroom(evidence, bound, mixed);
    if (breaksLittlesLaw(evidence)) {
      bound.add(
          String.format(
              Locale.ROOT,
              "throughput times mean latency is %.2f and not %d (Little's law): it paused between"
                  + " requests",
              evidence.client().meanInFlight(),
              evidence.concurrency()));
    }
    PlanOutcome plan = evidence.plan();
    if (plan != null && fellBehindByItself(plan)) {
      bound.add(
          String.format(
              Locale.ROOT,
              "it was up to %,d ms late for its own plan while connections were free",
              plan.mostDispatchLagNs() / 1_000_000));
    }
    if (!bound.isEmpty()) {
      return new VerdictRule(Verdict.CLIENT_BOUND, bound);
    }
    return new VerdictRule(mixed.isEmpty() ? Verdict.TARGET_BOUND : Verdict.MIXED, mixed);
  }

  private static void judgeShareAndHeadroom(
      Evidence evidence, List<String> bound, List<String> mixed) {
    double share = evidence.client().cpuShare();
    Double headroom = evidence.headroom();
    boolean limit = share >= CLIENT_BOUND_SHARE;
    if (headroom != null && headroom < LEAST_HEADROOM) {
      limit |= share >= MIXED_SHARE || headroom < NO_HEADROOM;
      (limit ? bound : mixed).add(scarce(headroom));
    }
    if (share >= MIXED_SHARE) {
      (limit ? bound : mixed).add(busy(evidence));
    }
  }

  private static boolean breaksLittlesLaw(Evidence evidence) {
    int concurrency = evidence.concurrency();
    double difference = Math.abs(evidence.client().meanInFlight() - concurrency);
    return concurrency > 0 && difference > LITTLE_TOLERANCE * concurrency;
  }

  /// A plan falls short because connections were taken or because the generator came late; what it
  /// was late by itself tells which.
  private static boolean fellBehindByItself(PlanOutcome plan) {
    double missingNs = (1 - plan.rateRatio()) * plan.spanNs();
    return plan.rateRatio() < LEAST_RATE_RATIO && plan.mostDispatchLagNs() > missingNs / 2;
  }

  private static String scarce(double headroom) {
    return String.format(
        Locale.ROOT,
        "on a server that costs nothing it reached only %.2f times the rate of the target, where"
            + " %.1f times are needed",
        headroom,
        LEAST_HEADROOM);
  }

  private static String busy(Evidence evidence) {
    boolean thread = evidence.client().busiestThreadShare() >= evidence.client().processCpuShare();
    return String.format(
        Locale.ROOT,
        "%s used %.0f %% of the processor time it may use",
        thread ? "its busiest I/O thread" : "its process",
        100 * evidence.client().cpuShare());
  }
}
