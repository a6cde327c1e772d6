package dev.spikebench.backends.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.spikebench.backends.yaml.YamlNode.Entry;
import dev.spikebench.backends.yaml.YamlNode.Mapping;
import dev.spikebench.backends.yaml.YamlNode.Scalar;
import dev.spikebench.backends.yaml.YamlNode.Sequence;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a YAML file of one document into a tree with line numbers. Repeated keys, aliases, further
/// documents and deep nesting are refused: none of them is needed here, and each hides mistakes.
public final class YamlTree {
  /// Far above any file that a person writes, far below what would trouble the parser.
  private static final long MAX_FILE_BYTES = 256 * 1024;

  private static final int MAX_DEPTH = 20;
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final Path file;
  private final FileKind kind;
  private final YAMLParser parser;
  private final ProblemList problems;

  private YamlTree(Path file, FileKind kind, YAMLParser parser, ProblemList problems) {
    this.file = file;
    this.kind = kind;
    this.parser = parser;
    this.problems = problems;
  }

  /// Reads the file.
  ///
  /// @throws FileProblemsException if it can't be read, is no YAML, or its top is not keys with
  ///   values
  public static Mapping read(Path file, FileKind kind, ProblemList problems)
      throws FileProblemsException {
    String text = text(file, kind);
    try (YAMLParser parser = FACTORY.createParser(text)) {
      YamlNode top = new YamlTree(file, kind, parser, problems).document();
      if (top instanceof Mapping mapping) {
        return mapping;
      }
      int line = top == null ? 1 : top.line();
      throw ProblemList.failure(file, line, "", "must hold keys with values, such as \"id: …\"");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw ProblemList.failure(file, line, "", "is no valid YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ProblemList.failure(file, 0, "", "can't be read: " + e.getMessage());
    }
  }

  private static String text(Path file, FileKind kind) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw ProblemList.failure(
            file,
            0,
            "",
            "is larger than " + MAX_FILE_BYTES + " bytes; is it a " + kind.word() + "?");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw ProblemList.failure(
          file, 0, "", "does not exist; `" + kind.initCommand() + "` writes one");
    } catch (CharacterCodingException e) {
      throw ProblemList.failure(file, 0, "", "is not UTF-8 text");
    } catch (IOException e) {
      throw ProblemList.failure(file, 0, "", "can't be read: " + e);
    }
  }

  private @Nullable YamlNode document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return null;
    }
    YamlNode top = node(first, "", 0);
    if (parser.nextToken() != null) {
      problems.error(
          line(), "", "a " + kind.word() + " is one document; remove what follows \"---\"");
    }
    return top;
  }

  private YamlNode node(JsonToken token, String place, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw ProblemList.failure(file, line(), place, "is nested too deeply");
    }
    if (parser.isCurrentAlias()) {
      problems.error(line(), place, "aliases are not supported; write the value out");
    }
    return switch (token) {
      case START_OBJECT -> mapping(place, depth);
      case START_ARRAY -> sequence(place, depth);
      default -> new Scalar(scalarText(), token == JsonToken.VALUE_NULL, line());
    };
  }

  private String scalarText() throws IOException {
    String text = parser.getText();
    return text == null ? "" : text;
  }

  private Mapping mapping(String place, int depth) throws IOException {
    int startLine = line();
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int keyLine = line();
      String keyPlace = place.isEmpty() ? key : place + "." + key;
      Entry entry = new Entry(node(parser.nextToken(), keyPlace, depth + 1), keyLine);
      Entry earlier = entries.putIfAbsent(key, entry);
      if (earlier != null) {
        problems.error(keyLine, keyPlace, "is given twice, first in line " + earlier.keyLine());
      }
    }
    return new Mapping(entries, startLine);
  }

  private Sequence sequence(String place, int depth) throws IOException {
    int startLine = line();
    List<YamlNode> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      items.add(node(token, place + "[" + items.size() + "]", depth + 1));
      token = parser.nextToken();
    }
    return new Sequence(items, startLine);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
