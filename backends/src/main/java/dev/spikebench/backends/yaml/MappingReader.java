package dev.spikebench.backends.yaml;

import dev.spikebench.backends.yaml.YamlNode.Entry;
import dev.spikebench.backends.yaml.YamlNode.Mapping;
import dev.spikebench.backends.yaml.YamlNode.Scalar;
import dev.spikebench.backends.yaml.YamlNode.Sequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads typed values out of one YAML mapping and collects what is wrong with it. Keys that are not
/// among the known ones are told at construction. Used by one thread.
public final class MappingReader {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern PLAIN_NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

  private final Mapping mapping;
  private final String place;
  private final Context context;

  /// What all readers of one file share.
  ///
  /// @param directory folder that relative paths start at, absolute
  /// @param expansion replaces placeholders in values
  /// @param problems takes what is wrong
  public record Context(Path directory, TextExpansion expansion, ProblemList problems) {}

  /// @param mapping what to read
  /// @param place path of keys to it, empty for the top of the document
  /// @param knownKeys every key that may occur
  public MappingReader(Mapping mapping, String place, Context context, List<String> knownKeys) {
    this.mapping = mapping;
    this.place = place;
    this.context = context;
    mapping.entries().forEach((key, entry) -> checkKey(key, entry, knownKeys));
  }

  private void checkKey(String key, Entry entry, List<String> knownKeys) {
    if (knownKeys.contains(key)) {
      return;
    }
    String meant =
        NearestName.of(key, knownKeys).map(near -> "; did you mean \"" + near + "\"?").orElse(";");
    context
        .problems()
        .error(
            entry.keyLine(),
            at(key),
            "unknown key" + meant + " Known here: " + String.join(", ", knownKeys));
  }

  /// A required text, not blank; the empty string, once the problem is noted, where there is none.
  public String text(String key) {
    Entry entry = mapping.entries().get(key);
    if (entry == null) {
      context.problems().error(mapping.line(), at(key), "is missing");
      return "";
    }
    String value = scalar(entry.value(), at(key));
    if (value != null && value.isBlank()) {
      problem(key, "must not be empty");
    }
    return value == null ? "" : value;
  }

