package dev.spikebench.cli.study;

import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.model.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// What speaks against adding measurements to those of an earlier part of a study.
final class StudyDifferences {

  private StudyDifferences() {}

  /// The differences, a clause each; empty where the study may go on.
  static List<String> between(
      StudyResults earlier, Tool tool, Environment environment, List<BackendFacts> backends) {
    List<String> differences = new ArrayList<>();
    if (!earlier.tool().equals(tool)) {
      differences.add("it was begun by " + name(earlier.tool()) + ", this is " + name(tool));
    }
    machine(earlier.environment(), environment, differences);
    for (BackendFacts before : earlier.backends()) {
      backends.stream()
          .filter(it -> it.id().equals(before.id()))
          .findFirst()
          .ifPresentOrElse(
              now -> backend(before, now, differences),
              () -> differences.add(before.id() + " is not described any more"));
    }
    return differences;
  }

  private static String name(Tool tool) {
    String commit = tool.commit();
    return tool.name() + " " + tool.version() + (commit == null ? "" : " of commit " + commit);
  }

  private static void machine(Environment before, Environment now, List<String> differences) {
    Map<String, String> was = before.fingerprint().fields();
    Map<String, String> is = now.fingerprint().fields();
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    for (String name : names) {
      if (!Objects.equals(was.get(name), is.get(name))) {
        differences.add(
            "%s was %s and is %s"
                .formatted(
                    name, was.getOrDefault(name, "unknown"), is.getOrDefault(name, "unknown")));
      }
    }
  }

  private static void backend(BackendFacts before, BackendFacts now, List<String> differences) {
    if (before.measurable() != now.measurable()) {
      differences.add(
          before.id()
              + (before.measurable() ? " cannot be measured any more" : " could not be measured"));
    } else if (before.measurable() && !before.artifactSha256().equals(now.artifactSha256())) {
      differences.add(before.id() + " was built anew and is another artifact");
    }
  }
}
