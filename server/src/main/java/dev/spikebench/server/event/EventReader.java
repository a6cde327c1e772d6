package dev.spikebench.server.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.spikebench.server.event.ParsedBatch.Items;
import dev.spikebench.server.event.ParsedBatch.NotABatch;
import dev.spikebench.server.event.ParsedBatch.TooManyItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one body's tokens. One object a body; one thread.
final class EventReader {
  /// Names longer than this are not worth keeping in the parser's symbol table.
  private static final int MAX_COMMON_NAME_LENGTH = 256;

  private final JsonParser parser;
  private final byte[] body;
  private final int offset;
  private final int maxMetadataBytes;
  private final EventDraft draft = new EventDraft();
  private final @Nullable EventField[] order = new @Nullable EventField[EventField.values().length];
  private boolean longNames;

  EventReader(JsonParser parser, byte[] body, int offset, int maxMetadataBytes) {
    this.parser = parser;
    this.body = body;
    this.offset = offset;
    this.maxMetadataBytes = maxMetadataBytes;
  }

  /// Whether a name was seen that no symbol table should keep.
  boolean sawLongNames() {
    return longNames;
  }

  /// The whole document as one event.
  ParsedEvent readEventDocument() throws IOException {
    JsonToken first = firstToken();
    ParsedEvent event = readItem(first);
    requireEnd();
    return event;
  }

  /// The whole document as a batch. Of repeated `events` the last one counts.
  ParsedBatch readBatchDocument() throws IOException {
    ParsedBatch batch = new NotABatch();
    if (firstToken() == JsonToken.START_OBJECT) {
      for (String name = nextName(); name != null; name = nextName()) {
        JsonToken value = parser.nextToken();
        if (!name.equals("events")) {
          skipValue(value);
        } else if (value == JsonToken.START_ARRAY) {
          batch = readItems();
        } else {
          skipValue(value);
          batch = new NotABatch();
        }
      }
    } else {
      skipValue(parser.currentToken());
    }
    requireEnd();
    return batch;
  }

  private ParsedBatch readItems() throws IOException {
    List<ParsedEvent> items = new ArrayList<>();
    boolean tooMany = false;
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      ParsedEvent event = readItem(item);
      if (items.size() < EventParser.MAX_BATCH_ITEMS) {
        items.add(event);
      } else {
        tooMany = true;
      }
    }
    return tooMany ? new TooManyItems() : new Items(items);
  }

  private ParsedEvent readItem(JsonToken first) throws IOException {
    if (first != JsonToken.START_OBJECT) {
      skipValue(first);
      return EventValidator.NO_OBJECT;
    }
    draft.clear();
    for (int member = 0; readMember(member); member++) {
      // until the object ends
    }
    return EventValidator.validate(draft);
  }

  /// Reads an item's member.
  ///
  /// @param number how many came before it in this item
  /// @return whether there was one
  private boolean readMember(int number) throws IOException {
    // The items of a batch mostly name their members in the same order, and a name that is expected
    // is compared where it stands: no hash, no symbol table.
    EventField expected = number < order.length ? order[number] : null;
    if (expected != null && parser.nextFieldName(expected.serializedKey())) {
      readField(expected, parser.nextToken());
      return true;
    }
    String name = expected == null ? parser.nextFieldName() : currentName();
    if (name == null) {
      return false;
    }
    noteName(name);
    JsonToken value = parser.nextToken();
    EventField field = EventField.named(name);
    if (number < order.length) {
      order[number] = field;
    }
    if (field != null) {
      readField(field, value);
    } else if (name.equals("metadata")) {
      draft.metadata(readMetadata(value));
    } else {
      skipValue(value);
    }
    return true;
  }

  /// The name that was just read, or null where the object has ended instead.
  private @Nullable String currentName() throws IOException {
    return parser.currentToken() == JsonToken.FIELD_NAME ? parser.currentName() : null;
  }

  private void readField(EventField field, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      draft.forget(field);
    } else if (field.kind().isNumber() && value.isNumeric()) {
      draft.number(field, parser.getDoubleValue());
    } else if (!field.kind().isNumber() && value == JsonToken.VALUE_STRING) {
      draft.text(field, readText(field));
    } else {
      draft.unusable(field);
      skipValue(value);
    }
  }

  /// The text of the current token: the same object where the field had this text before.
  private String readText(EventField field) throws IOException {
    String known = draft.latestAccepted(field);
    return known != null && isCurrent(known) ? known : parser.getText();
  }

  // From the end, because ids that are counted up differ there.
  private boolean isCurrent(String text) throws IOException {
    int length = text.length();
    if (parser.getTextLength() != length) {
      return false;
    }
    char[] current = parser.getTextCharacters();
    int start = parser.getTextOffset();
    for (int i = length - 1; i >= 0; i--) {
      if (current[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Metadata readMetadata(JsonToken value) throws IOException {
    return switch (value) {
      case VALUE_NULL -> Metadata.NONE;
      case VALUE_STRING -> Metadata.ofString(parser.getText(), maxMetadataBytes);
      case START_OBJECT, START_ARRAY -> {
        int start = tokenStart();
        walk(true);
        CompactJson json = CompactJson.of(body, start, tokenStart() + 1);
        yield Metadata.ofJson(json, maxMetadataBytes);
      }
      default -> {
        requireFinite(value);
        yield Metadata.ofScalar(parser.getText(), maxMetadataBytes);
      }
    };
  }

  /// Judges a value that nobody asks for.
  private void skipValue(JsonToken first) throws IOException {
    if (first.isStructStart()) {
      walk(false);
    }
  }

  /// Goes on to the end of the object or array that has just begun.
  private void walk(boolean finiteNumbers) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME) {
        noteName(parser.currentName());
      } else if (finiteNumbers) {
        requireFinite(token);
      }
    }
  }

  private void requireFinite(JsonToken token) throws IOException {
    if (token.isNumeric() && Double.isInfinite(parser.getDoubleValue())) {
      throw new MalformedBodyException(
          "Malformed JSON: a number in metadata is beyond the range of a double", null);
    }
  }

  private @Nullable String nextName() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      noteName(name);
    }
    return name;
  }

  private void noteName(String name) {
    longNames |= name.length() > MAX_COMMON_NAME_LENGTH;
  }

  private int tokenStart() {
    return offset + (int) parser.currentTokenLocation().getByteOffset();
  }

  private JsonToken firstToken() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new MalformedBodyException("Malformed JSON: the body holds no value", null);
    }
    return first;
  }

  private void requireEnd() throws IOException {
    if (parser.nextToken() != null) {
      throw new MalformedBodyException("Malformed JSON: something follows the document", null);
    }
  }
}
