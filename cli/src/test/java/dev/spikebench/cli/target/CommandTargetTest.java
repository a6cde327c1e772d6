package dev.spikebench.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.process.StopSignal;
import dev.spikebench.cli.target.CommandTarget.Words;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandTargetTest {
  @Test
  void oneFreePortStandsForEveryPlaceholder() {
    TargetSpec.Command target =
        of("./server --port ${port}", Map.of("PORT", "${port}"), null, "/health");
    LaunchPlan plan = target.plan();
    URI address = Objects.requireNonNull(plan.address());
    String port = Integer.toString(address.getPort());
    assertThat(plan.command()).containsExactly("./server", "--port", port);
    assertThat(target.environment()).containsEntry("PORT", port);
    assertThat(address).isEqualTo(URI.create("http://127.0.0.1:" + port));
    assertThat(plan.healthPath()).isEqualTo("/health");
    assertThat(plan.id()).isEqualTo("server");
  }

  @Test
  void readyUrlNamesAddressAndPath() {
    LaunchPlan plan = of("server", Map.of(), "http://localhost:8080/up?full=1", "/").plan();
    assertThat(plan.address()).isEqualTo(URI.create("http://localhost:8080"));
    assertThat(plan.healthPath()).isEqualTo("/up?full=1");
  }

  @Test
  void readyUrlWithoutAPathAsksForTheRoot() {
    LaunchPlan plan = of("server", Map.of(), "http://127.0.0.1:${port}", "/").plan();
    assertThat(Objects.requireNonNull(plan.address()).getPort()).isPositive();
    assertThat(plan.healthPath()).isEqualTo("/");
  }

  @Test
  void commandWithoutAPortSaysItsAddressItself() {
    assertThat(of("server", Map.of(), null, "/api/health").plan().address()).isNull();
  }

  @Test
  void commandRunsWhereTheUserIs() {
    assertThat(of("server", Map.of(), null, "/").plan().directory())
        .isEqualTo(Path.of("").toAbsolutePath());
  }

  @Test
  void mistakesAreNamed() {
    assertMistake("run '", null, "/", "--launch 'run ''");
    assertMistake("run ${prot}", null, "/", "unknown placeholder ${prot}");
    assertMistake("run", "https://127.0.0.1:1/", "/", "--ready-url must be of the form");
    assertMistake("run", "http://127.0.0.1/", "/", "--ready-url must be of the form");
    assertMistake("run", "http://a b", "/", "--ready-url 'http://a b'");
    assertMistake("run", null, "health", "--ready-path must begin with '/'");
  }

  private static void assertMistake(
      String command, @Nullable String readyUrl, String readyPath, String message) {
    assertThatThrownBy(() -> of(command, Map.of(), readyUrl, readyPath))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static TargetSpec.Command of(
      String command, Map<String, String> environment, @Nullable String readyUrl, String path) {
    return CommandTarget.of(
        new Words(
            command,
            Path.of(""),
            environment,
            readyUrl,
            path,
            StopSignal.TERM,
            Duration.ofSeconds(1)));
  }
}
