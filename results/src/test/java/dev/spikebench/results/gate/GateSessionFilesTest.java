package dev.spikebench.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Golden;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sessions that were really measured: every interval and verdict is computed again from the raw
/// slices alone and must be the one that the session ended with.
class GateSessionFilesTest {

  @Test
  void theSameArtifactOnAQuietMachinePasses() {
    GateResults session = replayed("same-artifact.json");
    assertThat(session.arm(GateArm.CANDIDATE).addedCpuShare()).isZero();
    assertThat(verdict(session)).isEqualTo(GateVerdict.PASS);
  }

  @Test
  void aFifthOfCpuWorkMoreIsARegression() {
    GateResults session = replayed("plus-20-percent-cpu.json");
    assertThat(session.arm(GateArm.CANDIDATE).addedCpuShare()).isEqualTo(0.2);
    assertThat(verdict(session)).isEqualTo(GateVerdict.REGRESSED);
  }

  @Test
  void onALoadedMachineTheSameArtifactIsNoRegressionEither() {
    GateResults session = replayed("same-artifact-under-load.json");
    assertThat(session.arm(GateArm.CANDIDATE).addedCpuShare()).isZero();
    assertThat(verdict(session)).isEqualTo(GateVerdict.INCONCLUSIVE);
  }

  private static GateVerdict verdict(GateResults session) {
    return GateJudge.judge(session).verdict();
  }

  private static GateResults replayed(String name) {
    Path file = Golden.resource("gate/sessions/" + name);
    GateResults session = GateFiles.read(file);
    GateConclusion told = session.conclusion();
    GateResults rawAlone =
        new GateResults(
            session.kind(),
            session.schemaVersion(),
            session.tool(),
            session.run(),
            session.environment(),
            session.design(),
            session.workload(),
            session.metrics(),
            session.arms(),
            session.backends(),
            session.launches(),
            session.slices(),
            List.of(),
            List.of(),
            null);
    assertThat(GateConclusions.of(rawAlone)).isEqualTo(told);
    return session;
  }
}
