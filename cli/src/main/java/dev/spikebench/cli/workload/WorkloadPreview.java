package dev.spikebench.cli.workload;

import dev.spikebench.backends.yaml.YamlText;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.loadgen.workload.BodyRenderer;
import dev.spikebench.loadgen.workload.RequestBodies;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a workload will send, told before it is sent: every effective value, sizes, an example.
/// Used by one thread.
public final class WorkloadPreview {
  /// Requests that are rendered to tell their sizes.
  private static final long SAMPLED_REQUESTS = 200;

  /// Stands for the nonce that every run has of its own.
  private static final String NONCE = "00000000000000000example1";

  private static final Instant INSTANT = Instant.parse("2026-01-01T00:00:00Z");

  private final Workload workload;
  private final RequestBodies sample;
  private final long plannedDuplicates;

  /// Renders the first requests.
  ///
  /// @param seed seed of what is drawn
  public WorkloadPreview(Workload workload, long seed) {
    this.workload = workload;
    long events = Math.min(workload.events(), SAMPLED_REQUESTS * workload.batchSize());
    this.sample = new BodyRenderer(workload.withEvents(events), NONCE, INSTANT, seed).measured();
    this.plannedDuplicates =
        new BodyRenderer(workload, NONCE, INSTANT, seed).repeatedAmong(workload.events());
  }

  /// The preview for scripts.
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("definition", WorkloadDefinition.of(workload));
    document.put("definitionSha256", WorkloadDefinition.sha256(workload));
    document.put("path", workload.path());
    document.put("requests", workload.requests());
    document.put("plannedDuplicates", plannedDuplicates);
    document.put("sampledRequests", sample.count());
    document.put("meanBodyBytes", meanBytes());
    document.put("largestBodyBytes", sample.largestBytes());
    document.put("exampleBody", JsonOutput.parse(body()));
    return document;
  }

  /// The preview as a workload file, all else in comments.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("# definition " + WorkloadDefinition.sha256(workload));
    lines.addAll(YamlText.of(WorkloadDefinition.of(workload)).lines().toList());
    lines.add("");
    lines.add(
        "# %s requests to %s; of the first %s the mean body is %s bytes, the largest %s"
            .formatted(
                Quantity.count(workload.requests()),
                workload.path(),
                Quantity.count(sample.count()),
                Quantity.count(meanBytes()),
                Quantity.count(sample.largestBytes())));
    if (plannedDuplicates > 0) {
      lines.add("# %s events repeat an earlier one".formatted(Quantity.count(plannedDuplicates)));
    }
    lines.add("# the first event, as in a run of its own nonce and instant:");
    JsonOutput.text(firstEvent()).lines().map(line -> "#   " + line).forEach(lines::add);
    return lines;
  }

  private Object firstEvent() {
    Object body = JsonOutput.parse(body());
    return body instanceof Map<?, ?> batch && batch.get("events") instanceof List<?> events
        ? events.getFirst()
        : body;
  }

  private String body() {
    return new String(sample.body(0), StandardCharsets.UTF_8);
  }

  private long meanBytes() {
    long sum = 0;
    for (int request = 0; request < sample.count(); request++) {
      sum += sample.body(request).length;
    }
    return sum / sample.count();
  }
}
