package dev.spikebench.cli.study;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.results.model.StudyFactor;
import java.nio.file.Path;
import java.util.List;

/// What a study is asked to do.
///
/// @param backends the backends, in the order of the tables
/// @param strategies write strategies, distinct, at least one
/// @param synchronous levels of SQLite's `synchronous`, distinct, at least one
/// @param ids shapes of the event ids by the name of their workload, distinct, at least one
/// @param subscribers numbers of subscribers of the event stream, distinct, at least one
/// @param rounds how often each combination is measured, 1 … [#MAX_ROUNDS]
/// @param load how many events each measurement takes, and how they are sent
/// @param seed seed of the order, 0 … 2^53−1
/// @param output folder of the result file, the reports and the backends' output
/// @param workDirectory where the backends run, each in a folder of its own with its database
/// @param waitForOthers whether to wait for another measuring run on this machine; else it is an
///   error
/// @param publish whether the committed report and the dated result file are renewed as well
/// @param arguments the command line that repeats the study, for the result file
public record StudyOptions(
    List<BackendDescriptor> backends,
    List<String> strategies,
    List<String> synchronous,
    List<String> ids,
    List<Integer> subscribers,
    int rounds,
    StudyLoad load,
    long seed,
    Path output,
    Path workDirectory,
    boolean waitForOthers,
    boolean publish,
    List<String> arguments) {

  /// Most rounds: a study is bounded, also by mistake.
  public static final int MAX_ROUNDS = 1_000;

  /// Copies the lists and makes the folders absolute.
  ///
  /// @throws IllegalArgumentException naming field and value
  public StudyOptions {
    backends = List.copyOf(backends);
    strategies = List.copyOf(strategies);
    synchronous = List.copyOf(synchronous);
    ids = List.copyOf(ids);
    subscribers = List.copyOf(subscribers);
    arguments = List.copyOf(arguments);
    output = output.toAbsolutePath().normalize();
    workDirectory = workDirectory.toAbsolutePath().normalize();
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new IllegalArgumentException(
          "rounds must be between 1 and " + MAX_ROUNDS + ", but is " + rounds);
    }
  }

  /// What is varied; the last factor varies fastest in the tables.
  List<StudyFactor> factors() {
    return List.of(
        new StudyFactor(StudyFactor.BACKEND, backends.stream().map(BackendDescriptor::id).toList()),
        new StudyFactor(StudyFactor.STRATEGY, strategies),
        new StudyFactor(StudyFactor.SYNCHRONOUS, synchronous),
        new StudyFactor(StudyFactor.IDS, ids),
        new StudyFactor(
            StudyFactor.SUBSCRIBERS, subscribers.stream().map(String::valueOf).toList()));
  }
}
