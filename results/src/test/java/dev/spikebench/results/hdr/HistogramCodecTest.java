package dev.spikebench.results.hdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spikebench.results.ResultsException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramCodecTest {

  @Test
  void aHistogramComesBackAsItWas() {
    Histogram histogram = histogram(1, 1_000, 5_000_000_000L);
    Histogram copy = HistogramCodec.decode("here", HistogramCodec.encode(histogram));
    assertThat(copy).isEqualTo(histogram);
    assertThat(copy.getTotalCount()).isEqualTo(3);
    assertThat(copy.getMaxValue()).isEqualTo(histogram.getMaxValue());
  }

  @Test
  void theEncodingIsDeflatedVersionTwo() {
    byte[] bytes = Base64.getDecoder().decode(HistogramCodec.encode(histogram(7)));
    // HdrHistogram's cookie: 0x1c849304 compressed V2, its word size nibble 1.
    assertThat(ByteBuffer.wrap(bytes).getInt()).isEqualTo(0x1c849314);
  }

  @Test
  void aMergeHoldsEveryValueAndLeavesItsPartsAlone() {
    Histogram first = histogram(1, 2);
    Histogram second = histogram(2, 60_000_000_000L);
    Histogram pool = HistogramCodec.merge(List.of(first, second));
    assertThat(pool.getTotalCount()).isEqualTo(4);
    assertThat(pool.getCountAtValue(2)).isEqualTo(2);
    assertThat(pool.getCountAtValue(60_000_000_000L)).isEqualTo(1);
    assertThat(first.getTotalCount()).isEqualTo(2);
  }

  @Test
  void nothingMergedIsEmpty() {
    assertThat(HistogramCodec.merge(List.of()).getTotalCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "HISTFAAAAEV42pNpmSzMwMDAxAABzFCaEUoz2X+AMIABfmgKNQ=="})
  void damagedTextsNameTheirPlace(String text) {
    assertThatExceptionOfType(ResultsException.class)
        .isThrownBy(() -> HistogramCodec.decode("iteration 3", text))
        .withMessageContaining("iteration 3");
  }

  @Test
  void noDamagedTextEscapesAsAnotherException() {
    byte[] good = Base64.getDecoder().decode(HistogramCodec.encode(histogram(1, 1_000, 1_000_000)));
    Random random = new Random(5);
    int refused = 0;
    for (int attempt = 0; attempt < 2_000; attempt++) {
      byte[] damaged = Arrays.copyOf(good, 1 + random.nextInt(good.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        HistogramCodec.decode("here", Base64.getEncoder().encodeToString(damaged));
      } catch (ResultsException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_500);
  }

  private static Histogram histogram(long... values) {
    Histogram histogram = new Histogram(3);
    histogram.setAutoResize(true);
    Arrays.stream(values).forEach(histogram::recordValue);
    return histogram;
  }
}
