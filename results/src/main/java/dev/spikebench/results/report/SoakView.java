package dev.spikebench.results.report;

import dev.spikebench.results.soak.SoakAfterLoad;
import dev.spikebench.results.soak.SoakInterval;
import dev.spikebench.results.soak.SoakLatency;
import dev.spikebench.results.soak.SoakOutage;
import dev.spikebench.results.soak.SoakPlan;
import dev.spikebench.results.soak.SoakResults;
import dev.spikebench.results.soak.SoakStreams;
import dev.spikebench.results.soak.SoakTotals;
import dev.spikebench.results.soak.SoakTrend;
import dev.spikebench.results.stats.trend.Growth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A soak in words and rows, for the templates.
///
/// @param title heading
/// @param level class of the banner: `valid`, `warning` or `invalid`
/// @param verdict the verdict in words
/// @param sentences what it rests on
/// @param origin when, how long, by which program
/// @param drive how it was driven
/// @param machine where
/// @param trends a row a resource
/// @param facts totals, a label and a value each
/// @param outages a row an outage
/// @param remarks what a reader should know besides
/// @param columns heads of the table of intervals
/// @param intervals its rows
public record SoakView(
    String title,
    String level,
    String verdict,
    List<String> sentences,
    String origin,
    String drive,
    String machine,
    List<List<String>> trends,
    List<List<String>> facts,
    List<List<String>> outages,
    List<String> remarks,
    List<String> columns,
    List<List<String>> intervals) {
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final String UNKNOWN = "–";
  private static final int DRIFT_INTERVALS = 5;

  private static final List<String> COLUMNS =
      List.of(
          "From (s)",
          "To (s)",
          "Events/s",
          "p50 (ms)",
          "p95 (ms)",
          "p99 (ms)",
          "Max (ms)",
          "Failed",
          "Health p99 (ms)",
          "Health failed",
          "Memory (MB)",
          "CPU (%)",
          "Threads",
          "Files",
          "Log (MB)");

  static SoakView of(SoakResults results) {
    List<String> faults = results.faults();
    return new SoakView(
        "Soak of " + results.plan().target(),
        level(results, faults),
        words(results.verdict()),
        sentences(results, faults),
        "Begun %s, %s of %s%s, written by %s %s."
            .formatted(
                results.startedAt(),
                span(results.totals().seconds()),
                span(results.plan().seconds()),
                results.interrupted() ? " (interrupted)" : "",
                results.tool().name(),
                results.tool().version()),
        drive(results.plan()),
        machine(results),
        results.trends().stream().map(SoakView::trend).toList(),
        facts(results),
        results.outages().stream().map(SoakView::outage).toList(),
        results.remarks(),
        COLUMNS,
        results.intervals().stream().map(SoakView::interval).toList());
  }

  private static String level(SoakResults results, List<String> faults) {
    if (results.verdict() == Growth.LEAK || !faults.isEmpty()) {
      return "invalid";
    }
    return results.verdict() == Growth.STABLE && !results.interrupted() ? "valid" : "warning";
  }

  private static String words(Growth growth) {
    return growth == Growth.CANNOT_TELL ? "CANNOT TELL" : growth.name();
  }

  private static List<String> sentences(SoakResults results, List<String> faults) {
    List<String> sentences = new ArrayList<>();
    results.trends().stream().map(SoakView::sentence).forEach(sentences::add);
    if (results.verdict() == Growth.CANNOT_TELL) {
      sentences.add(
          "Nothing is concluded from less than %s after settling, or without the target's process."
              .formatted(span(results.limits().leastSeconds())));
    }
    String drift = drift(results);
    if (drift != null) {
      sentences.add(drift);
    }
    if (faults.isEmpty()) {
      sentences.add("No request failed and the target was never out of reach.");
    } else {
      faults.forEach(it -> sentences.add("Fault: " + it + "."));
    }
    return sentences;
  }

  private static String sentence(SoakTrend trend) {
    String what = label(trend.resource());
    Double perHour = trend.perHour();
    Double low = trend.low();
    Double high = trend.high();
    if (perHour == null || low == null || high == null) {
      return "%s: cannot tell from %d intervals.".formatted(what, trend.intervals());
    }
    return "%s: %s an hour (95 %% interval %s to %s) over %d intervals; %s an hour would matter: %s."
        .formatted(
            what,
            amount(trend, perHour),
            amount(trend, low),
            amount(trend, high),
            trend.intervals(),
            amount(trend, trend.leastPerHour()),
            words(trend.growth()).toLowerCase(Locale.ROOT));
  }

  /// How the slow end moved from the first intervals after settling to the last ones.
  private static @Nullable String drift(SoakResults results) {
    List<Double> slow = new ArrayList<>();
    for (SoakInterval interval : results.intervals()) {
      SoakLatency latency = interval.latencyMs();
      if (latency != null && interval.startSeconds() >= results.plan().settleSeconds()) {
        slow.add(latency.p99());
      }
    }
    if (slow.size() < 2 * DRIFT_INTERVALS) {
      return null;
    }
    return "The median p99 of an interval went from %s ms in the first %d after settling to %s ms in the last %d."
        .formatted(
            Figures.significant(median(slow.subList(0, DRIFT_INTERVALS))),
            DRIFT_INTERVALS,
            Figures.significant(median(slow.subList(slow.size() - DRIFT_INTERVALS, slow.size()))),
            DRIFT_INTERVALS);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String label(String resource) {
    return switch (resource) {
      case "rss" -> "Resident memory";
      case "openFiles" -> "Open files";
      case "threads" -> "Threads";
      default -> resource;
    };
  }

  private static String amount(SoakTrend trend, double value) {
    return trend.resource().equals("rss")
        ? String.format(Locale.ROOT, "%+.2f MB", value / BYTES_PER_MB)
        : String.format(Locale.ROOT, "%+.2f", value);
  }

  private static List<String> trend(SoakTrend trend) {
    Double perHour = trend.perHour();
    Double low = trend.low();
    Double high = trend.high();
    return List.of(
        label(trend.resource()),
        perHour == null ? UNKNOWN : amount(trend, perHour),
        low == null || high == null ? UNKNOWN : amount(trend, low) + " … " + amount(trend, high),
        amount(trend, trend.leastPerHour()),
        Integer.toString(trend.intervals()),
        words(trend.growth()));
  }

  private static String drive(SoakPlan plan) {
    Double rate = plan.requestsPerSecond();
    return "%d writers, %d events a request, %s; %d subscribers; a health check every %s s; intervals of %s s, the first %s s of a process left out of the trends; seed %d."
        .formatted(
            plan.writers(),
            plan.batchSize(),
            rate == null
                ? "each as fast as it is answered"
                : number(rate, 0) + " requests a second by plan",
            plan.subscribers(),
            number(plan.healthEverySeconds(), 1),
            number(plan.intervalSeconds(), 1),
            number(plan.settleSeconds(), 0),
            plan.seed());
  }

  private static String machine(SoakResults results) {
    return "%s, %s processors, %s, database on %s; commit %s."
        .formatted(
            results.environment().hardware().cpuModel().orElse("unknown processor"),
            count(results.environment().hardware().logicalCpus().value()),
            results.environment().os().kernel().orElse("unknown system"),
            results.environment().storage().fileSystem().orElse("an unknown file system"),
            results.environment().source().commit().orElse("unknown"));
  }

  private static String count(@Nullable Double value) {
    return value == null ? "unknown" : number(value, 0);
  }

  private static List<List<String>> facts(SoakResults results) {
    SoakTotals totals = results.totals();
    SoakAfterLoad after = results.afterLoad();
    List<List<String>> facts = new ArrayList<>();
    facts.add(row("Events acknowledged", Figures.count(totals.eventsAcknowledged())));
    Long stored = totals.eventsStored();
    facts.add(
        row(
            "Events stored (of those acknowledged there)",
            stored == null
                ? UNKNOWN
                : Figures.count(stored)
                    + " of "
                    + Figures.count(totals.eventsAcknowledgedThere())));
    facts.add(row("Requests failed", Figures.count(totals.requestsFailed())));
    facts.add(row("Planned requests never sent", Figures.count(totals.requestsUnsent())));
    facts.add(row("Latency, p50 / p95 / p99 / max", latencies(totals.latencyMs())));
    facts.add(row("Latency from plan", latencies(totals.latencyFromPlanMs())));
    facts.add(row("Health checks, latency", latencies(totals.healthMs())));
    facts.add(row("Health checks failed", Figures.count(totals.healthFailed())));
    facts.add(row("Processes of the target", Integer.toString(totals.processes())));
    facts.add(
        row(
            "Memory at the end of the load, 10 s and 60 s later",
            megabytes(after.rssAtEndBytes())
                + " / "
                + megabytes(after.rssAfter10sBytes())
                + " / "
                + megabytes(after.rssAfter60sBytes())
                + " MB"));
    SoakStreams streams = totals.streams();
    if (streams != null) {
      facts.add(
          row(
              "Stream messages delivered of those due",
              Figures.count(streams.delivered()) + " of " + Figures.count(streams.expected())));
      facts.add(row("Time from POST to delivery", latencies(streams.deliveryMs())));
      facts.add(row("Streams connected anew", Figures.count(streams.reconnects())));
    }
    return facts;
  }

  private static List<String> row(String label, String value) {
    return List.of(label, value);
  }

  private static List<String> outage(SoakOutage outage) {
    return List.of(
        number(outage.startSeconds(), 1),
        number(outage.seconds(), 1),
        outage.recovered() ? (outage.restarted() ? "started anew" : "came back") : "never",
        outage.reason());
  }

  private static List<String> interval(SoakInterval it) {
    return List.of(
        number(it.startSeconds(), 0),
        number(it.endSeconds(), 0),
        number(it.eventsPerSecond(), 0),
        of(it.latencyMs() == null ? null : it.latencyMs().p50()),
        of(it.latencyMs() == null ? null : it.latencyMs().p95()),
        of(it.latencyMs() == null ? null : it.latencyMs().p99()),
        of(it.latencyMs() == null ? null : it.latencyMs().max()),
        Figures.count(it.requestsFailed()),
        of(it.healthMs() == null ? null : it.healthMs().p99()),
        Figures.count(it.healthFailed()),
        megabytes(it.target().rssBytes()),
        it.target().cpuShare() == null ? UNKNOWN : number(it.target().cpuShare() * 100, 1),
        whole(it.target().threads()),
        whole(it.target().openFiles()),
        megabytes(it.target().walBytes()));
  }

  private static String of(@Nullable Double milliseconds) {
    return milliseconds == null ? UNKNOWN : Figures.significant(milliseconds);
  }

  private static String whole(@Nullable Long value) {
    return value == null ? UNKNOWN : Figures.count(value);
  }

  private static String megabytes(@Nullable Long bytes) {
    return bytes == null ? UNKNOWN : number(bytes / BYTES_PER_MB, 1);
  }

  private static String latencies(@Nullable SoakLatency latency) {
    return latency == null
        ? UNKNOWN
        : "%s / %s / %s / %s ms"
            .formatted(
                Figures.significant(latency.p50()),
                Figures.significant(latency.p95()),
                Figures.significant(latency.p99()),
                Figures.significant(latency.max()));
  }

  private static String span(double seconds) {
    return seconds >= 2 * SECONDS_PER_MINUTE
        ? number(seconds / SECONDS_PER_MINUTE, 1) + " min"
        : number(seconds, 1) + " s";
  }

  private static String number(double value, int digits) {
    String text = String.format(Locale.ROOT, "%,." + digits + "f", value);
    return digits > 0 ? text.replaceFirst("\\.0+$", "") : text;
  }
}
