package dev.spikebench.parity.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.cases.ContractRules;
import dev.spikebench.parity.compare.Facet;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownDifferencesTest {
  private static final List<ContractCase> CASES =
      ContractCases.parse(
              "ROUTE-01.must\n  GET / => 404\nROUTE-01.should SHOULD\n  GET /x => 404\n",
              new ContractRules(Set.of()))
          .cases();
  private static final String ENTRY =
      "{\"case\":\"ROUTE-01.must\",\"facet\":\"status\",\"expected\":{\"a\":\"404\",\"b\":\"400\"},"
          + "\"why\":\"b says so\",\"created\":\"2026-01-01\",\"expires\":\"2026-03-01\"}";

  @Test
  void anEntryIsFoundByItsCaseAndFacetAndExpires() {
    KnownDifference entry =
        KnownDifferences.parse(file(1, ENTRY), CASES)
            .find("ROUTE-01.must", Facet.STATUS)
            .orElseThrow();
    assertThat(entry.expected()).containsEntry("b", "400");
    assertThat(entry.expiredOn(LocalDate.of(2026, 3, 1))).isFalse();
    assertThat(entry.expiredOn(LocalDate.of(2026, 3, 2))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ROUTE-01.must | ROUTE-09.none | matches no planned case",
        "\"facet\":\"status\" | \"facet\":\"colour\" | names no facet",
        "2026-03-01 | 2026-04-02 | more than 90 days",
        "2026-03-01 | permanent | is permanent",
        "2026-03-01 | soon | YYYY-MM-DD",
        "\"why\":\"b says so\" | \"why\":\" \" | no reason",
        "\"why\" | \"because\" | has because",
        "{\"a\":\"404\",\"b\":\"400\"} | {} | does not say what each backend does"
      })
  void anEntryThatBreaksARuleIsRefused(String part, String instead, String message) {
    String file = file(1, ENTRY.replace(part, instead));
    assertThatThrownBy(() -> KnownDifferences.parse(file, CASES))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining(message);
  }

  @Test
  void oneThatIsNoMustMayBePermanent() {
    String entry =
        ENTRY.replace("ROUTE-01.must", "ROUTE-01.should").replace("2026-03-01", "permanent");
    assertThat(KnownDifferences.parse(file(1, entry), CASES).entries())
        .singleElement()
        .satisfies(known -> assertThat(known.expiredOn(LocalDate.MAX)).isFalse());
  }

  @Test
  void moreEntriesThanTheCeilingAndTheSamePlaceTwiceAreRefused() {
    assertThatThrownBy(() -> KnownDifferences.parse(file(0, ENTRY), CASES))
        .hasMessageContaining("over the ceiling");
    assertThatThrownBy(() -> KnownDifferences.parse(file(2, ENTRY + "," + ENTRY), CASES))
        .hasMessageContaining("listed twice");
  }

  @Test
  void theFileOfThisBuildIsInOrder() {
    assertThat(KnownDifferences.ofBuild(ContractCases.load().cases()).entries()).isEmpty();
  }

  private static String file(int ceiling, String entries) {
    return "{\"ceiling\":" + ceiling + ",\"entries\":[" + entries + "]}";
  }
}
