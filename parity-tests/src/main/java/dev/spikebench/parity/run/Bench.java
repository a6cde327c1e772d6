package dev.spikebench.parity.run;

import dev.spikebench.parity.BackendLostException;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.compare.Comparison;
import dev.spikebench.parity.compare.Reading;
import dev.spikebench.parity.model.Settings;
import dev.spikebench.parity.observe.Target;
import dev.spikebench.parity.observe.Trace;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The backends, and each scenario done to them under letters of its own: to all at the same time,
/// but to those behind one address one after the other. One thread.
final class Bench implements AutoCloseable {
  /// A sweep comes once a minute, so that the next run is free of it.
  private static final int MAX_RUNS = 3;

  private final List<Target> targets;
  private final Settings settings;
  private final ExecutorService threads;
  private final Nonces nonces = new Nonces();
  private final Agreement agreement = new Agreement();

  Bench(List<Target> targets, Settings settings) {
    this.targets = List.copyOf(targets);
    this.settings = settings;
    // Not virtual ones: each wait would cost a further change of threads.
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, targets.size()),
            Thread.ofPlatform().daemon().name("parity-target-", 0).factory());
  }

  List<Target> targets() {
    return targets;
  }

  /// Does it to all, and waits for all of them.
  ///
  /// @return in the order of the targets
  Map<String, Reading> run(Scenario scenario) {
    Map<String, List<Target>> byPlace = new LinkedHashMap<>();
    for (Target target : targets) {
      byPlace.computeIfAbsent(place(target.baseUri()), at -> new ArrayList<>()).add(target);
    }
    List<Callable<Map<String, Reading>>> calls = new ArrayList<>();
    byPlace.values().forEach(together -> calls.add(() -> inTurn(together, scenario)));
    Map<String, Reading> found = new HashMap<>();
    try {
      for (Future<Map<String, Reading>> done : threads.invokeAll(calls)) {
        found.putAll(done.get());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ParityException("Interrupted while backends answered", interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof ParityException known
          ? known
          : new IllegalStateException(failed.getCause());
    }
    Map<String, Reading> readings = new LinkedHashMap<>();
    targets.forEach(
        target -> readings.put(target.name(), Objects.requireNonNull(found.get(target.name()))));
    return readings;
  }

  /// What is behind one address must not be asked by two names at once: each would see what the
  /// other does.
  private Map<String, Reading> inTurn(List<Target> together, Scenario scenario) {
    Map<String, Reading> readings = new HashMap<>();
    for (Target target : together) {
      if (together.size() > 1) {
        target.settle(nonces.next());
      }
      readings.put(target.name(), run(target, scenario));
    }
    return readings;
  }

  private static String place(URI address) {
    String host = String.valueOf(address.getHost());
    boolean loopback = host.matches("localhost|\\[::1]|127\\.[0-9.]+");
    return (loopback ? "loopback" : host) + ":" + address.getPort();
  }

  Reading run(Target target, Scenario scenario) {
    try {
      Trace trace = target.run(scenario, nonces.next());
      for (int runs = 1; trace.swept() && runs < MAX_RUNS; runs++) {
        target.settle(nonces.next());
        trace = target.run(scenario, nonces.next());
      }
      return Reading.of(settings, trace);
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

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
