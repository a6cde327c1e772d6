package dev.spikebench.backends.environment;

import dev.spikebench.backends.process.CommandOutput;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Measurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Hardware and system facts of Linux, from `/proc`, `/sys` and `/etc/os-release`.
final class LinuxMachine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  private static final Path MACHINE_NAMES = Path.of("/sys/class/dmi/id");
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);
  private static final long KIB = 1024;

  private LinuxMachine() {}

  static Fact cpuModel() {
    return cpuModel(text(CPU_INFO));
  }

  static Fact cpuModel(String cpuInfo) {
    return field(cpuInfo, "model name")
        .map(Fact::of)
        .orElseGet(() -> Fact.unavailable("/proc/cpuinfo names no model"));
  }

  static Measurement physicalCores() {
    return physicalCores(text(CPU_INFO));
  }

  /// Cores are told apart by package and core number together.
  static Measurement physicalCores(String cpuInfo) {
    long cores =
        List.of(cpuInfo.split("\n\n", -1)).stream()
            .filter(block -> field(block, "core id").isPresent())
            .map(block -> field(block, "physical id").orElse("") + ":" + field(block, "core id"))
            .distinct()
            .count();
    return cores > 0
        ? Measurement.of((double) cores)
        : Measurement.unavailable("/proc/cpuinfo names no cores");
  }

  /// Main memory, or the limit of the control group where that is lower.
  static Measurement memoryBytes(Cgroup cgroup) {
    Long kib = ProcFs.number(text(MEMORY_INFO), "MemTotal");
    if (kib == null) {
      return Measurement.unavailable("/proc/meminfo can't be read");
    }
    long bytes = kib * KIB;
    return Measurement.of((double) Math.min(bytes, cgroup.memoryLimitBytes().orElse(bytes)));
  }

  static Fact osName() {
    Optional<String> name =
        text(Path.of("/etc/os-release"))
            .lines()
            .filter(line -> line.startsWith("PRETTY_NAME="))
            .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", "").strip())
            .filter(text -> !text.isEmpty())
            .findFirst();
    return name.map(Fact::of).orElseGet(() -> Fact.of(System.getProperty("os.name")));
  }

  static Fact governor() {
    String governor = text(GOVERNOR).strip();
    return governor.isEmpty()
        ? Fact.unavailable("no frequency control is visible, as is usual in a virtual machine")
        : Fact.of(governor);
  }

  /// Container and hypervisor, or `none`.
  static Fact virtualization() {
    String container =
        Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"))
            ? "container"
            : "";
    // Every hypervisor sets this flag of the processor for its guests.
    boolean guest =
        field(text(CPU_INFO), "flags").stream()
            .flatMap(flags -> List.of(flags.split(" ", -1)).stream())
            .anyMatch("hypervisor"::equals);
    String all =
        List.of(container, guest ? hypervisor() : "").stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" in "));
    return Fact.of(all.isEmpty() ? "none" : all);
  }

  private static String hypervisor() {
    String names =
        (text(MACHINE_NAMES.resolve("sys_vendor")).strip()
                + " "
                + text(MACHINE_NAMES.resolve("product_name")).strip())
            .strip();
    return names.isEmpty() ? "virtual machine" : "virtual machine (" + names + ")";
  }

  /// The C library, which decides how native memory is kept.
  static Fact cLibrary() {
    Optional<String> glibc =
        CommandOutput.of(List.of("getconf", "GNU_LIBC_VERSION"), null, Map.of(), COMMAND_TIMEOUT)
            .filter(output -> output.exitCode() == 0)
            .map(output -> output.text().strip())
            .filter(text -> text.startsWith("glibc"));
    if (glibc.isPresent()) {
      return Fact.of(glibc.get());
    }
    return text(Path.of("/proc/self/maps")).contains("ld-musl")
        ? Fact.of("musl")
        : Fact.unavailable("neither getconf nor the loaded libraries name it");
  }

  private static Optional<String> field(String cpuInfo, String name) {
    return cpuInfo
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static String text(Path file) {
    String text = ProcFs.read(file);
    return text == null ? "" : text;
  }
}
