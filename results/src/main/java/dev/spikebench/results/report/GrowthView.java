package dev.spikebench.results.report;

import dev.spikebench.results.growth.GrowthLevel;
import dev.spikebench.results.growth.GrowthPlan;
import dev.spikebench.results.growth.GrowthResults;
import dev.spikebench.results.growth.GrowthRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Growth in words and rows, for the templates.
///
/// @param title heading
/// @param sentences what it comes to
/// @param origin when, by which program
/// @param drive how it was measured
/// @param machine where
/// @param columns heads of the table of levels
/// @param levels its rows
/// @param readColumns heads of the table of reads
/// @param reads its rows
/// @param remarks what a reader should know besides
public record GrowthView(
    String title,
    List<String> sentences,
    String origin,
    String drive,
    String machine,
    List<String> columns,
    List<List<String>> levels,
    List<String> readColumns,
    List<List<String>> reads,
    List<String> remarks) {
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;
  private static final double SHORT_READ_MS = 50;
  private static final String UNKNOWN = "–";

  private static final List<String> COLUMNS =
      List.of(
          "Backend",
          "Ids",
          "Stored events",
          "Events/s",
          "p50 (ms)",
          "p99 (ms)",
          "Startup (ms)",
          "Idle RSS (MB)",
          "Peak RSS (MB)",
          "Database (MB)",
          "Processes");

  static GrowthView of(GrowthResults results) {
    List<GrowthLevel> levels = GrowthLevel.of(results);
    List<String> names = readNames(results);
    List<String> readColumns = new ArrayList<>(List.of("Backend", "Ids", "Stored events"));
    names.forEach(name -> readColumns.add(name + ", median (longest) ms"));
    return new GrowthView(
        "Growth",
        sentences(levels, names),
        "Measured %s to %s%s by %s %s."
            .formatted(
                results.startedAt(),
                results.finishedAt(),
                results.interrupted() ? " (interrupted)" : "",
                results.tool().name(),
                results.tool().version()),
        drive(results.plan()),
        machine(results),
        COLUMNS,
        levels.stream().map(GrowthView::row).toList(),
        readColumns,
        levels.stream().map(level -> readRow(level, names)).toList(),
        remarks(results));
  }

  /// The kinds of read in the order in which they were made.
  static List<String> readNames(GrowthResults results) {
    return results.runs().stream()
        .flatMap(run -> run.reads().stream())
        .map(read -> read.name())
        .distinct()
        .toList();
  }

  private static List<String> sentences(List<GrowthLevel> levels, List<String> names) {
    List<String> sentences = new ArrayList<>();
    for (GrowthLevel last : levels) {
      GrowthLevel first = firstOf(levels, last);
      if (isLast(levels, last) && first.level() < last.level()) {
        Double before = first.median(GrowthRun::eventsPerSecond);
        Double after = last.median(GrowthRun::eventsPerSecond);
        if (before != null && after != null && before > 0) {
          sentences.add(
              "%s, %s: from %s to %s stored events throughput goes from %s to %s events/s (%+.0f %%)."
                  .formatted(
                      last.backend(),
                      idsText(last.ids()),
                      Figures.count(first.level()),
                      Figures.count(last.level()),
                      number(before, 0),
                      number(after, 0),
                      (after / before - 1) * 100));
        }
        sentences.add(readSentence(last, names));
      }
    }
    return sentences;
  }

  private static String readSentence(GrowthLevel level, List<String> names) {
    List<String> slow =
        names.stream()
            .filter(
                name -> {
                  Double longest = level.longestReadMs(name);
                  return longest != null && longest >= SHORT_READ_MS;
                })
            .toList();
    return slow.isEmpty()
        ? "%s, %s: with %s stored events every single read took less than %s ms."
            .formatted(
                level.backend(),
                idsText(level.ids()),
                Figures.count(level.level()),
                number(SHORT_READ_MS, 0))
        : "%s, %s: with %s stored events some reads took %s ms or longer: %s."
            .formatted(
                level.backend(),
                idsText(level.ids()),
                Figures.count(level.level()),
                number(SHORT_READ_MS, 0),
                String.join(", ", slow));
  }

  private static GrowthLevel firstOf(List<GrowthLevel> levels, GrowthLevel like) {
    return levels.stream()
        .filter(it -> it.backend().equals(like.backend()) && it.ids().equals(like.ids()))
        .min((one, other) -> Long.compare(one.level(), other.level()))
        .orElse(like);
  }

  private static boolean isLast(List<GrowthLevel> levels, GrowthLevel level) {
    return levels.stream()
        .noneMatch(
            it ->
                it.backend().equals(level.backend())
                    && it.ids().equals(level.ids())
                    && it.level() > level.level());
  }

  private static List<String> row(GrowthLevel level) {
    return List.of(
        level.backend(),
        idsText(level.ids()),
        Figures.count(level.level()),
        whole(level, GrowthRun::eventsPerSecond),
        significant(level.median(GrowthRun::p50Ms)),
        significant(level.median(GrowthRun::p99Ms)),
        whole(level, GrowthRun::timeToHealthyMs),
        megabytes(level, GrowthRun::idleRssBytes),
        megabytes(level, GrowthRun::peakRssBytes),
        megabytes(level, GrowthRun::databaseBytes),
        Integer.toString(level.runs().size()));
  }

  private static List<String> readRow(GrowthLevel level, List<String> names) {
    List<String> row = new ArrayList<>();
    row.add(level.backend());
    row.add(idsText(level.ids()));
    row.add(Figures.count(level.level()));
    for (String name : names) {
      row.add(
          significant(level.readMs(name)) + " (" + significant(level.longestReadMs(name)) + ")");
    }
    return row;
  }

  /// The ids in words.
  static String idsText(String ids) {
    return switch (ids) {
      case "spec" -> "sequential ids";
      case "random-ids" -> "random ids";
      default -> ids;
    };
  }

  private static String drive(GrowthPlan plan) {
    return "Each figure is the median of %d fresh processes (fewer where one was invalid) on one database that grows; %s events each after %s others, requests of the spec workload; before them %d reads of each kind. The database is filled up by the backend's own binding without a server; then a server runs until it has caught up, and is stopped."
        .formatted(
            plan.rounds(),
            Figures.count(plan.events()),
            Figures.count(plan.warmupEvents()),
            plan.readsOfEach());
  }

  private static String machine(GrowthResults results) {
    Double cpus = results.environment().hardware().logicalCpus().value();
    return "%s, %s processors, %s, database on %s; commit %s."
        .formatted(
            results.environment().hardware().cpuModel().orElse("unknown processor"),
            cpus == null ? "unknown" : number(cpus, 0),
            results.environment().os().kernel().orElse("unknown system"),
            results.environment().storage().fileSystem().orElse("an unknown file system"),
            results.environment().source().commit().orElse("unknown"));
  }

  private static List<String> remarks(GrowthResults results) {
    List<String> remarks = new ArrayList<>(results.remarks());
    for (GrowthRun run : results.runs()) {
      if (!run.valid()) {
        remarks.add(
            "Left out: %s, %s, %s stored events, process %d: %s."
                .formatted(
                    run.backend(),
                    idsText(run.ids()),
                    Figures.count(run.level()),
                    run.round(),
                    String.join("; ", run.reasons())));
      }
    }
    return remarks;
  }

  private static String whole(GrowthLevel level, Function<GrowthRun, @Nullable Double> figure) {
    Double value = level.median(figure);
    return value == null ? UNKNOWN : number(value, 0);
  }

  private static String megabytes(GrowthLevel level, Function<GrowthRun, @Nullable Long> figure) {
    Double value =
        level.median(
            run -> {
              Long bytes = figure.apply(run);
              return bytes == null ? null : (Double) (bytes / BYTES_PER_MB);
            });
    return value == null ? UNKNOWN : number(value, 1);
  }

  private static String significant(@Nullable Double value) {
    return value == null ? UNKNOWN : Figures.significant(value);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
