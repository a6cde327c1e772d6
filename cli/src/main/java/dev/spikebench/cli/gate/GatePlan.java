package dev.spikebench.cli.gate;

import dev.spikebench.cli.text.Quantity;
import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.model.GateRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a session would do and how long it would take, told without doing it.
///
/// @param options what was asked for
record GatePlan(GateOptions options) {

  static GatePlan of(GateOptions options) {
    return new GatePlan(options);
  }

  private Duration timeFor(int epochs) {
    return options.epochTime().multipliedBy(epochs);
  }

  private static String rules(List<GateRule> rules, boolean gates) {
    return rules.stream()
        .filter(it -> it.gates() == gates)
        .map(it -> it.metric().text() + " " + GateText.percent(it.tolerance()))
        .collect(Collectors.joining(", "));
  }

  /// It in lines.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("baseline   " + options.baseline());
    lines.add("candidate  " + options.candidate());
    lines.add("gates      " + rules(options.rules(), true));
    String warns = rules(options.rules(), false);
    lines.add("warns      " + (warns.isEmpty() ? "-" : warns));
    lines.add(
        "epoch      3 arms (baseline, candidate, control), each launched and warmed up for %s, then %d paced and %d saturated slices of %d ms each"
            .formatted(
                Quantity.span(options.shape().warmup()),
                options.shape().paced(),
                options.shape().saturated(),
                options.shape().slice().toMillis()));
    for (int look : options.looks()) {
      lines.add(
          "look       at %d epochs, after about %s".formatted(look, Quantity.span(timeFor(look))));
    }
    lines.add("at most    " + Quantity.span(options.maxTime()) + " beside building and parity");
    lines.add("output     " + options.output());
    return lines;
  }

  /// It as a document.
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("baseline", options.baseline());
    document.put("candidate", options.candidate());
    document.put("looks", options.looks());
    document.put("epochSeconds", options.epochTime().toSeconds());
    document.put("firstLookSeconds", timeFor(options.looks().getFirst()).toSeconds());
    document.put(
        "mostSeconds",
        Math.min(timeFor(options.looks().getLast()).toSeconds(), options.maxTime().toSeconds()));
    document.put("seed", options.seed());
    document.put("output", options.output().toString());
    return document;
  }
}
