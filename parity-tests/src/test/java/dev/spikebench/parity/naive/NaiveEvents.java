package dev.spikebench.parity.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Judges events and makes rows of them.
final class NaiveEvents {
  private static final List<String> TYPES =
      List.of(
          "tool_use",
          "session_start",
          "session_end",
          "error",
          "llm_request",
          "llm_response",
          "response",
          "file_change",
          "git_commit",
          "plan_step",
          "user_prompt");
  private static final List<String> KNOWN =
      List.of(
          "session_id",
          "agent_type",
          "event_type",
          "status",
          "event_id",
          "tool_name",
          "branch",
          "project",
          "model",
          "duration_ms",
          "tokens_in",
          "tokens_out",
          "cache_read_tokens",
          "cache_write_tokens",
          "cost_usd",
          "client_timestamp",
          "source",
          "metadata");
  private static final List<String> KEPT =
      List.of(
          "command",
          "file_path",
          "query",
          "pattern",
          "error",
          "message",
          "tool_name",
          "path",
          "type");
  private static final String BLANKS =
      "\t\n\u000B\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
          + "\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";
  private static final int CAP = 10 * 1024;

  private final Set<Switch> on;
  private final NaiveTimes times;
  private final NaiveJson json;

  NaiveEvents(Set<Switch> on, NaiveJson json) {
    this.on = on;
    this.json = json;
    this.times = new NaiveTimes(on);
  }

