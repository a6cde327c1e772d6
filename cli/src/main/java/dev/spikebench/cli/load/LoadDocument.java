package dev.spikebench.cli.load;

import dev.spikebench.cli.threshold.Threshold;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `load --json` prints. Its keys are promised to scripts; more may be added, none renamed.
final class LoadDocument {
  private static final double NS_PER_MS = 1e6;

  private LoadDocument() {}

  /// The document of one run.
  static Map<String, Object> of(RunReport report) {
    LoadResult result = report.result();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("valid", result.valid());
    document.put("invalidReasons", result.invalidReasons());
    document.put("verdict", result.verdict().name());
    document.put("warnings", result.warnings());
    document.put("interrupted", report.interrupted());
    document.put("abortedByThreshold", report.aborted());
    document.put("target", result.target().toString());
    document.put("runNonce", result.runNonce());
    document.put("startedAt", result.startedAt().toString());
    document.put("workload", workload(result.workload()));
    putCounts(document, result);
    document.put("elapsedMs", result.elapsedNs() / NS_PER_MS);
    document.put("eventsPerSecond", result.eventsPerSecond());
    document.put("requestsPerSecond", result.requestsPerSecond());
    document.put("mode", result.mode().text());
    document.put("plan", plan(result));
    putLatencies(document, result);
    document.put("subscribers", SubscriberDocument.of(result.streams()));
    document.put("slowReader", SlowReaderDocument.of(result.slowReader()));
    document.put("client", ClientDocument.of(result));
    document.put("process", report.process());
    document.put("thresholds", report.thresholds().stream().map(LoadDocument::threshold).toList());
    return document;
  }

  /// `latencyMs` is the wire's; the others say what they are.
  private static void putLatencies(Map<String, Object> document, LoadResult result) {
    document.put("latencyMs", latency(result.latencies().wire()));
    document.put("latencyFromPlanMs", latency(result.latencies().fromPlan()));
    document.put("sendLagMs", latency(result.latencies().sendLag()));
    document.put("latencyBackFilledMs", backFilled(result.backFilled()));
    document.put("failedLatencyMs", latency(result.latencies().failedWire()));
    document.put("failedLatencyFromPlanMs", latency(result.latencies().failedFromPlan()));
    document.put("latencyHistogram", result.latencies().wire().encoded());
    document.put("latencyFromPlanHistogram", result.latencies().fromPlan().encoded());
    document.put("sendLagHistogram", result.latencies().sendLag().encoded());
  }

  private static @Nullable Map<String, @Nullable Double> backFilled(@Nullable BackFilled estimate) {
    if (estimate == null) {
      return null;
    }
    Map<String, @Nullable Double> values = latency(estimate.latency());
    values.put("expectedInterval", estimate.expectedIntervalNs() / NS_PER_MS);
    return values;
  }

  /// The open loop's plan and what became of it; null in a closed loop.
  private static @Nullable Map<String, Object> plan(LoadResult result) {
    PlanOutcome plan = result.plan();
    if (plan == null || !(result.mode() instanceof LoadMode.OpenLoop(var rate, var arrivals))) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rate", rate.text());
    values.put("arrivals", arrivals.text());
    values.put("durationMs", plan.spanNs() / NS_PER_MS);
    values.put("requestsPlanned", plan.planned());
    values.put("requestsSent", plan.sent());
    values.put("requestsUnsent", plan.unsent());
    values.put("plannedPerSecond", plan.plannedPerSecond());
    values.put("achievedPerSecond", plan.achievedPerSecond());
    values.put("rateRatio", plan.rateRatio());
    values.put("mostBacklog", plan.mostBacklog());
    values.put("backlogLeft", plan.backlogLeft());
    values.put("mostDispatchLagMs", plan.mostDispatchLagNs() / NS_PER_MS);
    return values;
  }

  private static Map<String, Object> threshold(Threshold.Outcome outcome) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("threshold", outcome.threshold().text());
    values.put("held", outcome.held());
    values.put("value", outcome.value());
    values.put("unit", outcome.threshold().figure().unit().key());
    values.put("reason", outcome.reason());
    return values;
  }

  private static void putCounts(Map<String, Object> document, LoadResult result) {
    document.put("eventsSent", result.eventsSent());
    document.put("eventsAcknowledged", result.eventsAcknowledged());
    document.put("eventsStored", result.eventsStored());
    document.put("eventsDuplicate", result.tally().eventsDuplicate());
    document.put("eventsRepeated", result.tally().eventsRepeated());
    document.put("eventsRejected", result.tally().eventsRejected());
    document.put("warmupEvents", result.targetWarmUp().events());
    document.put("requestsOk", result.requestsOk());
    document.put("requestsFailed", result.requestsFailed());
    Map<String, Long> outcomes = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.name().toLowerCase(Locale.ROOT), result.tally().count(outcome));
    }
    document.put("outcomes", outcomes);
    document.put("statusCounts", result.tally().statusCounts());
    document.put("reconnects", result.tally().reconnects());
  }

  private static Map<String, Object> workload(Workload workload) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", workload.id());
    values.put("events", workload.events());
    values.put("concurrency", workload.concurrency());
    values.put("batchSize", workload.batchSize());
    values.put("warmupEvents", workload.warmupEvents());
    values.put("sessions", workload.sessions());
    values.put("single", workload.single());
    values.put("eventIdShape", workload.ids().text());
    values.put("definitionSha256", WorkloadDefinition.sha256(workload));
    values.put("definition", WorkloadDefinition.of(workload));
    return values;
  }

  static Map<String, @Nullable Double> latency(LatencyHistogram histogram) {
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    boolean any = histogram.count() > 0;
    for (int percentile : new int[] {50, 95, 99}) {
      values.put("p" + percentile, any ? histogram.percentileNs(percentile) / NS_PER_MS : null);
    }
    values.put("max", any ? histogram.maxNs() / NS_PER_MS : null);
    values.put("mean", any ? histogram.meanNs() / NS_PER_MS : null);
    return values;
  }
}
