package dev.spikebench.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.store.StatsFilter;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {
  private static final Set<String> KNOWN = Set.of("branch", "limit");

  @Test
  void knownParametersAreReadAndOthersIgnored() throws BadQueryException {
    assertThat(QueryString.parse("x=1&limit=5&Limit=6&branch=a%2Fb+c&y&=z", KNOWN))
        .isEqualTo(Map.of("limit", "5", "branch", "a/b c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "limit", "limit=", "limit=&limit", "&&x=%zz&"})
  void anEmptyValueCountsAsNotGiven(String raw) throws BadQueryException {
    assertThat(QueryString.parse(raw, KNOWN)).isEmpty();
  }

  @Test
  void valuesAreUtf8() throws BadQueryException {
    assertThat(QueryString.parse("branch=%C3%A9\u00c3\u00a9%00", KNOWN))
        .isEqualTo(Map.of("branch", "éé\0"));
  }

  @Test
  void anEscapedNameIsTheSameName() {
    assertThatThrownBy(() -> QueryString.parse("limit=1&l%69mit=2", KNOWN))
        .isInstanceOf(BadQueryException.class)
        .hasMessage("limit must be given once");
  }

  @ParameterizedTest
  @CsvSource({
    "branch=%, branch has a bad percent escape",
    "branch=%4, branch has a bad percent escape",
    "branch=%zz, branch has a bad percent escape",
    "branch=%ff, branch is not valid UTF-8",
    "branch=a&branch=a, branch must be given once",
  })
  void whatCanNotBeReadIsNamed(String raw, String message) {
    assertThatThrownBy(() -> QueryString.parse(raw, KNOWN))
        .isInstanceOf(BadQueryException.class)
        .hasMessage(message);
  }

  @Test
  void pagesHaveDefaultsAndLimits() throws BadQueryException {
    EventQueries.Page byDefault = EventQueries.page(Map.of());
    assertThat(byDefault.limit()).isEqualTo(50);
    assertThat(byDefault.offset()).isZero();
    EventQueries.Page most =
        EventQueries.page(Map.of("limit", "000000000001000", "offset", "999999999999999"));
    assertThat(most.limit()).isEqualTo(1000);
    assertThat(most.offset()).isEqualTo(999_999_999_999_999L);
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0",
    "limit, 1001",
    "limit, -1",
    "limit, +1",
    "limit, 1.0",
    "limit, ' 1'",
    "limit, ٣",
    "limit, 0000000000000001",
    "offset, -1",
    "offset, 1e3",
    "offset, 1000000000000000",
    "since, yesterday",
    "until, 2026-02-30",
  })
  void aValueOutOfRangeIsNamed(String name, String value) {
    assertThatThrownBy(() -> EventQueries.page(Map.of(name, value)))
        .isInstanceOf(BadQueryException.class)
        .hasMessageStartingWith(name + " must be ");
  }

  @Test
  void timesAreRead() throws BadQueryException {
    Instant noon = Instant.parse("2026-01-02T12:00:00Z");
    assertThat(EventQueries.stats(Map.of("since", "2026-01-02 12:00:00")))
        .isEqualTo(new StatsFilter(null, noon));
    assertThat(EventQueries.page(Map.of("until", "2026-01-02T14:00+02:00")).filter().until())
        .isEqualTo(noon);
  }
}
