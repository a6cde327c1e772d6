package dev.spikebench.cli.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhTableTest {
  @Test
  void aResultIsReadFromTheFileOfTheHarness() throws Exception {
    JmhResult result = read("0.25");

    assertThat(result.benchmark()).isEqualTo("InsertBenchmark.store");
    assertThat(result.parameters()).containsEntry("strategy", "GROUP");
    assertThat(result.score()).isEqualTo(12.345);
    assertThat(result.scoreError()).isEqualTo(0.25);
    assertThat(result.allocatedBytesPerOperation()).isEqualTo(1234.4);
    assertThat(result.iterations()).isEqualTo(4);
  }

  @Test
  void anErrorThatIsNoNumberIsNone() throws Exception {
    assertThat(read("\"NaN\"").scoreError()).isNull();
  }

  @Test
  void everyResultIsALineWithItsUnitAndAllocation() throws Exception {
    assertThat(JmhTable.lines(List.of(read("0.25"), read("\"NaN\""))))
        .containsExactly(
            "Benchmark                                                 Score   Error  Unit    B/op",
            "InsertBenchmark.store (strategy=GROUP, waitingEvents=50)  12.35  ± 0.25  us/op  1,234",
            "InsertBenchmark.store (strategy=GROUP, waitingEvents=50)  12.35          us/op "
                + " 1,234");
  }

  private static JmhResult read(String error) throws Exception {
    return JmhResult.of(
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"benchmark": "dev.spikebench.jmh.InsertBenchmark.store",
                 "params": {"strategy": "GROUP", "waitingEvents": "50"},
                 "primaryMetric": {"score": 12.345, "scoreError": %s, "scoreUnit": "us/op",
                                   "rawData": [[12.0, 12.5], [12.345, 12.4]]},
                 "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 1234.4}}}
                """
                    .formatted(error)));
  }
}
