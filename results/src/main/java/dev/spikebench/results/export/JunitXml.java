package dev.spikebench.results.export;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// The XML in which build tools hand test results to continuous integration systems: `testsuites`
/// of `testsuite` of `testcase`, each at most with one of `failure` and `skipped`.
final class JunitXml {

  private JunitXml() {}

  /// A suite.
  ///
  /// @param name its name, which is its cases' class too
  /// @param startedAt when it began
  record Suite(String name, Instant startedAt, List<Case> cases) {

    double seconds() {
      return cases.stream().mapToDouble(Case::seconds).sum();
    }

    long failures() {
      return cases.stream().filter(it -> it.failure() != null).count();
    }

    long skipped() {
      return cases.stream().filter(it -> it.skipped() != null).count();
    }
  }

  /// A case.
  ///
  /// @param seconds how long it took
  /// @param failure why it failed; null where it did not
  /// @param skipped why it was skipped; null where it was not
  /// @param output what it says besides; null without
  record Case(
      String name,
      double seconds,
      @Nullable String failure,
      @Nullable String skipped,
      @Nullable String output) {}

  static String text(String name, List<Suite> suites) throws XMLStreamException {
    StringWriter text = new StringWriter();
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    xml.writeStartDocument("UTF-8", "1.0");
    line(xml, 0);
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", clean(name));
    totals(
        xml,
        suites.stream().mapToLong(it -> it.cases().size()).sum(),
        suites.stream().mapToLong(Suite::failures).sum(),
        suites.stream().mapToLong(Suite::skipped).sum(),
        suites.stream().mapToDouble(Suite::seconds).sum());
    for (Suite suite : suites) {
      suite(xml, suite);
    }
    line(xml, 0);
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.close();
    return text.append('\n').toString();
  }

  private static void suite(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
    line(xml, 1);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(suite.name()));
    totals(xml, suite.cases().size(), suite.failures(), suite.skipped(), suite.seconds());
    xml.writeAttribute("timestamp", suite.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
    for (Case each : suite.cases()) {
      line(xml, 2);
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", clean(suite.name()));
      xml.writeAttribute("name", clean(each.name()));
      xml.writeAttribute("time", seconds(each.seconds()));
      outcome(xml, each);
      xml.writeEndElement();
    }
    line(xml, 1);
    xml.writeEndElement();
  }

  private static void outcome(XMLStreamWriter xml, Case each) throws XMLStreamException {
    if (each.failure() != null) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", clean(each.failure()));
      xml.writeAttribute("type", "invalid");
      xml.writeCharacters(clean(each.failure()));
      xml.writeEndElement();
    }
    if (each.skipped() != null) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", clean(each.skipped()));
    }
    if (each.output() != null) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(clean(each.output()));
      xml.writeEndElement();
    }
  }

  private static void totals(
      XMLStreamWriter xml, long tests, long failures, long skipped, double seconds)
      throws XMLStreamException {
    xml.writeAttribute("tests", Long.toString(tests));
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", Long.toString(skipped));
    xml.writeAttribute("time", seconds(seconds));
  }

  private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /// XML 1.0 cannot hold most control characters, not even escaped: one of them from a backend's
  /// output would make the whole file unreadable.
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().forEach(it -> clean.appendCodePoint(allowed(it) ? it : 0xFFFD));
    return clean.toString();
  }

  private static boolean allowed(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
