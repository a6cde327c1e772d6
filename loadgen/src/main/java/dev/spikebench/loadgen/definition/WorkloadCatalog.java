package dev.spikebench.loadgen.definition;

import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.backends.yaml.NearestName;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The workloads that lie in one folder, `<folder>/<id>.yaml`, and those that users name by path.
/// Immutable; the files are read anew at each call.
///
/// @param folder where the named ones lie
public record WorkloadCatalog(Path folder) {
  private static final String EXTENSION = ".yaml";

  /// The workload of the folder with that name, or of the file.
  ///
  /// @param nameOrFile a name; a path where it holds a slash or ends in `.yaml` or `.yml`
  /// @throws WorkloadException if there is no such name
  /// @throws FileProblemsException with everything that is wrong with the file
  public Workload find(String nameOrFile) {
    if (isPath(nameOrFile)) {
      return WorkloadFiles.read(Path.of(nameOrFile));
    }
    Path file = folder.resolve(nameOrFile + EXTENSION);
    if (!Files.isRegularFile(file)) {
      throw unknown(nameOrFile);
    }
    return WorkloadFiles.read(file);
  }

  /// Every workload of the folder, by name.
  ///
  /// @throws FileProblemsException with everything that is wrong with any of them
  public List<Workload> all() {
    List<Workload> workloads = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    for (Path file : files()) {
      try {
        workloads.add(WorkloadFiles.read(file));
      } catch (FileProblemsException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new FileProblemsException(problems);
    }
    return List.copyOf(workloads);
  }

  /// The files of the folder, by name; none where there is no folder.
  public List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw new WorkloadException("workloads", folder, "must be a folder that can be read");
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  private static boolean isPath(String text) {
    return text.contains("/")
        || text.contains("\\")
        || text.endsWith(EXTENSION)
        || text.endsWith(".yml");
  }

  private WorkloadException unknown(String name) {
    List<String> names = files().stream().map(WorkloadCatalog::name).toList();
    String meant =
        NearestName.of(name, names).map(near -> " (did you mean " + near + "?)").orElse("");
    return new WorkloadException(
        "workload",
        name,
        "must be one of " + String.join(", ", names) + ", or the path of a file" + meant);
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - EXTENSION.length());
  }
}
