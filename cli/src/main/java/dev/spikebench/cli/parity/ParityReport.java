package dev.spikebench.cli.parity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.parity.CaseResult;
import dev.spikebench.parity.ParityJson;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.parity.report.DifferentialHtml;
import dev.spikebench.parity.report.DifferentialJson;
import dev.spikebench.parity.report.DifferentialMarkdown;
import dev.spikebench.parity.report.JunitXml;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.results.json.WholeFiles;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a run tells: as a document, as text, and as files.
public final class ParityReport {
  /// What a kept run's file says that it is.
  public static final String KIND = "parity";

  private final ParityOutcome outcome;

  ParityReport(ParityOutcome outcome) {
    this.outcome = outcome;
  }

  /// How the process ends.
  public ExitCode exitCode() {
    return outcome.exitCode();
  }

  /// The last line of the text.
  public String closingLine() {
    return outcome.closingLine();
  }

  /// The summary in Markdown; empty where nothing but the 18 cases was run.
  public String text() {
    return outcome.differential() == null ? "" : DifferentialMarkdown.of(outcome.differential());
  }

  /// One document. Of one backend's 18 cases alone it is the suite's own.
  public ObjectNode json() {
    boolean suiteAlone = outcome.differential() == null && outcome.core().size() == 1;
    if (suiteAlone && outcome.unavailable().isEmpty()) {
      return ParityJson.of(outcome.core().values().iterator().next());
    }
    ObjectNode json = emptyDocument();
    json.put("passed", outcome.passed());
    json.put("failed", outcome.failed());
    json.put("skipped", outcome.skipped());
    ArrayNode cases = json.putArray("cases");
    outcome.core().forEach((backend, result) -> core(cases, backend, result));
    ObjectNode unavailable = json.putObject("unavailable");
    outcome.unavailable().forEach(unavailable::put);
    json.putArray("findings");
    DifferentialResult differential = outcome.differential();
    if (differential != null) {
      differential.cases().forEach(one -> contract(cases, one));
      DifferentialJson.into(json, differential);
    }
    return json;
  }

  static ObjectNode emptyDocument() {
    return JsonNodeFactory.instance.objectNode();
  }

  void write(ParityOptions options) {
    DifferentialResult differential = outcome.differential();
    @Nullable Path folder = options.output();
    if (differential != null) {
      CounterexampleFile.add(options.counterexamples(), differential.findings());
    }
    if (folder == null) {
      return;
    }
    WholeFiles.write(folder.resolve("parity.json"), JsonOutput.text(json()) + "\n");
    if (differential != null) {
      WholeFiles.write(folder.resolve("parity.md"), DifferentialMarkdown.of(differential));
      WholeFiles.write(folder.resolve("parity.html"), DifferentialHtml.of(differential));
      WholeFiles.write(folder.resolve("TEST-parity.xml"), JunitXml.of(differential));
    }
  }

  private static void core(ArrayNode cases, String backend, ParityResult result) {
    for (CaseResult one : result.cases()) {
      entry(cases, one.id(), one.name(), one.outcome(), one.message()).put("backend", backend);
    }
  }

  private static void contract(ArrayNode cases, CaseOutcome one) {
    String message = one.passes() ? "" : one.worstFacet() + ": " + one.seen();
    entry(
        cases,
        one.planned().id(),
        String.join(" ", one.planned().rules()),
        ParityOutcome.outcome(one),
        message);
  }

  private static ObjectNode entry(
      ArrayNode cases, String id, String name, CaseResult.Outcome outcome, String message) {
    return cases
        .addObject()
        .put("id", id)
        .put("name", name)
        .put("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .put("message", message);
  }
}