  /// An optional text.
  public @Nullable String optionalText(String key) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? null : scalar(entry.value(), at(key));
  }

  /// An optional path; a relative one starts at the folder of the context.
  public @Nullable Path optionalPath(String key) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? null : path(entry.value(), at(key));
  }

  /// An optional list of texts.
  public List<String> texts(String key) {
    return list(key, node -> scalar(node.value(), node.place()));
  }

  /// A required list of at least one text.
  public List<String> command(String key) {
    List<String> words = texts(key);
    Entry entry = mapping.entries().get(key);
    if (entry == null
        || (entry.value() instanceof Sequence(List<YamlNode> items, _) && items.isEmpty())) {
      context.problems().error(line(key), at(key), "must be a list of program and arguments");
    }
    // The record behind it refuses an empty command; the problem is noted already.
    return words.isEmpty() ? List.of("") : words;
  }

  /// An optional list of paths.
  public List<Path> paths(String key) {
    return list(key, node -> path(node.value(), node.place()));
  }

  /// An optional list of mappings.
  public <T> List<T> mappings(String key, List<String> knownKeys, Function<MappingReader, T> read) {
    return list(
        key,
        node -> {
          if (node.value() instanceof Mapping item) {
            return read.apply(new MappingReader(item, node.place(), context, knownKeys));
          }
          wrongKind(node.value(), node.place(), "keys with values");
          return null;
        });
  }

  /// A mapping below this one; an empty one where it is missing, which is a problem if required.
  public MappingReader child(String key, boolean required, List<String> knownKeys) {
    Entry entry = mapping.entries().get(key);
    if (entry != null && entry.value() instanceof Mapping found) {
      return new MappingReader(found, at(key), context, knownKeys);
    }
    if (entry != null) {
      wrongKind(entry.value(), at(key), "keys with values");
    } else if (required) {
      context.problems().error(mapping.line(), at(key), "is missing");
    }
    // What is required inside a missing section is not told besides.
    Context silent =
        new Context(context.directory(), context.expansion(), new ProblemList(context.directory()));
    return new MappingReader(new Mapping(Map.of(), line(key)), at(key), silent, knownKeys);
  }

  /// An optional mapping of names to texts.
  public Map<String, String> environment(String key) {
    Map<String, String> values = new LinkedHashMap<>();
    Entry entry = mapping.entries().get(key);
    if (entry != null && entry.value() instanceof Mapping found) {
      found
          .entries()
          .forEach(
              (name, value) -> {
                String text = scalar(value.value(), at(key) + "." + name);
                values.put(name, text == null ? "" : text);
              });
    } else if (entry != null) {
      wrongKind(entry.value(), at(key), "keys with values");
    }
    return values;
  }

  /// An optional whole number between two limits, both included.
  public @Nullable Long optionalWhole(String key, long least, long most) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    if (WHOLE_NUMBER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    problem(key, "must be a whole number from " + least + " to " + most + is(text));
    return null;
  }

  /// An optional number between two limits, both included.
  public @Nullable Double optionalNumber(String key, double least, double most) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    if (PLAIN_NUMBER.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    problem(key, "must be a number from " + least + " to " + most + is(text));
    return null;
  }

  /// An optional `true` or `false`.
  public @Nullable Boolean optionalFlag(String key) {
    String word = optionalWord(key, List.of("true", "false"));
    return word == null ? null : Boolean.valueOf(word);
  }

  /// An optional word out of a list.
  public @Nullable String optionalWord(String key, List<String> words) {
    String text = optionalText(key);
    if (text == null || words.contains(text)) {
      return text;
    }
    problem(key, "must be one of " + String.join(", ", words) + is(text));
    return null;
  }

  /// The value of a key as it stands in the file; null where the key is absent.
  public @Nullable YamlNode node(String key) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? null : entry.value();
  }

  /// What is wrong with the file so far.
  public ProblemList problems() {
    return context.problems();
  }

  /// The folder that relative paths start at.
  public Path directory() {
    return context.directory();
  }

  /// Notes a problem with the value of a key.
  public void problem(String key, String message) {
    context.problems().error(line(key), at(key), message);
  }

  /// Line of the key's value, or of the mapping where it is absent.
  private int line(String key) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.line() : entry.keyLine();
  }

  private static String is(String text) {
    return ", is \"" + text + "\"";
  }

  /// Path of keys to a key of this mapping.
  public String at(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  private record Item(YamlNode value, String place) {}

  private <T> List<T> list(String key, Function<Item, @Nullable T> read) {
    Entry entry = mapping.entries().get(key);
    List<T> values = new ArrayList<>();
    if (entry != null && entry.value() instanceof Sequence sequence) {
      for (int index = 0; index < sequence.items().size(); index++) {
        T value = read.apply(new Item(sequence.items().get(index), at(key) + "[" + index + "]"));
        if (value != null) {
          values.add(value);
        }
      }
    } else if (entry != null) {
      wrongKind(entry.value(), at(key), "a list");
    }
    return values;
  }

  private @Nullable Path path(YamlNode node, String where) {
    String text = scalar(node, where);
    if (text == null) {
      return null;
    }
    try {
      return context.directory().resolve(text).normalize();
    } catch (InvalidPathException e) {
      context.problems().error(node.line(), where, "is no path: " + e.getReason());
      return null;
    }
  }

  private @Nullable String scalar(YamlNode node, String where) {
    if (node instanceof Scalar scalar && !scalar.absent()) {
      return context
          .expansion()
          .expand(scalar.text(), message -> context.problems().error(node.line(), where, message));
    }
    wrongKind(node, where, "a single value");
    return null;
  }

  private void wrongKind(YamlNode node, String where, String wanted) {
    context.problems().error(node.line(), where, "must be " + wanted + ", is " + node.kind());
  }
}
