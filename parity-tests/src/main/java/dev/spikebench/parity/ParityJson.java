package dev.spikebench.parity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.Json;
import java.util.Locale;

/// The JSON form of a result. Its keys are relied on by scripts.
public final class ParityJson {
  private ParityJson() {}

  /// `passed`, `failed`, `skipped`, `cases` and `findings` (of comparing backends with each other;
  /// one backend alone has none).
  public static ObjectNode of(ParityResult result) {
    ObjectNode json = Json.object();
    json.put("url", result.baseUri().toString());
    json.put("passed", result.passed());
    json.put("failed", result.failed());
    json.put("skipped", result.skipped());
    ArrayNode cases = json.putArray("cases");
    for (CaseResult one : result.cases()) {
      cases
          .addObject()
          .put("id", one.id())
          .put("name", one.name())
          .put("outcome", one.outcome().name().toLowerCase(Locale.ROOT))
          .put("message", one.message())
          .put("durationMs", one.durationMs());
    }
    json.putArray("findings");
    return json;
  }
}
