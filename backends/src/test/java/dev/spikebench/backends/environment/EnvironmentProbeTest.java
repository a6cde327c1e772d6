package dev.spikebench.backends.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.backends.doctor.QuietCheck;
import dev.spikebench.backends.portable.PortableMachine;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.SourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentProbeTest {
  @TempDir Path folder;

  @Test
  void thisMachineIsDescribed() {
    Environment environment = EnvironmentProbe.probe(folder, QuietCheck.run(Duration.ofMillis(20)));
    assertThat(environment.hardware().logicalCpus().value())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(environment.hardware().memoryBytes().value()).isGreaterThan(1e8);
    assertThat(environment.os().kernel().value()).contains(System.getProperty("os.name"));
    assertThat(environment.storage().fileSystem().value()).isNotBlank();
    assertThat(environment.storage().syncLatencyNs().value()).isPositive();
    assertThat(environment.runtimes().getFirst().version().value())
        .startsWith(Runtime.version().toString());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void missingDatabaseFolderIsJudgedByTheOneAbove() {
    assertThat(StorageProbe.probe(folder.resolve("not/yet"))).isNotNull();
    assertThat(StorageProbe.probe(folder.resolve("not/yet")).fileSystem())
        .isEqualTo(StorageProbe.probe(folder).fileSystem());
  }

  @Test
  void memoryBackedFileSystemsAreKnown() {
    assertThat(StorageProbe.memoryBacked("tmpfs", "tmpfs")).isTrue();
    assertThat(StorageProbe.memoryBacked("ramfs", "none")).isTrue();
    assertThat(StorageProbe.memoryBacked("ext4", "/dev/zram0")).isTrue();
    assertThat(StorageProbe.memoryBacked("ext4", "/dev/vda1")).isFalse();
    assertThat(StorageProbe.memoryBacked("overlay", "overlay")).isNull();
  }

  @Test
  void syncLatencyHasMedianAndNinetyNinthPercentile() {
    SyncLatency latency = SyncLatency.measure(folder);
    assertThat(latency.samples()).isPositive();
    assertThat(latency.p99Ns().value()).isGreaterThanOrEqualTo(latency.medianNs().value());
    assertThat(SyncLatency.measure(folder.resolve("none")).medianNs().reason())
        .contains("no file could be synced");
  }

  @Test
  void nearestRankTakesAnObservedSample() {
    long[] sorted = {1, 2, 3, 4};
    assertThat(SyncLatency.nearestRank(sorted, 0.5)).isEqualTo(2);
    assertThat(SyncLatency.nearestRank(sorted, 0.99)).isEqualTo(4);
    assertThat(SyncLatency.nearestRank(new long[] {7}, 0.5)).isEqualTo(7);
  }

  @Test
  void coresAreCountedByPackageAndCore() {
    String cpuInfo =
        """
        processor\t: 0
        model name\t: Some CPU @ 2GHz
        physical id\t: 0
        core id\t: 0

        processor\t: 1
        physical id\t: 0
        core id\t: 0

        processor\t: 2
        physical id\t: 1
        core id\t: 0
        """;
    assertThat(LinuxMachine.cpuModel(cpuInfo).value()).isEqualTo("Some CPU @ 2GHz");
    assertThat(LinuxMachine.physicalCores(cpuInfo).value()).isEqualTo(2.0);
    assertThat(LinuxMachine.physicalCores("").reason()).isNotBlank();
    assertThat(LinuxMachine.cpuModel("").reason()).isNotBlank();
  }

  @Test
  void tightestLimitOfControlGroupsVersionTwoCounts() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(inner.resolve("cpu.max"), "max 100000\n");
    Files.writeString(folder.resolve("a/cpu.max"), "150000 100000\n");
    Files.writeString(inner.resolve("memory.max"), "max\n");
    Files.writeString(folder.resolve("a/memory.max"), "1048576\n");
    Cgroup group = Cgroup.at(folder, "0::/a/b\n");
    assertThat(group.cpuLimit().value()).isEqualTo("1.50 CPUs");
    assertThat(group.memoryLimitBytes()).hasValue(1048576);
  }

  @Test
  void limitsOfControlGroupsVersionOneAreReadFromTheirControllers() throws IOException {
    Path cpu = Files.createDirectories(folder.resolve("cpu/x"));
    Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "-1\n");
    Files.writeString(cpu.resolve("cpu.cfs_period_us"), "100000\n");
    Path memory = Files.createDirectories(folder.resolve("memory/x"));
    Files.writeString(memory.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
    Cgroup group = Cgroup.at(folder, "4:memory:/x\n1:cpu,cpuacct:/x\n0::/\n");
    assertThat(group.cpuLimit().value()).isEqualTo("none");
    assertThat(group.memoryLimitBytes()).isEmpty();
  }

  @Test
  void systemWithoutControlGroupsSaysSo() {
    assertThat(Cgroup.at(folder, "").cpuLimit().reason()).contains("no control groups");
  }

  @Test
  void folderThatIsNoCheckoutHasNoCommitButTheReason() {
    SourceState state = SourceProbe.probe(folder);
    assertThat(state.commit().value()).isNull();
    assertThat(state.commit().reason()).isNotBlank();
    assertThat(state.dirty()).isNull();
  }

  @Test
  void portableMachineTellsHardwareToo() {
    PortableMachine machine = PortableMachine.read();
    assertThat(EnvironmentProbe.portableHardware(machine).memoryBytes().value()).isGreaterThan(1e8);
    assertThat(EnvironmentProbe.portableSystem(machine).name().value()).isNotBlank();
  }
}
