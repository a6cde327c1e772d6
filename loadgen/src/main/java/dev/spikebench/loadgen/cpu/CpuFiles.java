package dev.spikebench.loadgen.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what Linux says of the processors of a process: affinity from `/proc/…/status`, quotas
/// from the folders of its control groups and of the groups above them, of version 1 and 2 alike. A
/// file that is missing or unreadable is a limit that is not there. Any thread.
final class CpuFiles {
  private static final String AFFINITY_KEY = "Cpus_allowed_list:";
  private static final String UNLIMITED = "max";

  /// A hierarchy of control groups: where it is mounted, and which of its groups is at that place.
  private record Mount(String root, Path point) {}

  private final Path root;
  private final int processors;

  /// @param root folder that stands for `/`
  /// @param processors processors where the system does not tell which
  CpuFiles(Path root, int processors) {
    this.root = root;
    this.processors = processors;
  }

  static CpuFiles ofThisMachine() {
    return new CpuFiles(Path.of("/"), Runtime.getRuntime().availableProcessors());
  }

  CpuAllowance allowance() {
    CpuSet affinity = affinity("self");
    List<QuotaGroup> groups = quotaGroups();
    Optional<Double> quota = groups.stream().map(QuotaGroup::cpus).min(Comparator.naturalOrder());
    return new CpuAllowance(
        affinity == null ? processors : affinity.size(), affinity, quota.orElse(null), groups);
  }

  /// The processors a process may run on; null where the system does not tell.
  ///
  /// @param pid its id, or `self`
  @Nullable CpuSet affinity(String pid) {
    return lines("proc/" + pid + "/status").stream()
        .filter(line -> line.startsWith(AFFINITY_KEY))
        .map(line -> CpuSet.parse(line.substring(AFFINITY_KEY.length())))
        .findFirst()
        .orElse(null);
  }

  private List<QuotaGroup> quotaGroups() {
    List<QuotaGroup> groups = new ArrayList<>();
    for (String line : lines("proc/self/cgroup")) {
      // hierarchy:controllers:path; version 2 has the hierarchy 0 and no controllers.
      String[] fields = line.split(":", 3);
      if (fields.length < 3) {
        continue;
      }
      boolean second = fields[0].equals("0") && fields[1].isEmpty();
      if (second || Arrays.asList(fields[1].split(",")).contains("cpu")) {
        Mount mount = mount(second);
        if (mount != null) {
          collect(mount, fields[2], groups);
        }
      }
    }
    return groups;
  }

  /// The hierarchy of version 2, or the one of version 1 with the `cpu` controller.
  private @Nullable Mount mount(boolean second) {
    for (String line : lines("proc/self/mountinfo")) {
      // id parent device root point options … - type source super-options
      int separator = line.indexOf(" - ");
      if (separator < 0) {
        continue;
      }
      String[] place = line.substring(0, separator).split(" ", -1);
      String[] kind = line.substring(separator + 3).split(" ", -1);
      boolean fits =
          second
              ? kind[0].equals("cgroup2")
              : kind[0].equals("cgroup")
                  && Arrays.asList(kind[kind.length - 1].split(",")).contains("cpu");
      if (fits && place.length > 4) {
        return new Mount(place[3], root.resolve(place[4].substring(1)));
      }
    }
    return null;
  }

  /// The group's own folder and those above it, up to where the hierarchy is mounted. In a
  /// container the mount shows the container's own group at its root.
  private static void collect(Mount mount, String group, List<QuotaGroup> groups) {
    String below = group;
    if (!mount.root().equals("/")) {
      below = group.startsWith(mount.root()) ? group.substring(mount.root().length()) : "/";
    }
    Path folder = mount.point().resolve(below.replaceFirst("^/+", "")).normalize();
    while (folder != null && folder.startsWith(mount.point())) {
      Double cpus = quota(folder);
      if (cpus != null) {
        groups.add(new QuotaGroup(folder, cpus));
      }
      folder = folder.getParent();
    }
  }

  /// The quota of one group in processors; null for none.
  private static @Nullable Double quota(Path folder) {
    String max = text(folder.resolve("cpu.max"));
    if (max != null) {
      String[] fields = max.strip().split(" ", -1);
      return fields.length < 2 || fields[0].equals(UNLIMITED) ? null : ratio(fields[0], fields[1]);
    }
    String quota = text(folder.resolve("cpu.cfs_quota_us"));
    String period = text(folder.resolve("cpu.cfs_period_us"));
    return quota == null || period == null || quota.startsWith("-")
        ? null
        : ratio(quota.strip(), period.strip());
  }

  private static @Nullable Double ratio(String quota, String period) {
    double periodUs = Double.parseDouble(period);
    return periodUs <= 0 ? null : (Double) (Double.parseDouble(quota) / periodUs);
  }

  private List<String> lines(String file) {
    String text = text(root.resolve(file));
    return text == null ? List.of() : text.lines().toList();
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      // Not this system, this version, or this hierarchy.
      return null;
    }
  }
}
