package dev.spikebench.loadgen.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CpuFilesTest {
  private static final int PROCESSORS = 16;

  @Test
  void quotaOfAGroupAboveHoldsForTheGroupsBelow() {
    CpuAllowance allowance = allowance("v2-parent-quota");

    assertThat(allowance.processors()).isEqualTo(8);
    assertThat(allowance.quota()).isEqualTo(1.5);
    assertThat(allowance.cpus()).isEqualTo(1.5);
    assertThat(allowance.quotaGroups()).extracting(QuotaGroup::cpus).containsExactly(1.5, 4.0);
    assertThat(allowance.throttledNs()).isEqualTo(345_678_000L);
  }

  @Test
  void affinityThatIsTighterThanTheQuotaIsTheLimit() {
    CpuAllowance allowance = allowance("v2-own-quota");

    assertThat(allowance.affinity()).isEqualTo(CpuSet.parse("2"));
    assertThat(allowance.quota()).isEqualTo(3.0);
    assertThat(allowance.cpus()).isEqualTo(1);
    assertThat(allowance.throttledNs()).isZero();
  }

  @Test
  void firstVersionTellsItsQuotaInTwoFiles() {
    CpuAllowance allowance = allowance("v1-own-quota");

    assertThat(allowance.quota()).isEqualTo(0.1);
    assertThat(allowance.cpus()).isEqualTo(0.1);
    // The root's -1 is no quota.
    assertThat(allowance.quotaGroups()).extracting(QuotaGroup::cpus).containsExactly(0.1, 0.5);
    assertThat(allowance.throttledNs()).isEqualTo(8_700_000_000L);
  }

  @Test
  void containerSeesItsOwnGroupAtTheRootOfTheMount() {
    assertThat(allowance("v1-container").cpus()).isEqualTo(2);
    assertThat(allowance("v2-namespace").cpus()).isEqualTo(0.5);
  }

  @Test
  void systemThatTellsNothingHasTheProcessorsTheVirtualMachineKnows() {
    CpuAllowance allowance = allowance("nothing");

    assertThat(allowance.affinity()).isNull();
    assertThat(allowance.quota()).isNull();
    assertThat(allowance.cpus()).isEqualTo(PROCESSORS);
    assertThat(allowance.throttledNs()).isZero();
  }

  @Test
  void thisMachineLetsThisProcessUseSomething() {
    assertThat(CpuAllowance.current().cpus()).isPositive();
  }

  private static CpuAllowance allowance(String machine) {
    URL marker = CpuFilesTest.class.getResource("/cpu/" + machine);
    try {
      Path root = Path.of(Objects.requireNonNull(marker, machine).toURI());
      return new CpuFiles(root, PROCESSORS).allowance();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The class path has a folder that is no URI.", e);
    }
  }
}
