package dev.spikebench.server.http;

import dev.spikebench.server.event.Timestamps;
import dev.spikebench.server.store.EventFilter;
import dev.spikebench.server.store.StatsFilter;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns query parameters into what the store reads by.
final class EventQueries {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1000;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  private EventQueries() {}

  /// A page of events.
  ///
  /// @param limit most rows, 1 to 1000
  /// @param offset matching rows to skip
  record Page(EventFilter filter, int limit, long offset) {}

  static Page page(Map<String, String> query) throws BadQueryException {
    EventFilter filter =
        new EventFilter(
            query.get("agent_type"),
            query.get("event_type"),
            query.get("tool_name"),
            query.get("session_id"),
            query.get("branch"),
            query.get("model"),
            query.get("source"),
            time(query, "since"),
            time(query, "until"));
    long limit = digits(query, "limit", DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadQueryException("limit must be from 1 to " + MAX_LIMIT);
    }
    return new Page(filter, (int) limit, digits(query, "offset", 0));
  }

  static StatsFilter stats(Map<String, String> query) throws BadQueryException {
    return new StatsFilter(query.get("agent_type"), time(query, "since"));
  }

  private static long digits(Map<String, String> query, String name, long byDefault)
      throws BadQueryException {
    String text = query.get(name);
    if (text == null) {
      return byDefault;
    }
    if (!DIGITS.matcher(text).matches()) {
      throw new BadQueryException(name + " must be 1 to 15 decimal digits");
    }
    return Long.parseLong(text);
  }

  private static @Nullable Instant time(Map<String, String> query, String name)
      throws BadQueryException {
    String text = query.get(name);
    if (text == null) {
      return null;
    }
    return Timestamps.parseQueryTimestamp(text)
        .orElseThrow(() -> new BadQueryException(name + " must be a valid timestamp"));
  }
}
