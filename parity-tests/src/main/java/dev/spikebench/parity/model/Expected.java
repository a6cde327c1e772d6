package dev.spikebench.parity.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// An answer that the contract demands or permits.
///
/// @param body one text for all spellings of it that the contract holds equal, as [Reading] says
/// @param fields the header fields that the contract speaks of; an absent one must be absent
/// @param difference the permitted difference that this answer makes use of; empty for the answer
///   that the contract gives first
public record Expected(
    int status, Reading reading, String body, Map<String, String> fields, String difference) {

  /// How a body is read before it is compared.
  public enum Reading {
    /// JSON, member by member, with ids renamed.
    JSON,
    /// Some `error`, of whatever wording.
    ERROR,
    /// An `error` that names one of the parameters in the body's place, which ` or ` divides.
    ERROR_NAMING,
    /// Nothing.
    EMPTY,
    /// Health, by its shape.
    HEALTH,
    /// A list of rows, by its shape alone: others' rows are in it.
    SOME_LIST,
    /// Statistics, by their shape alone: others' events are in them.
    SOME_STATS,
    /// Statistics of the run's own events.
    STATS,
    /// The first message of a stream.
    CONNECTED,
    /// Whatever comes, a closed connection too (DIFF-15, DIFF-14).
    ANYTHING
  }

  /// Copies the fields, sorted.
  public Expected {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /// The same with another permitted difference.
  public Expected by(String other) {
    return new Expected(status, reading, body, fields, other);
  }
}
