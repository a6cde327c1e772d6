package dev.spikebench.loadgen.cpu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What this process may use of the machine's processors.
///
/// @param processors processors it may run on, by affinity and cpuset
/// @param affinity their numbers; null where the system does not tell
/// @param quota processor time a second that the tightest of its control groups allows, in
///   processors (0.1 is a tenth of one); null for no quota
/// @param quotaGroups control groups with a quota, its own one first; their throttling is its own
public record CpuAllowance(
    int processors,
    @Nullable CpuSet affinity,
    @Nullable Double quota,
    List<QuotaGroup> quotaGroups) {
  /// Copies the list.
  public CpuAllowance {
    quotaGroups = List.copyOf(quotaGroups);
  }

  /// Of this process, now.
  public static CpuAllowance current() {
    return CpuFiles.ofThisMachine().allowance();
  }

  /// Processors it may use, as time: the number it may run on, or the quota where that is less.
  public double cpus() {
    return quota == null ? processors : Math.min(processors, quota);
  }

  /// Time for which its control groups have been held back so far because a quota was used up, in
  /// ns; of nested groups the one held back longest. 0 where there is no quota.
  public long throttledNs() {
    return quotaGroups.stream().mapToLong(QuotaGroup::throttledNs).max().orElse(0);
  }
}
