package dev.spikebench.cli.load;

import static dev.spikebench.cli.text.Quantity.count;
import static dev.spikebench.cli.text.Quantity.milliseconds;
import static dev.spikebench.cli.text.Quantity.rate;

import dev.spikebench.cli.text.Quantity;
import dev.spikebench.cli.workload.WorkloadText;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.Headroom;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A run for the eyes: valid or not first, then rate, latency, counts.
final class LoadText {
  private static final int[] PERCENTILES = {50, 75, 90, 95, 99};

  private LoadText() {}

  /// The lines to print, without line ends.
  static List<String> lines(RunReport report) {
    LoadResult result = report.result();
    List<String> lines = new ArrayList<>();
    lines.add(validity(report));
    lines.addAll(result.warnings().stream().map(warning -> "  note: " + warning).toList());
    lines.addAll(WrkText.lines(result, report.rates()));
    lines.add("");
    lines.addAll(particulars(result));
    lines.addAll(TargetText.lines(report.process()));
    report.thresholds().forEach(outcome -> lines.add("  threshold    " + outcome.line()));
    return lines;
  }

  private static List<String> particulars(LoadResult result) {
    List<String> lines = new ArrayList<>();
    boolean ofEvents = result.workload().request() == null;
    lines.add("  run          " + run(result));
    lines.add("  workload     " + WorkloadText.line(result.workload()));
    lines.add(
        "  throughput   %s %s/s, %s requests/s over %s"
            .formatted(
                rate(result.eventsPerSecond()),
                ofEvents ? "events" : "good answers",
                rate(result.requestsPerSecond()),
                milliseconds(result.elapsedNs())));
    lines.add("  latency      " + percentiles(result.latencies().wire()));
    lines.add("  from plan    " + percentiles(result.latencies().fromPlan()));
    lines.add("  send lag     " + percentiles(result.latencies().sendLag()));
    BackFilled estimate = result.backFilled();
    if (estimate != null) {
      lines.add("  back-filled  " + percentiles(estimate.latency()) + " (estimate)");
    }
    PlanOutcome plan = result.plan();
    if (plan != null) {
      lines.add("  plan         " + plan(plan, result.workload()));
    }
    lines.add("  requests     " + requests(result));
    if (ofEvents) {
      lines.add("  events       " + events(result));
    }
    if (result.streams() != null) {
      lines.addAll(SubscriberText.lines(result.streams()));
    }
    if (result.slowReader() != null) {
      lines.addAll(SubscriberText.lines(result.slowReader()));
    }
    lines.add("  client       " + client(result));
    Headroom headroom = result.headroom();
    if (headroom != null) {
      lines.add("  client check " + headroom(headroom, result.requestsPerSecond()));
    }
    return lines;
  }

  private static String run(LoadResult result) {
    Workload workload = result.workload();
    return workload.request() == null
        ? "%s: %s events, %d a request"
            .formatted(result.runNonce(), count(result.eventsSent()), workload.batchSize())
        : "%s: %s requests, after %s to warm up"
            .formatted(
                result.runNonce(),
                count(result.tally().requestsSent()),
                count(result.targetWarmUp().requests()));
  }

  private static String validity(RunReport report) {
    LoadResult result = report.result();
    if (report.aborted()) {
      return "ABORTED by a breached threshold: the figures are those of the part that ran";
    }
    if (report.interrupted()) {
      return "INTERRUPTED: the figures are those of the part that ran";
    }
    return result.valid()
        ? "VALID, " + result.verdict()
        : "INVALID: " + String.join("; ", result.invalidReasons());
  }

  private static String percentiles(LatencyHistogram latency) {
    return percentiles(latency, "none: no request ended well");
  }

  /// Percentiles on one line.
  ///
  /// @param none what to say where there are none
  static String percentiles(LatencyHistogram latency, String none) {
    if (latency.count() == 0) {
      return none;
    }
    StringBuilder line = new StringBuilder();
    for (int percentile : PERCENTILES) {
      line.append('p').append(percentile).append(' ');
      line.append(milliseconds(latency.percentileNs(percentile))).append("  ");
    }
    return line.append("max ").append(milliseconds(latency.maxNs())).toString();
  }

