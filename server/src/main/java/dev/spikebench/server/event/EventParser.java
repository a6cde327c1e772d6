package dev.spikebench.server.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/// Turns request bodies into judged events, straight from the bytes: strict UTF-8 first, then JSON
/// by RFC 8259, then the contract's rules. Safe for any number of threads.
///
/// The body is read and never kept: what is returned shares nothing with it.
public final class EventParser {
  /// The most items that a batch may have.
  public static final int MAX_BATCH_ITEMS = 10_000;

  // What the contract lets a backend refuse; everything below is accepted.
  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_NUMBER_LENGTH = 1_000;
  // Jackson counts UTF-8 bytes here, the contract characters: 50,000 of up to four bytes.
  private static final int MAX_NAME_BYTES = 50_000 * 4;

  private final int maxMetadataBytes;
  private volatile JsonFactory factory = newFactory();

  /// Creates a parser.
  ///
  /// @param maxMetadataBytes cap on stored metadata in UTF-8 bytes, at least 1,024, so that every
  ///   summary fits
  public EventParser(int maxMetadataBytes) {
    this.maxMetadataBytes = maxMetadataBytes;
  }

  /// Reads a body that is one event.
  ///
  /// @throws MalformedBodyException where the body is no strict UTF-8 or no JSON document
  public ParsedEvent parseEvent(byte[] body, int offset, int length) {
    return parse(body, offset, length, EventReader::readEventDocument);
  }

  /// Reads a body `{"events":[…]}`.
  ///
  /// @throws MalformedBodyException where the body is no strict UTF-8 or no JSON document
  public ParsedBatch parseBatch(byte[] body, int offset, int length) {
    return parse(body, offset, length, EventReader::readBatchDocument);
  }

  private interface Reading<T> {
    T of(EventReader reader) throws IOException;
  }

  private <T> T parse(byte[] body, int offset, int length, Reading<T> reading) {
    if (!Utf8.isValid(body, offset, length)) {
      throw new MalformedBodyException("Malformed body: it is no valid UTF-8", null);
    }
    if (mayLookLikeUtf16(body, offset, length)) {
      throw new MalformedBodyException("Malformed JSON near byte 0", null);
    }
    boolean tidy = false;
    JsonFactory used = factory;
    try (JsonParser parser = used.createParser(body, offset, length)) {
      EventReader reader = new EventReader(parser, body, offset, maxMetadataBytes);
      T result = reading.of(reader);
      tidy = !reader.sawLongNames();
      return result;
    } catch (JsonProcessingException e) {
      throw new MalformedBodyException(describe(e), e);
    } catch (IOException e) {
      throw new MalformedBodyException("Malformed JSON", e);
    } finally {
      if (!tidy) {
        // Jackson's shared table of names is bounded in entries, not in bytes. Giving it up now and
        // then keeps strangers' names from staying in memory.
        factory = newFactory();
      }
    }
  }

  /// Jackson guesses UTF-16 and UTF-32 by NUL bytes among the first four. No JSON in UTF-8 has any.
  private static boolean mayLookLikeUtf16(byte[] body, int offset, int length) {
    for (int i = offset; i < offset + Math.min(length, 4); i++) {
      if (body[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /// Says where, and nothing of Jackson's own words, which quote the body.
  private static String describe(JsonProcessingException e) {
    return e.getLocation() == null || e.getLocation().getByteOffset() < 0
        ? "Malformed JSON"
        : "Malformed JSON near byte " + e.getLocation().getByteOffset();
  }

  private static JsonFactory newFactory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_BYTES)
                .maxStringLength(Integer.MAX_VALUE)
                .build())
        // Interning costs more than it saves for names that come from outside.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        // Names that collide on purpose are slow, but no reason to refuse a valid body.
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .build();
  }
}
