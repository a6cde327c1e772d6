package dev.spikebench.parity.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.json.JsonReader;
import dev.spikebench.parity.json.MalformedJsonException;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.ScenarioText;
import dev.spikebench.parity.script.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioGeneratorTest {

  @Test
  void theSameSeedGivesTheSameBytes() {
    for (long seed = 0; seed < 300; seed++) {
      Scenario one = ScenarioGenerator.generate(ChoiceSource.random(seed), true);
      assertThat(ScenarioGenerator.generate(ChoiceSource.random(seed), true)).isEqualTo(one);
    }
  }

  @Test
  void theRecordedChoicesGiveTheSameScenarioAgain() {
    for (long seed = 0; seed < 300; seed++) {
      ChoiceSource source = ChoiceSource.random(seed);
      Scenario one = ScenarioGenerator.generate(source, false);
      ChoiceSource replay = ChoiceSource.replay(source.recording().choices());
      assertThat(ScenarioGenerator.generate(replay, false)).isEqualTo(one);
      assertThat(replay.recording()).isEqualTo(source.recording());
    }
  }

  @Test
  void aTokenHoldsEveryByte() {
    for (long seed = 0; seed < 300; seed++) {
      Scenario one = ScenarioGenerator.generate(ChoiceSource.random(seed), true);
      assertThat(ScenarioText.ofToken(ScenarioText.token(one))).isEqualTo(one);
    }
  }

  @Test
  void noChoicesAtAllGiveTheSimplestScenario() {
    Scenario simplest = ScenarioGenerator.generate(ChoiceSource.replay(List.of()), true);
    assertThat(simplest.steps()).singleElement().isInstanceOf(Step.Call.class);
    Step.Call call = (Step.Call) simplest.steps().getFirst();
    assertThat(call.request().body())
        .isEqualTo(
            "{\"session_id\":\"session-NONCE_00\",\"agent_type\":\"agent-NONCE_00\","
                + "\"event_type\":\"tool_use\"}");
  }

  /// The shares are by intention, so the bounds are wide.
  @Test
  void mostBodiesAreJsonAndSomeAreNot() {
    int json = 0;
    int all = 0;
    for (long seed = 0; seed < 2000; seed++) {
      for (Step step : ScenarioGenerator.generate(ChoiceSource.random(seed), false).steps()) {
        if (step instanceof Step.Call call
            && call.request().target().equals("/api/events")
            && call.request().method().equals("POST")) {
          all++;
          json += isJson(call.request().body()) ? 1 : 0;
        }
      }
    }
    assertThat(json).isBetween(all * 80 / 100, all * 98 / 100);
  }

  private static boolean isJson(String body) {
    try {
      JsonReader.readBytes(body);
      return true;
    } catch (MalformedJsonException malformed) {
      return false;
    }
  }
}
