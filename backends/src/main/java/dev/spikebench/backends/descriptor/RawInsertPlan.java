package dev.spikebench.backends.descriptor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a backend measures what its own SQLite binding makes of raw inserts. Immutable.
///
/// The program gets five more arguments: the database file, how many events, events a transaction,
/// the `synchronous` level, and `spec` or `random-ids`. It inserts the spec workload's events with
/// one thread and the backend's own schema, indexes, settings and statements, without HTTP and
/// JSON, and prints one line of JSON. A sixth argument, `many-rows`, has it insert as many rows
/// with one statement as its server does; else it executes a prepared statement an event.
///
/// @param command program and arguments, before the five
/// @param environment variables added to those of this process
/// @param tunedShare share of that rate which the backend's `group` strategy reaches in the steady
///   state where it is no straw man, between 0 and 1; null where none is asked of it
public record RawInsertPlan(
    List<String> command, Map<String, String> environment, @Nullable Double tunedShare) {

  /// Copies the collections.
  ///
  /// @throws IllegalArgumentException if the command is empty
  public RawInsertPlan {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("the raw insert command is empty");
    }
    if (tunedShare != null && !(tunedShare > 0 && tunedShare < 1)) {
      throw new IllegalArgumentException("tunedShare must be between 0 and 1, was " + tunedShare);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// A plan of a backend of which no share is asked.
  public RawInsertPlan(List<String> command, Map<String, String> environment) {
    this(command, environment, null);
  }
}
