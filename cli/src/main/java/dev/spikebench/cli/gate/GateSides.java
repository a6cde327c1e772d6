package dev.spikebench.cli.gate;

import dev.spikebench.backends.calibration.AddedWork;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.BackendDescriptors;
import dev.spikebench.backends.descriptor.StartPlan;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.compare.Candidate;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.SourceState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds what a user names as a side: `working-tree`, `git:REVISION`, a folder that holds a
/// checkout, a descriptor or its folder, the id of a backend, or a URL. What it checks out goes
/// when it is closed. Used by one thread.
final class GateSides implements AutoCloseable {
  /// What a revision begins with.
  static final String GIT = "git:";

  /// Stands for the checkout that this copy of the tool lies in.
  static final String HERE = "working-tree";

  private final Installation installation;
  private final String backendId;
  private final Path checkouts;
  private final Consumer<String> say;
  private final @Nullable Double addedCpuShare;
  private final List<GitCheckout> open = new ArrayList<>();

  /// @param backendId which backend of a checkout is meant
  /// @param checkouts folder for the checkouts
  /// @param addedCpuShare CPU time to add to the candidate on purpose, as a share of its own; null
  ///   where arms run as they are
  /// @param say takes a line of progress
  GateSides(
      Installation installation,
      String backendId,
      Path checkouts,
      @Nullable Double addedCpuShare,
      Consumer<String> say) {
    this.installation = installation;
    this.backendId = backendId;
    this.checkouts = checkouts;
    this.addedCpuShare = addedCpuShare;
    this.say = say;
  }

  /// Whether a name is that of a target that runs already.
  static boolean isAddress(String ref) {
    return ref.startsWith("http://") || ref.startsWith("https://");
  }

  /// Checks that a name stands for something, and changes nothing.
  ///
  /// @throws CommandException if there is no such thing
  void require(String ref) {
    if (ref.startsWith(GIT)) {
      GitCheckout.commit(installation.root(), ref.substring(GIT.length()));
    } else if (!isAddress(ref)) {
      described(GateArm.BASELINE, ref);
    }
  }

  /// The side that a name stands for.
  ///
  /// @param id id of the arm
  /// @param ref the name
  /// @throws CommandException if there is no such thing
  GateSide find(String id, String ref) {
    if (isAddress(ref)) {
      return new GateSide.Address(new GateArm(id, ref, null, null, null, ref, 0), URI.create(ref));
    }
    if (ref.startsWith(GIT)) {
      say.accept(id + ": checking out " + ref + " ...");
      GitCheckout checkout =
          GitCheckout.of(installation.root(), ref.substring(GIT.length()), checkouts.resolve(id));
      open.add(checkout);
      return launched(id, ref, ofCheckout(ref, checkout.folder()), checkout.revision());
    }
    return described(id, ref);
  }

  private GateSide described(String id, String ref) {
    Path path = ref.equals(HERE) ? installation.root() : Path.of(ref);
    boolean descriptor =
        Files.isRegularFile(path)
            || Files.isRegularFile(path.resolve(BackendDescriptors.FILE_NAME));
    if (Files.isDirectory(path) && !descriptor) {
      return launched(id, ref, ofCheckout(ref, path.toAbsolutePath().normalize()), null);
    }
    return launched(id, ref, BackendCatalog.of(installation).find(ref), null);
  }

  private BackendDescriptor ofCheckout(String ref, Path root) {
    Path file = root.resolve("backends").resolve(backendId).resolve(BackendDescriptors.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s holds no backends/%s/%s: choose the backend with --backend, or name a descriptor"
              .formatted(ref, backendId, BackendDescriptors.FILE_NAME));
    }
    return BackendDescriptors.read(file, root);
  }

  private GateSide launched(
      String id, String ref, BackendDescriptor descriptor, @Nullable String commit) {
    SourceState source = EnvironmentProbe.source(descriptor.directory());
    GateArm arm =
        new GateArm(
            id,
            ref,
            descriptor.id(),
            commit == null ? source.commit().value() : commit,
            commit == null ? source.dirty() : Boolean.FALSE,
            null,
            added(id));
    return new GateSide.Launched(arm, new Candidate(withAddedWork(descriptor, arm).withId(id)));
  }

  private double added(String id) {
    return addedCpuShare != null && id.equals(GateArm.CANDIDATE) ? addedCpuShare : 0;
  }

  /// In a self-test every arm runs beside the same program, so that they differ in nothing but the
  /// share.
  private BackendDescriptor withAddedWork(BackendDescriptor descriptor, GateArm arm) {
    if (addedCpuShare == null) {
      return descriptor;
    }
    StartPlan start = descriptor.start();
    return descriptor.withStart(
        new StartPlan(
            start.tools(),
            AddedWork.around(arm.addedCpuShare(), start.command()),
            start.directory(),
            start.environment()));
  }

  /// Removes what was checked out.
  @Override
  public void close() {
    for (GitCheckout checkout : open) {
      try {
        checkout.close();
      } catch (CommandException e) {
        say.accept("note: " + e.getMessage());
      }
    }
  }
}
