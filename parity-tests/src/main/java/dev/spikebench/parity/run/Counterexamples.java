package dev.spikebench.parity.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Scenarios that once showed a difference, literally: a seed loses its meaning when the generator
/// changes.
public final class Counterexamples {
  private static final String FILE = "counterexamples.json";

  private Counterexamples() {}

  /// Those that come with this build.
  public static List<Scenario> ofBuild() {
    try (InputStream file = Counterexamples.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new ParityException(FILE + " is missing from the build");
      }
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new ParityException(FILE + " can't be read", unreadable);
    }
  }

  /// Reads the text of a file of counterexamples.
  ///
  /// @throws ParityException where it is none
  public static List<Scenario> parse(String text) {
    try {
      List<Scenario> scenarios = new ArrayList<>();
      for (JsonNode one : Json.parse(text).path("counterexamples")) {
        scenarios.add(ScenarioText.of(one));
      }
      return scenarios;
    } catch (CallFailedException | IllegalArgumentException unreadable) {
      throw new ParityException(
          "The file of counterexamples can't be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
