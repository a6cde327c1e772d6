package dev.spikebench.loadgen.definition;

import dev.spikebench.backends.yaml.MappingReader;
import dev.spikebench.backends.yaml.NearestName;
import dev.spikebench.backends.yaml.ProblemList;
import dev.spikebench.backends.yaml.YamlNode;
import dev.spikebench.backends.yaml.YamlNode.Entry;
import dev.spikebench.backends.yaml.YamlNode.Mapping;
import dev.spikebench.backends.yaml.YamlNode.Scalar;
import dev.spikebench.backends.yaml.YamlNode.Sequence;
import dev.spikebench.loadgen.workload.EventField;
import dev.spikebench.loadgen.workload.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads where the values of one field come from: a value, `{cycle: […]}`, `{choice: {value:
/// weight}}`, `{range: A..B}` by index or `{random: A..B}` by the run's seed, the last two with or
/// without a `prefix`. Used by one thread.
final class ValueSourceReader {
  private static final List<String> GENERATORS = List.of("cycle", "choice", "range", "random");
  private static final String PREFIX = "prefix";
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,16})\\.\\.([0-9]{1,16})");

  /// Stands in where a problem has been noted, so that reading can go on.
  private static final ValueSource NONE = new ValueSource.Fixed("0");

  private record Limits(long least, long most) {}

  private final ProblemList problems;
  private final ValueRule rule;

  ValueSourceReader(MappingReader section, ValueRule rule) {
    this.problems = section.problems();
    this.rule = rule;
  }

  /// The source, or one that stands in where problems were noted.
  ValueSource read(YamlNode node, String place) {
    return switch (node) {
      case Scalar scalar -> fixed(scalar, place);
      case Mapping mapping -> generator(mapping, place);
      case Sequence sequence -> {
        problems.error(sequence.line(), place, "must be a value, or {cycle: [a, b]} for a list");
        yield NONE;
      }
    };
  }

  private ValueSource fixed(Scalar scalar, String place) {
    if (scalar.absent()) {
      problems.error(scalar.line(), place, "has no value");
      return NONE;
    }
    String problem = rule.problemWith(scalar.text());
    if (problem != null) {
      problems.error(scalar.line(), place, problem);
      return NONE;
    }
    return new ValueSource.Fixed(scalar.text());
  }

  private ValueSource generator(Mapping mapping, String place) {
    List<String> known = rule.takesRanges() ? GENERATORS : GENERATORS.subList(0, 2);
    List<String> found = new ArrayList<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (known.contains(key)) {
                found.add(key);
              } else if (!key.equals(PREFIX) || !rule.takesRanges()) {
                unknown(key, entry, place, known);
              }
            });
    if (found.size() != 1) {
      problems.error(mapping.line(), place, "must have exactly one of " + String.join(", ", known));
      return NONE;
    }
    return generator(found.getFirst(), mapping.entries(), place);
  }

  private void unknown(String key, Entry entry, String place, List<String> known) {
    String meant =
        NearestName.of(key, known).map(near -> "; did you mean \"" + near + "\"?").orElse(";");
    problems.error(
        entry.keyLine(),
        place + "." + key,
        "unknown key" + meant + " Known here: " + String.join(", ", known));
  }

  private ValueSource generator(String key, Map<String, Entry> entries, String place) {
    YamlNode value = Objects.requireNonNull(entries.get(key)).value();
    String prefix = prefix(entries.get(PREFIX), key, place);
    String at = place + "." + key;
    return switch (key) {
      case "cycle" -> cycle(value, at);
      case "choice" -> choice(value, at);
      default -> {
        Limits limits = limits(value, at);
        if (limits == null) {
          yield NONE;
        }
        yield key.equals("range")
            ? new ValueSource.IndexRange(prefix, limits.least, limits.most)
            : new ValueSource.DrawnRange(prefix, limits.least, limits.most);
      }
    };
  }

  private String prefix(@Nullable Entry entry, String generator, String place) {
    if (entry == null) {
      return "";
    }
    String at = place + "." + PREFIX;
    if (rule.kind() != EventField.Kind.TEXT) {
      problems.error(entry.keyLine(), at, "can stand before a text alone, and this is a number");
    } else if (!generator.equals("range") && !generator.equals("random")) {
      problems.error(entry.keyLine(), at, "goes with range or random alone");
    }
    if (entry.value() instanceof Scalar scalar && !scalar.absent()) {
      String problem = rule.problemWith(scalar.text());
      if (problem != null) {
        problems.error(entry.keyLine(), at, problem);
      }
      return scalar.text();
    }
    problems.error(entry.keyLine(), at, "must be a single value, is " + entry.value().kind());
    return "";
  }

  private ValueSource cycle(YamlNode node, String place) {
    if (!(node instanceof Sequence(List<YamlNode> items, int line)) || items.isEmpty()) {
      problems.error(node.line(), place, "must be a list of at least one value");
      return NONE;
    }
    List<String> values = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      String at = place + "[" + index + "]";
      if (items.get(index) instanceof Scalar scalar) {
        if (fixed(scalar, at) instanceof ValueSource.Fixed(String value)) {
          values.add(value);
        }
      } else {
        problems.error(
            items.get(index).line(), at, "must be a single value, is " + items.get(index).kind());
      }
    }
    return values.isEmpty() ? NONE : new ValueSource.Cycle(values);
  }

  private ValueSource choice(YamlNode node, String place) {
    if (!(node instanceof Mapping(Map<String, Entry> entries, int line)) || entries.isEmpty()) {
      problems.error(node.line(), place, "must be values with their weights, such as {a: 3, b: 1}");
      return NONE;
    }
    List<ValueSource.Option> options = new ArrayList<>();
    entries.forEach(
        (value, weight) -> {
          String at = place + "." + value;
          options.add(new ValueSource.Option(option(value, weight, at), weight(weight, at)));
        });
    return new ValueSource.Choice(options);
  }

  private ValueSource option(String value, Entry weight, String place) {
    Scalar written = new Scalar(value, false, weight.keyLine());
    if (rule.kind() == EventField.Kind.WHOLE_NUMBER && value.contains("..")) {
      Limits limits = limits(written, place);
      return limits == null ? NONE : new ValueSource.DrawnRange("", limits.least, limits.most);
    }
    return fixed(written, place);
  }

  private long weight(Entry entry, String place) {
    if (entry.value() instanceof Scalar scalar && scalar.text().matches("[0-9]{1,7}")) {
      long weight = Long.parseLong(scalar.text());
      if (weight >= 1 && weight <= ValueSource.Option.MAX_WEIGHT) {
        return weight;
      }
    }
    problems.error(
        entry.keyLine(), place, "must have a weight from 1 to " + ValueSource.Option.MAX_WEIGHT);
    return 1;
  }

  private @Nullable Limits limits(YamlNode node, String place) {
    if (node instanceof Scalar scalar) {
      Matcher matcher = RANGE.matcher(scalar.text());
      if (matcher.matches()) {
        long least = Long.parseLong(matcher.group(1));
        long most = Long.parseLong(matcher.group(2));
        if (least <= most && most <= rule.most()) {
          return new Limits(least, most);
        }
      }
    }
    problems.error(
        node.line(), place, "must be A..B, whole numbers with 0 <= A <= B <= " + rule.most());
    return null;
  }
}
