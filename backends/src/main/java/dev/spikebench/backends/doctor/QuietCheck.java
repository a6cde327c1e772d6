package dev.spikebench.backends.doctor;

import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.results.model.Measurement;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks for what would disturb a measurement: CPU time used by others, CPU time stolen by the
/// hypervisor, tasks waiting for a CPU. Thread-safe: no state.
public final class QuietCheck {
  /// How long the check looks by default.
  public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(1);

  /// A tenth of a core: on two cores that is what a spec run varies by from one to the next.
  private static final double MAX_OTHERS_CORES = 0.10;

  private static final double MAX_STOLEN_CORES = 0.02;
  private static final double MAX_PRESSURE = 0.10;

  private static final Pattern SOME_AVG10 = Pattern.compile("some avg10=([0-9.]+)");
  private static final Path PRESSURE = Path.of("/proc/pressure/cpu");

  private QuietCheck() {}

  /// Looks for one second.
  public static QuietVerdict run() {
    return run(DEFAULT_WINDOW);
  }

  /// Looks for the given time. An interrupt shortens it and stays set.
  public static QuietVerdict run(Duration window) {
    Optional<CpuTimes> before = CpuTimes.read();
    if (before.isPresent()) {
      pause(window);
    }
    Optional<CpuTimes> after = CpuTimes.read();
    return judge(
        cores(before, after, false),
        cores(before, after, true),
        loadAverage(),
        pressure(ProcFs.read(PRESSURE)),
        Runtime.getRuntime().availableProcessors());
  }

  static QuietVerdict judge(
      Measurement others,
      Measurement stolen,
      Measurement load,
      Measurement pressure,
      int processors) {
    List<String> reasons = new ArrayList<>();
    if (above(others, MAX_OTHERS_CORES)) {
      reasons.add(
          "Other processes use %s of a core; stop them, or wait.".formatted(percent(others)));
    }
    if (above(stolen, MAX_STOLEN_CORES)) {
      reasons.add(
          "The hypervisor takes %s of a core away; other machines share the hardware."
              .formatted(percent(stolen)));
    }
    if (above(load, processors)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "The load average of the last minute is %.1f on %d CPUs; wait until it has fallen.",
              load.value(),
              processors));
    }
    if (above(pressure, MAX_PRESSURE)) {
      reasons.add(
          "Tasks waited for a CPU in %s of the last ten seconds.".formatted(percent(pressure)));
    }
    return new QuietVerdict(reasons.isEmpty(), reasons, others, stolen, load, pressure);
  }

  /// The share in a text such as `some avg10=0.04 avg60=2.35 …`, of `/proc/pressure/cpu`.
  static Measurement pressure(@Nullable String text) {
    Matcher matcher = SOME_AVG10.matcher(text == null ? "" : text);
    return matcher.find()
        ? Measurement.of(Double.parseDouble(matcher.group(1)) / 100)
        : Measurement.unavailable("this system tells no CPU pressure");
  }

  private static Measurement cores(
      Optional<CpuTimes> before, Optional<CpuTimes> after, boolean stolen) {
    if (before.isEmpty() || after.isEmpty()) {
      return Measurement.unavailable(
          "the CPU time of others can only be told on Linux, this is "
              + System.getProperty("os.name"));
    }
    CpuTimes later = after.get();
    return Measurement.of(
        stolen ? later.stolenCores(before.get()) : later.othersCores(before.get()));
  }

  private static Measurement loadAverage() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0
        ? Measurement.unavailable("this system tells no load average")
        : Measurement.of(load);
  }

  private static boolean above(Measurement measurement, double limit) {
    return measurement.value() != null && measurement.value() > limit;
  }

  private static String percent(Measurement share) {
    Double value = share.value();
    return String.format(Locale.ROOT, "%.0f %%", value == null ? 0 : value * 100);
  }

  private static void pause(Duration window) {
    try {
      Thread.sleep(window);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
