package dev.spikebench.cli.backend;

import dev.spikebench.backends.build.Availability;
import dev.spikebench.backends.build.BackendBuilder;
import dev.spikebench.backends.build.BuildException;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.BackendDescriptors;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The backends that are described in this installation, and those that a user names by a path.
public final class BackendCatalog {
  private final Path folder;

  private BackendCatalog(Path folder) {
    this.folder = folder;
  }

  /// The catalog of an installation; its descriptors are read anew at each call.
  public static BackendCatalog of(Installation installation) {
    return new BackendCatalog(installation.backends());
  }

  /// All that are described under `backends/`, by id.
  ///
  /// @throws dev.spikebench.backends.descriptor.FileProblemsException if one is wrong
  public List<BackendDescriptor> all() {
    return BackendDescriptors.readAll(folder);
  }

  /// One backend.
  ///
  /// @param name an id under `backends/`, or the path of a descriptor or of its folder
  /// @throws CommandException if there is none
  public BackendDescriptor find(String name) {
    List<BackendDescriptor> all = all();
    return all.stream()
        .filter(descriptor -> descriptor.id().equals(name))
        .findFirst()
        .or(() -> atPath(name))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "no backend '%s': there are %s, and no descriptor lies at that path"
                        .formatted(name, all.stream().map(BackendDescriptor::id).toList())));
  }

  private static Optional<BackendDescriptor> atPath(String name) {
    Path path = Path.of(name);
    boolean file = Files.isRegularFile(path);
    boolean folder = Files.isRegularFile(path.resolve(BackendDescriptors.FILE_NAME));
    return file || folder ? Optional.of(BackendDescriptors.read(path)) : Optional.empty();
  }

  /// The backends that a user asked for, in that order; where none is named all that are measured
  /// by default.
  ///
  /// @throws CommandException if one is unknown or named twice
  public List<BackendDescriptor> choose(List<String> names) {
    List<BackendDescriptor> chosen = new ArrayList<>();
    for (String name : names) {
      BackendDescriptor descriptor = find(name);
      if (chosen.stream().anyMatch(other -> other.id().equals(descriptor.id()))) {
        throw new CommandException(
            ExitCode.USAGE, "backend '" + descriptor.id() + "' is named twice; name it once");
      }
      chosen.add(descriptor);
    }
    return names.isEmpty() ? all().stream().filter(BackendDescriptor::byDefault).toList() : chosen;
  }

  /// What a table says of a backend that cannot be run here.
  public static String sentence(Availability.Unavailable missing) {
    return "unavailable, because " + reasonAndHint(missing);
  }

  private static String reasonAndHint(Availability.Unavailable missing) {
    return missing.reason() + "; " + missing.hint();
  }

  /// Builds a backend where its sources differ from what was built.
  ///
  /// @param say takes a line of progress
  /// @return why it cannot be run here; null where it can
  public static @Nullable String build(BackendDescriptor descriptor, Consumer<String> say) {
    if (BackendBuilder.check(descriptor) instanceof Availability.Unavailable missing) {
      return reasonAndHint(missing);
    }
    try {
      if (!BackendBuilder.isUpToDate(descriptor)) {
        say.accept(descriptor.id() + ": building ...");
      }
      BackendBuilder.build(descriptor, line -> {});
      return null;
    } catch (BuildException e) {
      return "it could not be built: " + e.getMessage();
    }
  }

  /// Builds a backend that a command cannot do without.
  ///
  /// @throws CommandException if it cannot be run here
  public static void buildOrFail(BackendDescriptor descriptor, Consumer<String> say) {
    String problem = build(descriptor, say);
    if (problem != null) {
      throw new CommandException(
          ExitCode.TARGET_UNAVAILABLE, descriptor.id() + " is unavailable, because " + problem);
    }
  }
}
