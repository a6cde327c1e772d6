package dev.spikebench.loadgen.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads from the data of a message what following events needs: which message it is, and of an
/// event its row's `id` and the key of its `event_id`.
///
/// The client shares the machine's cores with the target, so the usual spelling is walked in place
/// and only as far as needed; any other (an escape in a name or an id, `5.0` for `5`) is left to a
/// parser. One thread; reused.
final class StreamFrame {
  /// The messages of the contract.
  enum Kind {
    CONNECTED,
    EVENT,
    STATS,
    SESSION_UPDATE,
    /// A type the contract does not know.
    OTHER,
    /// No JSON object with a type, or an event without a row id.
    UNREADABLE
  }

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] TYPE = ascii("type");
  private static final byte[] PAYLOAD = ascii("payload");
  private static final byte[] ID = ascii("id");
  private static final byte[] EVENT_ID = ascii("event_id");
  private static final byte[] EVENT = ascii("event");
  private static final byte[] CONNECTED = ascii("connected");
  private static final byte[] STATS = ascii("stats");
  private static final byte[] SESSION_UPDATE = ascii("session_update");

  private static final long UNKNOWN = -1;

  private final JsonCursor cursor = new JsonCursor();
  private Kind kind = Kind.UNREADABLE;
  private long rowId;
  private long eventKey;
  private boolean eventIdSeen;

  /// Reads the data between index 0 and its length.
  Kind read(byte[] data, int length) {
    cursor.reset(data, length);
    forget();
    if (!walk()) {
      forget();
      parse(data, length);
    }
    return kind == Kind.EVENT && rowId == UNKNOWN ? Kind.UNREADABLE : kind;
  }

  /// The row's `id` of the event read last.
  long rowId() {
    return rowId;
  }

  /// Key of the `event_id` of the event read last; [EventKey#NONE] where it has none.
  long eventKey() {
    return eventKey;
  }

  private void forget() {
    kind = Kind.UNREADABLE;
    rowId = UNKNOWN;
    eventKey = EventKey.NONE;
    eventIdSeen = false;
  }

  /// False where the parser has to look.
  private boolean walk() {
    if (cursor.next() != '{') {
      return false;
    }
    int separator = ',';
    while (separator == ',') {
      if (!cursor.name()) {
        return false;
      }
      if (cursor.is(TYPE)) {
        if (cursor.next() != '"' || !cursor.string()) {
          return false;
        }
        kind = kindNamed();
      } else if (cursor.is(PAYLOAD)) {
        if (!walkPayload()) {
          return false;
        }
      } else if (!cursor.skipValue()) {
        return false;
      }
      if (isEnough()) {
        return true;
      }
      separator = cursor.next();
    }
    return separator == '}' && kind != Kind.UNREADABLE;
  }

  private boolean isEnough() {
    return switch (kind) {
      case EVENT -> rowId != UNKNOWN && eventIdSeen;
      case UNREADABLE -> false;
      case CONNECTED, STATS, SESSION_UPDATE, OTHER -> true;
    };
  }

  private boolean walkPayload() {
    if (cursor.next() != '{') {
      return false;
    }
    int separator = ',';
    while (separator == ',') {
      if (!cursor.name() || !payloadMember()) {
        return false;
      }
      if (isEnough()) {
        return true;
      }
      if (rowId != UNKNOWN && eventIdSeen) {
        return cursor.skipNested(1);
      }
      separator = cursor.next();
    }
    return separator == '}';
  }

  private boolean payloadMember() {
    if (cursor.is(ID)) {
      rowId = cursor.wholeNumber(cursor.next());
      return rowId != UNKNOWN;
    }
    if (!cursor.is(EVENT_ID)) {
      return cursor.skipValue();
    }
    // Not a string: null, which the parser tells from anything worse.
    if (cursor.next() != '"' || !cursor.string()) {
      return false;
    }
    eventKey = cursor.key();
    eventIdSeen = true;
    return true;
  }

  private Kind kindNamed() {
    if (cursor.is(EVENT)) {
      return Kind.EVENT;
    }
    if (cursor.is(STATS)) {
      return Kind.STATS;
    }
    if (cursor.is(CONNECTED)) {
      return Kind.CONNECTED;
    }
    return cursor.is(SESSION_UPDATE) ? Kind.SESSION_UPDATE : Kind.OTHER;
  }

  private void parse(byte[] data, int length) {
    try (JsonParser parser = JSON.createParser(data, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("type") && value == JsonToken.VALUE_STRING) {
          kind = kindNamed(parser.getText());
        } else if (name.equals("payload") && value == JsonToken.START_OBJECT) {
          parsePayload(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // No JSON, then.
      kind = Kind.UNREADABLE;
    }
  }

  private void parsePayload(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("id") && value.isNumeric()) {
        double number = parser.getDoubleValue();
        rowId = number == Math.rint(number) && number >= 0 ? parser.getLongValue() : UNKNOWN;
      } else if (name.equals("event_id") && value == JsonToken.VALUE_STRING) {
        byte[] id = parser.getText().getBytes(StandardCharsets.UTF_8);
        eventKey = EventKey.of(id, 0, id.length);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static Kind kindNamed(String type) {
    return switch (type) {
      case "event" -> Kind.EVENT;
      case "connected" -> Kind.CONNECTED;
      case "stats" -> Kind.STATS;
      case "session_update" -> Kind.SESSION_UPDATE;
      default -> Kind.OTHER;
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
