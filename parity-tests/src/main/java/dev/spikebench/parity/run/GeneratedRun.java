package dev.spikebench.parity.run;

import dev.spikebench.parity.compare.Reading;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.generate.ChoiceSource;
import dev.spikebench.parity.generate.Recording;
import dev.spikebench.parity.generate.ScenarioGenerator;
import dev.spikebench.parity.observe.Target;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import dev.spikebench.parity.shrink.Shrinker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Generates scenarios one after the other, and makes small what it finds.
final class GeneratedRun {
  private static final Duration MAX_SHRINK_TIME = Duration.ofSeconds(20);
  private static final int CONFIRMATIONS = 3;
  private static final int REPORT_EVERY = 500;

  /// Every so many scenarios each backend is held against itself too.
  private static final int TWICE_EVERY = 20;

  private final Bench bench;
  private final Findings findings;
  private final Noise noise;
  private final DifferentialOptions options;
  private int scenarios;
  private int shrunk;

  GeneratedRun(Bench bench, Findings findings, Noise noise, DifferentialOptions options) {
    this.bench = bench;
    this.findings = findings;
    this.noise = noise;
    this.options = options;
  }

  /// How many scenarios were generated.
  int scenarios() {
    return scenarios;
  }

  /// Runs what is given literally.
  void replay(Scenario scenario, String caseId) {
    Map<String, Reading> readings = bench.run(scenario);
    bench.count(readings);
    Sighting.of(readings)
        .ifPresent(
            sighting -> findings.add(caseId, sighting, sighting.verdict(), scenario, readings));
  }

  /// Generates until the budget is spent.
  ///
  /// @param listener told the number of scenarios, now and then
  void run(DifferentialListener listener) {
    long startNs = System.nanoTime();
    long endNs = startNs + options.budget().toNanos();
    long before = bench.requests();
    while (scenarios < options.maxScenarios()
        && shrunk < options.maxFindings()
        && !noise.isMuch()
        && System.nanoTime() - endNs < 0) {
      // A seed for each scenario, so that what shrinking takes does not move the ones after it.
      ChoiceSource choices = ChoiceSource.random(options.seed() * 1_000_003L + scenarios);
      Scenario scenario = ScenarioGenerator.generate(choices, options.restarts());
      scenarios++;
      Map<String, Reading> readings = bench.run(scenario);
      bench.count(readings);
      Optional<Sighting> sighting = Sighting.of(readings);
      if (sighting.isPresent() && findings.isNew(sighting.get())) {
        shrunk++;
        found(sighting.get(), scenario, choices.recording());
      }
      if (scenarios % TWICE_EVERY == 0) {
        noise.look("--replay " + ScenarioText.token(scenario), readings, bench.run(scenario));
      }
      if (scenarios % REPORT_EVERY == 0) {
        double seconds = (System.nanoTime() - startNs) / 1e9;
        listener.generated(scenarios, (bench.requests() - before) / seconds);
      }
    }
  }

  private void found(Sighting sighting, Scenario scenario, Recording recording) {
    Target odd =
        bench.targets().stream()
            .filter(target -> sighting.odd().contains(target.name()))
            .findFirst()
            .orElse(bench.targets().getFirst());
    boolean alone = sighting.odd().size() < bench.targets().size() || bench.targets().size() == 1;
    Shrinker shrinker =
        new Shrinker(
            recording,
            options.restarts(),
            smaller -> shows(sighting, smaller, odd, alone),
            options.shrinkAttempts(),
            MAX_SHRINK_TIME);
    Scenario smallest = shrinker.shrink();
    confirm(sighting, scenario, smallest);
  }

  private boolean shows(Sighting sighting, Scenario smaller, Target odd, boolean alone) {
    Map<String, Reading> readings =
        alone ? Map.of(odd.name(), bench.run(odd, smaller)) : bench.run(smaller);
    return Sighting.of(readings)
        .filter(seen -> seen.signature().equals(sighting.signature()))
        .isPresent();
  }

  /// Three times out of three, or it is a flake; then the scenario is kept as it was found.
  private void confirm(Sighting sighting, Scenario found, Scenario smallest) {
    Map<String, Reading> readings = Map.of();
    int confirmed = 0;
    Sighting last = sighting;
    for (int i = 0; i < CONFIRMATIONS; i++) {
      readings = bench.run(smallest);
      Optional<Sighting> again = Sighting.of(readings);
      if (again.isPresent() && again.get().signature().equals(sighting.signature())) {
        confirmed++;
        last = again.get();
      }
    }
    boolean stable = confirmed == CONFIRMATIONS;
    findings.add(
        "generated",
        stable ? last : sighting,
        stable ? last.verdict() : Verdict.FLAKY,
        stable ? smallest : found,
        readings);
  }
}
