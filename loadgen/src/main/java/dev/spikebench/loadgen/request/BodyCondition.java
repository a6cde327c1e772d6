package dev.spikebench.loadgen.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Something that holds of the body of a good answer. Immutable.
sealed interface BodyCondition {
  /// What conditions look like, for messages.
  String FORMS = "status=2xx, status=200,201, body~REGEX, json:/pointer=value";

  /// Whether it holds.
  ///
  /// @param bytes array that holds the body from its beginning on
  /// @param length its length
  boolean holds(byte[] bytes, int length);

  /// Reads `body~REGEX` or `json:/pointer=value`.
  ///
  /// @throws RequestException if it is neither, or the expression, pointer or value is none
  static BodyCondition parse(String condition) {
    if (condition.startsWith("body~")) {
      return Matches.parse(condition);
    }
    if (condition.startsWith("json:")) {
      return JsonEquals.parse(condition);
    }
    throw new RequestException("success rule '" + condition + "' is none; conditions are " + FORMS);
  }

  /// A regular expression is found somewhere in the body.
  ///
  /// @param pattern the expression
  record Matches(Pattern pattern) implements BodyCondition {
    static Matches parse(String condition) {
      String expression = condition.substring("body~".length());
      if (expression.isEmpty()) {
        throw new RequestException(
            "success rule '" + condition + "': a regular expression must follow body~");
      }
      try {
        return new Matches(Pattern.compile(expression));
      } catch (PatternSyntaxException e) {
        throw new RequestException(
            "success rule '" + condition + "': " + e.getDescription() + " at " + e.getIndex());
      }
    }

    @Override
    public boolean holds(byte[] bytes, int length) {
      return pattern.matcher(new String(bytes, 0, length, StandardCharsets.UTF_8)).find();
    }
  }

  /// The body is JSON and has a certain value at a certain place.
  ///
  /// @param pointer the place
  /// @param expected the value; numbers are compared by value, 5 is 5.0
  record JsonEquals(JsonPointer pointer, JsonNode expected) implements BodyCondition {
    private static final ObjectMapper JSON =
        new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern BARE_WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    static JsonEquals parse(String condition) {
      int equals = condition.lastIndexOf('=');
      if (equals < 0) {
        throw new RequestException(
            "success rule '" + condition + "' needs a value: json:/pointer=value");
      }
      String place = condition.substring("json:".length(), equals);
      try {
        return new JsonEquals(
            JsonPointer.compile(place), value(condition, condition.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        throw new RequestException(
            "success rule '"
                + condition
                + "': '"
                + place
                + "' is no JSON Pointer; it begins with a slash, as in /items/0/id");
      }
    }

    private static JsonNode value(String condition, String text) {
      try {
        JsonNode value = JSON.readTree(text);
        if (value != null && !value.isMissingNode()) {
          return value;
        }
      } catch (JsonProcessingException e) {
        if (BARE_WORD.matcher(text).matches()) {
          return TextNode.valueOf(text);
        }
      }
      throw new RequestException(
          "success rule '"
              + condition
              + "': '"
              + text
              + "' is no value; give a number, true, false, null, a word or a \"text\"");
    }

    @Override
    public boolean holds(byte[] bytes, int length) {
      try {
        JsonNode found = JSON.readTree(bytes, 0, length).at(pointer);
        return (found.isNumber() && expected.isNumber())
            ? found.decimalValue().compareTo(expected.decimalValue()) == 0
            : found.equals(expected);
      } catch (IOException e) {
        // No JSON, then: an answer that has no value anywhere.
        return false;
      }
    }
  }
}
