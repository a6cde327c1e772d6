package dev.spikebench.cli.gate;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateResults;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// An earlier session whose candidate is to be the baseline. That candidate is not measured again,
/// but the session's own baseline is: it is the reference that ties the two together.
///
/// @param file the session's file
/// @param results what it holds
public record StoredSession(Path file, GateResults results) {

  /// The session that a name of a baseline stands for; empty where it is no session's file.
  ///
  /// @throws dev.spikebench.results.json.ResultFileException if it is one and is damaged
  public static Optional<StoredSession> find(String ref) {
    Path file;
    try {
      file = Path.of(ref);
    } catch (InvalidPathException e) {
      // An address may hold what no path may on some systems.
      return Optional.empty();
    }
    return Files.isRegularFile(file) && GateFiles.isGate(file)
        ? Optional.of(new StoredSession(file, GateFiles.read(file)))
        : Optional.empty();
  }

  /// What the reference is measured as now.
  ///
  /// @throws CommandException if the session was one of a target that ran already
  public String reference() {
    GateArm reference = results.arm(GateArm.BASELINE);
    if (reference.address() != null) {
      throw new CommandException(
          ExitCode.USAGE,
          "--baseline %s was measured against %s, a target that ran already, which cannot be had again; name a descriptor, a checkout or a revision"
              .formatted(file, reference.address()));
    }
    String revision = reference.revision();
    return revision != null && reference.ref().startsWith(GateSides.GIT)
        ? GateSides.GIT + revision
        : reference.ref();
  }

  /// Which backend of a checkout the reference is.
  public String backendId(String otherwise) {
    String id = results.arm(GateArm.BASELINE).backendId();
    return id == null ? otherwise : id;
  }
}
