package dev.spikebench.parity.compare;

import java.util.Locale;

/// One side of what a backend does, in the order in which a difference is told by.
public enum Facet {
  /// Whether an answer came, and how the connection ended.
  CONNECTION,
  /// The status code.
  STATUS,
  /// The header fields that the contract speaks of.
  HEADERS,
  /// The body.
  BODY,
  /// What was stored.
  ROW,
  /// The statistics afterwards.
  STATS,
  /// What subscribers were told.
  STREAM;

  /// As reports and files name it.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The facet of that name.
  ///
  /// @throws IllegalArgumentException where there is none
  public static Facet of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
