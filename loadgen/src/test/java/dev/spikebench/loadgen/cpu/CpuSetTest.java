package dev.spikebench.loadgen.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.loadgen.model.LoadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSetTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0;0", "0-3;0-3", "3,1,2;1-3", "0,2,4-5;0,2,4-5", "7,7,6-7;6-7", " 0-1\t;0-1"})
  void listsAreReadAndWrittenInTheirShortestForm(String text, String shortest) {
    assertThat(CpuSet.parse(text).text()).isEqualTo(shortest);
  }

  @Test
  void numbersAreAscendingAndEachIsThereOnce() {
    assertThat(CpuSet.parse("4,0-2,1").numbers()).containsExactly(0, 1, 2, 4);
    assertThat(CpuSet.parse("4,0-2,1").size()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "a", "1-", "-1", "3-1", "0,,1", "0 1", "0x3"})
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> CpuSet.parse(text))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("0-3");
  }
}
