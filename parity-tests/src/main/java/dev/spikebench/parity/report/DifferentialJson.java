package dev.spikebench.parity.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.run.Agreement;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.parity.run.Finding;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import dev.spikebench.parity.script.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The JSON form of a run; members and entries come in an order that only the run's input decides.
public final class DifferentialJson {
  private DifferentialJson() {}

  /// Adds `backends`, `contractCases`, `rules`, `agreement`, `generated`, `noise` and the entries
  /// of `findings` to a document.
  public static void into(ObjectNode document, DifferentialResult result) {
    ObjectNode backends = document.putObject("backends");
    result.backends().forEach(backends::put);
    ArrayNode cases = document.putArray("contractCases");
    result.cases().forEach(outcome -> cases.add(outcome(outcome)));
    ObjectNode rules = document.putObject("rules");
    result.rules().forEach((rule, ids) -> ids.forEach(rules.withArray("/" + rule)::add));
    ObjectNode unseen = document.putObject("rulesNoRequestShows");
    result.unseen().forEach(unseen::put);
    agreement(document.putObject("agreement"), result.agreement());
    document
        .putObject("generated")
        .put("seed", result.seed())
        .put("scenarios", result.scenarios())
        .put("requests", result.requests())
        .put("seconds", result.generatedSeconds())
        .put("requestsPerSecond", result.requestsPerSecond());
    ArrayNode noise = document.putArray("noise");
    result.noise().forEach(noise::add);
    ArrayNode findings = document.withArray("/findings");
    result.findings().forEach(finding -> findings.add(finding(finding)));
  }

  /// The scenarios of all findings, for a file that is run first next time.
  public static ObjectNode counterexamples(Iterable<Scenario> scenarios) {
    ObjectNode json = Json.object();
    ArrayNode all = json.putArray("counterexamples");
    scenarios.forEach(scenario -> all.add(ScenarioText.json(scenario)));
    return json;
  }

  private static ObjectNode outcome(CaseOutcome outcome) {
    ObjectNode json = Json.object().put("id", outcome.planned().id());
    json.put("grade", outcome.planned().grade().name());
    outcome.planned().rules().forEach(json.withArray("/rules")::add);
    ObjectNode verdicts = json.putObject("verdicts");
    outcome.byBackend().forEach((name, verdict) -> verdicts.put(name, verdict.label()));
    if (!outcome.worstFacet().isEmpty()) {
      json.put("facet", outcome.worstFacet());
      ObjectNode seen = json.putObject("seen");
      outcome.seen().forEach(seen::put);
    }
    outcome.differences().forEach(json.withArray("/permitted")::add);
    return json;
  }

  private static void agreement(ObjectNode json, Agreement agreement) {
    agreement
        .counts()
        .forEach(
            (pair, facets) -> {
              ObjectNode one = json.putObject(pair);
              facets.forEach(
                  (facet, verdicts) -> {
                    ObjectNode counts = one.putObject(facet.id());
                    counts.put("percent", Agreement.percent(verdicts));
                    verdicts.forEach((verdict, count) -> counts.put(verdict.label(), count));
                  });
            });
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode json = Json.object().put("id", finding.id()).put("caseId", finding.caseId());
    json.put("facet", finding.facet().id()).put("verdict", finding.verdict().label());
    finding.odd().forEach(json.withArray("/backends")::add);
    json.put("cause", finding.cause()).put("occurrences", finding.occurrences());
    ObjectNode values = json.putObject("values");
    new TreeMap<>(finding.values()).forEach(values::put);
    ArrayNode curl = json.putArray("curl");
    for (Step step : finding.scenario().steps()) {
      if (step instanceof Step.Call call) {
        curl.add(CurlLine.of(call.request()));
      }
    }
    ObjectNode exchanges = json.putObject("exchanges");
    for (Map.Entry<String, List<Finding.Exchange>> entry :
        new TreeMap<>(finding.exchanges()).entrySet()) {
      ArrayNode all = exchanges.putArray(entry.getKey());
      entry
          .getValue()
          .forEach(e -> all.addObject().put("request", e.request()).put("answer", e.answer()));
    }
    return json.put("replay", ScenarioText.token(finding.scenario()));
  }

  /// How many cases had each verdict.
  public static Map<Verdict, Integer> tally(DifferentialResult result) {
    Map<Verdict, Integer> tally = new EnumMap<>(Verdict.class);
    result.cases().forEach(outcome -> tally.merge(outcome.verdict(), 1, Integer::sum));
    return tally;
  }
}
