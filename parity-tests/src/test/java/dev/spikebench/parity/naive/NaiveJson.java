package dev.spikebench.parity.naive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/// Reads bodies with a library, into a tree.
final class NaiveJson {
  private final Set<Switch> on;
  private final JsonMapper mapper;

  NaiveJson(Set<Switch> on) {
    this.on = on;
    JsonMapper.Builder builder = JsonMapper.builder();
    if (on.contains(Switch.TRAILING_COMMAS_PASS)) {
      builder.enable(JsonReadFeature.ALLOW_TRAILING_COMMA);
    }
    if (on.contains(Switch.LEADING_ZEROS_PASS)) {
      builder.enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS);
    }
    this.mapper = builder.build();
    mapper
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNumberLength(1000).build());
  }

  /// The document; nothing where the body is malformed.
  Optional<JsonNode> read(byte[] body) {
    try {
      String text = decode(body);
      if (text.startsWith("\uFEFF") && !on.contains(Switch.BYTE_ORDER_MARK_IS_MALFORMED)) {
        text = text.substring(1);
      }
      try (JsonParser parser = mapper.getFactory().createParser(text)) {
        if (parser.nextToken() == null) {
          return Optional.empty();
        }
        JsonNode value = value(parser);
        boolean rest =
            !on.contains(Switch.REST_AFTER_THE_DOCUMENT_IS_IGNORED) && parser.nextToken() != null;
        return rest ? Optional.empty() : Optional.of(value);
      }
    } catch (IOException | NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  private String decode(byte[] body) throws CharacterCodingException {
    if (on.contains(Switch.UTF_16_IS_GUESSED)
        && body.length > 1
        && (body[0] == 0 || body[1] == 0)) {
      return new String(body, body[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    }
    CodingErrorAction action =
        on.contains(Switch.BAD_UTF_8_IS_REPLACED)
            ? CodingErrorAction.REPLACE
            : CodingErrorAction.REPORT;
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(action)
        .decode(ByteBuffer.wrap(body))
        .toString();
  }

  private JsonNode value(JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> nodes.textNode(whole(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      default -> nodes.nullNode();
    };
  }

  /// A double keeps no spelling, so plain digits stay a big integer.
  private static JsonNode number(String spelling) throws IOException {
    double value = Double.parseDouble(spelling);
    if (Double.isInfinite(value)) {
      throw new IOException("too large");
    }
    boolean plain = spelling.matches("-?[0-9]+");
    return plain && !spelling.matches("-0+") && Math.abs(value) <= 0x1p53
        ? JsonNodeFactory.instance.numberNode(new BigDecimal(spelling).toBigInteger())
        : JsonNodeFactory.instance.numberNode(value);
  }

  private static String whole(String text) throws IOException {
    if (text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF)) {
      throw new IOException("half a character");
    }
    return text;
  }

  private ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = whole(parser.currentName());
      parser.nextToken();
      JsonNode value = value(parser);
      if (object.has(name) && on.contains(Switch.REPEATS_ARE_MALFORMED)) {
        throw new IOException("repeated");
      }
      if (!object.has(name) || !on.contains(Switch.FIRST_REPEAT_COUNTS)) {
        object.set(name, value);
      }
    }
    return object;
  }

  private ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  /// Compact text; doubles that are whole are written without a fraction.
  String text(JsonNode value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
