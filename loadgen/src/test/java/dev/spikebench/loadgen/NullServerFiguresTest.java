package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.loadgen.model.ProgressListener;
import org.junit.jupiter.api.Test;

class NullServerFiguresTest {
  @Test
  void figuresAreOfOneAndOfFortyConnectionsWithOneReadARequest() {
    NullServerFigures.Figures figures = NullServerFigures.measure(ProgressListener.SILENT);

    assertThat(figures.warmUp().requests()).isGreaterThanOrEqualTo(1);
    assertThat(figures.rows())
        .extracting(NullServerFigures.Row::connections)
        .containsExactly(1, 40);
    assertThat(figures.rows())
        .allSatisfy(
            row -> {
              assertThat(row.accepts()).isEqualTo(row.connections());
              assertThat(row.readsPerRequest()).isEqualTo(1.0);
              assertThat(row.requests()).isEqualTo(4_000);
              assertThat(row.eventsPerSecond())
                  .isCloseTo(row.requestsPerSecond() * 50, within(1.0));
              assertThat(row.p50Ns()).isPositive().isLessThanOrEqualTo(row.p99Ns());
              assertThat(row.p99Ns()).isLessThanOrEqualTo(row.maxNs());
              assertThat(row.busiestThreadShare()).isPositive();
            });
  }
}
