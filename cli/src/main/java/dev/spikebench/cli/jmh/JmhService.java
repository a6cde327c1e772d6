package dev.spikebench.cli.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.RunId;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.BenchmarkResults;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs the microbenchmarks, one process of JMH a class, and sums their results up. After each
/// class the results so far are on disk.
public final class JmhService {
  private final Terminal terminal;
  private final Installation installation;
  private final CommonOptions common;
  private final Clock clock;
  private final JsonMapper mapper = JsonMapper.builder().build();

  /// The service for the installation's benchmarks.
  public JmhService(
      Terminal terminal, Installation installation, CommonOptions common, Clock clock) {
    this.terminal = terminal;
    this.installation = installation;
    this.common = common;
    this.clock = clock;
  }

  /// Prints which benchmarks match, one full name a line.
  public ExitCode list(JmhOptions options) {
    List<String> names =
        JmhArchive.of(installation).benchmarks(options.pattern()).values().stream()
            .flatMap(List::stream)
            .toList();
    if (common.json()) {
      JsonOutput.print(terminal, Map.of("benchmarks", names));
    } else {
      names.forEach(terminal.out()::println);
    }
    return ExitCode.GOOD;
  }

  /// Runs what matches.
  ///
  /// @throws CommandException where nothing does, or where a benchmark fails: most often because
  ///   its answer is wrong
  public ExitCode run(JmhOptions options) {
    JmhArchive archive = JmhArchive.of(installation);
    Map<String, List<String>> classes = archive.benchmarks(options.pattern());
    Path output = output(options);
    WritableFolders.require(output);
    JmhSettings settings = JmhSettings.of(options.quick());
    // Read before anything runs: a wrong file is not found out after minutes.
    Path into = options.into();
    BenchmarkResults earlier = into == null ? null : ResultFiles.read(into);
    say(settings.text() + "; files go to " + output);
    ArrayNode results = mapper.createArrayNode();
    try (Interruption interruption = Interruption.listen();
        Writer log = Files.newBufferedWriter(output.resolve("jmh.log"))) {
      int number = 0;
      for (List<String> names : classes.values()) {
        number++;
        if (!interruption.requested()) {
          String place = "[" + number + "/" + classes.size() + "] ";
          results.addAll(measure(archive, settings, names, output, place, log, interruption));
          WholeFiles.write(output.resolve("jmh.json"), results.toPrettyString() + "\n");
        }
      }
      print(options, output, results, interruption.requested());
      if (into != null && earlier != null && !interruption.requested()) {
        JmhFiles.fold(into, earlier, JmhFiles.read(output.resolve("jmh.json")));
        say("put into " + into + ", and its reports renewed");
      }
      return interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.GOOD;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot write to " + output + ": " + e + "; choose another folder", e);
    }
  }

  private ArrayNode measure(
      JmhArchive archive,
      JmhSettings settings,
      List<String> names,
      Path output,
      String place,
      Writer log,
      Interruption interruption)
      throws IOException {
    try (TemporaryFolder work = TemporaryFolder.of(Files.createTempDirectory(output, ".work"))) {
      Path result = work.path().resolve("result.json");
      List<String> arguments = JmhRun.arguments(settings, names, result);
      JmhRun run = new JmhRun(archive.command(arguments), work.path(), line -> say(place + line));
      interruption.whenRequested(run::stop);
      boolean measured = run.run(log);
      if (interruption.requested()) {
        return mapper.createArrayNode();
      }
      if (!measured) {
        throw new CommandException(
            ExitCode.INVALID_MEASUREMENT,
            "a benchmark failed; " + output.resolve("jmh.log") + " says which and why");
      }
      JsonNode read = mapper.readTree(result.toFile());
      return read.isArray() ? (ArrayNode) read : mapper.createArrayNode();
    }
  }

  private Path output(JmhOptions options) {
    Path output = options.output();
    return (output == null
            ? installation.runs().resolve("jmh-" + RunId.of(clock.instant()))
            : output)
        .toAbsolutePath();
  }

  private void print(JmhOptions options, Path output, ArrayNode results, boolean interrupted) {
    List<JmhResult> rows = new ArrayList<>();
    results.forEach(result -> rows.add(JmhResult.of(result)));
    if (interrupted) {
      say("interrupted; the classes that were finished are in " + output.resolve("jmh.json"));
    }
    if (common.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("output", output.toString());
      document.put("quick", options.quick());
      document.put("interrupted", interrupted);
      document.put("benchmarks", rows);
      JsonOutput.print(terminal, document);
    } else {
      JmhTable.lines(rows).forEach(terminal.out()::println);
      terminal.out().flush();
    }
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
      terminal.err().flush();
    }
  }
}
