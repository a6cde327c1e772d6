package dev.spikebench.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.parity.report.DifferentialMarkdown;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.report.ReportFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A run that is kept in the repository: `parity-<UTC time>.json` and the same in Markdown. The
/// file holds what the report holds, an entry a line, after what it was made by and on.
final class PublishedParity {
  private static final String SCHEMA_VERSION = "1.0.0";

  private PublishedParity() {}

  /// Writes both files.
  ///
  /// @param folder the repository's `results/`
  /// @param work where the backends' files lay, for what the machine is
  /// @return the JSON file
  static Path write(Path folder, ParityOutcome outcome, Instant startedAt, Path work) {
    ObjectNode report = new ParityReport(outcome).json();
    // Of the contract cases there is a fuller list of their own.
    report.remove("cases");
    ObjectNode document = head(startedAt, EnvironmentProbe.probe(work));
    outcome
        .core()
        .forEach(
            (backend, result) ->
                document
                    .withObject("/core")
                    .putObject(backend)
                    .put("passed", result.passed())
                    .put("failed", result.failed()));
    document.setAll(report);
    Path file = folder.resolve(ParityReport.KIND + "-" + ReportFiles.dated(startedAt));
    WholeFiles.write(file, text(document));
    String name = String.valueOf(file.getFileName()).replaceFirst("json$", "md");
    WholeFiles.write(
        folder.resolve(name),
        DifferentialMarkdown.of(Objects.requireNonNull(outcome.differential())));
    return file;
  }

  private static ObjectNode head(Instant startedAt, Environment environment) {
    ObjectNode document = ParityReport.emptyDocument();
    document.put("kind", ParityReport.KIND).put("schemaVersion", SCHEMA_VERSION);
    document.put("tool", "spikebench " + ProgramVersion.current());
    document.put("startedAt", startedAt.toString());
    document.put("finishedAt", Instant.now().toString());
    ObjectNode machine = document.putObject("machine");
    machine.putPOJO("cpuModel", environment.hardware().cpuModel().value());
    machine.putPOJO("logicalCpus", environment.hardware().logicalCpus().value());
    machine.putPOJO("kernel", environment.os().kernel().value());
    machine.putPOJO("fileSystem", environment.storage().fileSystem().value());
    machine.putPOJO("commit", environment.source().commit().value());
    machine.put("dirty", environment.source().dirty());
    return document;
  }

  /// A line for each member, and within those for each entry: small, and fit for a line-wise diff.
  static String text(ObjectNode document) {
    List<String> members = new ArrayList<>();
    document
        .properties()
        .forEach(
            member ->
                members.add(JsonOutput.line(member.getKey()) + ": " + entries(member.getValue())));
    return "{\n" + String.join(",\n", members) + "\n}\n";
  }

  private static String entries(JsonNode value) {
    List<String> entries = new ArrayList<>();
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry ->
                  entries.add(
                      JsonOutput.line(entry.getKey()) + ": " + JsonOutput.line(entry.getValue())));
    } else {
      value.forEach(entry -> entries.add(JsonOutput.line(entry)));
    }
    if (entries.isEmpty()) {
      return JsonOutput.line(value);
    }
    String inner = "\n  " + String.join(",\n  ", entries) + "\n";
    return value.isObject() ? "{" + inner + "}" : "[" + inner + "]";
  }
}
