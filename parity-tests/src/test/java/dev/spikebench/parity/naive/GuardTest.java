package dev.spikebench.parity.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.run.CaseOutcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The guard of the guard: every wrong behaviour is caught, every case catches one, and generated
/// scenarios find most by themselves. Takes minutes, so it is asked for: `-Dspikebench.guard=true`,
/// or for some switches alone by their names, separated by commas.
@Execution(ExecutionMode.SAME_THREAD)
@EnabledIfSystemProperty(named = "spikebench.guard", matches = ".+")
class GuardTest {
  private static final ContractCases CASES = ContractCases.load();
  private static final int AT_ONCE = 2;
  private static final long BUDGET_NS = 60_000_000_000L;
  private static final int SCENARIOS_A_ROUND = 30;
  private static final int AT_LEAST_FOUND = 35;

  @Test
  void theRightBackendPassesEveryCase() {
    assertThat(failing(EnumSet.noneOf(Switch.class), CASES.cases())).isEmpty();
  }

  @Test
  void everySwitchIsCaughtByACaseOfItsRule() throws Exception {
    Set<Switch> missed =
        matching(
            wanted(),
            one -> {
              List<ContractCase> own =
                  CASES.cases().stream()
                      .filter(planned -> planned.rules().contains(one.rule()))
                      .toList();
              return failing(EnumSet.of(one), own).isEmpty();
            });
    assertThat(missed).isEmpty();
  }

  /// A case that no wrong behaviour fails would let everything through.
  @Test
  void everyCaseFailsForASwitch() {
    Map<String, ContractCase> left = new TreeMap<>();
    CASES.cases().forEach(one -> left.put(one.id(), one));
    for (Switch one : Switch.values()) {
      failing(EnumSet.of(one), new ArrayList<>(left.values())).forEach(left::remove);
    }
    System.out.println("Cases that no switch fails: " + left.size() + " " + left.keySet());
    assertThat(left.keySet()).isEmpty();
  }

  /// In rounds, so that a switch that shows at once does not wait for one that hides. Which seeds
  /// there is time for is the machine's, what each of them finds is not.
  @Test
  void generatedScenariosFindMostSwitchesUnaided() throws Exception {
    long startNs = System.nanoTime();
    Set<Switch> left = EnumSet.allOf(Switch.class);
    long seed = 0;
    while (System.nanoTime() - startNs < BUDGET_NS && !left.isEmpty()) {
      long now = ++seed;
      left.removeAll(
          matching(
              EnumSet.copyOf(left),
              one ->
                  System.nanoTime() - startNs < BUDGET_NS
                      && !NaiveRun.ofGenerated(now, SCENARIOS_A_ROUND)
                          .against(EnumSet.of(one))
                          .findings()
                          .isEmpty()));
      System.out.printf(
          "Round %d, %.1f s: %d of %d switches found unaided%n",
          seed,
          (System.nanoTime() - startNs) / 1e9,
          Switch.values().length - left.size(),
          Switch.values().length);
    }
    System.out.println("Not found: " + left);
    assertThat(Switch.values().length - left.size()).isGreaterThanOrEqualTo(AT_LEAST_FOUND);
  }

  private static Set<Switch> wanted() {
    String asked = String.valueOf(System.getProperty("spikebench.guard"));
    return asked.equals("true")
        ? EnumSet.allOf(Switch.class)
        : EnumSet.copyOf(Stream.of(asked.split(",", -1)).map(Switch::valueOf).toList());
  }

  private static Set<String> failing(Set<Switch> on, List<ContractCase> cases) {
    Set<String> failing = new TreeSet<>();
    if (!cases.isEmpty()) {
      NaiveRun.ofCases(cases).against(on).cases().stream()
          .filter(outcome -> !outcome.passes())
          .map(CaseOutcome::planned)
          .forEach(planned -> failing.add(planned.id()));
    }
    return failing;
  }

  private static Set<Switch> matching(Set<Switch> switches, Predicate<Switch> asked)
      throws InterruptedException, ExecutionException {
    Set<Switch> matching = EnumSet.noneOf(Switch.class);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Switch> order = List.copyOf(switches);
      List<Callable<Boolean>> calls = new ArrayList<>();
      order.forEach(one -> calls.add(() -> asked.test(one)));
      List<Future<Boolean>> answers = threads.invokeAll(calls);
      for (int i = 0; i < order.size(); i++) {
        if (answers.get(i).get()) {
          matching.add(order.get(i));
        }
      }
    }
    return matching;
  }
}