  /// How much would be sent, in words.
  ///
  /// @param duration longest time to send in; null for no limit
  static String amount(Workload workload, @Nullable Duration duration) {
    String rate =
        switch (workload.mode()) {
          case LoadMode.ClosedLoop closed -> "";
          case LoadMode.OpenLoop open ->
              " at %s requests/s (%s)".formatted(open.rate().text(), open.arrivals().text());
        };
    boolean ofEvents = workload.request() == null;
    if (duration != null && workload.events() == Workload.MAX_EVENTS) {
      String what = ofEvents ? "batches of " + workload.batchSize() : "requests";
      return "as many %s as %s has room for".formatted(what, Quantity.span(duration)) + rate;
    }
    String limit = duration == null ? "" : ", for %s at most".formatted(Quantity.span(duration));
    String events = ofEvents ? count(workload.events()) + " events in " : "";
    return events + count(workload.requests()) + " requests" + rate + limit;
  }

  private static String plan(PlanOutcome plan, Workload workload) {
    String events =
        workload.request() == null
            ? String.format(
                Locale.ROOT, " (%,.0f events/s)", plan.plannedPerSecond() * workload.batchSize())
            : "";
    return String.format(
        Locale.ROOT,
        "%,.1f requests/s planned%s, %,.1f sent (%.3f); %s of %s never sent, at most"
            + " %s waited for a connection",
        plan.plannedPerSecond(),
        events,
        plan.achievedPerSecond(),
        plan.rateRatio(),
        count(plan.unsent()),
        count(plan.planned()),
        count(plan.mostBacklog()));
  }

  private static String headroom(Headroom headroom, double targetPerSecond) {
    return String.format(
        Locale.ROOT,
        "%s requests/s on a server that costs nothing, %.1f times the target's%s",
        rate(headroom.requestsPerSecond()),
        headroom.over(targetPerSecond),
        headroom.corrected() ? " (less what that server took)" : "");
  }

  private static String requests(LoadResult result) {
    StringBuilder line = new StringBuilder(count(result.requestsOk()) + " ok");
    line.append(", ").append(count(result.requestsFailed())).append(" failed");
    for (Outcome outcome : Outcome.values()) {
      long number = result.tally().count(outcome);
      if (outcome.failed() && number > 0) {
        line.append(" (").append(outcome.text()).append(' ').append(count(number)).append(')');
      }
    }
    long reconnects = result.tally().reconnects();
    if (reconnects > 0) {
      line.append(", ").append(count(reconnects)).append(" connections made anew");
    }
    return line.toString();
  }

  private static String events(LoadResult result) {
    Long stored = result.eventsStored();
    long repeated = result.tally().eventsRepeated();
    return "%s sent, %s acknowledged%s, %s stored; %s before that as warm-up"
        .formatted(
            count(result.eventsSent()),
            count(result.eventsAcknowledged()),
            repeated == 0
                ? ""
                : " and %s called duplicates of %s planned"
                    .formatted(count(result.tally().eventsDuplicate()), count(repeated)),
            stored == null ? "(unknown)" : count(stored),
            count(result.targetWarmUp().events()));
  }

  private static String cpus(double cpus) {
    return cpus == Math.rint(cpus) ? count((long) cpus) : String.format(Locale.ROOT, "%.2f", cpus);
  }

  private static String client(LoadResult result) {
    String affinity = result.client().affinity();
    String cpu =
        String.format(
            Locale.ROOT,
            "%.0f%% of %s processors%s, busiest thread %.0f%%",
            100 * result.client().processCpuShare(),
            cpus(result.client().allowedCpus()),
            affinity == null ? "" : " (" + affinity + ")",
            100 * result.client().busiestThreadShare());
    SelfWarmUp warmUp = result.selfWarmUp();
    return warmUp == null
        ? cpu + ", not warmed up in this run"
        : cpu
            + ", warmed up with %s requests (%s)"
                .formatted(
                    count(warmUp.requests()),
                    warmUp.converged() ? "settled" : "not settled within its limit");
  }
}
