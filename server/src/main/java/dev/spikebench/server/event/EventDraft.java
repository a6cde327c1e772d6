package dev.spikebench.server.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What was read of one event and not yet judged. Reused from event to event by one thread: arrays
/// indexed by field cost no allocation where a map would cost one for each field.
final class EventDraft {
  private static final int FIELDS = EventField.values().length;

  private final @Nullable String[] texts = new @Nullable String[FIELDS];
  private final double[] numbers = new double[FIELDS];
  private int given;
  private @Nullable Metadata metadata;

  void clear() {
    Arrays.fill(texts, null);
    given = 0;
    metadata = null;
  }

  /// Makes the field absent again, whatever an earlier repeat said.
  void forget(EventField field) {
    texts[slot(field)] = null;
    given &= ~bit(field);
  }

  void text(EventField field, @Nullable String text) {
    texts[slot(field)] = text;
    given |= bit(field);
  }

  void number(EventField field, double number) {
    numbers[slot(field)] = number;
    given |= bit(field);
  }

  /// A value of a type that the field can't have.
  void unusable(EventField field) {
    texts[slot(field)] = null;
    numbers[slot(field)] = Double.NaN;
    given |= bit(field);
  }

  /// Whether a value other than JSON's null was given, usable or not.
  boolean isGiven(EventField field) {
    return (given & bit(field)) != 0;
  }

  /// The text, or null where none was given or the value is no string.
  @Nullable String text(EventField field) {
    return texts[slot(field)];
  }

  /// The number where one was given, NaN where the value is no number.
  double number(EventField field) {
    return numbers[slot(field)];
  }

  void metadata(Metadata metadata) {
    this.metadata = metadata;
  }

  Metadata metadata() {
    return metadata == null ? Metadata.NONE : metadata;
  }

  private static int bit(EventField field) {
    return 1 << slot(field);
  }

  // The order is never stored; an EnumMap would box every number.
  @SuppressWarnings("EnumOrdinal")
  private static int slot(EventField field) {
    return field.ordinal();
  }
}
