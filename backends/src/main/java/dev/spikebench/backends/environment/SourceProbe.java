package dev.spikebench.backends.environment;

import dev.spikebench.backends.descriptor.Placeholders;
import dev.spikebench.backends.process.CommandOutput;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.SourceState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which commit is measured, asked of git.
final class SourceProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// Looking must not write: without this git renews its index, and may wait for its lock.
  private static final Map<String, String> READ_ONLY = Map.of("GIT_OPTIONAL_LOCKS", "0");

  private SourceProbe() {}

  static SourceState probe() {
    String root = System.getProperty(Placeholders.ROOT_PROPERTY);
    if (root == null || root.isBlank()) {
      return unknown("the project's folder is not known");
    }
    return probe(Path.of(root));
  }

  static SourceState probe(Path root) {
    if (!Files.isDirectory(root)) {
      return unknown(root + " is no folder");
    }
    Optional<CommandOutput> commit = git(root, "rev-parse", "HEAD");
    if (commit.isEmpty()) {
      return unknown("git could not be run; is it installed?");
    }
    if (commit.get().exitCode() != 0) {
      return unknown("the project's folder is no git checkout with a commit");
    }
    Boolean dirty =
        git(root, "status", "--porcelain")
            .filter(output -> output.exitCode() == 0)
            .map(output -> !output.text().isBlank())
            .orElse(null);
    return new SourceState(Fact.of(commit.get().text().strip()), dirty);
  }

  private static Optional<CommandOutput> git(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    return CommandOutput.of(command, null, READ_ONLY, TIMEOUT);
  }

  private static SourceState unknown(String reason) {
    return new SourceState(Fact.unavailable(reason), null);
  }
}
