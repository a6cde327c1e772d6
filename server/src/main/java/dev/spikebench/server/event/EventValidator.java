package dev.spikebench.server.event;

import dev.spikebench.server.event.ParsedEvent.Invalid;
import dev.spikebench.server.event.ParsedEvent.Valid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges a draft, field by field in the contract's order, and makes an event of it. Stateless.
final class EventValidator {
  static final Invalid NO_OBJECT =
      new Invalid(List.of(new FieldError("body", "must be a JSON object")));

  private static final EventField[] FIELDS = EventField.values();
  private static final int MAX_TEXT_BYTES = 4096;
  private static final double MAX_INTEGER = 9_007_199_254_740_991.0; // 2^53-1
  private static final double MAX_COST = 1e9;

  private static final String NO_STRING = "must be a string";
  private static final String NO_OPTIONAL_STRING = "must be a string when provided";
  private static final String EMPTY = "must be a non-empty string";
  private static final String TOO_LONG = "must be at most 4096 bytes";
  private static final String NO_TIMESTAMP = "must be a valid timestamp";
  private static final String NO_INTEGER = "must be a non-negative integer when provided";
  private static final String NO_NUMBER = "must be a non-negative number when provided";

  private EventValidator() {}

  /// Normalises the draft's texts in place and judges them.
  static ParsedEvent validate(EventDraft draft) {
    List<FieldError> errors = null;
    for (EventField field : FIELDS) {
      String message = judge(field, draft);
      if (message != null) {
        errors = errors == null ? new ArrayList<>() : errors;
        errors.add(new FieldError(field.key(), message));
      }
    }
    return errors == null ? new Valid(event(draft)) : new Invalid(errors);
  }

  /// The message of the first rule that the field breaks, or null.
  private static @Nullable String judge(EventField field, EventDraft draft) {
    String known = draft.knownResult(field);
    if (known != null) {
      draft.text(field, known);
      return null;
    }
    return switch (field.kind()) {
      case REQUIRED_TEXT -> judgeRequired(field, draft);
      case EVENT_TYPE -> judgeEventType(draft);
      case STATUS -> judgeStatus(draft);
      case OPTIONAL_TEXT -> judgeOptional(field, draft);
      case INTEGER -> !draft.isGiven(field) || isInteger(draft.number(field)) ? null : NO_INTEGER;
      case COST -> !draft.isGiven(field) || isCost(draft.number(field)) ? null : NO_NUMBER;
      case TIMESTAMP -> judgeTimestamp(field, draft);
    };
  }

  private static @Nullable String judgeRequired(EventField field, EventDraft draft) {
    String text = draft.text(field);
    if (text == null) {
      return NO_STRING;
    }
    String trimmed = Texts.trim(Texts.wellFormed(text));
    if (trimmed.isEmpty()) {
      return EMPTY;
    }
    return acceptIfItFits(field, trimmed, draft);
  }

  private static @Nullable String judgeOptional(EventField field, EventDraft draft) {
    String text = draft.text(field);
    if (text == null) {
      return draft.isGiven(field) ? NO_OPTIONAL_STRING : null;
    }
    String trimmed = Texts.trim(Texts.wellFormed(text));
    if (trimmed.isEmpty()) {
      draft.text(field, null);
      return null;
    }
    return acceptIfItFits(field, trimmed, draft);
  }

  private static @Nullable String acceptIfItFits(EventField field, String text, EventDraft draft) {
    if (!Texts.fits(text, MAX_TEXT_BYTES)) {
      return TOO_LONG;
    }
    draft.accept(field, text);
    return null;
  }

  private static @Nullable String judgeEventType(EventDraft draft) {
    String text = draft.text(EventField.EVENT_TYPE);
    if (text == null) {
      return NO_STRING;
    }
    String trimmed = Texts.trim(text);
    if (trimmed.isEmpty()) {
      return EMPTY;
    }
    return acceptOr(
        EventField.EVENT_TYPE, EventWords.eventType(trimmed), draft, EventWords.EVENT_TYPE_MESSAGE);
  }

  private static @Nullable String judgeStatus(EventDraft draft) {
    String text = draft.text(EventField.STATUS);
    if (text == null) {
      return draft.isGiven(EventField.STATUS) ? NO_OPTIONAL_STRING : null;
    }
    return acceptOr(EventField.STATUS, EventWords.status(text), draft, EventWords.STATUS_MESSAGE);
  }

  private static @Nullable String judgeTimestamp(EventField field, EventDraft draft) {
    String text = draft.text(field);
    if (text == null) {
      return draft.isGiven(field) ? NO_OPTIONAL_STRING : null;
    }
    return acceptOr(field, Timestamps.toStoredClientTimestamp(text), draft, NO_TIMESTAMP);
  }

  private static @Nullable String acceptOr(
      EventField field, @Nullable String stored, EventDraft draft, String message) {
    if (stored == null) {
      return message;
    }
    draft.accept(field, stored);
    return null;
  }

  /// False for NaN too, which stands for a value that is no number.
  private static boolean isInteger(double number) {
    return number >= 0 && number <= MAX_INTEGER && number == (long) number;
  }

  private static boolean isCost(double number) {
    return number >= 0 && number <= MAX_COST;
  }

  private static IngestEvent event(EventDraft draft) {
    Metadata metadata = draft.metadata();
    String eventType = required(draft, EventField.EVENT_TYPE);
    return new IngestEvent(
        draft.text(EventField.EVENT_ID),
        required(draft, EventField.SESSION_ID),
        required(draft, EventField.AGENT_TYPE),
        eventType,
        draft.text(EventField.TOOL_NAME),
        textOr(draft, EventField.STATUS, EventWords.defaultStatus(eventType)),
        integerOrZero(draft, EventField.TOKENS_IN),
        integerOrZero(draft, EventField.TOKENS_OUT),
        draft.text(EventField.BRANCH),
        draft.text(EventField.PROJECT),
        draft.isGiven(EventField.DURATION_MS) ? (long) draft.number(EventField.DURATION_MS) : null,
        draft.text(EventField.CLIENT_TIMESTAMP),
        metadata.text(),
        metadata.truncated(),
        draft.text(EventField.MODEL),
        cost(draft),
        integerOrZero(draft, EventField.CACHE_READ_TOKENS),
        integerOrZero(draft, EventField.CACHE_WRITE_TOKENS),
        textOr(draft, EventField.SOURCE, EventWords.DEFAULT_SOURCE));
  }

  private static @Nullable Double cost(EventDraft draft) {
    // Adding 0 makes 0 of -0.
    return draft.isGiven(EventField.COST_USD) ? draft.number(EventField.COST_USD) + 0.0 : null;
  }

  private static long integerOrZero(EventDraft draft, EventField field) {
    return draft.isGiven(field) ? (long) draft.number(field) : 0;
  }

  private static String required(EventDraft draft, EventField field) {
    return textOr(draft, field, "");
  }

  private static String textOr(EventDraft draft, EventField field, String fallback) {
    String text = draft.text(field);
    return text == null ? fallback : text;
  }
}
