package dev.spikebench.server.event;

import java.util.List;

/// What became of one event of a well-formed body.
public sealed interface ParsedEvent {

  /// The event may be stored.
  record Valid(IngestEvent event) implements ParsedEvent {}

  /// The event is refused.
  ///
  /// @param errors all that is wrong, in the contract's order, at least one
  record Invalid(List<FieldError> errors) implements ParsedEvent {
    /// Copies the list.
    public Invalid {
      errors = List.copyOf(errors);
    }
  }
}
