package dev.spikebench.results.report;

import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.variation.Share;
import dev.spikebench.results.stats.variation.Variation;
import dev.spikebench.results.study.ClaimAnswer;
import dev.spikebench.results.study.ClaimVerdict;
import dev.spikebench.results.study.MutexAnswer;
import dev.spikebench.results.study.SeedClaim;
import dev.spikebench.results.study.SeedClaims;
import dev.spikebench.results.study.StudyData;
import dev.spikebench.results.study.StudyMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The first study's own question, whether to rewrite its backend in Rust, as these data answer it.
/// Each sentence is printed only where intervals bear it out.
final class StudyAnswer {

  private final StudyData data;
  private final StudyShares shares;
  private final List<ClaimAnswer> answers;
  private final MutexAnswer mutex;

  StudyAnswer(StudyData data, StudyShares shares) {
    this.data = data;
    this.shares = shares;
    this.answers = SeedClaims.answers(data);
    this.mutex = MutexAnswer.of(data);
  }

  /// The claims row by row.
  Grid claims() {
    List<List<String>> rows = new ArrayList<>();
    answers.forEach(it -> rows.add(row(it)));
    rows.add(
        List.of(
            "A mutex around the connection costs Rust its throughput",
            Figures.significant(1 / MutexAnswer.PUBLISHED_GAP) + " times",
            mutexHere(),
            mutex.verdict().text(),
            mutexReason()));
    return new Grid(
        "The first study's claims",
        List.of("Claim", "Rust to TypeScript then", "Here", "Verdict", "Because"),
        rows);
  }

  private static List<String> row(ClaimAnswer answer) {
    SeedClaim claim = answer.claim();
    return List.of(
        claim.words(),
        Figures.significant(claim.ratio()) + " times",
        StudyWords.times(answer.averaged()),
        answer.verdict().text(),
        because(answer));
  }

