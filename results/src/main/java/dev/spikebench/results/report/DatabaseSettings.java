package dev.spikebench.results.report;

import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The SQLite settings that each backend really ran with, and where they differ between backends.
final class DatabaseSettings {

  /// What is compared; a study varies some of it on purpose.
  enum Setting {
    JOURNAL_MODE("journal mode", it -> text(it.journalMode())),
    SYNCHRONOUS("synchronous", DatabaseSettings::synchronous),
    SQLITE_VERSION("SQLite version", it -> "SQLite " + text(it.sqliteVersion())),
    PAGE_SIZE("page size", it -> pages(it.pageSizeBytes())),
    PATH("path", DatabaseSettings::path);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Function<DatabaseFacts, String> words;

    Setting(String label, Function<DatabaseFacts, String> words) {
      this.label = label;
      this.words = words;
    }
  }

  private final Map<String, List<DatabaseFacts>> byBackend = new LinkedHashMap<>();

  /// @param names the backends' names by their ids, in the order of the columns
  DatabaseSettings(Map<String, String> names, List<Iteration> iterations) {
    names.forEach(
        (id, name) ->
            byBackend.put(
                name,
                iterations.stream()
                    .filter(it -> it.backendId().equals(id))
                    .map(Iteration::database)
                    .filter(Objects::nonNull)
                    .toList()));
  }

  /// Whether any database was looked at.
  boolean known() {
    return byBackend.values().stream().anyMatch(it -> !it.isEmpty());
  }

  /// One backend's settings in a line; where its measurements differ in one, all that occurred.
  List<String> cells() {
    return byBackend.values().stream()
        .map(
            facts ->
                facts.isEmpty()
                    ? ResultsTables.NONE
                    : Arrays.stream(Setting.values())
                        .map(it -> String.join(" or ", values(facts, it)))
                        .collect(Collectors.joining(", ")))
        .toList();
  }

  /// A warning for each setting in which two backends differ.
  ///
  /// @param varied settings that differ on purpose
  List<String> differences(Set<Setting> varied) {
    List<String> sentences = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      Map<String, String> words = new LinkedHashMap<>();
      byBackend.forEach(
          (name, facts) -> {
            if (!facts.isEmpty()) {
              words.put(name, String.join(" or ", values(facts, setting)));
            }
          });
      if (!varied.contains(setting) && new LinkedHashSet<>(words.values()).size() > 1) {
        sentences.add(
            "The backends differ in their "
                + setting.label
                + ": "
                + words.entrySet().stream()
                    .map(it -> it.getKey() + " " + it.getValue())
                    .collect(Collectors.joining("; "))
                + ". What that costs or gains is part of the figures.");
      }
    }
    return sentences;
  }

  private static Set<String> values(List<DatabaseFacts> facts, Setting setting) {
    return facts.stream().map(setting.words).collect(Collectors.toCollection(TreeSet::new));
  }

  /// What it tells, and whether its syncs bear that out.
  private static String synchronous(DatabaseFacts facts) {
    String told = text(facts.synchronous());
    String proven = facts.provenSynchronous().value();
    if (proven == null) {
      return told + " (its word)";
    }
    return proven.equals(told)
        ? told + " (proven)"
        : told + " (its syncs are those of " + proven + ")";
  }

  private static String text(Fact fact) {
    return fact.orElse("unknown");
  }

  private static String pages(Measurement bytes) {
    Double value = bytes.value();
    return value == null ? "unknown pages" : Figures.count(Math.round(value)) + "-byte pages";
  }

  private static String path(DatabaseFacts facts) {
    Boolean open = facts.toldFileOpen();
    if (open == null) {
      return "file unknown";
    }
    return open ? "file as told" : "another file than told";
  }
}
