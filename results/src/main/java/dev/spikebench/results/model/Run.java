package dev.spikebench.results.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of the tool: when, how it ended, and what repeats it.
///
/// @param id identifies the run, for instance its UTC start time
/// @param startedAt when it began
/// @param finishedAt when it ended, not before `startedAt`
/// @param status how it ended
/// @param seed seed of the order of measurement, 0 to 2^53−1 so that every JSON reader keeps it
///   exactly; null where the order was not drawn at random
/// @param arguments the command line after the program's name, which repeats the run
/// @param label a name given by the user; null without one
/// @param warnings what the reader must know of this run, one plain sentence each
public record Run(
    String id,
    Instant startedAt,
    Instant finishedAt,
    RunStatus status,
    @Nullable Long seed,
    List<String> arguments,
    @Nullable String label,
    List<String> warnings) {

  private static final List<String> FOLDER_OPTIONS = List.of("-o", "--output", "--work-dir");

  /// @throws IllegalArgumentException when a value is missing or out of range
  public Run {
    Checks.id("run.id", id);
    Checks.present("run.startedAt", startedAt);
    Checks.present("run.finishedAt", finishedAt);
    if (finishedAt.isBefore(startedAt)) {
      throw Checks.bad("run.finishedAt", finishedAt, "no earlier than run.startedAt " + startedAt);
    }
    Checks.present("run.status", status);
    Checks.atLeast("run.seed", 0, seed);
    arguments = Checks.list("run.arguments", arguments);
    Checks.optionalText("run.label", label);
    warnings = Checks.texts("run.warnings", warnings);
  }

  /// The same run as it is published: its command line without the folders of the machine that it
  /// took place on, which change no figure and exist nowhere else.
  public Run withoutFolders() {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (FOLDER_OPTIONS.contains(argument)) {
        i++; // its value
      } else if (FOLDER_OPTIONS.stream().noneMatch(it -> argument.startsWith(it + "="))) {
        kept.add(argument);
      }
    }
    return new Run(id, startedAt, finishedAt, status, seed, kept, label, warnings);
  }
}
