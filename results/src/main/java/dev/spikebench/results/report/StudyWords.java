package dev.spikebench.results.report;

import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.study.LevelRatio;
import dev.spikebench.results.study.StudyData;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Levels and ratios in words.
final class StudyWords {

  private static final String CANNOT_TELL = "cannot tell: ";

  private final StudyData data;

  StudyWords(StudyData data) {
    this.data = data;
  }

  /// A backend's name in tables.
  String backend(String id) {
    return data.results().backend(id).name();
  }

  /// A level as it is spoken of.
  String level(String factor, String level) {
    return switch (factor) {
      case StudyFactor.BACKEND -> backend(level);
      case StudyFactor.SUBSCRIBERS -> level + " subscribers";
      default -> level;
    };
  }

  /// What a factor is called.
  static String factor(String name) {
    return switch (name) {
      case StudyFactor.STRATEGY -> "write strategy";
      case StudyFactor.IDS -> "shape of the event ids";
      case StudyFactor.SUBSCRIBERS -> "stream subscribers";
      default -> name;
    };
  }

  /// A set of factors that act together.
  static String factors(List<String> names) {
    return names.stream().map(StudyWords::factor).collect(Collectors.joining(" × "));
  }

  /// A ratio's two sides: `strategy group against per-event on TypeScript (Node.js) at FULL`.
  String sides(LevelRatio ratio) {
    String name = ratio.factor().equals(StudyFactor.BACKEND) ? "" : ratio.factor() + " ";
    return name
        + level(ratio.factor(), ratio.numerator())
        + " against "
        + level(ratio.factor(), ratio.denominator())
        + at(ratio.fixed());
  }

  /// Where something was measured, by the factors that vary at all; each with a space before it.
  String at(Treatment fixed) {
    StringBuilder text = new StringBuilder();
    fixed
        .levels()
        .forEach(
            (factor, level) -> {
              if (data.varies(factor)) {
                text.append(' ')
                    .append(preposition(factor))
                    .append(' ')
                    .append(level(factor, level));
              }
            });
    return text.toString();
  }

  private static String preposition(String factor) {
    return switch (factor) {
      case StudyFactor.BACKEND -> "on";
      case StudyFactor.SYNCHRONOUS -> "at";
      case StudyFactor.IDS -> "with ids";
      default -> "with";
    };
  }

  /// A ratio with its interval: `from 2.1 to 2.4 times`.
  static String times(@Nullable LogRatio ratio) {
    if (ratio == null) {
      return ResultsTables.NONE;
    }
    OptionalDouble low = ratio.low();
    OptionalDouble high = ratio.high();
    if (low.isEmpty() || high.isEmpty()) {
      return Figures.significant(ratio.ratio()) + " times, no interval from " + rounds(ratio);
    }
    String span =
        "from "
            + Figures.significant(low.getAsDouble())
            + " to "
            + Figures.significant(high.getAsDouble())
            + " times";
    return ratio.differs() ? span : CANNOT_TELL + span;
  }

  /// Whether a ratio in words has an interval.
  static boolean hasInterval(String times) {
    return times.startsWith("from ") || times.startsWith(CANNOT_TELL);
  }

  private static String rounds(LogRatio ratio) {
    String text = ratio.n() + (ratio.n() == 1 ? " round" : " rounds");
    return ratio.interval() instanceof Interval.TooFewSamples few
        ? text + " of at least " + few.needed()
        : text;
  }
}
