package dev.spikebench.backends.descriptor;

import dev.spikebench.backends.yaml.FileKind;
import dev.spikebench.backends.yaml.FileProblem;
import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.backends.yaml.MappingReader;
import dev.spikebench.backends.yaml.MappingReader.Context;
import dev.spikebench.backends.yaml.ProblemList;
import dev.spikebench.backends.yaml.YamlTree;
import dev.spikebench.results.model.Durability;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads descriptors, strictly: an unknown key, a wrong kind of value or an unknown placeholder is
/// an error with file, line and place. Thread-safe: no state.
public final class BackendDescriptors {
  /// Name of a descriptor's file in its backend's folder.
  public static final String FILE_NAME = "backend.yaml";

  private static final FileKind KIND = new FileKind("descriptor", "backend init");
  private static final List<String> TOP_KEYS =
      List.of(
          "id",
          "name",
          "language",
          "framework",
          "byDefault",
          "build",
          "start",
          "rawInsert",
          "health",
          "size",
          "durability");
  private static final List<String> BUILD_KEYS = List.of("tools", "steps", "artifacts", "sources");
  private static final List<String> STEP_KEYS =
      List.of("name", "directory", "command", "environment");
  private static final List<String> TOOL_KEYS =
      List.of("name", "hint", "minimumVersion", "versionArguments");
  private static final List<String> START_KEYS =
      List.of("tools", "command", "directory", "environment");
  private static final List<String> RAW_INSERT_KEYS =
      List.of("command", "environment", "tunedShare");
  private static final List<String> SIZE_KEYS = List.of("application", "runtime");
  private static final List<String> DURABILITY_KEYS =
      List.of("journalMode", "synchronous", "writeStrategy");
  private static final List<String> WRITE_STRATEGIES = List.of("per-event", "per-batch", "group");
  private static final String DEFAULT_HEALTH_PATH = "/api/health";

  private BackendDescriptors() {}

  /// Reads one descriptor.
  ///
  /// @param file the descriptor, or the folder that holds it as `backend.yaml`
  /// @throws FileProblemsException with every problem found
  public static BackendDescriptor read(Path file) throws FileProblemsException {
    return read(file, Placeholders::forDirectory);
  }

  /// Reads one descriptor of another checkout of the project.
  ///
  /// @param file the descriptor, or the folder that holds it as `backend.yaml`
  /// @param root that checkout's folder, which `${root}` stands for
  /// @throws FileProblemsException with every problem found
  public static BackendDescriptor read(Path file, Path root) throws FileProblemsException {
    return read(file, directory -> Placeholders.forDirectory(directory, root));
  }

  private static BackendDescriptor read(Path file, Function<Path, Placeholders> placeholders) {
    Path descriptor = Files.isDirectory(file) ? file.resolve(FILE_NAME) : file;
    Path absolute = descriptor.toAbsolutePath().normalize();
    Path directory = Objects.requireNonNull(absolute.getParent(), "a file has a folder");
    ProblemList problems = new ProblemList(descriptor);
    Context context = new Context(directory, placeholders.apply(directory), problems);
    MappingReader top =
        new MappingReader(YamlTree.read(descriptor, KIND, problems), "", context, TOP_KEYS);
    Parts parts = parts(top);
    problems.throwIfAny();
    return parts.assemble(absolute);
  }

  /// Reads the descriptor of each backend in a folder, `<folder>/<id>/backend.yaml`, sorted by id.
  ///
  /// @param folder folder of folders; those without a descriptor are passed over
  /// @throws FileProblemsException with the problems of all, or if two have the same id
  public static List<BackendDescriptor> readAll(Path folder) throws FileProblemsException {
    List<BackendDescriptor> descriptors = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    Map<String, Path> seen = new HashMap<>();
    for (Path file : files(folder)) {
      try {
        BackendDescriptor descriptor = read(file);
        Path earlier = seen.putIfAbsent(descriptor.id(), file);
        if (earlier != null) {
          throw ProblemList.failure(file, 1, "id", "is the id of " + earlier + " already");
        }
        descriptors.add(descriptor);
      } catch (FileProblemsException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new FileProblemsException(problems);
    }
    descriptors.sort(Comparator.comparing(BackendDescriptor::id));
    return List.copyOf(descriptors);
  }

  private static List<Path> files(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      List<Path> files = new ArrayList<>();
      for (Path entry : entries) {
        Path file = entry.resolve(FILE_NAME);
        if (Files.isRegularFile(file)) {
          files.add(file);
        }
      }
      files.sort(Comparator.naturalOrder());
      return files;
    } catch (IOException e) {
      throw ProblemList.failure(folder, 0, "", "can't be read as a folder of backends: " + e);
    }
  }

