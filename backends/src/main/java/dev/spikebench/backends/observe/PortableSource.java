package dev.spikebench.backends.observe;

import dev.spikebench.backends.portable.PortableProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads processes through OSHI, for systems without `/proc`. It has no high-water mark, and a zero
/// count of switches or bytes may mean "not told", so a zero is told as missing.
final class PortableSource implements ProcessSource {
  @Override
  public @Nullable ProcessSample sample(long pid) {
    return PortableProcess.read(pid)
        .map(
            process ->
                new ProcessSample(
                    process.residentBytes(),
                    null,
                    Duration.ofMillis(process.cpuMs()).toNanos(),
                    (long) process.threads(),
                    positive(process.majorFaults())))
        .orElse(null);
  }

  @Override
  public @Nullable ProcessDetail detail(long pid) {
    return PortableProcess.read(pid)
        .map(
            process ->
                new ProcessDetail(
                    positive(process.openFiles()),
                    positive(process.voluntarySwitches()),
                    positive(process.involuntarySwitches()),
                    positive(process.bytesRead()),
                    positive(process.bytesWritten())))
        .orElse(null);
  }

  @Override
  public boolean resetHighWater(long pid) {
    return false;
  }

  @Override
  public String whyMissing(String figure) {
    return figure + " is not told by " + System.getProperty("os.name");
  }

  private static @Nullable Long positive(long value) {
    return value > 0 ? value : null;
  }
}
