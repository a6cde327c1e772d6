package dev.spikebench.server.event;

import static dev.spikebench.server.event.Bodies.errors;
import static dev.spikebench.server.event.Bodies.eventWith;
import static dev.spikebench.server.event.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static final String NO_INTEGER =
      "tokens_in: must be a non-negative integer when provided";
  private static final String NO_COST = "cost_usd: must be a non-negative number when provided";

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "-0e5, 0",
    "5, 5",
    "5.0, 5",
    "5.000000000000000000000, 5",
    "50e-1, 5",
    "0.5e1, 5",
    "1e3, 1000",
    "1E+3, 1000",
    "0e999999999999, 0",
    // Far below the smallest double, so the nearest one is zero.
    "1e-400, 0",
    "-1e-400, 0",
    "-1e-99999999999999999999, 0",
    // Half of the smallest double, 2^-1074: the tie goes to even, to zero.
    "2.4703282292062327e-324, 0",
    // Nearer to 1 than to the double below it.
    "0.99999999999999999, 1",
    "9007199254740991, 9007199254740991",
    "9007199254740991.0, 9007199254740991",
    // Doubles this large are 1 apart.
    "9007199254740991.4, 9007199254740991",
    "9007199254740990.5, 9007199254740990",
    "9.007199254740991e15, 9007199254740991"
  })
  void anIntegerIsJudgedAsTheNearestDouble(String written, long expected) {
    IngestEvent event =
        valid(eventWith("\"tokens_in\":" + written + ",\"duration_ms\":" + written));

    assertThat(event.tokensIn()).isEqualTo(expected);
    assertThat(event.durationMs()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "0.5",
        "-0.5",
        "1e-300",
        "5e-324",
        "0.9999999999999999",
        "9007199254740992",
        "9007199254740991.5",
        "9007199254740993",
        "1e16",
        "9223372036854775808",
        "18446744073709551616",
        "1e308",
        "1e309",
        "-1e309",
        "1e99999999999999999999",
        "true",
        "\"5\"",
        "[]",
        "[5]",
        "{}",
        "{\"a\":5}"
      })
  void whateverIsWrongWithAnIntegerHasOneMessage(String written) {
    for (String field :
        new String[] {
          "duration_ms", "tokens_in", "tokens_out", "cache_read_tokens", "cache_write_tokens"
        }) {
      assertThat(errors(eventWith("\"" + field + "\":" + written)))
          .containsExactly(field + ": must be a non-negative integer when provided");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.1, 0.1",
    "1e9, 1000000000",
    "1000000000, 1000000000",
    // Doubles are 2^-23 apart below 2^30: this is nearest to 10^9.
    "1000000000.00000001, 1000000000",
    "5e-324, 4.9e-324",
    "1e-999, 0",
    "0.30000000000000004, 0.30000000000000004"
  })
  void aCostIsTheNearestDouble(String written, double expected) {
    assertThat(valid(eventWith("\"cost_usd\":" + written)).costUsd()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-5e-324",
        "1000000000.0000001",
        "1000000001",
        "1e10",
        "1e309",
        "-1e309",
        "true",
        "\"1\"",
        "[]",
        "{}"
      })
  void whateverIsWrongWithACostHasOneMessage(String written) {
    assertThat(errors(eventWith("\"cost_usd\":" + written))).containsExactly(NO_COST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "-0.0", "-0e0", "-1e-400"})
  void minusZeroIsZero(String written) {
    Double cost = valid(eventWith("\"cost_usd\":" + written)).costUsd();

    // Double.equals tells the two zeros apart.
    assertThat(Objects.equals(cost, 0.0)).isTrue();
  }

  @Test
  void aNumberMayHaveAThousandCharacters() {
    String zeros = "0".repeat(990);

    assertThat(valid(eventWith("\"tokens_in\":5." + zeros)).tokensIn()).isEqualTo(5);
    assertThat(valid(eventWith("\"tokens_in\":0." + zeros + "5e991")).tokensIn()).isEqualTo(5);
    assertThat(valid(eventWith("\"tokens_in\":5" + zeros + "e-990")).tokensIn()).isEqualTo(5);
    assertThat(errors(eventWith("\"tokens_in\":5" + zeros))).containsExactly(NO_INTEGER);
    assertThat(valid(eventWith("\"x\":1" + "0".repeat(999)))).isEqualTo(valid(eventWith("")));
  }

  /// The oracle is exact arithmetic: the double nearest to the written decimal number.
  @Test
  void agreesWithExactArithmetic() {
    Random random = new Random(20_260_102);
    for (int round = 0; round < 50_000; round++) {
      String written = randomNumber(random);
      double nearest = new BigDecimal(written).doubleValue();
      String body = eventWith("\"tokens_in\":" + written);
      if (Double.isFinite(nearest) && isSafeInteger(new BigDecimal(nearest))) {
        assertThat(valid(body).tokensIn())
            .as(written)
            .isEqualTo(new BigDecimal(nearest).longValueExact());
      } else {
        assertThat(errors(body)).as(written).containsExactly(NO_INTEGER);
      }
    }
  }

  private static boolean isSafeInteger(BigDecimal number) {
    return number.signum() >= 0
        && number.stripTrailingZeros().scale() <= 0
        && number.compareTo(new BigDecimal(BigInteger.TWO.pow(53))) < 0;
  }

  @Test
  void costsAgreeWithExactArithmetic() {
    Random random = new Random(20_260_103);
    for (int round = 0; round < 50_000; round++) {
      String written = randomNumber(random);
      double nearest = new BigDecimal(written).doubleValue();
      String body = eventWith("\"cost_usd\":" + written);
      if (nearest >= 0 && nearest <= 1e9) {
        assertThat(valid(body).costUsd()).as(written).isEqualTo(nearest + 0.0);
      } else {
        assertThat(errors(body)).as(written).containsExactly(NO_COST);
      }
    }
  }

  /// Plain and long numbers, fractions, exponents, and neighbours of 2^53.
  private static String randomNumber(Random random) {
    String sign = random.nextInt(8) == 0 ? "-" : "";
    String whole =
        switch (random.nextInt(4)) {
          case 0 -> String.valueOf(random.nextInt(100));
          case 1 -> String.valueOf((1L << 53) - 3 + random.nextInt(6));
          case 2 -> String.valueOf(random.nextLong() >>> 1);
          default -> new BigInteger(random.nextInt(1, 200), random).toString();
        };
    StringBuilder number = new StringBuilder(sign + whole);
    if (random.nextBoolean()) {
      number.append('.').append(random.nextBoolean() ? "" : "000");
      number.append(random.nextInt(3) == 0 ? "0" : String.valueOf(random.nextInt(1_000_000)));
    }
    if (random.nextBoolean()) {
      number.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-30, 30));
    }
    return number.toString();
  }
}
