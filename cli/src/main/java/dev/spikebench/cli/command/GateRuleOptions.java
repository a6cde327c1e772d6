package dev.spikebench.cli.command;

import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What a gate judges, and how strictly.
final class GateRuleOptions {
  private static final Pattern LIMIT =
      Pattern.compile("([a-z0-9]+)(?:=([0-9]{1,3}(?:\\.[0-9]{1,3})?)%)?");
  private static final Pattern FLOOR =
      Pattern.compile("([a-z0-9]+)=([0-9]{1,9}(?:\\.[0-9]{1,6})?)(us|ms|s|MB)");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--metric",
      split = ",",
      paramLabel = "NAME[=PERCENT]",
      description =
          "What decides, with the change for the worse that is accepted: cpu, p50, p99, throughput,"
              + " rss, startup (default: cpu=5%%,p50=10%%). The others are judged too and only"
              + " warn.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--floor",
      split = ",",
      paramLabel = "NAME=VALUE",
      description =
          "Change below which nothing matters, however great its share: p50=0.05ms, cpu=1us,"
              + " rss=5MB (default: p50=0.1ms, startup=20ms, rss=2MB).")
  private List<String> floors = new ArrayList<>();

  @Option(
      names = "--beyond-tolerance",
      description =
          "Fail only where the whole interval lies beyond the tolerance: hardly ever wrong below"
              + " it, and often undecided a little above.")
  private boolean beyondTolerance;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  GateRuleOptions() {}

  /// The rules, those that gate first.
  ///
  /// @param byAddress whether a side is known by its address alone: then only what can be seen from
  ///   outside is judged
  List<GateRule> rules(boolean byAddress) {
    Map<GateMetric, Double> gates = gates(byAddress);
    Map<GateMetric, Double> leasts = floors();
    List<GateRule> rules = new ArrayList<>();
    gates.forEach((metric, tolerance) -> rules.add(rule(metric, true, tolerance, leasts)));
    for (GateMetric metric : GateMetric.values()) {
      if (!gates.containsKey(metric) && (!byAddress || metric.knownByAddress())) {
        rules.add(rule(metric, false, usualTolerance(metric), leasts));
      }
    }
    return rules;
  }

  private GateRule rule(
      GateMetric metric, boolean gates, double tolerance, Map<GateMetric, Double> leasts) {
    return new GateRule(
        metric, gates, tolerance, leasts.getOrDefault(metric, usualFloor(metric)), beyondTolerance);
  }

  private Map<GateMetric, Double> gates(boolean byAddress) {
    Map<GateMetric, Double> gates = new EnumMap<>(GateMetric.class);
    for (String text : metrics) {
      Matcher matcher = LIMIT.matcher(text);
      if (!matcher.matches()) {
        throw wrong(
            "--metric '%s' must be a name, or a name and a limit such as cpu=5%%".formatted(text));
      }
      GateMetric metric = metric("--metric", matcher.group(1));
      if (byAddress && !metric.knownByAddress()) {
        throw wrong(
            "--metric %s could never fail: the process of a target that is named by its address is not known; name a descriptor, a checkout or a revision instead"
                .formatted(metric.text()));
      }
      String percent = matcher.group(2);
      double tolerance =
          percent == null ? usualTolerance(metric) : Double.parseDouble(percent) / 100;
      if (tolerance <= 0 || tolerance > 5) {
        throw wrong("--metric '%s' must accept more than 0%% and at most 500%%".formatted(text));
      }
      gates.put(metric, tolerance);
    }
    if (gates.isEmpty()) {
      List<GateMetric> usual =
          byAddress ? List.of(GateMetric.P50) : List.of(GateMetric.CPU, GateMetric.P50);
      usual.forEach(it -> gates.put(it, usualTolerance(it)));
    }
    return gates;
  }

  private Map<GateMetric, Double> floors() {
    Map<GateMetric, Double> leasts = new EnumMap<>(GateMetric.class);
    for (String text : floors) {
      Matcher matcher = FLOOR.matcher(text);
      if (!matcher.matches()) {
        throw wrong(
            "--floor '%s' must be a name and a value such as p50=0.05ms or rss=5MB"
                .formatted(text));
      }
      GateMetric metric = metric("--floor", matcher.group(1));
      boolean memory = matcher.group(3).equals("MB");
      if (metric == GateMetric.THROUGHPUT || memory != (metric == GateMetric.RSS)) {
        throw wrong("--floor '%s' has a unit that is not that of the metric".formatted(text));
      }
      leasts.put(metric, Double.parseDouble(matcher.group(2)) * unit(matcher.group(3)));
    }
    return leasts;
  }

  private static double unit(String name) {
    return switch (name) {
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      default -> 1024.0 * 1024.0;
    };
  }

  private GateMetric metric(String option, String name) {
    return GateMetric.of(name)
        .orElseThrow(
            () ->
                wrong(
                    "%s: there is no metric '%s'; there are %s"
                        .formatted(option, name, String.join(", ", GateMetric.texts()))));
  }

  private static double usualTolerance(GateMetric metric) {
    return switch (metric) {
      case CPU -> 0.05;
      case P50, THROUGHPUT, RSS -> 0.1;
      case STARTUP -> 0.2;
      case P99 -> 0.25;
    };
  }

  private static double usualFloor(GateMetric metric) {
    return switch (metric) {
      case CPU, P99, THROUGHPUT -> 0;
      case P50 -> 100_000;
      case STARTUP -> 20e6;
      case RSS -> 2 * 1024.0 * 1024.0;
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
