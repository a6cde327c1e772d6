package dev.spikebench.parity.core;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.client.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/// What the cases demand of an answer; each failure shows the whole answer.
final class Expect {
  /// Above this a double no longer tells neighbouring integers apart.
  static final double EXACT_INTEGERS = 0x1p53;

  private Expect() {}

  /// The answer's JSON, after its status and media type were found right.
  static JsonNode json(int status, HttpAnswer answer) {
    status(status, answer);
    String type = answer.contentType();
    that(
        type.equals("application/json") || type.equals("application/json;charset=utf-8"),
        "the content type must be application/json",
        answer);
    return answer.json();
  }

  static void status(int status, HttpAnswer answer) {
    String hint = answer.status() == 503 ? " (the backend is overloaded or out of order)" : "";
    that(answer.status() == status, "the status must be " + status + hint, answer);
  }

  static void that(boolean condition, String demand, Object seen) {
    if (!condition) {
      Assertions.fail(demand + "; it was: " + seen);
    }
  }

  /// `name` is a whole number from 0 on, in whatever spelling.
  static void count(JsonNode object, String name) {
    JsonNode value = object.path(name);
    boolean whole = value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
    that(whole && value.asDouble() >= 0, name + " must be a whole number from 0 on", object);
  }

  static void number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    that(value.isNumber() && value.asDouble() >= 0, name + " must be a number from 0 on", object);
  }

  static void equal(long expected, JsonNode object, String name) {
    JsonNode value = object.path(name);
    boolean same = value.isNumber() && value.asDouble() == expected;
    that(same, name + " must be " + expected, object);
  }

  static void text(String expected, JsonNode object, String name) {
    JsonNode value = object.path(name);
    that(
        value.isTextual() && value.asText().equals(expected),
        name + " must be " + expected,
        object);
  }

  /// `ids` holds that many positive, rising ids.
  static List<Long> ids(int expected, JsonNode object) {
    JsonNode ids = object.path("ids");
    that(ids.isArray() && ids.size() == expected, "ids must hold " + expected, object);
    List<Long> values = new ArrayList<>();
    long last = 0;
    for (JsonNode id : ids) {
      that(id.isNumber() && id.asLong() > last, "ids must be positive and rise", object);
      last = id.asLong();
      values.add(last);
    }
    return values;
  }

  /// `details` holds just these messages for these fields (field, message, field, message …).
  static void details(JsonNode object, String... fieldsAndMessages) {
    text("Invalid event payload", object, "error");
    JsonNode details = object.path("details");
    int expected = fieldsAndMessages.length / 2;
    that(details.isArray() && details.size() == expected, "details must hold " + expected, object);
    for (int i = 0; i < expected; i++) {
      text(fieldsAndMessages[2 * i], details.path(i), "field");
      text(fieldsAndMessages[2 * i + 1], details.path(i), "message");
    }
  }
}
