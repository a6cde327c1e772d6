package dev.spikebench.backends.descriptor;

import java.util.List;
import java.util.Map;

/// How a backend measures what its own SQLite binding makes of raw inserts. Immutable.
///
/// The program gets five more arguments: the database file, how many events, events a transaction,
/// the `synchronous` level, and `spec` or `random-ids`. It inserts the spec workload's events with
/// one thread and the backend's own schema, indexes, settings and statements, without HTTP and
/// JSON, and prints one line of JSON.
///
/// @param command program and arguments, before the five
/// @param environment variables added to those of this process
public record RawInsertPlan(List<String> command, Map<String, String> environment) {

  /// Copies the collections.
  ///
  /// @throws IllegalArgumentException if the command is empty
  public RawInsertPlan {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("the raw insert command is empty");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
