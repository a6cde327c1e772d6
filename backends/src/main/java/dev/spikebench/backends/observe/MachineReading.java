package dev.spikebench.backends.observe;

import dev.spikebench.backends.process.ClockTicks;
import dev.spikebench.backends.process.ProcFs;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How much threads of the whole machine have had to wait for a processor up to a moment. Linux
/// alone tells.
///
/// @param atNs `System.nanoTime()` of the reading
/// @param waitedUs time since the boot in which some runnable thread had to wait, in µs; null where
///   the kernel keeps no account of pressure
/// @param stolenNs time that the hypervisor gave to others; null where the system does not tell
public record MachineReading(long atNs, @Nullable Long waitedUs, @Nullable Long stolenNs) {
  private static final String TOTAL = "total=";
  private static final int STOLEN = 8;

  /// Reads both now.
  public static MachineReading now() {
    return new MachineReading(
        System.nanoTime(),
        waited(ProcFs.read(Path.of("/proc/pressure/cpu"))),
        stolen(ProcFs.read(Path.of("/proc/stat"))));
  }

  /// The total of the line `some` of `/proc/pressure/cpu`, see `Documentation/accounting/psi.rst`
  /// of the kernel.
  static @Nullable Long waited(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Optional<String> some = text.lines().filter(line -> line.startsWith("some ")).findFirst();
    int at = some.map(line -> line.indexOf(TOTAL)).orElse(-1);
    return at < 0 ? null : ProcFs.parse(some.get().substring(at + TOTAL.length()));
  }

  /// The eighth figure of the first line of `/proc/stat`, see `man 5 proc_stat`.
  static @Nullable Long stolen(@Nullable String text) {
    String[] fields =
        text == null ? new String[0] : text.lines().findFirst().orElse("").split("\\s+", -1);
    if (fields.length <= STOLEN || !fields[0].equals("cpu")) {
      return null;
    }
    Long ticks = ProcFs.parse(fields[STOLEN]);
    return ticks == null ? null : (Long) ClockTicks.toNanos(ticks);
  }

  /// Share of the time since an earlier reading in which some thread had to wait for a processor;
  /// null where it is not told.
  public @Nullable Double pressureSince(MachineReading earlier) {
    Long before = earlier.waitedUs;
    Long after = waitedUs;
    return before == null || after == null || atNs <= earlier.atNs
        ? null
        : (Double) Math.clamp((after - before) * 1e3 / (atNs - earlier.atNs), 0.0, 1.0);
  }

  /// Processors' worth of time that was stolen since an earlier reading; null where it is not told.
  public @Nullable Double stolenCoresSince(MachineReading earlier) {
    Long before = earlier.stolenNs;
    Long after = stolenNs;
    return before == null || after == null || atNs <= earlier.atNs
        ? null
        : (Double) (Math.max(0, after - before) / (double) (atNs - earlier.atNs));
  }
}
