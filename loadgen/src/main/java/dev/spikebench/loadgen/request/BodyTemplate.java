package dev.spikebench.loadgen.request;

import dev.spikebench.backends.yaml.NearestName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A body in which placeholders stand for values that differ from request to request. Immutable.
///
/// - `${index}`: number of the request, from 0;
/// - `${uuid}`: a UUID of version 4;
/// - `${nonce}`: what no other run has, the same in all requests of a run;
/// - `${timestamp}`: the run's instant, `2026-03-04T05:06:07.089Z`;
/// - `${random:1..100}`: a whole number from the run's seed, both ends included;
/// - `$${` stands for `${` itself.
public final class BodyTemplate {
  private static final List<String> NAMES =
      List.of("index", "uuid", "nonce", "timestamp", "random:1..100");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$(?<escape>\\$\\{)|\\$\\{(?<name>[^}\\n]*)(?<end>})?");
  private static final Pattern RANDOM = Pattern.compile("random:([0-9]{1,16})\\.\\.([0-9]{1,16})");

  private final List<TemplatePart> parts;

  private BodyTemplate(List<TemplatePart> parts) {
    this.parts = List.copyOf(parts);
  }

  /// Reads a template.
  ///
  /// @param text the template
  /// @param name what to call it in messages, its file
  /// @throws RequestException with file and line of every placeholder that is none
  public static BodyTemplate parse(String text, String name) {
    List<TemplatePart> parts = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      literal.append(text, from, matcher.start());
      from = matcher.end();
      if (matcher.group("escape") != null) {
        literal.append("${");
        continue;
      }
      addLiteral(parts, literal);
      try {
        parts.add(part(matcher.group("name"), matcher.group("end") != null));
      } catch (RequestException e) {
        problems.add(name + ":" + line(text, matcher.start()) + ": " + e.getMessage());
      }
    }
    literal.append(text, from, text.length());
    addLiteral(parts, literal);
    if (!problems.isEmpty()) {
      throw new RequestException(String.join("\n", problems));
    }
    return new BodyTemplate(parts);
  }

  /// The body of one request.
  ///
  /// @param index number of the request, from 0
  /// @param values what placeholders stand for in this run; not shared between threads
  public byte[] render(long index, TemplateValues values) {
    values.at(index);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (TemplatePart part : parts) {
      body.writeBytes(
          switch (part) {
            case TemplatePart.Literal literal -> literal.bytes();
            case TemplatePart.Index _ -> ascii(Long.toString(index));
            case TemplatePart.Uuid _ -> ascii(values.uuid());
            case TemplatePart.Nonce _ -> ascii(values.nonce());
            case TemplatePart.Timestamp _ -> ascii(values.timestamp());
            case TemplatePart.Random(long least, long most) ->
                ascii(Long.toString(values.random(least, most)));
          });
    }
    return body.toByteArray();
  }

  private static TemplatePart part(String name, boolean ended) {
    if (!ended) {
      throw new RequestException("${" + name + " has no closing brace; $${ stands for ${ itself");
    }
    return switch (name) {
      case "index" -> new TemplatePart.Index();
      case "uuid" -> new TemplatePart.Uuid();
      case "nonce" -> new TemplatePart.Nonce();
      case "timestamp" -> new TemplatePart.Timestamp();
      default -> random(name);
    };
  }

  private static TemplatePart random(String name) {
    Matcher matcher = RANDOM.matcher(name);
    if (matcher.matches()) {
      long least = Long.parseLong(matcher.group(1));
      long most = Long.parseLong(matcher.group(2));
      if (least <= most) {
        return new TemplatePart.Random(least, most);
      }
    }
    if (name.startsWith("random")) {
      throw new RequestException(
          "${" + name + "} must be ${random:A..B}, whole numbers with A <= B");
    }
    String meant =
        NearestName.of(name, NAMES).map(near -> "; did you mean ${" + near + "}?").orElse(";");
    throw new RequestException(
        "unknown placeholder ${"
            + name
            + "}"
            + meant
            + " Known are ${"
            + String.join("}, ${", NAMES)
            + "}; $${ stands for ${ itself");
  }

  private static void addLiteral(List<TemplatePart> parts, StringBuilder literal) {
    if (!literal.isEmpty()) {
      parts.add(new TemplatePart.Literal(literal.toString().getBytes(StandardCharsets.UTF_8)));
      literal.setLength(0);
    }
  }

  private static long line(String text, int offset) {
    return 1 + text.substring(0, offset).chars().filter(each -> each == '\n').count();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
