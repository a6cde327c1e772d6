package dev.spikebench.backends.build;

import dev.spikebench.backends.build.Availability.Available;
import dev.spikebench.backends.build.Availability.Unavailable;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.BuildStep;
import dev.spikebench.backends.descriptor.RequiredTool;
import dev.spikebench.backends.tool.ToolFinder;
import dev.spikebench.backends.tool.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Builds backends. Thread-safe: two builds that run in one folder, also of two programs, wait for
/// each other.
public final class BackendBuilder {
  private BackendBuilder() {}

  /// Whether a backend can be built, if it has to be, and run. The tools of a build count only
  /// where a build is needed.
  ///
  /// @throws BuildException if the sources can't be read
  public static Availability check(BackendDescriptor descriptor) {
    List<RequiredTool> tools = new ArrayList<>(descriptor.start().tools());
    boolean buildNeeded = !isUpToDate(descriptor);
    if (buildNeeded) {
      tools.addAll(descriptor.build().tools());
    }
    for (RequiredTool tool : tools) {
      Optional<String> problem = problem(tool);
      if (problem.isPresent()) {
        return new Unavailable(problem.get(), tool.hint());
      }
    }
    return program(descriptor, buildNeeded);
  }

  /// Whether all artifacts are there and were made of the sources as they are.
  ///
  /// @throws BuildException if the sources can't be read
  public static boolean isUpToDate(BackendDescriptor descriptor) {
    if (missingArtifact(descriptor).isPresent()) {
      return false;
    }
    return descriptor.build().steps().isEmpty()
        || BuildRecord.matches(descriptor, SourceHash.of(descriptor.build()));
  }

  /// Builds a backend, unless it is up to date.
  ///
  /// @param outputLine takes each line that the steps print, on a thread of the build
  /// @throws BuildException if a step fails, or the artifacts are not there afterwards
  public static BuildOutcome build(BackendDescriptor descriptor, Consumer<String> outputLine) {
    if (isUpToDate(descriptor)) {
      return BuildOutcome.UP_TO_DATE;
    }
    try (BuildLock _ = BuildLock.acquire(descriptor)) {
      // Another program may have built it while this one waited.
      return isUpToDate(descriptor) ? BuildOutcome.UP_TO_DATE : buildAlone(descriptor, outputLine);
    }
  }

  private static BuildOutcome buildAlone(
      BackendDescriptor descriptor, Consumer<String> outputLine) {
    // Taken before the steps: a source that changes while they run asks for another build.
    String hash = SourceHash.of(descriptor.build());
    try {
      BuildRecord.delete(descriptor);
      for (BuildStep step : descriptor.build().steps()) {
        StepRun.run(step, outputLine);
      }
      Optional<Path> missing = missingArtifact(descriptor);
      if (missing.isPresent()) {
        throw new BuildException(missingMessage(descriptor, missing.get()));
      }
      BuildRecord.write(descriptor, hash);
      return BuildOutcome.BUILT;
    } catch (IOException e) {
      throw new BuildException(
          descriptor.id() + ": can't record the build in " + descriptor.directory() + ": " + e,
          null,
          List.of(),
          e);
    }
  }

  private static String missingMessage(BackendDescriptor descriptor, Path missing) {
    return descriptor.build().steps().isEmpty()
        ? descriptor.id() + ": " + missing + " is missing, and the descriptor has no build steps"
        : descriptor.id()
            + ": all build steps succeeded, but "
            + missing
            + " is missing; correct build.artifacts or the steps in "
            + descriptor.file();
  }

  private static Optional<Path> missingArtifact(BackendDescriptor descriptor) {
    return descriptor.build().artifacts().stream().filter(path -> !Files.exists(path)).findFirst();
  }

  private static Optional<String> problem(RequiredTool tool) {
    Optional<Path> program = ToolFinder.find(tool.name());
    if (program.isEmpty()) {
      return Optional.of(tool.name() + " is not installed");
    }
    Optional<Version> wanted = Optional.ofNullable(tool.minimumVersion()).flatMap(Version::in);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    String found = ToolFinder.version(program.get(), tool.versionArguments()).orElse("");
    Optional<Version> version = Version.in(found);
    if (version.isEmpty()) {
      return Optional.of("the version of " + program.get() + " can't be told");
    }
    return version.get().compareTo(wanted.get()) < 0
        ? Optional.of(
            program.get() + " is " + version.get() + ", needed is " + wanted.get() + " or newer")
        : Optional.empty();
  }

  /// The program of the start command: one that a build is to make need not be there yet.
  private static Availability program(BackendDescriptor descriptor, boolean buildNeeded) {
    String program = descriptor.start().command().getFirst();
    boolean buildable = buildNeeded && !descriptor.build().steps().isEmpty();
    if (ToolFinder.find(program).isPresent() || (buildable && program.contains("/"))) {
      Optional<Path> missing = buildable ? Optional.empty() : missingArtifact(descriptor);
      return missing
          .<Availability>map(
              path -> new Unavailable(path + " is missing", "put it there, or add build steps"))
          .orElseGet(Available::new);
    }
    return new Unavailable(
        program + " can't be run", "install it, or correct start.command in " + descriptor.file());
  }
}
