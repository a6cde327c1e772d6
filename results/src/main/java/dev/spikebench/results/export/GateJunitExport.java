package dev.spikebench.results.export;

import dev.spikebench.results.ResultsException;
import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.gate.GateText;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JUnit's XML of a gate's session: a suite with a case for the verdict, for the parity of each
/// side and for each metric. What regressed or went wrong fails; what cannot be told is skipped
/// with its reason. A metric that only warns never fails: it is skipped where it would have.
final class GateJunitExport {

  private static final double MILLISECONDS_PER_SECOND = 1e3;

  private GateJunitExport() {}

  static Export of(GateResults results) {
    // Computed anew: what the file says of its own conclusion is not believed.
    GateConclusion end = GateConclusions.of(results);
    List<JunitXml.Case> cases = new ArrayList<>();
    cases.add(verdict(results, end));
    results.backends().forEach(it -> cases.add(parity(it)));
    end.comparisons().forEach(it -> cases.add(metric(it)));
    String candidate = results.arm(GateArm.CANDIDATE).ref();
    String baseline = results.arm(GateArm.BASELINE).ref();
    JunitXml.Suite suite =
        new JunitXml.Suite(
            "gate." + candidate + " against " + baseline, results.run().startedAt(), cases);
    try {
      return Export.of(JunitXml.text("spikebench", List.of(suite)), List.of());
    } catch (javax.xml.stream.XMLStreamException e) {
      throw new ResultsException("cannot write the XML of session " + results.run().id(), e);
    }
  }

  private static JunitXml.Case verdict(GateResults results, GateConclusion end) {
    String sentence = end.verdict().title() + ": " + end.headline() + " Next: " + end.next();
    Duration took = Duration.between(results.run().startedAt(), results.run().finishedAt());
    return new JunitXml.Case(
        "verdict",
        took.toMillis() / MILLISECONDS_PER_SECOND,
        failed(end.verdict()) ? sentence : null,
        end.verdict() == GateVerdict.INCONCLUSIVE ? sentence : null,
        end.verdict() == GateVerdict.PASS ? sentence : null);
  }

  private static boolean failed(GateVerdict verdict) {
    return switch (verdict) {
      case REGRESSED, RUN_FAILED, NOT_COMPARABLE -> true;
      case PASS, INCONCLUSIVE -> false;
    };
  }

  private static JunitXml.Case parity(BackendFacts side) {
    String unavailable = side.unavailableReason();
    String failure = unavailable;
    if (unavailable == null && !side.parity().allPassed()) {
      failure =
          "%d of %d parity cases passed".formatted(side.parity().passed(), side.parity().total());
    }
    return new JunitXml.Case("parity of the " + side.id(), 0, failure, null, null);
  }

  private static JunitXml.Case metric(GateComparison compared) {
    String words = figures(compared) + compared.reason();
    boolean fails = compared.verdict().equals("fail");
    boolean passes = compared.verdict().equals("pass");
    String failure = fails && compared.gates() ? words : null;
    String skipped = null;
    if (!passes && failure == null) {
      skipped = fails ? "warns only: " + words : words;
    }
    return new JunitXml.Case(compared.metric().text(), 0, failure, skipped, passes ? words : null);
  }

  private static String figures(GateComparison compared) {
    Double worse = compared.worseRatio();
    String interval = interval(compared, compared.low(), compared.high());
    return worse == null
        ? ""
        : "%s %s%s, tolerance %s: "
            .formatted(
                compared.metric().label(),
                GateText.change(compared.metric(), worse),
                interval,
                GateText.percent(compared.tolerance()));
  }

  private static String interval(
      GateComparison compared, @Nullable Double low, @Nullable Double high) {
    return low == null || high == null
        ? ""
        : " (%s to %s)"
            .formatted(
                GateText.change(compared.metric(), low), GateText.change(compared.metric(), high));
  }
}
