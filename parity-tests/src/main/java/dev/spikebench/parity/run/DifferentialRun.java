package dev.spikebench.parity.run;

import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.observe.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One run: the contract cases, each twice on every backend; the stored counterexamples; then
/// generated scenarios.
public final class DifferentialRun {
  private final Bench bench;
  private final DifferentialOptions options;
  private final DifferentialListener listener;
  private final ContractCases planned;

  /// A run on these backends, which it does not close.
  public DifferentialRun(
      List<Target> targets,
      ContractCases planned,
      DifferentialOptions options,
      DifferentialListener listener) {
    this.bench = new Bench(targets, options.settings());
    this.planned = planned;
    this.options = options;
    this.listener = listener;
  }

  /// Runs it all. Blocking.
  ///
  /// @throws ParityException where a case is asked for that is not planned, or a backend is gone
  public DifferentialResult run() {
    try (bench) {
      return onBench();
    }
  }

  private DifferentialResult onBench() {
    Findings findings = new Findings();
    Noise noise = new Noise();
    List<CaseOutcome> cases = new ArrayList<>();
    ContractRun contract = new ContractRun(bench, options.known(), options.today(), findings);
    for (ContractCase one : chosen()) {
      CaseOutcome outcome = contract.run(one, noise);
      cases.add(outcome);
      listener.caseFinished(outcome);
    }
    GeneratedRun generated = new GeneratedRun(bench, findings, noise, options);
    options.stored().forEach(scenario -> generated.replay(scenario, "stored"));
    long before = bench.requests();
    long startNs = System.nanoTime();
    generated.run(listener);
    double seconds = (System.nanoTime() - startNs) / 1e9;
    Map<String, String> backends = new LinkedHashMap<>();
    bench.targets().forEach(target -> backends.put(target.name(), target.baseUri().toString()));
    return new DifferentialResult(
        backends,
        cases,
        findings.all(),
        rules(cases),
        planned.unseen(),
        noise.sentences(),
        bench.agreement(),
        options.seed(),
        generated.scenarios(),
        bench.requests() - before,
        generated.scenarios() == 0 ? 0 : seconds);
  }

  private List<ContractCase> chosen() {
    if (!options.contractCases()) {
      return List.of();
    }
    List<ContractCase> chosen =
        planned.cases().stream()
            .filter(one -> options.caseId().isEmpty() || one.id().equals(options.caseId()))
            .toList();
    if (chosen.isEmpty()) {
      throw new ParityException("There is no case " + options.caseId() + "; --list shows them all");
    }
    return chosen;
  }

  /// Each rule with its cases; where all cases were asked for, the rules without one too.
  private Map<String, List<String>> rules(List<CaseOutcome> cases) {
    Map<String, List<String>> rules = new TreeMap<>();
    for (CaseOutcome outcome : cases) {
      for (String rule : outcome.planned().rules()) {
        rules.computeIfAbsent(rule, name -> new ArrayList<>()).add(outcome.planned().id());
      }
    }
    if (options.contractCases() && options.caseId().isEmpty()) {
      planned.untold().forEach(rule -> rules.put(rule, new ArrayList<>()));
    }
    return rules;
  }
}