  private static String because(ClaimAnswer answer) {
    String reason = answer.reason();
    if (reason != null) {
      return reason;
    }
    List<String> parts = new ArrayList<>();
    add(parts, answer.agreeing(), "on the claimed side");
    add(parts, answer.opposing(), "on the other side");
    add(parts, answer.open(), "open");
    String counts =
        "of " + answer.compared() + " combinations of levels " + String.join(", ", parts);
    return answer.verdict() == ClaimVerdict.CONFIRMED ? counts + size(answer) : counts;
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  /// A direction that is confirmed may still have another size.
  private static String size(ClaimAnswer answer) {
    LogRatio averaged = answer.averaged();
    if (averaged == null || !(averaged.interval() instanceof Interval.Bounded bounded)) {
      return "";
    }
    return bounded.encloses(Math.log(answer.claim().ratio()))
        ? "; the published size lies in the interval"
        : "; the direction holds, the published size does not";
  }

  private String mutexHere() {
    return mutex.equal() == null
        ? ResultsTables.NONE
        : "at equal settings " + StudyWords.times(mutex.equal());
  }

  private String mutexReason() {
    LogRatio settings = mutex.settings();
    if (settings == null) {
      String obstacle = answers.getFirst().reason();
      return obstacle == null
          ? "per-event at NORMAL and FULL was not measured on both backends"
          : obstacle;
    }
    String moved =
        "Rust at NORMAL against FULL, a commit an event, its one writing connection unchanged: "
            + StudyWords.times(settings);
    return mutex.verdict() == ClaimVerdict.REFUTED
        ? moved + "; the settings alone move it by more than the whole gap"
        : moved + "; that does not exceed the gap, and the mutex itself was not varied";
  }

  /// How to read the claims.
  List<String> notes() {
    return List.of(
        "Here: the ratio at equal levels, averaged over the levels of this study, with its interval"
            + " over rounds. Confirmed: that interval lies on the claimed side of 1 and no single"
            + " combination's lies on the other. Refuted: the other way round. Else: cannot tell.",
        "The first study ran Rust at FULL and TypeScript at NORMAL, both with a commit an event"
            + (mutex.asPublished() == null
                ? "."
                : "; in these very settings Rust has here "
                    + StudyWords.times(mutex.asPublished())
                    + " the throughput of TypeScript."),
        "Another machine, other versions, other implementations of the same contract: what is"
            + " compared is the direction and the size of a ratio, never an absolute figure.");
  }

  /// One paragraph.
  String paragraph() {
    List<String> sentences = new ArrayList<>();
    String obstacle = answers.getFirst().reason();
    if (obstacle != null && answers.stream().allMatch(it -> it.reason() != null)) {
      return "Whether to rewrite the TypeScript backend in Rust cannot be told from this study: "
          + obstacle
          + ".";
    }
    sentences.add(
        "Whether to rewrite the TypeScript backend in Rust depends on what it is to gain.");
    designAgainstBackend().ifPresent(sentences::add);
    strategyOnTypescript().ifPresent(sentences::add);
    sentences.add(gains(ClaimVerdict.CONFIRMED));
    sentences.add(gains(ClaimVerdict.REFUTED));
    sentences.add(gains(ClaimVerdict.CANNOT_TELL));
    sentences.add(
        "Of the first study's nine claims "
            + count(ClaimVerdict.CONFIRMED)
            + " confirmed, "
            + count(ClaimVerdict.REFUTED)
            + " refuted, "
            + count(ClaimVerdict.CANNOT_TELL)
            + " open.");
    return sentences.stream().filter(it -> !it.isEmpty()).collect(Collectors.joining(" "));
  }

  private String count(ClaimVerdict verdict) {
    long count = answers.stream().filter(it -> it.verdict() == verdict).count();
    count += mutex.verdict() == verdict ? 1 : 0;
    return count + (count == 1 ? " is" : " are");
  }

  /// Names the ratios of the claims with one verdict; an empty text where there are none.
  private String gains(ClaimVerdict verdict) {
    String list =
        answers.stream()
            .filter(it -> it.verdict() == verdict)
            .map(it -> it.claim().metric().label() + " " + StudyWords.times(it.averaged()))
            .collect(Collectors.joining("; "));
    if (list.isEmpty()) {
      return "";
    }
    return switch (verdict) {
      case CONFIRMED -> "As the first study said, Rust has, against TypeScript: " + list + ".";
      case REFUTED -> "Contrary to it, Rust has, against TypeScript: " + list + ".";
      case CANNOT_TELL -> "Open remains: " + list + ".";
    };
  }

  private Optional<String> designAgainstBackend() {
    Optional<Variation.Explained> explained = shares.explained(StudyMetric.THROUGHPUT);
    Optional<Share> strategy = explained.flatMap(it -> share(it, StudyFactor.STRATEGY));
    Optional<Share> backend = explained.flatMap(it -> share(it, StudyFactor.BACKEND));
    if (strategy.isEmpty() || backend.isEmpty()) {
      return Optional.empty();
    }
    String figures =
        " (%s and %s of the variation of throughput among these levels)"
            .formatted(
                StudyShares.percent(strategy.get().share()),
                StudyShares.percent(backend.get().share()));
    return Optional.of(
        switch (order(strategy.get(), backend.get())) {
          case 1 ->
              "For throughput the write strategy explains more than the backend"
                  + figures
                  + ": change the design first.";
          case -1 ->
              "For throughput the backend explains more than the write strategy" + figures + ".";
          default ->
              "Whether the write strategy or the backend explains more of the throughput cannot be"
                  + " told"
                  + figures
                  + ".";
        });
  }

  private static Optional<Share> share(Variation.Explained explained, String factor) {
    return explained.shares(Share.Kind.MAIN_EFFECT).stream()
        .filter(it -> it.factors().equals(List.of(factor)))
        .findFirst();
  }

  /// Which is greater, where the intervals lie apart; 0 where they do not, or one is missing.
  private static int order(Share one, Share other) {
    if (!(one.interval() instanceof Interval.Bounded first)
        || !(other.interval() instanceof Interval.Bounded second)) {
      return 0;
    }
    if (first.low() > second.high()) {
      return 1;
    }
    return second.low() > first.high() ? -1 : 0;
  }

  /// What the same language gains by its design alone.
  private Optional<String> strategyOnTypescript() {
    List<String> strategies = data.results().design().levels(StudyFactor.STRATEGY);
    if (!strategies.contains("per-event") || !strategies.contains("group")) {
      return Optional.empty();
    }
    LogRatio ratio = StudyStrategyGain.onTypescript(data);
    return ratio == null || !ratio.differs()
        ? Optional.empty()
        : Optional.of(
            "Without a rewrite, group instead of a commit an event multiplies the throughput of"
                + " TypeScript: "
                + StudyWords.times(ratio)
                + ", averaged over the other levels.");
  }
}