  /// The row of an event without id and time; fills `errors` with `field: message` where it has
  /// any.
  ObjectNode row(JsonNode event, List<String> errors) {
    ObjectNode row = Json.object();
    if (!event.isObject()) {
      errors.add("body: must be a JSON object");
      return row;
    }
    required(event, row, "session_id", errors);
    required(event, row, "agent_type", errors);
    required(event, row, "event_type", errors);
    status(event, row, errors);
    List.of("event_id", "tool_name", "branch", "project", "model")
        .forEach(name -> text(event, row, name, errors));
    row.putNull("duration_ms");
    integer(event, row, "duration_ms", errors);
    for (String name :
        List.of("tokens_in", "tokens_out", "cache_read_tokens", "cache_write_tokens")) {
      row.put(name, 0);
      integer(event, row, name, errors);
    }
    cost(event, row, errors);
    time(event, row, errors);
    text(event, row, "source", errors);
    if (row.path("source").isNull() && !on.contains(Switch.SOURCE_HAS_NO_DEFAULT)) {
      row.put("source", "api");
    }
    event
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (on.contains(Switch.UNKNOWN_FIELDS_ARE_REFUSED) && !KNOWN.contains(name)) {
                errors.add(name + ": is unknown");
              }
            });
    metadata(event.path("metadata"), row.put("schema_version", 1));
    if (on.contains(Switch.ERRORS_IN_ANOTHER_ORDER)) {
      Collections.reverse(errors);
    }
    return row;
  }

  /// What is shown of the errors.
  List<String> shown(List<String> errors) {
    return on.contains(Switch.FIRST_ERROR_ONLY) && errors.size() > 1
        ? new ArrayList<>(errors.subList(0, 1))
        : errors;
  }

  private void required(JsonNode event, ObjectNode row, String name, List<String> errors) {
    JsonNode given = event.path(name);
    if (!given.isTextual()) {
      boolean plain = on.contains(Switch.REQUIRED_FIELDS_HAVE_ONE_MESSAGE);
      errors.add(name + (plain ? ": is required" : ": must be a string"));
      return;
    }
    String value =
        on.contains(Switch.REQUIRED_FIELDS_STAY_UNTRIMMED) ? given.asText() : trim(given.asText());
    boolean anyType = on.contains(Switch.ANY_EVENT_TYPE_PASSES);
    if (trim(value).isEmpty()) {
      boolean plain = on.contains(Switch.REQUIRED_FIELDS_HAVE_ONE_MESSAGE);
      errors.add(name + (plain ? ": is required" : ": must be a non-empty string"));
    } else if (name.equals("event_type") && !TYPES.contains(value) && !anyType) {
      errors.add(name + ": must be one of: " + String.join(", ", TYPES));
    } else if (!name.equals("event_type") && tooLong(given.asText(), value)) {
      errors.add(name + ": must be at most 4096 bytes");
    }
    boolean capitals = on.contains(Switch.EVENT_TYPES_ARE_STORED_IN_CAPITALS);
    row.put(name, capitals && name.equals("event_type") ? value.toUpperCase(Locale.ROOT) : value);
  }

  private void status(JsonNode event, ObjectNode row, List<String> errors) {
    JsonNode given = event.path("status");
    boolean failed =
        row.path("event_type").asText().equals("error")
            && !on.contains(Switch.ERROR_EVENTS_SUCCEED);
    String value = failed ? "error" : "success";
    if (given.isTextual()) {
      value = on.contains(Switch.STATUS_IS_TRIMMED) ? trim(given.asText()) : given.asText();
      if (!List.of("success", "error", "timeout").contains(value)
          && !on.contains(Switch.ANY_STATUS_PASSES)) {
        errors.add("status: must be one of: success, error, timeout");
      }
    } else if (isGiven(given)) {
      errors.add("status: must be a string when provided");
    }
    boolean capitals = isGiven(given) && on.contains(Switch.STATUS_IS_STORED_IN_CAPITALS);
    row.put("status", capitals ? value.toUpperCase(Locale.ROOT) : value);
  }

  private void text(JsonNode event, ObjectNode row, String name, List<String> errors) {
    JsonNode given = event.path(name);
    row.putNull(name);
    if (!given.isTextual()) {
      if (isGiven(given)) {
        errors.add(name + ": must be a string when provided");
      }
      return;
    }
    String value =
        on.contains(Switch.OPTIONAL_FIELDS_STAY_UNTRIMMED) ? given.asText() : trim(given.asText());
    if (tooLong(given.asText(), value)) {
      errors.add(name + ": must be at most 4096 bytes");
    } else if (!value.isEmpty() || on.contains(Switch.EMPTY_TEXT_STAYS)) {
      int nul = on.contains(Switch.NUL_ENDS_A_TEXT) ? value.indexOf('\0') : -1;
      row.put(name, nul < 0 ? value : value.substring(0, nul));
    }
  }

  private void integer(JsonNode event, ObjectNode row, String name, List<String> errors) {
    JsonNode given = event.path(name);
    if (!isGiven(given)) {
      return;
    }
    double value = given.isNumber() ? given.asDouble() : Double.NaN;
    if (on.contains(Switch.FRACTIONS_ARE_CUT)) {
      value = Math.floor(value);
    }
    boolean negative = value < 0 && !on.contains(Switch.NEGATIVE_NUMBERS_PASS);
    boolean large = value > 0x1p53 - 1 && !on.contains(Switch.NUMBERS_OVER_TWO_TO_THE_53_PASS);
    boolean odd =
        (on.contains(Switch.INTEGERS_NEED_PLAIN_DIGITS) && !given.isIntegralNumber())
            || (on.contains(Switch.MINUS_ZERO_IS_REFUSED) && 1 / value < 0);
    if (negative || large || odd || value != Math.rint(value)) {
      errors.add(name + ": must be a non-negative integer when provided");
    } else if (value == 0 && on.contains(Switch.ZERO_IS_NOT_GIVEN)) {
      row.putNull(name);
    } else if (Math.abs(value) < 0x1p62) {
      row.put(name, (long) value);
    } else {
      row.put(name, value);
    }
  }

  private void cost(JsonNode event, ObjectNode row, List<String> errors) {
    JsonNode given = event.path("cost_usd");
    row.putNull("cost_usd");
    if (!isGiven(given)) {
      return;
    }
    double value = given.isNumber() ? given.asDouble() : Double.NaN;
    boolean inRange = value >= 0 && value <= 1e9;
    if (inRange || (on.contains(Switch.ANY_COST_PASSES) && given.isNumber())) {
      row.put("cost_usd", value + 0.0);
    } else {
      boolean other = on.contains(Switch.COST_HAS_A_MESSAGE_OF_ITS_OWN);
      errors.add(
          "cost_usd: must be " + (other ? "0 or more" : "a non-negative number when provided"));
    }
  }

  private void time(JsonNode event, ObjectNode row, List<String> errors) {
    JsonNode given = event.path("client_timestamp");
    row.putNull("client_timestamp");
    if (given.asText().isEmpty() && on.contains(Switch.EMPTY_TIMESTAMP_IS_NOT_GIVEN)) {
      return;
    }
    if (given.isTextual()) {
      times
          .stored(given.asText())
          .ifPresentOrElse(
              stored -> row.put("client_timestamp", stored),
              () -> errors.add("client_timestamp: must be a valid timestamp"));
    } else if (isGiven(given)) {
      errors.add("client_timestamp: must be a string when provided");
    }
  }

  private void metadata(JsonNode given, ObjectNode row) {
    boolean text = given.isTextual();
    boolean kept =
        isGiven(given) && (given.isObject() || !on.contains(Switch.METADATA_IS_AN_OBJECT));
    String whole = !kept ? "{}" : text ? given.asText() : json.text(given);
    if (text && on.contains(Switch.METADATA_TEXT_IS_QUOTED)) {
      whole = json.text(given);
    }
    if (text && on.contains(Switch.METADATA_KEEPS_WHITE_SPACE_OF_TEXT)) {
      whole = whole.strip();
    }
    boolean over = bytes(whole) > (on.contains(Switch.CAP_IS_EXCLUSIVE) ? CAP - 1 : CAP);
    row.put("metadata", !over ? whole : text ? cut(whole) : summary(given, bytes(whole)));
    boolean marked = over && !on.contains(Switch.TRUNCATION_IS_NOT_MARKED);
    row.put("payload_truncated", marked ? 1 : 0);
  }

  private String cut(String whole) {
    int end = Math.min(CAP, whole.length());
    while (!on.contains(Switch.TEXT_IS_CUT_BY_CHARACTERS) && bytes(whole.substring(0, end)) > CAP) {
      end = whole.offsetByCodePoints(end, -1);
    }
    return whole.substring(0, end);
  }

  private String summary(JsonNode given, int originalBytes) {
    if (!given.isObject() && on.contains(Switch.ARRAYS_ARE_CUT_TO_NOTHING)) {
      return "[]";
    }
    int told = on.contains(Switch.ORIGINAL_BYTES_ARE_THE_CAP) ? CAP : originalBytes;
    String summary = "{\"_truncated\":true,\"_original_bytes\":" + told;
    for (String key : KEPT) {
      boolean forgotten = on.contains(Switch.SUMMARY_FORGETS_A_KEY) && key.equals("message");
      if (given.has(key) && !forgotten) {
        String longer = summary + ",\"" + key + "\":" + json.text(given.path(key));
        boolean fits = bytes(longer) < CAP;
        summary = fits || on.contains(Switch.SUMMARY_MAY_PASS_THE_CAP) ? longer : summary;
      }
    }
    return summary + "}";
  }

  String trim(String text) {
    if (on.contains(Switch.TRIMS_ASCII_ONLY)) {
      return text.replaceAll("^[\\t-\\r ]+|[\\t-\\r ]+$", "");
    }
    if (on.contains(Switch.TRIMS_CONTROL_CHARACTERS)) {
      return text.replaceAll("^[\\x00-\\x20\\x85]+|[\\x00-\\x20\\x85]+$", "");
    }
    return text.replaceAll("^[" + BLANKS + "]+|[" + BLANKS + "]+$", "");
  }

  private boolean tooLong(String given, String trimmed) {
    String judged = on.contains(Switch.LENGTH_BEFORE_TRIMMING) ? given : trimmed;
    int length = on.contains(Switch.LENGTH_IN_CHARACTERS) ? judged.length() : bytes(judged);
    return length > 4096;
  }

  private static boolean isGiven(JsonNode given) {
    return !given.isMissingNode() && !given.isNull();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
