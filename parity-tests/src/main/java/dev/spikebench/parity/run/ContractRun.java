package dev.spikebench.parity.run;

import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.cases.Grade;
import dev.spikebench.parity.compare.Comparison;
import dev.spikebench.parity.compare.Comparison.Point;
import dev.spikebench.parity.compare.Facet;
import dev.spikebench.parity.compare.FacetKey;
import dev.spikebench.parity.compare.FacetValue;
import dev.spikebench.parity.compare.Reading;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.known.KnownDifference;
import dev.spikebench.parity.known.KnownDifferences;
import dev.spikebench.parity.observe.Target;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Runs contract cases, and holds each backend against itself.
final class ContractRun {
  private final Bench bench;
  private final KnownDifferences known;
  private final LocalDate today;
  private final Findings findings;

  ContractRun(Bench bench, KnownDifferences known, LocalDate today, Findings findings) {
    this.bench = bench;
    this.known = known;
    this.today = today;
    this.findings = findings;
  }

  /// Runs one case on every backend, twice.
  ///
  /// @param noise takes what a backend did in two ways
  CaseOutcome run(ContractCase planned, Noise noise) {
    if (planned.needsLaunch() && !bench.targets().stream().allMatch(Target::restartable)) {
      return outcome(planned, Verdict.NOT_RUN);
    }
    Map<String, Reading> readings = bench.run(planned.scenario());
    noise.look(planned.id(), readings, bench.run(planned.scenario()));
    bench.count(readings);
    return judged(planned, readings);
  }

  private CaseOutcome outcome(ContractCase planned, Verdict verdict) {
    Map<String, Verdict> all = new TreeMap<>();
    bench.targets().forEach(target -> all.put(target.name(), verdict));
    return new CaseOutcome(planned, all, "", Map.of(), List.of());
  }

  private CaseOutcome judged(ContractCase planned, Map<String, Reading> readings) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    Point worst = null;
    for (Map.Entry<String, Reading> entry : readings.entrySet()) {
      Verdict verdict = Verdict.IDENTICAL;
      for (Point point : Comparison.withContract(entry.getValue())) {
        Verdict graded = graded(planned.grade(), point);
        worst = !graded.passes() && worst == null ? point : worst;
        verdict = verdict.worse(graded);
        if (!point.difference().isEmpty()) {
          differences.add(entry.getKey() + " " + point.difference());
        }
      }
      verdicts.put(entry.getKey(), verdict);
    }
    boolean identical = identical(readings);
    verdicts.replaceAll((name, v) -> v == Verdict.EQUAL && identical ? Verdict.IDENTICAL : v);
    return settled(planned, readings, verdicts, worst, differences);
  }

  private CaseOutcome settled(
      ContractCase planned,
      Map<String, Reading> readings,
      Map<String, Verdict> verdicts,
      @Nullable Point worst,
      List<String> differences) {
    Optional<KnownDifference> stale =
        known.entries().stream()
            .filter(entry -> entry.caseId().equals(planned.id()))
            .filter(entry -> worst == null || worst.key().facet() != entry.facet())
            .findFirst();
    if (stale.isPresent()) {
      verdicts.replaceAll((name, verdict) -> Verdict.STALE);
      return new CaseOutcome(
          planned, verdicts, stale.get().facet().id(), stale.get().expected(), differences);
    }
    if (worst == null) {
      return new CaseOutcome(planned, verdicts, "", Map.of(), differences);
    }
    Map<String, String> seen = seen(worst.key(), readings);
    Facet facet = worst.key().facet();
    known
        .find(planned.id(), facet)
        .filter(entry -> asListed(entry, seen))
        .ifPresentOrElse(
            entry -> {
              Verdict listed = entry.expiredOn(today) ? Verdict.EXPIRED : Verdict.KNOWN;
              verdicts.replaceAll((name, verdict) -> verdict.passes() ? verdict : listed);
            },
            () -> found(planned, readings));
    return new CaseOutcome(planned, verdicts, facet.id(), seen, differences);
  }

  private void found(ContractCase planned, Map<String, Reading> readings) {
    Sighting.of(readings)
        .ifPresent(
            sighting ->
                findings.add(
                    planned.id(), sighting, sighting.verdict(), planned.scenario(), readings));
  }

  private static boolean asListed(KnownDifference entry, Map<String, String> seen) {
    return entry.expected().entrySet().stream()
        .allMatch(expected -> expected.getValue().equals(seen.get(expected.getKey())));
  }

  private static Map<String, String> seen(FacetKey key, Map<String, Reading> readings) {
    Map<String, String> seen = new TreeMap<>();
    FacetValue nothing = new FacetValue("(nothing)", "");
    readings.forEach(
        (name, reading) -> {
          seen.put(name, reading.seen().values().getOrDefault(key, nothing).normal());
          seen.putIfAbsent(
              "contract", reading.contract().values().getOrDefault(key, nothing).normal());
        });
    return seen;
  }

  /// SHOULD takes any refusal for any other; INFO takes all.
  private static Verdict graded(Grade grade, Point point) {
    if (point.verdict().passes() || grade == Grade.MUST) {
      return point.verdict();
    }
    boolean refusals =
        point.key().facet() != Facet.ROW
            && point.key().facet() != Facet.STATS
            && point.key().facet() != Facet.STREAM
            && (point.key().facet() != Facet.STATUS
                || (point.left().normal().startsWith("4")
                    && point.right().normal().startsWith("4")));
    return grade == Grade.INFO || refusals ? Verdict.EQUIVALENT : point.verdict();
  }

  private static boolean identical(Map<String, Reading> readings) {
    List<Reading> all = List.copyOf(readings.values());
    return all.size() > 1
        && all.stream()
            .skip(1)
            .allMatch(
                other ->
                    Comparison.between(all.getFirst(), other).stream()
                        .allMatch(point -> point.verdict() == Verdict.IDENTICAL));
  }
}
