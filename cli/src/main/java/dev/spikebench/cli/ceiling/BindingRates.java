package dev.spikebench.cli.ceiling;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.raw.RawInsertRate;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.text.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Measures the bindings of several backends: pass by pass, case by case, the backends in turn and
/// another one first each time, so that drift hits all alike. Used by one thread.
final class BindingRates {
  private final List<BackendDescriptor> backends;
  private final Path workDirectory;
  private final Interruption interruption;
  private final Consumer<String> progress;
  private final Map<Key, List<Double>> rates = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private long startNs;

  private record Key(String backendId, CeilingCase testCase) {}

  /// @param backends built, each with a program that measures its binding
  /// @param progress takes a line a case
  BindingRates(
      List<BackendDescriptor> backends,
      Path workDirectory,
      Interruption interruption,
      Consumer<String> progress) {
    this.backends = List.copyOf(backends);
    this.workDirectory = workDirectory;
    this.interruption = interruption;
    this.progress = progress;
  }

  /// Measures; ends early where it is asked to. What was measured by then is kept.
  void measure(List<CeilingCase> cases, int passes) {
    startNs = System.nanoTime();
    int total = cases.size() * passes;
    int done = 0;
    for (int pass = 0; pass < passes; pass++) {
      for (CeilingCase testCase : cases) {
        if (interruption.requested()) {
          return;
        }
        progress.accept(
            "[%d/%d] %s%s".formatted(done + 1, total, testCase.text(), left(done, total)));
        List<BackendDescriptor> turn = new ArrayList<>(backends);
        Collections.rotate(turn, done);
        turn.forEach(backend -> measure(backend, testCase));
        done++;
      }
    }
  }

  private String left(int done, int total) {
    if (done == 0) {
      return "";
    }
    Duration each = Duration.ofNanos((System.nanoTime() - startNs) / done);
    return "  about " + Quantity.span(each.multipliedBy(total - done)) + " left";
  }

  private void measure(BackendDescriptor backend, CeilingCase testCase) {
    if (reasons.containsKey(backend.id()) || interruption.requested()) {
      return; // what failed once is not tried eighty times
    }
    try {
      double rate =
          RawInsertRate.measure(
                  backend,
                  workDirectory,
                  testCase.events(),
                  testCase.groupSize(),
                  testCase.synchronous(),
                  testCase.ids(),
                  testCase.rows())
              .eventsPerSecond();
      rates.computeIfAbsent(new Key(backend.id(), testCase), none -> new ArrayList<>()).add(rate);
    } catch (BackendsException e) {
      if (!interruption.requested()) {
        reasons.put(backend.id(), String.valueOf(e.getMessage()));
      }
    }
  }

  /// What was measured so far, in the order of the cases.
  List<CeilingRate> rates(List<CeilingCase> cases) {
    List<CeilingRate> all = new ArrayList<>();
    for (CeilingCase testCase : cases) {
      for (BackendDescriptor backend : backends) {
        List<Double> measured = rates.getOrDefault(new Key(backend.id(), testCase), List.of());
        @Nullable String reason = measured.isEmpty() ? reasons.get(backend.id()) : null;
        if (!measured.isEmpty() || reason != null) {
          all.add(new CeilingRate(backend.id(), testCase, measured, reason));
        }
      }
    }
    return all;
  }
}
