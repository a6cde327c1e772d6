package dev.spikebench.cli.gate;

import dev.spikebench.backends.process.CommandOutput;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.backend.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A revision checked out beside the repository, in a worktree of its own that goes when it is
/// closed; the repository's own files stay as they are. Used by one thread.
final class GitCheckout implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Path repository;
  private final Path folder;
  private final String revision;

  private GitCheckout(Path repository, Path folder, String revision) {
    this.repository = repository;
    this.folder = folder;
    this.revision = revision;
  }

  /// Checks out a revision.
  ///
  /// @param repository folder of a checkout of the repository
  /// @param revision what git takes for one: a branch, a tag, `HEAD~1`, a hash
  /// @param folder where it goes; what an earlier run left there is removed
  /// @throws CommandException if there is no such revision, or it cannot be checked out
  static GitCheckout of(Path repository, String revision, Path folder) {
    String commit = commit(repository, revision);
    if (Files.exists(folder)) {
      TemporaryFolder.of(folder).close();
    }
    try {
      Files.createDirectories(folder.resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // One that a killed run left behind would still be registered.
    git(repository, "git's worktrees can't be tidied", "worktree", "prune");
    git(
        repository,
        "git:%s can't be checked out".formatted(revision),
        "worktree",
        "add",
        "--detach",
        "--force",
        folder.toString(),
        commit);
    return new GitCheckout(repository, folder, commit);
  }

  /// The full hash of a revision.
  ///
  /// @throws CommandException if there is no such revision
  static String commit(Path repository, String revision) {
    return git(
            repository,
            "git:%s is no revision here".formatted(revision),
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            revision + "^{commit}")
        .strip();
  }

  /// Where it lies, absolute.
  Path folder() {
    return folder;
  }

  /// The commit's full hash.
  String revision() {
    return revision;
  }

  @Override
  public void close() {
    git(
        repository,
        "the worktree " + folder + " can't be removed",
        "worktree",
        "remove",
        "--force",
        folder.toString());
  }

  private static String git(Path repository, String problem, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
    command.addAll(List.of(arguments));
    CommandOutput output =
        CommandOutput.of(command, null, Map.of(), TIMEOUT)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE, problem + ": git can't be run; is it installed?"));
    if (output.exitCode() != 0) {
      throw new CommandException(
          ExitCode.USAGE, problem + " (" + repository + "): " + output.text().strip());
    }
    return output.text();
  }
}
