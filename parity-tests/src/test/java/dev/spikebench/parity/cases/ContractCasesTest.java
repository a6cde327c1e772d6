package dev.spikebench.parity.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.model.Alternative;
import dev.spikebench.parity.model.Model;
import dev.spikebench.parity.model.Settings;
import dev.spikebench.parity.script.Field;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractCasesTest {
  private static final ContractRules NO_RULES = new ContractRules(Set.of());
  private static final ContractCases CASES = ContractCases.load();
  private static final Settings SETTINGS =
      new Settings(
          10 * 1024,
          1024 * 1024,
          50,
          List.of("allowed.example"),
          List.of("http://allowed.example:8080"));

  /// The status is written beside each step by hand: the model is held against it.
  @Test
  void theModelGivesEveryStepTheStatusThatTheFileSays() {
    List<String> wrong = new ArrayList<>();
    for (ContractCase planned : CASES.cases()) {
      List<Integer> statuses = statuses(planned);
      if (!statuses.equals(planned.statuses())) {
        wrong.add(planned.id() + ": " + statuses + " instead of " + planned.statuses());
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void thereAreWellOverAHundredAndFiftyCases() {
    assertThat(CASES.cases()).hasSizeGreaterThan(150);
  }

  @Test
  void aCaseThatIsThereTwiceIsRefusedByName() {
    String text = "ROUTE-01.a\n  GET / => 404\nROUTE-01.a\n  GET /x => 404\n";
    assertThatThrownBy(() -> ContractCases.parse(text, NO_RULES))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("ROUTE-01.a");
  }

  @Test
  void aStepThatCannotBeReadIsRefusedWithItsCase() {
    assertThatThrownBy(() -> ContractCases.parse("ROUTE-01.a\n  jump => 404\n", NO_RULES))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("ROUTE-01.a")
        .hasMessageContaining("jump");
  }

  @Test
  void aRuleWithNeitherACaseNorAReasonIsNamed() {
    ContractRules rules =
        ContractRules.parse(
            "- **ROUTE-01** A.\n- **ROUTE-02** B.\n- **DIFF-01** C.\n- **ROUTE-03** D.\n");
    String text = "ROUTE-01.a\n  GET / => 404\nunseen ROUTE-03 : it takes a signal\n";

    assertThat(ContractCases.parse(text, rules).untold()).containsExactly("ROUTE-02");
  }

  private static List<Integer> statuses(ContractCase planned) {
    Model model = new Model(SETTINGS, "nonce000");
    List<Integer> statuses = new ArrayList<>();
    Instant now = Instant.parse("2026-02-03T04:05:06Z");
    for (Step step : planned.scenario().in("nonce000").steps()) {
      Step shown =
          step.replace("CREATED_AT", "2026-02-03T04:05:06").replace("HOST_PORT", "127.0.0.1:1");
      statuses.add(
          switch (shown) {
            case Step.Call call -> taken(model, call.request(), now);
            case Step.Race race -> taken(model, race.request(), now);
            case Step.Subscribe subscribe ->
                taken(model, Request.get("/api/stream" + subscribe.query()), now);
            case Step.Restart restart -> 0;
          });
    }
    return statuses;
  }

  /// As it would be sent, with the address that stands for the backend's.
  private static int taken(Model model, Request request, Instant now) {
    List<Field> fields = new ArrayList<>(request.fields());
    if (request.values("Host").isEmpty()) {
      fields.addFirst(new Field("Host", "127.0.0.1:1"));
    }
    Alternative first = model.alternatives(request.withFields(fields), now).getFirst();
    model.take(first);
    return first.answer().status();
  }
}
