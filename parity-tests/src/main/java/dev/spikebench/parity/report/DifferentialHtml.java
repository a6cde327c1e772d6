package dev.spikebench.parity.report;

import dev.spikebench.parity.compare.Facet;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.run.Agreement;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.parity.run.Finding;
import dev.spikebench.parity.script.ScenarioText;
import dev.spikebench.parity.script.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/// A run as one page that needs nothing else: a matrix of backends and cases by chapter, agreement,
/// and every finding with both sides of what went over the wire.
public final class DifferentialHtml {
  private static final String STYLE =
      """
      :root{color-scheme:light dark} body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:80rem}
      table{border-collapse:collapse} td,th{padding:.15rem .6rem;border:1px solid #8886;text-align:left}
      pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#8881;padding:.5rem;max-height:24rem;overflow:auto}
      .pass{background:#2a72} .fail{background:#c334;font-weight:bold} .none{background:#8882}
      .sides{display:flex;flex-wrap:wrap;gap:1rem} .sides>div{flex:1 1 20rem;min-width:0}
      summary{cursor:pointer}
      """;

  private final XmlText xml = new XmlText();
  private final DifferentialResult result;

  private DifferentialHtml(DifferentialResult result) {
    this.result = result;
  }

  /// The page.
  public static String of(DifferentialResult result) {
    DifferentialHtml page = new DifferentialHtml(result);
    try {
      page.write();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    return "<!DOCTYPE html>\n" + page.xml + "\n";
  }

  private void write() throws XMLStreamException {
    xml.element(
        "html",
        () -> {
          xml.element(
              "head",
              () -> {
                xml.element("meta", () -> xml.characters(""), "charset", "utf-8");
                xml.text("title", "Parity");
                xml.text("style", STYLE);
              });
          xml.element("body", this::body);
        },
        "lang",
        "en");
  }

  private void body() throws XMLStreamException {
    xml.text("h1", "Parity");
    xml.text(
        "p",
        result.agrees()
            ? "The backends agree with the contract and with each other."
            : "The backends are apart.");
    xml.text(
        "p",
        "%d contract cases; %d generated scenarios with seed %d, %d requests, %.0f a second; %d findings"
            .formatted(
                result.cases().size(),
                result.scenarios(),
                result.seed(),
                result.requests(),
                result.requestsPerSecond(),
                result.findings().size()));
    for (String noise : result.noise()) {
      xml.text("p", "Noise of the harness: " + noise, "class", "fail");
    }
    findings();
    agreement();
    matrix();
    rules();
  }

  private void agreement() throws XMLStreamException {
    xml.text("h2", "Agreement, in percent of the places compared");
    xml.element(
        "table",
        () -> {
          xml.element(
              "tr",
              () -> {
                xml.text("th", "voters");
                for (Facet facet : Facet.values()) {
                  xml.text("th", facet.id());
                }
              });
          for (var pair : result.agreement().counts().entrySet()) {
            xml.element("tr", () -> agreement(pair.getKey(), pair.getValue()));
          }
        });
  }

  private void agreement(String pair, Map<Facet, Map<Verdict, Integer>> facets)
      throws XMLStreamException {
    xml.text("td", pair);
    for (Facet facet : Facet.values()) {
      Map<Verdict, Integer> verdicts = facets.getOrDefault(facet, Map.of());
      double percent = Agreement.percent(verdicts);
      xml.text(
          "td",
          verdicts.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", percent),
          "class",
          verdicts.isEmpty() ? "none" : percent == 100 ? "pass" : "fail",
          "title",
          verdicts.toString());
    }
  }

  private void matrix() throws XMLStreamException {
    xml.text("h2", "Cases");
    Map<String, List<CaseOutcome>> chapters = new LinkedHashMap<>();
    for (CaseOutcome outcome : result.cases()) {
      String chapter = outcome.planned().id().replaceFirst("-.*", "");
      chapters.computeIfAbsent(chapter, name -> new ArrayList<>()).add(outcome);
    }
    for (Map.Entry<String, List<CaseOutcome>> chapter : chapters.entrySet()) {
      boolean red = chapter.getValue().stream().anyMatch(one -> !one.passes());
      xml.element(
          "details",
          () -> {
            xml.text("summary", chapter.getKey() + " (" + chapter.getValue().size() + ")");
            xml.element("table", () -> rows(chapter.getValue()));
          },
          red ? new String[] {"open", "open"} : new String[0]);
    }
  }

  private void rows(List<CaseOutcome> outcomes) throws XMLStreamException {
    xml.element(
        "tr",
        () -> {
          xml.text("th", "case");
          for (String backend : result.backends().keySet()) {
            xml.text("th", backend);
          }
        });
    for (CaseOutcome outcome : outcomes) {
      xml.element(
          "tr",
          () -> {
            xml.text("td", outcome.planned().id(), "title", outcome.planned().grade().name());
            for (String backend : result.backends().keySet()) {
              Verdict verdict = outcome.byBackend().getOrDefault(backend, Verdict.NOT_RUN);
              xml.text("td", verdict.label(), "class", style(verdict), "title", title(outcome));
            }
          });
    }
  }

  private static String title(CaseOutcome outcome) {
    return String.join(" ", outcome.differences()) + outcome.worstFacet();
  }

  private static String style(Verdict verdict) {
    return verdict == Verdict.NOT_RUN ? "none" : verdict.passes() ? "pass" : "fail";
  }

  private void findings() throws XMLStreamException {
    for (Finding finding : result.findings()) {
      xml.text(
          "h2",
          finding.id()
              + " "
              + finding.verdict().label()
              + ": "
              + finding.facet().id()
              + ", odd: "
              + String.join(", ", finding.odd()));
      xml.text(
          "p",
          "Case "
              + finding.caseId()
              + ", seen in "
              + finding.occurrences()
              + " scenarios; apart in: "
              + finding.cause());
      xml.element(
          "div",
          () -> {
            for (Map.Entry<String, String> value : new TreeMap<>(finding.values()).entrySet()) {
              xml.element(
                  "div",
                  () -> {
                    xml.text("h3", value.getKey());
                    xml.text("pre", value.getValue());
                  });
            }
          },
          "class",
          "sides");
      exchanges(finding);
    }
  }

  private void exchanges(Finding finding) throws XMLStreamException {
    xml.element(
        "details",
        () -> {
          xml.text("summary", "over the wire");
          for (Step step : finding.scenario().steps()) {
            if (step instanceof Step.Call call) {
              xml.text("pre", CurlLine.of(call.request()));
              xml.text("pre", hex(call.request().wire()));
            }
          }
          xml.element(
              "div",
              () -> {
                for (var entry : new TreeMap<>(finding.exchanges()).entrySet()) {
                  xml.element("div", () -> side(entry.getKey(), entry.getValue()));
                }
              },
              "class",
              "sides");
          xml.text("pre", "--replay " + ScenarioText.token(finding.scenario()));
        });
  }

  private void side(String backend, List<Finding.Exchange> exchanges) throws XMLStreamException {
    xml.text("h3", backend);
    for (Finding.Exchange exchange : exchanges) {
      xml.text("pre", exchange.request());
      xml.text("pre", exchange.answer());
    }
  }

  private static String hex(String bytes) {
    int most = 2000;
    String shown = bytes.substring(0, Math.min(most, bytes.length()));
    return HexFormat.ofDelimiter(" ").formatHex(shown.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void rules() throws XMLStreamException {
    xml.text("h2", "Rules and the cases that show them");
    xml.element(
        "table",
        () -> {
          for (Map.Entry<String, List<String>> rule : result.rules().entrySet()) {
            xml.element(
                "tr",
                () -> {
                  xml.text("td", rule.getKey());
                  xml.text(
                      "td",
                      String.join(", ", rule.getValue()),
                      "class",
                      rule.getValue().isEmpty() ? "fail" : "pass");
                });
          }
          for (Map.Entry<String, String> rule : result.unseen().entrySet()) {
            xml.element(
                "tr",
                () -> {
                  xml.text("td", rule.getKey());
                  xml.text("td", "no request shows it: " + rule.getValue(), "class", "none");
                });
          }
        });
  }
}
