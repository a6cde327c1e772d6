package dev.spikebench.backends.syncs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.syncs.SyncTrace.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncTraceTest {
  private static final String TRACE =
      """
      71 1795640879.000000 fdatasync(3)    = 0
      71 1795640880.000000 fdatasync(3)    = 0
      72 1795640880.500000 fsync(4 <unfinished ...>
      71 1795640880.600000 fdatasync(3)    = 0
      72 1795640880.700000 <... fsync resumed>) = 0
      71 1795640881.999999 msync(0x7f0000000000, 4096, MS_SYNC) = 0
      71 1795640882.000000 fdatasync(3)    = 0
      71 1795640883.000000 +++ exited with 0 +++
      """;

  @TempDir Path folder;

  @Test
  void callsThatBeganWithinTheTimeAreCountedOnceEach() throws IOException {
    Counts counts =
        trace()
            .between(Instant.ofEpochSecond(1_795_640_880L), Instant.ofEpochSecond(1_795_640_882L));
    assertThat(counts.byCall()).isEqualTo(Map.of("fdatasync", 2L, "fsync", 1L, "msync", 1L));
    assertThat(counts.total()).isEqualTo(4);
  }

  @Test
  void aTimeWithoutCallsHasNone() throws IOException {
    Counts counts = trace().between(Instant.EPOCH, Instant.ofEpochSecond(1));
    assertThat(counts.byCall()).isEmpty();
    assertThat(counts.total()).isZero();
  }

  @Test
  void aMissingTraceIsSaid() {
    Path file = folder.resolve("none");
    SyncTrace trace = new SyncTrace(Path.of("/usr/bin/strace"), file);
    assertThatThrownBy(() -> trace.between(Instant.EPOCH, Instant.MAX))
        .isInstanceOf(BackendsException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void theTracedCommandEndsWithTheCommandItself() {
    SyncTrace trace = new SyncTrace(Path.of("/usr/bin/strace"), folder.resolve("trace"));
    assertThat(trace.around(List.of("server", "-f")))
        .startsWith("/usr/bin/strace")
        .contains(folder.resolve("trace").toString())
        .endsWith("--", "server", "-f");
  }

  private SyncTrace trace() throws IOException {
    Path file = Files.writeString(folder.resolve("trace"), TRACE);
    return new SyncTrace(Path.of("/usr/bin/strace"), file);
  }
}
