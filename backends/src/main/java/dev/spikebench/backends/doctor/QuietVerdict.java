package dev.spikebench.backends.doctor;

import dev.spikebench.results.model.Measurement;
import java.util.List;

/// Whether the machine is quiet enough to measure on.
///
/// @param quiet whether nothing speaks against it
/// @param reasons what speaks against it, one plain sentence each; empty where it is quiet
/// @param othersCpuCores CPU time that others used, as a number of cores
/// @param stolenCpuCores CPU time that the hypervisor gave to other machines, as a number of cores
/// @param loadAverage load average of the last minute
/// @param cpuPressure share of the last ten seconds in which some task waited for a CPU, 0 to 1
public record QuietVerdict(
    boolean quiet,
    List<String> reasons,
    Measurement othersCpuCores,
    Measurement stolenCpuCores,
    Measurement loadAverage,
    Measurement cpuPressure) {

  /// Copies the list.
  public QuietVerdict {
    reasons = List.copyOf(reasons);
  }
}
