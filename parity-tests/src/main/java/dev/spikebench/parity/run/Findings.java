package dev.spikebench.parity.run;

import dev.spikebench.parity.compare.FacetValue;
import dev.spikebench.parity.compare.Reading;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.observe.Answer;
import dev.spikebench.parity.observe.StepTrace;
import dev.spikebench.parity.run.Finding.Exchange;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import dev.spikebench.parity.script.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was found so far, one entry a cause. One thread.
final class Findings {
  private final Map<String, Finding> byCause = new LinkedHashMap<>();
  private final Map<String, Integer> bySignature = new HashMap<>();

  /// Whether this was seen before; counts it.
  boolean isNew(Sighting sighting) {
    return bySignature.merge(sighting.signature() + sighting.odd(), 1, Integer::sum) == 1;
  }

  void add(
      String caseId,
      Sighting sighting,
      Verdict verdict,
      Scenario scenario,
      Map<String, Reading> readings) {
    String cause = sighting.signature() + " " + sighting.odd();
    String key = cause + (caseId.equals("generated") ? ScenarioText.json(scenario) : caseId);
    Finding finding =
        new Finding(
            "D-" + Integer.toHexString(key.hashCode()),
            caseId,
            sighting.key().facet(),
            verdict,
            sighting.signature(),
            sighting.odd(),
            values(sighting, readings),
            exchanges(readings),
            scenario,
            1);
    byCause.putIfAbsent(key, finding);
  }

  List<Finding> all() {
    return byCause.values().stream()
        .map(f -> f.seen(Math.max(1, bySignature.getOrDefault(f.cause() + f.odd(), 1))))
        .toList();
  }

  private static Map<String, String> values(Sighting sighting, Map<String, Reading> readings) {
    Map<String, String> values = new TreeMap<>();
    FacetValue nothing = new FacetValue("(nothing)", "");
    readings.forEach(
        (name, reading) -> {
          values.put(name, reading.seen().values().getOrDefault(sighting.key(), nothing).normal());
          values.putIfAbsent(
              "contract",
              reading.contract().values().getOrDefault(sighting.key(), nothing).normal());
        });
    return values;
  }

  private static Map<String, List<Exchange>> exchanges(Map<String, Reading> readings) {
    Map<String, List<Exchange>> all = new TreeMap<>();
    readings.forEach(
        (name, reading) -> {
          List<Exchange> exchanges = new ArrayList<>();
          for (StepTrace step : reading.trace().steps()) {
            exchanges.add(exchange(step, reading.trace().nonce()));
          }
          reading
              .trace()
              .rows()
              .forEach(
                  rows ->
                      exchanges.add(new Exchange("(the rows it left)", shortened(rows.body()))));
          all.put(name, exchanges);
        });
    return all;
  }

  private static Exchange exchange(StepTrace step, String nonce) {
    String request =
        switch (step.step()) {
          case Step.Call call -> call.request().wire();
          case Step.Race race -> race.copies() + " times at once:\n" + race.request().wire();
          case Step.Subscribe subscribe -> Request.get("/api/stream" + subscribe.query()).wire();
          case Step.Restart restart -> "(restart)";
        };
    String answers = String.join("\n----\n", step.answers().stream().map(Answer::text).toList());
    return new Exchange(
        shortened(request.replace(nonce, Scenario.NONCE)),
        shortened(answers.replace(nonce, Scenario.NONCE)));
  }

  private static String shortened(String text) {
    int most = 4000;
    return text.length() <= most
        ? text
        : text.substring(0, most) + "… (" + text.length() + " characters)";
  }
}
