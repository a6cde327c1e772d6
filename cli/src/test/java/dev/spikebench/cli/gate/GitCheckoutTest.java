package dev.spikebench.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spikebench.backends.process.CommandOutput;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutTest {
  private static final String DESCRIPTOR =
      """
      id: tiny
      name: Tiny
      language: none
      framework: none
      start:
        command: ["${root}/run"]
      size:
        application: ["${root}/run"]
      durability:
        journalMode: WAL
        synchronous: NORMAL
        writeStrategy: group
      """;

  @TempDir private Path folder;

  private Path repository = Path.of("");

  @BeforeEach
  void repository() throws IOException {
    repository = Files.createDirectory(folder.resolve("repository"));
    git("init", "-q", "-b", "main");
    commit("first");
    commit("second");
  }

  private void commit(String text) throws IOException {
    Path backend = Files.createDirectories(repository.resolve("backends/tiny"));
    Files.writeString(backend.resolve("backend.yaml"), DESCRIPTOR);
    Files.writeString(repository.resolve("run"), text);
    git("add", ".");
    git("-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", text);
  }

  private String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(arguments));
    CommandOutput output =
        CommandOutput.of(command, null, Map.of(), Duration.ofSeconds(60)).orElseThrow();
    assertThat(output.exitCode()).as(output.text()).isZero();
    return output.text().strip();
  }

  @Test
  void aRevisionLiesBesideTheRepositoryUntilItIsClosed() throws IOException {
    Path place = folder.resolve("work/baseline");
    try (GitCheckout checkout = GitCheckout.of(repository, "HEAD~1", place)) {
      assertThat(checkout.folder().resolve("run")).hasContent("first");
      assertThat(checkout.revision()).isEqualTo(git("rev-parse", "HEAD~1"));
      assertThat(repository.resolve("run")).hasContent("second");
    }
    assertThat(place).doesNotExist();
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void whatAKilledRunLeftThereIsNoHindrance() throws IOException {
    Path place = folder.resolve("work/baseline");
    // Left open on purpose: as if the process had been killed.
    GitCheckout left = GitCheckout.of(repository, "HEAD", place);
    assertThat(left.folder()).isDirectory();
    try (GitCheckout checkout = GitCheckout.of(repository, "HEAD~1", place)) {
      assertThat(checkout.folder().resolve("run")).hasContent("first");
    }
    assertThat(place).doesNotExist();
  }

  @Test
  void whatIsNoRevisionIsSaid() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> GitCheckout.commit(repository, "no-such-branch"))
        .withMessageContaining("git:no-such-branch is no revision here")
        .satisfies(it -> assertThat(it.exitCode()).isEqualTo(ExitCode.USAGE));
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> GitCheckout.commit(repository, "--all"));
  }

  @Test
  void theRootOfARevisionsDescriptorIsItsOwnCheckout() {
    List<String> said = new ArrayList<>();
    try (GateSides sides =
        new GateSides(
            new Installation(repository), "tiny", folder.resolve("work"), null, said::add)) {
      GateSide.Launched old = (GateSide.Launched) sides.find("baseline", "git:HEAD~1");
      GateSide.Launched now = (GateSide.Launched) sides.find("candidate", "working-tree");
      GateSide.Launched same = (GateSide.Launched) sides.find("candidate", repository.toString());

      assertThat(old.candidate().descriptor().start().command())
          .containsExactly(folder.resolve("work/baseline/run").toString());
      assertThat(now.candidate().descriptor().start().command())
          .containsExactly(repository.resolve("run").toString())
          .isEqualTo(same.candidate().descriptor().start().command());
      assertThat(old.candidate().id()).isEqualTo("baseline");
      assertThat(old.arm().backendId()).isEqualTo("tiny");
      assertThat(old.arm().revision()).isEqualTo(git("rev-parse", "HEAD~1"));
      assertThat(now.arm().revision()).isEqualTo(git("rev-parse", "HEAD"));
      assertThat(now.arm().uncommitted()).isFalse();
    }
    assertThat(folder.resolve("work/baseline")).doesNotExist();
  }

  @Test
  void aCheckoutWithoutTheBackendSaysWhichOptionHelps() {
    try (GateSides sides =
        new GateSides(
            new Installation(repository), "other", folder.resolve("work"), null, it -> {})) {
      assertThatExceptionOfType(CommandException.class)
          .isThrownBy(() -> sides.find("baseline", "git:HEAD"))
          .withMessageContaining("holds no backends/other/backend.yaml")
          .withMessageContaining("--backend");
    }
  }
}
