package dev.spikebench.loadgen.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.spikebench.loadgen.model.LoadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads the event ids from the body of a request, one event or a batch, in order. What is sent is
/// read, and not what a workload meant to send, so this holds for workloads of any shape.
///
/// One thread; reused.
final class RequestEvents {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] EVENTS = "events".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT_ID = "event_id".getBytes(StandardCharsets.US_ASCII);
  private static final int INITIAL_EVENTS = 64;

  private final JsonCursor cursor = new JsonCursor();
  private long[] keys = new long[INITIAL_EVENTS];
  private int count;

  /// Reads a body.
  ///
  /// @throws LoadException if it is no JSON
  void read(byte[] body) {
    count = 0;
    cursor.reset(body, body.length);
    if (!walk()) {
      count = 0;
      parse(body);
    }
  }

  /// Events in the body read last.
  int count() {
    return count;
  }

  /// The key of each, [EventKey#NONE] for one without an id; only the first [#count()] count.
  long[] keys() {
    return keys;
  }

  private boolean walk() {
    if (cursor.next() != '{') {
      return false;
    }
    long key = EventKey.NONE;
    boolean batch = false;
    int separator = ',';
    while (separator == ',') {
      if (!cursor.name()) {
        return false;
      }
      if (cursor.is(EVENTS)) {
        batch = true;
        if (!walkBatch()) {
          return false;
        }
      } else if (cursor.is(EVENT_ID)) {
        if (cursor.next() != '"' || !cursor.string()) {
          return false;
        }
        key = cursor.key();
      } else if (!cursor.skipValue()) {
        return false;
      }
      separator = cursor.next();
    }
    if (!batch) {
      add(key);
    }
    return separator == '}';
  }

  private boolean walkBatch() {
    if (cursor.next() != '[') {
      return false;
    }
    int separator = ',';
    while (separator == ',') {
      if (cursor.next() != '{' || !walkEvent()) {
        return false;
      }
      separator = cursor.next();
    }
    return separator == ']';
  }

  private boolean walkEvent() {
    long key = EventKey.NONE;
    int separator = ',';
    while (separator == ',') {
      if (!cursor.name()) {
        return false;
      }
      if (!cursor.is(EVENT_ID)) {
        if (!cursor.skipValue()) {
          return false;
        }
      } else if (cursor.next() == '"' && cursor.string()) {
        key = cursor.key();
      } else {
        return false;
      }
      separator = cursor.next();
    }
    add(key);
    return separator == '}';
  }

  private void parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        parseTop(parser);
      }
    } catch (IOException e) {
      throw new LoadException(
          "The events of a request can't be followed to the stream's subscribers, because its body"
              + " is no JSON; leave the subscribers out for such a workload.",
          e);
    }
  }

  private void parseTop(JsonParser parser) throws IOException {
    long key = EventKey.NONE;
    boolean batch = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("events") && value == JsonToken.START_ARRAY) {
        batch = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          add(parseEvent(parser));
        }
      } else {
        key = name.equals("event_id") ? key(parser, value) : key;
        parser.skipChildren();
      }
    }
    if (!batch) {
      add(key);
    }
  }

  private static long parseEvent(JsonParser parser) throws IOException {
    long key = EventKey.NONE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      key = name.equals("event_id") ? key(parser, value) : key;
      parser.skipChildren();
    }
    return key;
  }

  private static long key(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      return EventKey.NONE;
    }
    byte[] id = parser.getText().getBytes(StandardCharsets.UTF_8);
    return EventKey.of(id, 0, id.length);
  }

  private void add(long key) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
    }
    keys[count++] = key;
  }
}
