package dev.spikebench.parity;

import dev.spikebench.parity.CaseResult.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Turns JUnit's reports into results of cases.
final class CaseCollector implements TestExecutionListener {
  private final ParityListener listener;
  private final Map<String, Long> startNsByTest = new ConcurrentHashMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  CaseCollector(ParityListener listener) {
    this.listener = listener;
  }

  /// What failed around the cases; JUnit lets no listener throw.
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    startNsByTest.put(test.getUniqueId(), System.nanoTime());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (test.isTest()) {
      listener.caseFinished(result(test, Outcome.SKIPPED, reason));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult execution) {
    String message = execution.getThrowable().map(CaseCollector::messageOf).orElse("");
    boolean passed = execution.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    if (test.isTest()) {
      listener.caseFinished(result(test, passed ? Outcome.PASSED : Outcome.FAILED, message));
    } else if (!passed) {
      faults.add(test.getDisplayName() + ": " + message);
    }
  }

  private CaseResult result(TestIdentifier test, Outcome outcome, String message) {
    String id =
        test.getTags().stream().findFirst().map(TestTag::getName).orElse(test.getDisplayName());
    long startNs = startNsByTest.getOrDefault(test.getUniqueId(), System.nanoTime());
    long durationMs = (System.nanoTime() - startNs) / 1_000_000;
    return new CaseResult(id, test.getDisplayName(), outcome, message, durationMs);
  }

  private static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
