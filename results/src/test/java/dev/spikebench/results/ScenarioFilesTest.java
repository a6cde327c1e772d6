package dev.spikebench.results;

import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.report.HtmlReport;
import dev.spikebench.results.report.MarkdownReport;
import dev.spikebench.results.report.SummaryReport;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The kept scenarios and their reports, byte for byte. The reports are made from the file as read,
/// not from the value that was written.
class ScenarioFilesTest {

  @TestFactory
  Stream<DynamicTest> everyScenarioAndItsReportsAreAsKept() {
    return Scenarios.all().entrySet().stream()
        .map(it -> DynamicTest.dynamicTest(it.getKey(), () -> check(it)));
  }

  private static void check(Map.Entry<String, BenchmarkResults> scenario) {
    String name = "scenarios/" + scenario.getKey();
    Golden.assertKept(Golden.resource(name + ".json"), ResultFiles.toJson(scenario.getValue()));
    BenchmarkResults results = ResultFiles.read(Golden.resource(name + ".json"));
    Golden.assertKept(Golden.resource(name + ".md"), MarkdownReport.render(results));
    Golden.assertKept(Golden.resource(name + ".html"), HtmlReport.render(results));
    Golden.assertKept(Golden.resource(name + ".summary.md"), SummaryReport.render(results));
  }
}
