package dev.spikebench.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the routes of the server against `docs/openapi.yaml`: none is missing on either side.
class RouteDocumentTest {
  private static JsonNode document;

  @BeforeAll
  static void readDocument() throws IOException {
    Path root = Path.of(System.getProperty("spikebench.root", ".."));
    document = new YAMLMapper().readTree(root.resolve("docs/openapi.yaml").toFile());
  }

  @Test
  void documentAndServerHaveTheSamePathsAndMethods() {
    Map<String, Set<String>> documented = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(path -> documented.put(path.getKey(), methodsOf(path.getValue())));
    Map<String, Set<String>> served =
        Stream.of(Route.values())
            .collect(Collectors.toMap(Route::path, route -> new TreeSet<>(route.methods())));
    assertThat(served).isEqualTo(documented);
  }

  @Test
  void documentAndServerHaveTheSameQueryParameters() {
    for (Route route : Route.values()) {
      JsonNode get = document.path("paths").path(route.path()).path("get");
      assertThat(route.parameters()).as(route.path()).isEqualTo(parametersOf(get));
    }
  }

  private static Set<String> methodsOf(JsonNode path) {
    return path.properties().stream()
        .map(method -> method.getKey().toUpperCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> parametersOf(JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      String reference = parameter.path("$ref").asText();
      JsonNode meant = reference.isEmpty() ? parameter : document.at(reference.substring(1));
      names.add(meant.path("name").asText());
    }
    return names;
  }
}
