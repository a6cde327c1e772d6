package dev.spikebench.loadgen.nullserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// The event ids that a null server has seen, for workloads that send some of them twice. Costs
/// what parsing costs, so a server has none unless it is asked for. Server thread only.
final class IdMemory {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String EVENT_ID = "event_id";

  private final Set<String> seen = new HashSet<>();

  /// Takes the ids of a request up and returns how many of them it knew.
  ///
  /// @param batch whether the body holds a batch; else it is itself an event
  /// @throws IOException if the body is no JSON
  int repeated(byte[] body, boolean batch) throws IOException {
    int depth = batch ? 2 : 1;
    int repeated = 0;
    int objects = 0;
    try (JsonParser parser = JSON.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          objects++;
        } else if (token == JsonToken.END_OBJECT) {
          objects--;
        } else if (token == JsonToken.VALUE_STRING
            && objects == depth
            && EVENT_ID.equals(parser.currentName())) {
          repeated += seen.add(parser.getText()) ? 0 : 1;
        }
      }
    }
    return repeated;
  }
}
