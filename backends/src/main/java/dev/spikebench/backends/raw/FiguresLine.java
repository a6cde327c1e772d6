package dev.spikebench.backends.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// The line that a measuring program prints, exactly as it stands there. Every member is needed, no
/// other is known.
record FiguresLine(
    long events,
    double seconds,
    double eventsPerSecond,
    int groupSize,
    String synchronous,
    String sqliteVersion,
    String idShape) {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build()
          .readerFor(FiguresLine.class);

  /// Reads it.
  ///
  /// @throws IllegalArgumentException saying what is wrong with it
  static FiguresLine read(String text) {
    try {
      return READER.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /// The figures, where the program did what it was asked for.
  ///
  /// @throws IllegalArgumentException saying what is wrong with them
  RawInsertFigures answerTo(RawInsertRequest request) {
    same("events", request.events(), events);
    same("groupSize", request.groupSize(), groupSize);
    same("synchronous", request.synchronous(), synchronous);
    same("idShape", request.idShape().text(), idShape);
    return new RawInsertFigures(
        events, seconds, eventsPerSecond, groupSize, synchronous, sqliteVersion, request.idShape());
  }

  private static void same(String member, Object asked, Object told) {
    if (!asked.equals(told)) {
      throw new IllegalArgumentException(
          member + " is " + told + ", although " + asked + " was asked for");
    }
  }
}
