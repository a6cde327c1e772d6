package dev.spikebench.parity.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes elements; characters that XML can't hold become their hexadecimal number. One thread.
final class XmlText {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter writer;

  /// What is written between a start and its end.
  interface Content {
    void write() throws XMLStreamException;
  }

  XmlText() {
    try {
      this.writer = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// An element with these attributes (name, value, name, value …).
  void element(String name, Content content, String... attributes) throws XMLStreamException {
    writer.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      writer.writeAttribute(attributes[i], writable(attributes[i + 1]));
    }
    content.write();
    writer.writeEndElement();
  }

  /// An element that holds nothing but text.
  void text(String name, String content, String... attributes) throws XMLStreamException {
    element(name, () -> characters(content), attributes);
  }

  void characters(String content) throws XMLStreamException {
    writer.writeCharacters(writable(content));
  }

  /// All that was written.
  @Override
  public String toString() {
    try {
      writer.flush();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text.toString();
  }

  private static String writable(String content) {
    StringBuilder kept = new StringBuilder();
    content
        .codePoints()
        .forEach(
            point -> {
              boolean allowed =
                  point >= 0x20
                      && point != 0xFFFE
                      && point != 0xFFFF
                      && (point < 0xD800 || point > 0xDFFF)
                      && (point < 0x7F || point > 0x9F);
              if (allowed || point == '\n' || point == '\t') {
                kept.appendCodePoint(point);
              } else {
                kept.append("\\u%04x".formatted(point));
              }
            });
    return kept.toString();
  }
}
