package dev.spikebench.parity.compare;

import dev.spikebench.parity.model.Row;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Step;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// What subscribers ask for and get.
final class Subscriptions {
  private Subscriptions() {}

  static Request request(Step.Subscribe subscribe) {
    return Request.get("/api/stream" + subscribe.query());
  }

  /// Whether a row passes the filter of a query (STREAM-14).
  static boolean passes(String query, Row row) {
    for (String part : query.replaceFirst("^\\?", "").split("&", -1)) {
      String[] sides = part.split("=", 2);
      boolean filters = sides[0].equals("agent_type") || sides[0].equals("event_type");
      if (filters && sides.length == 2 && !sides[1].isEmpty()) {
        String wanted = URLDecoder.decode(sides[1], StandardCharsets.UTF_8);
        if (!wanted.equals(row.text(sides[0]))) {
          return false;
        }
      }
    }
    return true;
  }
}
