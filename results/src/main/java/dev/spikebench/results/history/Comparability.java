package dev.spikebench.results.history;

import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Design;
import dev.spikebench.results.model.WorkloadParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Why the figures of two results must not be laid side by side.
final class Comparability {

  private Comparability() {}

  /// What differs between the two, a few words each; empty where nothing does.
  static List<String> obstacles(BenchmarkResults before, BenchmarkResults after) {
    List<String> obstacles = new ArrayList<>();
    if (before.importedFrom() != null || after.importedFrom() != null) {
      obstacles.add("one of them was not measured by this tool");
    }
    machine(before, after, obstacles);
    workload(before.workload(), after.workload(), obstacles);
    design(before.design(), after.design(), obstacles);
    return List.copyOf(obstacles);
  }

  private static void machine(
      BenchmarkResults before, BenchmarkResults after, List<String> obstacles) {
    Map<String, String> first = before.environment().fingerprint().fields();
    Map<String, String> second = after.environment().fingerprint().fields();
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    for (String name : names) {
      String from = first.getOrDefault(name, "not recorded");
      String to = second.getOrDefault(name, "not recorded");
      if (!from.equals(to)) {
        obstacles.add("another " + name + " (" + from + ", then " + to + ")");
      }
    }
  }

  private static void workload(
      WorkloadParameters before, WorkloadParameters after, List<String> obstacles) {
    String first = before.definitionSha256();
    String second = after.definitionSha256();
    differ("workload", before.id(), after.id(), obstacles);
    differ("number of events", before.events(), after.events(), obstacles);
    differ("number of connections", before.concurrency(), after.concurrency(), obstacles);
    differ("batch size", before.batchSize(), after.batchSize(), obstacles);
    differ("warm-up", before.warmupEvents(), after.warmupEvents(), obstacles);
    differ("loop", before.loop(), after.loop(), obstacles);
    differ(
        "number of stream subscribers",
        before.streamSubscribers(),
        after.streamSubscribers(),
        obstacles);
    // Files of before definitions were stored have none, and their parameters say it all.
    if (first != null && second != null && !first.equals(second)) {
      obstacles.add("another definition of the workload");
    }
  }

  private static void design(Design before, Design after, List<String> obstacles) {
    differ("protocol", before.protocol(), after.protocol(), obstacles);
    differ("restart", before.restart(), after.restart(), obstacles);
    differ("start of latencies", before.latencyFrom(), after.latencyFrom(), obstacles);
  }

  private static void differ(String what, Object before, Object after, List<String> obstacles) {
    if (!Objects.equals(before, after)) {
      obstacles.add("another " + what + " (" + before + ", then " + after + ")");
    }
  }
}
