package dev.spikebench.parity.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Scenarios as JSON, for files, and as tokens, for command lines. Both hold every byte, so they
/// keep their meaning whatever becomes of the generator.
public final class ScenarioText {
  private static final String VERSION = "p1.";
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private ScenarioText() {}

  /// The token of a scenario.
  public static String token(Scenario scenario) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(Json.text(json(scenario)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
  }

  /// The scenario of a token.
  ///
  /// @throws ParityException where it is none
  public static Scenario ofToken(String token) {
    if (!token.startsWith(VERSION)) {
      throw new ParityException("No replay token: it must begin with " + VERSION);
    }
    try {
      byte[] packed = Base64.getUrlDecoder().decode(token.substring(VERSION.length()));
      byte[] text = new InflaterInputStream(new ByteArrayInputStream(packed)).readNBytes(MAX_BYTES);
      return of(Json.parse(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException | CallFailedException damaged) {
      throw new ParityException("The replay token is damaged; copy the whole of it", damaged);
    }
  }

  /// The scenario as JSON.
  public static ObjectNode json(Scenario scenario) {
    ObjectNode json = Json.object();
    ArrayNode steps = json.putArray("steps");
    for (Step step : scenario.steps()) {
      ObjectNode one = steps.addObject();
      switch (step) {
        case Step.Call call -> write(call.request(), one);
        case Step.Race race -> write(race.request(), one).put("copies", race.copies());
        case Step.Subscribe subscribe -> one.put("subscribe", subscribe.query());
        case Step.Restart restart -> one.put("restart", true);
      }
    }
    return json;
  }

  /// Reads what [#json] wrote.
  ///
  /// @throws IllegalArgumentException where it did not
  public static Scenario of(JsonNode json) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode one : json.path("steps")) {
      if (one.has("subscribe")) {
        steps.add(new Step.Subscribe(one.path("subscribe").asText()));
      } else if (one.has("restart")) {
        steps.add(new Step.Restart());
      } else if (one.has("copies")) {
        steps.add(new Step.Race(request(one), one.path("copies").asInt()));
      } else {
        steps.add(new Step.Call(request(one)));
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a scenario needs steps");
    }
    return new Scenario(steps);
  }

  private static ObjectNode write(Request request, ObjectNode into) {
    into.put("method", request.method()).put("target", request.target());
    ArrayNode fields = into.putArray("fields");
    request.fields().forEach(field -> fields.add(field.name() + ": " + field.value()));
    return into.put("body", request.body()).put("framing", request.framing().toString());
  }

  private static Request request(JsonNode one) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : one.path("fields")) {
      String[] parts = field.asText().split(": ", 2);
      fields.add(new Field(parts[0], parts.length > 1 ? parts[1] : ""));
    }
    return new Request(
        one.path("method").asText(),
        one.path("target").asText(),
        fields,
        one.path("body").asText(),
        Framing.parse(one.path("framing").asText(Framing.PLAIN.toString())));
  }
}
