package dev.spikebench.parity.run;

import dev.spikebench.parity.BackendLostException;
import dev.spikebench.parity.compare.Comparison;
import dev.spikebench.parity.compare.Reading;
import dev.spikebench.parity.model.Settings;
import dev.spikebench.parity.observe.Target;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The backends, and each scenario done to them under letters of its own. One thread.
final class Bench {
  private final List<Target> targets;
  private final Settings settings;
  private final Nonces nonces = new Nonces();
  private final Agreement agreement = new Agreement();

  Bench(List<Target> targets, Settings settings) {
    this.targets = List.copyOf(targets);
    this.settings = settings;
  }

  List<Target> targets() {
    return targets;
  }

  /// Does it to all, each under other letters: two names may stand for one backend.
  Map<String, Reading> run(Scenario scenario) {
    Map<String, Reading> readings = new LinkedHashMap<>();
    for (Target target : targets) {
      readings.put(target.name(), run(target, scenario));
    }
    return readings;
  }

  Reading run(Target target, Scenario scenario) {
    try {
      return Reading.of(settings, target.run(scenario, nonces.next()));
    } catch (BackendLostException lost) {
      throw new BackendLostException(
          lost.getMessage() + "; this was done to it: --replay " + ScenarioText.token(scenario),
          lost);
    }
  }

  /// Counts how far the voters agree.
  void count(Map<String, Reading> readings) {
    List<Map.Entry<String, Reading>> all = List.copyOf(readings.entrySet());
    for (int i = 0; i < all.size(); i++) {
      Reading one = all.get(i).getValue();
      agreement.count(all.get(i).getKey() + " = contract", Comparison.withContract(one));
      for (int j = i + 1; j < all.size(); j++) {
        agreement.count(
            all.get(i).getKey() + " = " + all.get(j).getKey(),
            Comparison.between(one, all.get(j).getValue()));
      }
    }
  }

  Agreement agreement() {
    return agreement;
  }

  long requests() {
    return targets.stream().mapToLong(Target::requests).sum();
  }
}
