package dev.spikebench.parity.report;

import dev.spikebench.parity.compare.Facet;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.run.Agreement;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.parity.run.Finding;
import dev.spikebench.parity.script.ScenarioText;
import dev.spikebench.parity.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The summary of a run in Markdown.
public final class DifferentialMarkdown {
  private static final int LONGEST_TOKEN = 600;

  private final List<String> lines = new ArrayList<>();

  private DifferentialMarkdown() {}

  /// The summary.
  public static String of(DifferentialResult result) {
    DifferentialMarkdown page = new DifferentialMarkdown();
    page.head(result);
    page.agreement(result);
    page.cases(result);
    page.findings(result.findings());
    return String.join("\n", page.lines) + "\n";
  }

  private void head(DifferentialResult result) {
    lines.add("# Parity");
    lines.add("");
    lines.add(
        result.agrees()
            ? "The backends agree with the contract and with each other."
            : "**The backends are apart.**");
    lines.add("");
    result.backends().forEach((name, url) -> lines.add("- " + name + ": " + url));
    Map<Verdict, Integer> tally = DifferentialJson.tally(result);
    lines.add("- contract cases: " + result.cases().size() + " " + tally);
    lines.add(
        "- generated: %d scenarios, %d requests, %.0f requests/s, seed %d"
            .formatted(
                result.scenarios(), result.requests(), result.requestsPerSecond(), result.seed()));
    lines.add("- findings: " + result.findings().size());
    result.noise().forEach(noise -> lines.add("- noise of the harness: " + code(noise)));
    lines.add("");
  }

  private void agreement(DifferentialResult result) {
    lines.add("## Agreement, in percent of the places compared");
    lines.add("");
    StringBuilder head = new StringBuilder("| voters |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Facet facet : Facet.values()) {
      head.append(' ').append(facet.id()).append(" |");
      rule.append("---:|");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    result
        .agreement()
        .counts()
        .forEach(
            (pair, facets) -> {
              StringBuilder row = new StringBuilder("| " + pair + " |");
              for (Facet facet : Facet.values()) {
                Map<Verdict, Integer> verdicts = facets.getOrDefault(facet, Map.of());
                row.append(
                    verdicts.isEmpty()
                        ? " |"
                        : String.format(Locale.ROOT, " %.2f |", Agreement.percent(verdicts)));
              }
              lines.add(row.toString());
            });
    lines.add("");
  }

  private void cases(DifferentialResult result) {
    List<CaseOutcome> red = result.cases().stream().filter(one -> !one.passes()).toList();
    if (red.isEmpty()) {
      return;
    }
    lines.add("## Cases that are apart");
    lines.add("");
    for (CaseOutcome one : red) {
      lines.add("- " + one.planned().id() + ", " + one.worstFacet() + ": " + one.byBackend());
      one.seen().forEach((voter, value) -> lines.add("  - " + voter + ": " + code(value)));
    }
    lines.add("");
  }

  private void findings(List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    lines.add("## Findings, by cause");
    lines.add("");
    for (Finding finding : findings) {
      lines.add(
          "### %s %s: %s, odd: %s"
              .formatted(
                  finding.id(),
                  finding.verdict().label(),
                  finding.facet().id(),
                  String.join(", ", finding.odd())));
      lines.add("");
      lines.add("Case " + finding.caseId() + ", seen in " + finding.occurrences() + " scenarios.");
      lines.add("");
      new TreeMap<>(finding.values())
          .forEach((voter, value) -> lines.add("- " + voter + ": " + code(value)));
      lines.add("");
      for (Step step : finding.scenario().steps()) {
        if (step instanceof Step.Call call) {
          lines.add("    " + shortened(CurlLine.of(call.request())));
        } else {
          lines.add("    " + shortened(step.toString()));
        }
      }
      lines.add("");
      String token = ScenarioText.token(finding.scenario());
      lines.add(
          token.length() <= LONGEST_TOKEN
              ? "    spikebench parity --backend URL --replay " + token
              : "The replay token is in the JSON report.");
      lines.add("");
    }
  }

  private static String code(String value) {
    return "`" + shortened(value).replace('`', '\'').replace("\n", " ⏎ ") + "`";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TOKEN ? text : text.substring(0, LONGEST_TOKEN) + "…";
  }
}
