package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.results.diff.ReferencedRatio;
import dev.spikebench.results.diff.ResultDiff;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.report.DiffReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Two stored results side by side.
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Show two results of compare side by side, and say why they are not judged where they are"
          + " not.",
      "",
      "Results of different days differ in more than the backends. They are judged only on the"
          + " same",
      "machine, with the same load, and through a backend whose artifact is the same in both; even",
      "then it is at most a warning. A verdict takes both in one session: that is the gate's."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench diff before/benchmark-results.json after/benchmark-results.json",
      "  spikebench diff before.json after.json --json",
      "",
      "Exit codes: 0 shown and comparable, 2 a file is damaged, 6 shown and not comparable."
    })
public final class DiffCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "FIRST", description = "A benchmark-results.json.")
  private @Nullable Path first;

  @Parameters(index = "1", paramLabel = "SECOND", description = "Another one.")
  private @Nullable Path second;

  /// The command, printing on the terminal's standard output.
  public DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ResultDiff diff =
        ResultDiff.of(
            ResultFiles.read(Objects.requireNonNull(first, "picocli requires FIRST")),
            ResultFiles.read(Objects.requireNonNull(second, "picocli requires SECOND")));
    if (common.json()) {
      JsonOutput.print(terminal, document(diff));
    } else {
      terminal.out().print(DiffReport.render(diff));
      terminal.out().flush();
    }
    return (diff.obstacles().isEmpty() ? ExitCode.GOOD : ExitCode.NOT_COMPARABLE).code();
  }

  private static Map<String, Object> document(ResultDiff diff) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("comparable", diff.obstacles().isEmpty());
    document.put("obstacles", diff.obstacles());
    List<Map<String, Object>> rows = diff.rows().stream().map(DiffCommand::row).toList();
    document.put("rows", rows);
    document.put("apart", diff.apart());
    document.put("judged", diff.judged().stream().map(DiffCommand::judged).toList());
    return document;
  }

  private static Map<String, Object> row(ResultDiff.Row row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("backend", row.backendId());
    members.put("metric", row.key().key());
    members.put("first", row.first().value());
    members.put("second", row.second().value());
    members.put("intervalsApart", row.apart());
    return members;
  }

  private static Map<String, Object> judged(ReferencedRatio ratio) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("backend", ratio.backendId());
    members.put("reference", ratio.referenceId());
    members.put("metric", ratio.metric().id());
    members.put("worseRatio", ratio.change().ratio());
    ratio.change().low().ifPresent(it -> members.put("low", it));
    ratio.change().high().ifPresent(it -> members.put("high", it));
    members.put("warning", ratio.worse());
    return members;
  }
}
