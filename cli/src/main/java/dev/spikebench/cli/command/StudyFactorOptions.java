package dev.spikebench.cli.command;

import dev.spikebench.cli.study.StudyLoad;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The levels of a study's factors, apart from the backends.
public final class StudyFactorOptions {
  private static final List<String> STRATEGIES = List.of("per-event", "per-batch", "group");
  private static final List<String> SYNCHRONOUS = List.of("OFF", "NORMAL", "FULL");
  private static final int MAX_SUBSCRIBERS = 10_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      split = ",",
      description =
          "Write strategies, separated by commas, of per-event, per-batch and group (default: all"
              + " three).")
  private List<String> strategies = STRATEGIES;

  @Option(
      names = "--synchronous",
      paramLabel = "LEVEL",
      split = ",",
      description =
          "Levels of SQLite's synchronous, separated by commas, of OFF, NORMAL and FULL (default:"
              + " NORMAL,FULL).")
  private List<String> synchronous = List.of("NORMAL", "FULL");

  @Option(
      names = "--ids",
      paramLabel = "SHAPE",
      split = ",",
      description =
          "Shapes of the event ids, separated by commas: spec ascends, random-ids are UUIDs"
              + " (default: both).")
  private List<String> ids = StudyLoad.ID_LEVELS;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      split = ",",
      description =
          "Clients that follow the event stream meanwhile; several numbers, separated by commas,"
              + " make it a factor: 0,20 (default: 0).")
  private List<Integer> subscribers = List.of(0);

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  StudyFactorOptions() {}

  /// Write strategies.
  ///
  /// @throws ParameterException if one is unknown or given twice
  public List<String> strategies() {
    return levels("--strategy", strategies, STRATEGIES);
  }

  /// Levels of SQLite's `synchronous`.
  ///
  /// @throws ParameterException if one is unknown or given twice
  public List<String> synchronous() {
    return levels("--synchronous", synchronous, SYNCHRONOUS);
  }

  /// Shapes of the event ids.
  ///
  /// @throws ParameterException if one is unknown or given twice
  public List<String> ids() {
    return levels("--ids", ids, StudyLoad.ID_LEVELS);
  }

  /// Numbers of subscribers.
  ///
  /// @throws ParameterException if one is out of range or given twice
  public List<Integer> subscribers() {
    for (int number : subscribers) {
      if (number < 0 || number > MAX_SUBSCRIBERS) {
        throw wrong(
            "--subscribers must be between 0 and " + MAX_SUBSCRIBERS + ", but is " + number + ".");
      }
    }
    return distinct("--subscribers", subscribers);
  }

  private List<String> levels(String option, List<String> chosen, List<String> known) {
    for (String level : chosen) {
      if (!known.contains(level)) {
        throw wrong(
            "%s: there is no '%s', only %s.".formatted(option, level, String.join(", ", known)));
      }
    }
    return distinct(option, chosen);
  }

  private <T> List<T> distinct(String option, List<T> levels) {
    if (new HashSet<>(levels).size() != levels.size()) {
      throw wrong(option + ": a level is given twice: " + levels + ".");
    }
    return levels;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
