package dev.spikebench.server.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What was read of one event and not yet judged. Reused from event to event by one thread: arrays
/// indexed by field cost no allocation where a map would cost one for each field.
///
/// The events of a batch mostly repeat each other's texts. So a text that was accepted is kept
/// together with what it became, until the field has another.
final class EventDraft {
  private static final int FIELDS = EventField.values().length;

  private final @Nullable String[] texts = new @Nullable String[FIELDS];
  private final double[] numbers = new double[FIELDS];
  private final @Nullable String[] accepted = new @Nullable String[FIELDS];
  private final @Nullable String[] became = new @Nullable String[FIELDS];
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

  /// The text of this field that was accepted last, as it was read; null where none was.
  @Nullable String latestAccepted(EventField field) {
    return accepted[slot(field)];
  }

  /// What the field's text became when it was accepted before, or null where it has to be judged.
  @Nullable String knownResult(EventField field) {
    int slot = slot(field);
    String text = texts[slot];
    return text != null && isSameObject(text, accepted[slot]) ? became[slot] : null;
  }

  /// Replaces the field's text, which breaks no rule, by what is stored of it.
  void accept(EventField field, String stored) {
    int slot = slot(field);
    accepted[slot] = texts[slot];
    became[slot] = stored;
    texts[slot] = stored;
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

  // Equal texts of different objects are simply judged once more.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSameObject(String text, @Nullable String other) {
    return text == other;
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
