package dev.spikebench.results.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.gate.GateFixtures;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateMetric;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Holds the XML to what continuous integration systems read: counts that agree with the cases,
/// times in seconds, one outcome a case.
class JunitExportTest {

  private static Element parse(String text)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }

  private static Element read(BenchmarkResults results)
      throws ParserConfigurationException, IOException, SAXException {
    return parse(Exports.of(results, ExportFormat.JUNIT).files().getFirst().text());
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getElementsByTagName(name);
    for (int index = 0; index < nodes.getLength(); index++) {
      children.add((Element) nodes.item(index));
    }
    return children;
  }

  @Test
  void theCountsAreThoseOfTheCases() throws Exception {
    for (BenchmarkResults results : Scenarios.all().values()) {
      Element root = read(results);
      assertThat(root.getTagName()).isEqualTo("testsuites");
      List<Element> suites = children(root, "testsuite");
      assertThat(suites).hasSameSizeAs(results.backends());
      for (Element suite : suites) {
        assertThat(suite.getAttribute("tests"))
            .isEqualTo(String.valueOf(children(suite, "testcase").size()));
        assertThat(suite.getAttribute("failures"))
            .isEqualTo(String.valueOf(children(suite, "failure").size()));
        assertThat(suite.getAttribute("skipped"))
            .isEqualTo(String.valueOf(children(suite, "skipped").size()));
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-03-04T05:06:07Z");
        for (Element each : children(suite, "testcase")) {
          assertThat(each.getAttribute("classname")).isEqualTo(suite.getAttribute("name"));
          assertThat(each.getAttribute("name")).isNotBlank();
          assertThat(each.getAttribute("time")).matches("[0-9]+\\.[0-9]{3}");
          assertThat(children(each, "failure").size() + children(each, "skipped").size())
              .isLessThanOrEqualTo(1);
        }
      }
    }
  }

  @Test
  void whatDoesNotCountFailsAndWhatCouldNotBeHadIsSkipped() throws Exception {
    Element root = read(Scenarios.troubled());
    assertThat(children(root, "failure"))
        .extracting(it -> it.getAttribute("message"))
        .containsExactly(
            "17 of 18 parity cases passed", "1 of 19,950 acknowledged events was not stored");
    assertThat(children(root, "skipped"))
        .extracting(it -> it.getAttribute("message"))
        .contains("cargo is not installed", "the process list is not readable");
    assertThat(children(read(Scenarios.threeBackends()), "failure")).isEmpty();
  }

  @Test
  void aRegressionFailsAndWhatCannotBeToldIsSkipped() throws Exception {
    Element worse = gate(small().slower(GateArm.CANDIDATE, 0.2));
    assertThat(names(worse, "failure")).containsExactly("verdict", "cpu", "p50");
    assertThat(children(worse, "failure").getFirst().getAttribute("message"))
        .startsWith("REGRESSED: Worse: CPU per event +");
    // The 99th percentile only warns, and 60 requests are too few for it.
    assertThat(names(worse, "skipped")).contains("p99").doesNotContain("verdict");

    Element noisy = gate(small().launchNoise(0.3));
    assertThat(names(noisy, "failure")).isEmpty();
    assertThat(names(noisy, "skipped")).contains("verdict", "cpu", "p50");

    Element same = gate(small());
    assertThat(names(same, "failure")).isEmpty();
    assertThat(names(same, "skipped")).doesNotContain("verdict", "cpu", "p50");
    assertThat(same.getElementsByTagName("testcase").getLength()).isEqualTo(9);
  }

  @Test
  void aMetricThatOnlyWarnsNeverFails() throws Exception {
    Element warned =
        gate(
            small()
                .rules(
                    GateFixtures.rule(GateMetric.P50, true, 0.5),
                    GateFixtures.rule(GateMetric.CPU, false, 0.05))
                .slower(GateArm.CANDIDATE, 0.2));
    assertThat(names(warned, "failure")).isEmpty();
    assertThat(names(warned, "skipped")).containsExactly("cpu");
    assertThat(children(warned, "skipped").getFirst().getAttribute("message"))
        .startsWith("warns only: CPU per event +");
  }

  @Test
  void aSessionThatWentWrongFails() throws Exception {
    Element failed =
        gate(small().fault(GateFault.Kind.LOST_EVENTS, GateArm.CANDIDATE, "3 were lost"));
    assertThat(names(failed, "failure")).contains("verdict");
    assertThat(names(gate(small().incomparable("They differ.")), "failure")).contains("verdict");
  }

  private static GateFixtures small() {
    return GateFixtures.same().slices(3, 0).requests(20);
  }

  private static Element gate(GateFixtures session) throws Exception {
    return parse(Exports.of(session.build(), ExportFormat.JUNIT).files().getFirst().text());
  }

  /// Names of the cases with such an outcome.
  private static List<String> names(Element root, String outcome) {
    return children(root, outcome).stream()
        .map(it -> ((Element) it.getParentNode()).getAttribute("name"))
        .toList();
  }

  @Test
  void charactersThatXmlCannotHoldDoNotBreakTheFile() throws Exception {
    String hostile = "a\u0000\u0007 <b> & \"c\" ]]> \uFFFF d";
    String text = hostileXml(hostile);
    Element failure = children(parse(text), "failure").getFirst();
    assertThat(failure.getTextContent()).isEqualTo("a\uFFFD\uFFFD <b> & \"c\" ]]> \uFFFD d");
    assertThat(failure.getAttribute("message")).isEqualTo(failure.getTextContent());
  }

  private static String hostileXml(String message) throws XMLStreamException {
    return JunitXml.text(
        "x",
        List.of(
            new JunitXml.Suite(
                "s", Instant.EPOCH, List.of(new JunitXml.Case("c", 0, message, null, null)))));
  }
}
