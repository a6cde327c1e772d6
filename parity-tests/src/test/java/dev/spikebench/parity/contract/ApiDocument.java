package dev.spikebench.parity.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.spikebench.parity.client.HttpAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `docs/openapi.yaml` as tests read it. Thread-safe.
final class ApiDocument {
  private static final String LOCATION = "https://spikebench.dev/openapi.json";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final String text;
  private final JsonNode tree;
  private final SchemaRegistry schemas;

  private ApiDocument(String text, JsonNode tree) {
    this.text = text;
    this.tree = tree;
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(LOCATION, tree.toString())));
  }

  /// Reads the document of this project.
  static ApiDocument ofProject() {
    Path root = Path.of(System.getProperty("spikebench.root", ".."));
    try {
      String text = Files.readString(root.resolve("docs/openapi.yaml"));
      return new ApiDocument(text, new YAMLMapper().readTree(text));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The text as it stands in the file.
  String text() {
    return text;
  }

  /// One method of one path.
  record Operation(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    private String pointer() {
      return "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT);
    }
  }

  /// Every operation that the document has.
  Set<Operation> operations() {
    return tree.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(METHODS::contains)
                    .map(method -> new Operation(method.toUpperCase(Locale.ROOT), path.getKey())))
        .collect(Collectors.toSet());
  }

  /// The methods of each path.
  Map<String, Set<String>> methods() {
    return operations().stream()
        .collect(
            Collectors.groupingBy(
                Operation::path, Collectors.mapping(Operation::method, Collectors.toSet())));
  }

  /// The documented statuses of an operation.
  Set<Integer> statuses(Operation operation) {
    Set<Integer> statuses = new TreeSet<>();
    tree.at(operation.pointer() + "/responses")
        .fieldNames()
        .forEachRemaining(status -> statuses.add(Integer.parseInt(status)));
    return statuses;
  }

  /// The examples of an operation's request body.
  JsonNode requestExample(Operation operation) {
    return tree.at(
        resolved(operation.pointer() + "/requestBody") + "/content/application~1json/example");
  }

  /// Where `body` differs from the schema of the operation's request body.
  List<String> problemsOfRequest(Operation operation, String body) {
    return problems(
        resolved(operation.pointer() + "/requestBody") + "/content/application~1json/schema", body);
  }

  /// Where `body` differs from the named schema.
  List<String> problemsOf(String schema, String body) {
    return problems("/components/schemas/" + schema, body);
  }

  /// Where an answer differs from what the document says of it; empty where it does not.
  List<String> problemsOfAnswer(Operation operation, HttpAnswer answer) {
    if (!statuses(operation).contains(answer.status())) {
      return List.of(operation + " has no answer " + answer.status() + " in the document");
    }
    String response = resolved(operation.pointer() + "/responses/" + answer.status());
    List<String> problems = new ArrayList<>(problemsOfHeaders(response, answer));
    JsonNode content = tree.at(response).path("content");
    String mediaType = answer.contentType().split(";", 2)[0];
    if (content.isMissingNode() || content.isEmpty()) {
      if (answer.body().length > 0) {
        problems.add("a body where the document has none");
      }
    } else if (!content.has(mediaType)) {
      problems.add("the media type " + mediaType + " is not in the document");
    } else if (mediaType.equals("application/json")) {
      problems.addAll(
          problems(response + "/content/" + escaped(mediaType) + "/schema", answer.text()));
    }
    return problems;
  }

  private List<String> problemsOfHeaders(String response, HttpAnswer answer) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> header : tree.at(response).path("headers").properties()) {
      String value = answer.header(header.getKey()).orElse(null);
      JsonNode fixed = header.getValue().at("/schema/const");
      if (value == null) {
        if (header.getValue().path("required").asBoolean()) {
          problems.add("the header " + header.getKey() + " is missing");
        }
      } else if (!fixed.isMissingNode() && !fixed.asText().equals(value)) {
        problems.add("the header " + header.getKey() + " is " + value);
      }
    }
    return problems;
  }

  private List<String> problems(String pointer, String json) {
    return schemas
        .getSchema(SchemaLocation.of(LOCATION + "#" + pointer))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Error::toString)
        .toList();
  }

  /// The pointer itself, or, where a reference stands there, the pointer that it means.
  private String resolved(String pointer) {
    String reference = tree.at(pointer).path("$ref").asText();
    return reference.isEmpty() ? pointer : reference.substring(1);
  }

  /// As a step of a JSON pointer (RFC 6901, section 3).
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
