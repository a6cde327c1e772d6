package dev.spikebench.loadgen.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status=200      | 200 | true",
        "status=200      | 201 | false",
        "status=200,404  | 404 | true",
        "status=2xx      | 200 | true",
        "status=2xx      | 299 | true",
        "status=2xx      | 300 | false",
        "status=2xx      | 199 | false",
        "status=2xx,503  | 503 | true",
        "status=2xx      | 0   | false",
      })
  void statusesAreThoseThatAreNamed(String condition, int status, boolean accepted) {
    assertThat(SuccessRule.parse(List.of(condition)).acceptsStatus(status)).isEqualTo(accepted);
  }

  @Test
  void withoutAWordOnTheStatusItMustBe2xx() {
    SuccessRule rule = SuccessRule.parse(List.of("body~ok"));

    assertThat(rule.acceptsStatus(204)).isTrue();
    assertThat(rule.acceptsStatus(302)).isFalse();
    assertThat(rule.conditions()).containsExactly("status=2xx", "body~ok");
    assertThat(SuccessRule.ANY_2XX.conditions()).containsExactly("status=2xx");
    assertThat(SuccessRule.ANY_2XX.readsBody()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "body~stored            | `all stored`                        | true",
        "body~^stored$          | `all stored`                        | false",
        "body~é                 | `café`                              | true",
        "json:/received=50      | `{\"received\":50}`                 | true",
        "json:/received=50      | `{\"received\":50.0}`               | true",
        "json:/received=50      | `{\"received\":\"50\"}`             | false",
        "json:/received=50      | `{\"received\":49}`                 | false",
        "json:/received=50      | `{}`                                | false",
        "json:/received=50      | `no json`                           | false",
        "json:/received=50      | `{\"received\":50} x`               | false",
        "json:/received=50      | ``                                  | false",
        "json:/status=ok        | `{\"status\":\"ok\"}`               | true",
        "json:/status=\"ok\"    | `{\"status\":\"ok\"}`               | true",
        "json:/items/1/id=7     | `{\"items\":[{\"id\":6},{\"id\":7}]}` | true",
        "json:/a~1b=true        | `{\"a/b\":true}`                    | true",
        "json:/a=null           | `{\"a\":null}`                      | true",
        "json:/a=null           | `{}`                                | false",
        "json:/a=b=c            | `{\"a=b\":\"c\"}`                   | true",
      })
  void bodiesAreJudgedByWhatTheyHold(String condition, String body, boolean accepted) {
    SuccessRule rule = SuccessRule.parse(List.of(condition));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    // The array that holds an answer is longer than the answer.
    byte[] roomy = Arrays.copyOf(bytes, bytes.length + 10);

    assertThat(rule.readsBody()).isTrue();
    assertThat(rule.acceptsBody(roomy, bytes.length)).isEqualTo(accepted);
  }

  @Test
  void allConditionsMustHold() {
    SuccessRule rule = SuccessRule.parse(List.of("status=201", "json:/a=1", "body~b"));
    byte[] both = "{\"a\":1,\"b\":2}".getBytes(StandardCharsets.UTF_8);
    byte[] one = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    assertThat(rule.acceptsStatus(200)).isFalse();
    assertThat(rule.acceptsBody(both, both.length)).isTrue();
    assertThat(rule.acceptsBody(one, one.length)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status=        | '' is no status",
        "status=20      | '20' is no status",
        "status=600     | '600' is no status",
        "status=2xx,ok  | 'ok' is no status",
        "body~          | must follow body~",
        "body~[a        | Unclosed character class",
        "json:received=5 | is no JSON Pointer",
        "json:/received | needs a value",
        "json:/a=1 2    | is no value",
        "json:/a=       | is no value",
        "header=x       | is none; conditions are status=2xx",
        "200            | is none; conditions are",
      })
  void whatIsNoConditionIsRefusedWithTheReason(String condition, String reason) {
    assertThatThrownBy(() -> SuccessRule.parse(List.of(condition)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("success rule '" + condition + "'")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status=200", "status=2xx"})
  void aSecondWordOnTheStatusIsRefused(String second) {
    assertThatThrownBy(() -> SuccessRule.parse(List.of("status=201", second)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("one status= with all statuses");
  }
}
