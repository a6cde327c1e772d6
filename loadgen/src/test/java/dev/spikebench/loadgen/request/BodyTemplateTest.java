package dev.spikebench.loadgen.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyTemplateTest {
  private static final Instant INSTANT = Instant.parse("2026-03-04T05:06:07.089999Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain text                 | plain text",
        "{\"n\":${index}}           | {\"n\":7}",
        "${index}${index}           | 77",
        "${nonce}/${timestamp}      | run-a/2026-03-04T05:06:07.089Z",
        "${random:5..5}             | 5",
        "$${index} and $ and ${index} $ | ${index} and $ and 7 $",
        "é 漢 😀                     | é 漢 😀",
      })
  void placeholdersStandForTheirValues(String template, String rendered) {
    assertThat(render(template, 7, "run-a", 1)).isEqualTo(rendered);
  }

  @Test
  void lineEndsStayAsTheyAre() {
    assertThat(render("a\r\n${index}\n", 1, "n", 1)).isEqualTo("a\r\n1\n");
  }

  @Test
  void uuidsAreOfVersionFourAndNoTwoAreAlike() {
    Set<String> uuids = new HashSet<>();
    for (String nonce : new String[] {"a", "b"}) {
      for (int index = 0; index < 500; index++) {
        for (String uuid : render("${uuid} ${uuid}", index, nonce, 1).split(" ", -1)) {
          assertThat(UUID.fromString(uuid).version()).isEqualTo(4);
          assertThat(UUID.fromString(uuid).variant()).isEqualTo(2);
          uuids.add(uuid);
        }
      }
    }

    assertThat(uuids).hasSize(2_000);
  }

  @Test
  void randomNumbersFollowTheSeedAloneAndReachBothEnds() {
    Set<String> numbers = new HashSet<>();
    for (int index = 0; index < 300; index++) {
      String number = render("${random:1..6}", index, "a", 1);
      assertThat(number).isEqualTo(render("${random:1..6}", index, "b", 1));
      numbers.add(number);
    }

    assertThat(numbers).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
    assertThat(render("${random:1..1000000}", 0, "a", 1))
        .isNotEqualTo(render("${random:1..1000000}", 0, "a", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${indx}          | unknown placeholder ${indx}; did you mean ${index}?",
        "${}              | unknown placeholder ${}",
        "${random}        | ${random} must be ${random:A..B}",
        "${random:9..1}   | must be ${random:A..B}",
        "${random:1-9}    | must be ${random:A..B}",
        "${index          | ${index has no closing brace",
      })
  void whatIsNoPlaceholderIsRefusedWithFileAndLine(String placeholder, String reason) {
    assertThatThrownBy(() -> BodyTemplate.parse("{\n\n" + placeholder + "\n}", "body.json"))
        .isInstanceOf(RequestException.class)
        .hasMessageStartingWith("body.json:3: ")
        .hasMessageContaining(reason);
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThatThrownBy(() -> BodyTemplate.parse("${a1}\n${b2}\n${index}\n${c3}", "t"))
        .hasMessageContaining("t:1: ")
        .hasMessageContaining("t:2: ")
        .hasMessageContaining("t:4: ");
  }

  private static String render(String template, long index, String nonce, long seed) {
    return new String(
        BodyTemplate.parse(template, "t").render(index, new TemplateValues(nonce, INSTANT, seed)),
        StandardCharsets.UTF_8);
  }
}
