package dev.spikebench.parity.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.generate.ChoiceSource;
import dev.spikebench.parity.generate.ScenarioGenerator;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final Duration LONG = Duration.ofDays(1);

  @Test
  void whatIsLeftStillShowsItAndIsLittleMoreThanThat() {
    Predicate<Scenario> shows = scenario -> text(scenario).contains("client_timestamp");
    int shrunk = 0;
    for (long seed = 0; seed < 40; seed++) {
      ChoiceSource source = ChoiceSource.random(seed);
      Scenario begin = ScenarioGenerator.generate(source, false);
      if (shows.test(begin)) {
        Scenario smallest = new Shrinker(source.recording(), false, shows, 2000, LONG).shrink();
        assertThat(smallest).matches(shows);
        assertThat(smallest.steps()).hasSize(1);
        assertThat(text(smallest).length())
            .isLessThanOrEqualTo(text(begin).length())
            .isLessThan(500);
        shrunk++;
      }
    }
    assertThat(shrunk).isPositive();
  }

  @Test
  void noMoreIsTriedThanTheBudgetAllows() {
    ChoiceSource source = ChoiceSource.random(7);
    ScenarioGenerator.generate(source, false);
    Shrinker shrinker = new Shrinker(source.recording(), false, scenario -> false, 10, LONG);
    shrinker.shrink();
    assertThat(shrinker.attempts()).isLessThanOrEqualTo(10);
  }

  @Test
  void whatNothingSmallerShowsStaysAsItIs() {
    ChoiceSource source = ChoiceSource.random(3);
    Scenario begin = ScenarioGenerator.generate(source, false);
    assertThat(new Shrinker(source.recording(), false, begin::equals, 500, LONG).shrink())
        .isEqualTo(begin);
  }

  private static String text(Scenario scenario) {
    return ScenarioText.json(scenario).toString();
  }
}
