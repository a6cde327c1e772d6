package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `calibrate` does: runs the checks one after the other and says what they read. Used by one
/// thread.
public final class CalibrationService {
  /// Name of the result file.
  private static final String FILE = "calibration.json";

  private final Terminal terminal;
  private final CommonOptions common;

  /// The service, printing on the terminal.
  public CalibrationService(Terminal terminal, CommonOptions common) {
    this.terminal = terminal;
    this.common = common;
  }

  /// The ids of all checks, in their order.
  public static List<String> ids() {
    return all().stream().map(Check::id).toList();
  }

  private static List<Check> all() {
    return Stream.of(LatencyChecks.all(), ClientChecks.all(), TargetChecks.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Runs checks.
  ///
  /// @param wanted ids of those to run; empty for all
  /// @param quick whether fewer rounds will do
  /// @param workDirectory folder under which what is started has its own
  /// @param output folder for the result file; null for none
  public ExitCode run(
      List<String> wanted, boolean quick, Path workDirectory, @Nullable Path output) {
    Path folder = newFolder(workDirectory);
    AtomicBoolean cancelled = new AtomicBoolean();
    try (TemporaryFolder _ = TemporaryFolder.of(folder);
        Interruption interruption = Interruption.listen()) {
      interruption.whenRequested(() -> cancelled.set(true));
      Environment environment = EnvironmentProbe.probe(folder);
      environment.disturbances().forEach(it -> say("note: " + it));
      Bench bench = new Bench(folder, quick, cancelled::get);
      List<CheckResult> results = new ArrayList<>();
      for (Check check : all()) {
        if ((wanted.isEmpty() || wanted.contains(check.id())) && !cancelled.get()) {
          say(check.id() + " ...");
          results.add(run(check, bench));
          print(results.getLast());
        }
      }
      finish(environment, quick, results, output);
      return cancelled.get() ? ExitCode.INTERRUPTED : exitCode(results);
    }
  }

  private CheckResult run(Check check, Bench bench) {
    try {
      return check.run(bench);
    } catch (BackendsException e) {
      if (bench.cancelled().getAsBoolean()) {
        return CheckResult.leftOut(check.id(), check.question(), "it was interrupted");
      }
      throw new CommandException(
          ExitCode.TOOL_FAILURE, check.id() + " could not be made: " + e.getMessage(), e);
    }
  }

  private static ExitCode exitCode(List<CheckResult> results) {
    return results.stream().anyMatch(it -> it.state() == CheckResult.State.MISSED)
        ? ExitCode.ANSWER_IS_NO
        : ExitCode.GOOD;
  }

  private void print(CheckResult result) {
    if (!common.json()) {
      result.lines().forEach(terminal.out()::println);
      terminal.out().flush();
    }
  }

  private void finish(
      Environment environment, boolean quick, List<CheckResult> results, @Nullable Path output) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", "calibration");
    document.put("tool", "spikebench " + ProgramVersion.current());
    document.put("finishedAt", Instant.now().toString());
    document.put("quick", quick);
    document.put("machine", machine(environment));
    document.put("disturbances", environment.disturbances());
    document.put("checks", results.stream().map(CalibrationService::document).toList());
    if (common.json()) {
      JsonOutput.print(terminal, document);
    }
    if (output != null) {
      WholeFiles.write(output.resolve(FILE), JsonOutput.text(document) + "\n");
    }
  }

  private static String machine(Environment environment) {
    return "%s, %s processors, %s; commit %s"
        .formatted(
            environment.hardware().cpuModel().orElse("unknown processor"),
            Runtime.getRuntime().availableProcessors(),
            environment.os().kernel().orElse("unknown system"),
            environment.source().commit().orElse("unknown"));
  }

  private static Map<String, Object> document(CheckResult result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", result.id());
    values.put("question", result.question());
    values.put("state", result.state().name());
    values.put("reason", result.reason());
    values.put("readings", result.readings().stream().map(CalibrationService::document).toList());
    return values;
  }

  private static Map<String, @Nullable Object> document(CheckResult.Reading reading) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("name", reading.name());
    values.put("value", reading.value());
    values.put("least", Double.isInfinite(reading.least()) ? null : (Double) reading.least());
    values.put("most", Double.isInfinite(reading.most()) ? null : (Double) reading.most());
    values.put("met", reading.met());
    return values;
  }

  private static Path newFolder(Path workDirectory) {
    try {
      Files.createDirectories(workDirectory);
      return Files.createTempDirectory(workDirectory, "calibration-").toAbsolutePath();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot make a folder in " + workDirectory + ": " + e, e);
    }
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
    }
  }
}
