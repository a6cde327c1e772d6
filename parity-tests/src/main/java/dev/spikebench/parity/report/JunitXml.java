package dev.spikebench.parity.report;

import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.parity.run.Finding;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/// A run as JUnit XML: a test a case and backend, and one a finding of generated scenarios.
public final class JunitXml {
  private JunitXml() {}

  /// The document.
  public static String of(DifferentialResult result) {
    XmlText xml = new XmlText();
    try {
      xml.element(
          "testsuite",
          () -> {
            for (CaseOutcome outcome : result.cases()) {
              for (Map.Entry<String, Verdict> entry : outcome.byBackend().entrySet()) {
                testcase(xml, outcome, entry.getKey(), entry.getValue());
              }
            }
            for (Finding finding : result.findings()) {
              if (finding.caseId().equals("generated") || finding.caseId().equals("stored")) {
                generated(xml, finding);
              }
            }
          },
          "name",
          "parity");
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    return xml + "\n";
  }

  private static void testcase(XmlText xml, CaseOutcome outcome, String backend, Verdict verdict)
      throws XMLStreamException {
    xml.element(
        "testcase",
        () -> {
          if (verdict == Verdict.NOT_RUN) {
            xml.text("skipped", "");
          } else if (!verdict.passes()) {
            xml.text(
                "failure",
                String.valueOf(outcome.seen()),
                "message",
                verdict.label() + " " + outcome.worstFacet());
          }
        },
        "classname",
        backend,
        "name",
        outcome.planned().id());
  }

  private static void generated(XmlText xml, Finding finding) throws XMLStreamException {
    xml.element(
        "testcase",
        () ->
            xml.text(
                "failure",
                String.valueOf(finding.values()),
                "message",
                finding.verdict().label() + " " + finding.cause()),
        "classname",
        finding.caseId(),
        "name",
        finding.id());
  }
}
