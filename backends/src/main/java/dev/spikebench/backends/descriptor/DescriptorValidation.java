package dev.spikebench.backends.descriptor;

import dev.spikebench.backends.tool.ToolFinder;
import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.backends.yaml.ProblemList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Checks a descriptor beyond its form: whether what it names exists on this machine. Thread-safe:
/// no state.
public final class DescriptorValidation {
  private DescriptorValidation() {}

  /// Everything that is wrong with a descriptor, errors of its form alone if there are any; empty
  /// if it is good.
  ///
  /// @param file the descriptor, or the folder that holds it
  public static List<FileProblem> validate(Path file) {
    try {
      return beyondForm(BackendDescriptors.read(file));
    } catch (FileProblemsException e) {
      return e.problems();
    }
  }

  private static List<FileProblem> beyondForm(BackendDescriptor descriptor) {
    ProblemList problems = new ProblemList(descriptor.file());
    String folder = String.valueOf(descriptor.directory().getFileName());
    if (!folder.equals(descriptor.id())) {
      problems.warning(0, "id", "is \"" + descriptor.id() + "\", but the folder is " + folder);
    }
    BuildPlan build = descriptor.build();
    missing(build.sources())
        .forEach(path -> problems.error(0, "build.sources", path + " does not exist"));
    if (!build.steps().isEmpty() && build.artifacts().isEmpty()) {
      problems.warning(0, "build.artifacts", "names nothing, so a lost artifact is not noticed");
    }
    if (!build.steps().isEmpty() && build.sources().isEmpty()) {
      problems.warning(0, "build.sources", "names nothing, so a change asks for no new build");
    }
    missing(build.steps().stream().map(BuildStep::directory).distinct().toList())
        .forEach(path -> problems.error(0, "build.steps", "directory " + path + " is missing"));
    build.tools().forEach(tool -> check(tool, "build.tools", problems));
    descriptor.start().tools().forEach(tool -> check(tool, "start.tools", problems));
    Path directory = descriptor.start().directory();
    if (directory != null && !Files.isDirectory(directory)) {
      problems.error(0, "start.directory", directory + " is no folder");
    }
    List<Path> sizes = new ArrayList<>(descriptor.size().application());
    sizes.addAll(descriptor.size().runtime());
    missing(sizes)
        .forEach(path -> problems.warning(0, "size", path + " does not exist, at least not yet"));
    return problems.all();
  }

  private static List<Path> missing(List<Path> paths) {
    return paths.stream().filter(path -> !Files.exists(path)).toList();
  }

  private static void check(RequiredTool tool, String place, ProblemList problems) {
    if (ToolFinder.find(tool.name()).isEmpty()) {
      problems.warning(0, place, tool.name() + " is not installed: " + tool.hint());
    }
  }
}
