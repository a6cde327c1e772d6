package dev.spikebench.cli.workload;

import dev.spikebench.cli.text.Quantity;
import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.request.RequestForm;
import dev.spikebench.loadgen.request.SuccessRule;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// A workload in one line, for the head of what a run prints. Thread-safe: no state.
public final class WorkloadText {
  /// As many digits of the hash as tell definitions apart for a reader.
  private static final int HASH_DIGITS = 12;

  private WorkloadText() {}

  /// Name, hash of the definition, and what is not told elsewhere.
  public static String line(Workload workload) {
    List<String> parts = new ArrayList<>();
    parts.add(workload.mode().text() + " loop");
    CustomRequest request = workload.request();
    if (request == null) {
      addEvents(parts, workload);
    } else {
      addRequest(parts, request);
    }
    return "%s, definition %s: %s"
        .formatted(
            workload.id(),
            WorkloadDefinition.sha256(workload).substring(0, HASH_DIGITS),
            String.join(", ", parts));
  }

  private static void addRequest(List<String> parts, CustomRequest request) {
    RequestForm form = request.form();
    parts.add(form.method() + " " + form.path());
    SuccessRule rule = form.rule();
    if (rule != null) {
      parts.add("good where " + String.join(" and ", rule.conditions()));
    }
  }

  private static void addEvents(List<String> parts, Workload workload) {
    parts.add(workload.ids().text() + " ids");
    parts.add(Quantity.count(workload.sessions()) + " sessions");
    if (workload.kinds().size() > 1) {
      parts.add(workload.kinds().size() + " kinds of events");
    }
    if (workload.duplicateShare() > 0) {
      parts.add(
          new BigDecimal(String.valueOf(workload.duplicateShare()))
                  .movePointRight(2)
                  .stripTrailingZeros()
                  .toPlainString()
              + "% duplicates");
    }
  }
}
