package dev.spikebench.loadgen.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A control group with a quota of processor time.
///
/// @param folder its folder
/// @param cpus processors' worth of time it may use
public record QuotaGroup(Path folder, double cpus) {
  private static final String NS_KEY_V1 = "throttled_time ";
  private static final String US_KEY_V2 = "throttled_usec ";

  /// Time for which it was held back so far, in ns; 0 where it does not say.
  public long throttledNs() {
    try {
      return throttledNs(Files.readString(folder.resolve("cpu.stat")));
    } catch (IOException e) {
      // A group without statistics has no controller that could hold it back.
      return 0;
    }
  }

  /// Reads the text of `cpu.stat` of either version.
  static long throttledNs(String stat) {
    return stat.lines()
        .mapToLong(
            line -> {
              if (line.startsWith(NS_KEY_V1)) {
                return Long.parseLong(line.substring(NS_KEY_V1.length()).strip());
              }
              return line.startsWith(US_KEY_V2)
                  ? TimeUnit.MICROSECONDS.toNanos(
                      Long.parseLong(line.substring(US_KEY_V2.length()).strip()))
                  : 0;
            })
        .sum();
  }
}