  /// What was read, before it is known to be sound: a half-read value must not reach a record that
  /// would refuse it with a message about itself alone.
  private record Parts(
      String id,
      String name,
      String language,
      String framework,
      boolean byDefault,
      BuildPlan build,
      StartPlan start,
      @Nullable RawInsertPlan rawInsert,
      String health,
      SizePaths size,
      Durability durability) {
    BackendDescriptor assemble(Path file) {
      return new BackendDescriptor(
          id,
          name,
          language,
          framework,
          file,
          byDefault,
          build,
          start,
          rawInsert,
          health,
          size,
          durability);
    }
  }

  private static Parts parts(MappingReader top) {
    return new Parts(
        id(top),
        top.text("name"),
        top.text("language"),
        top.text("framework"),
        Objects.requireNonNullElse(top.optionalFlag("byDefault"), true),
        build(top.child("build", false, BUILD_KEYS)),
        start(top.child("start", true, START_KEYS)),
        rawInsert(top),
        health(top),
        size(top.child("size", true, SIZE_KEYS)),
        durability(top.child("durability", true, DURABILITY_KEYS)));
  }

  private static String id(MappingReader top) {
    String id = top.text("id");
    if (!id.isEmpty() && !BackendDescriptor.ID_FORM.matcher(id).matches()) {
      top.problem("id", "must match " + BackendDescriptor.ID_FORM + ", is \"" + id + "\"");
    }
    return id;
  }

  private static String health(MappingReader top) {
    String health = top.optionalText("health");
    if (health != null && !health.startsWith("/")) {
      top.problem("health", "must be a path that starts with \"/\"");
    }
    return health == null ? DEFAULT_HEALTH_PATH : health;
  }

  private static BuildPlan build(MappingReader build) {
    return new BuildPlan(
        build.mappings("tools", TOOL_KEYS, BackendDescriptors::tool),
        build.mappings("steps", STEP_KEYS, BackendDescriptors::step),
        build.paths("artifacts"),
        build.paths("sources"));
  }

  private static BuildStep step(MappingReader step) {
    List<String> command = step.command("command");
    String name = step.optionalText("name");
    return new BuildStep(
        name == null ? String.join(" ", command) : name,
        Objects.requireNonNullElse(step.optionalPath("directory"), step.directory()),
        command,
        step.environment("environment"));
  }

  private static RequiredTool tool(MappingReader tool) {
    List<String> versionArguments = tool.texts("versionArguments");
    return new RequiredTool(
        tool.text("name"),
        tool.text("hint"),
        tool.optionalText("minimumVersion"),
        versionArguments.isEmpty() ? List.of("--version") : versionArguments);
  }

  private static StartPlan start(MappingReader start) {
    return new StartPlan(
        start.mappings("tools", TOOL_KEYS, BackendDescriptors::tool),
        start.command("command"),
        start.optionalPath("directory"),
        start.environment("environment"));
  }

  private static @Nullable RawInsertPlan rawInsert(MappingReader top) {
    if (top.node("rawInsert") == null) {
      return null;
    }
    MappingReader rawInsert = top.child("rawInsert", false, RAW_INSERT_KEYS);
    return new RawInsertPlan(
        rawInsert.command("command"),
        rawInsert.environment("environment"),
        rawInsert.optionalNumber("tunedShare", 0.01, 0.99));
  }

  private static SizePaths size(MappingReader size) {
    List<Path> application = size.paths("application");
    if (application.isEmpty()) {
      size.problem("application", "must name at least one file or folder");
    }
    return new SizePaths(application, size.paths("runtime"));
  }

  private static Durability durability(MappingReader durability) {
    String strategy = durability.text("writeStrategy");
    if (!strategy.isBlank() && !WRITE_STRATEGIES.contains(strategy)) {
      durability.problem("writeStrategy", "must be one of " + String.join(", ", WRITE_STRATEGIES));
    }
    return new Durability(
        given(durability.text("journalMode")),
        given(durability.text("synchronous")),
        given(strategy));
  }

  /// A text for a record that refuses blank ones; a blank one is noted as a problem already.
  private static String given(String text) {
    return text.isBlank() ? "missing" : text;
  }
}
