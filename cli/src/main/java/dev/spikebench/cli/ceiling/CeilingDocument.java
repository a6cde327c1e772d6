package dev.spikebench.cli.ceiling;

import dev.spikebench.backends.raw.Rows;
import dev.spikebench.cli.ProgramVersion;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result for scripts.
final class CeilingDocument {
  private CeilingDocument() {}

  static Map<String, @Nullable Object> of(CeilingResult result, Instant finishedAt) {
    CeilingFindings findings = CeilingFindings.of(result.rates());
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("kind", "ceiling");
    document.put("schemaVersion", "1.0.0");
    document.put("tool", "spikebench " + ProgramVersion.current());
    document.put("finishedAt", finishedAt.toString());
    document.put("quick", result.quick());
    document.put("complete", result.complete());
    document.put("machine", machine(result));
    document.put("disturbances", result.environment().disturbances());
    document.put("ceiling", findings.ceiling() == null ? null : rate(findings.ceiling()));
    document.put("backends", backends(findings));
    document.put("findings", findings.sentences());
    Map<String, @Nullable Object> sync = new LinkedHashMap<>();
    sync.put("medianNs", result.syncLatency().medianNs().value());
    sync.put("p99Ns", result.syncLatency().p99Ns().value());
    sync.put("samples", result.syncLatency().samples());
    document.put("syncLatency", sync);
    document.put("parsing", result.parsing());
    document.put("loadGenerator", result.generator());
    document.put("rates", result.rates().stream().map(CeilingDocument::rate).toList());
    return document;
  }

  private static Map<String, @Nullable Object> machine(CeilingResult result) {
    Map<String, @Nullable Object> machine = new LinkedHashMap<>();
    machine.put("cpuModel", result.environment().hardware().cpuModel().value());
    machine.put("logicalCpus", result.environment().hardware().logicalCpus().value());
    machine.put("kernel", result.environment().os().kernel().value());
    machine.put("fileSystem", result.environment().storage().fileSystem().value());
    machine.put("memoryBacked", result.environment().storage().memoryBacked());
    machine.put("commit", result.environment().source().commit().value());
    return machine;
  }

  private static List<Map<String, @Nullable Object>> backends(CeilingFindings findings) {
    return findings.bestOfBackend().values().stream()
        .map(
            best -> {
              Map<String, @Nullable Object> backend = new LinkedHashMap<>();
              backend.put("id", best.backendId());
              backend.put("bestEventsPerSecond", best.median());
              backend.put("shareOfCeiling", findings.shareOf(best.backendId()));
              return backend;
            })
        .toList();
  }

  private static Map<String, @Nullable Object> rate(CeilingRate rate) {
    CeilingCase testCase = rate.testCase();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("backend", rate.backendId());
    values.put("synchronous", testCase.synchronous());
    values.put("ids", testCase.ids().text());
    values.put("groupSize", testCase.groupSize());
    values.put("manyRows", testCase.rows() == Rows.MANY);
    values.put("events", testCase.events());
    values.put("eventsPerSecond", rate.eventsPerSecond());
    values.put("medianEventsPerSecond", rate.median());
    values.put("reason", rate.reason());
    return values;
  }
}
