package dev.spikebench.backends.testing;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.BuildPlan;
import dev.spikebench.backends.descriptor.RawInsertPlan;
import dev.spikebench.backends.descriptor.SizePaths;
import dev.spikebench.backends.descriptor.StartPlan;
import dev.spikebench.results.model.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Descriptors for tests.
public final class TestDescriptors {
  private TestDescriptors() {}

  /// A descriptor that starts [TestBackend] with the given flags.
  public static BackendDescriptor testBackend(Path folder, String... flags) {
    return starting(folder, TestBackend.command(flags));
  }

  /// A descriptor with the given start command.
  public static BackendDescriptor starting(Path folder, List<String> command) {
    return of(folder, new BuildPlan(List.of(), List.of(), List.of(), List.of()), command);
  }

  /// A descriptor with the given build and start command.
  public static BackendDescriptor of(Path folder, BuildPlan build, List<String> command) {
    return of(folder, build, command, null);
  }

  /// A descriptor that measures raw inserts with the given command.
  public static BackendDescriptor measuring(Path folder, List<String> command) {
    return of(
        folder,
        new BuildPlan(List.of(), List.of(), List.of(), List.of()),
        List.of("unused"),
        new RawInsertPlan(command, Map.of("FROM_DESCRIPTOR", "yes")));
  }

  private static BackendDescriptor of(
      Path folder, BuildPlan build, List<String> command, @Nullable RawInsertPlan rawInsert) {
    return new BackendDescriptor(
        "test-backend",
        "Test backend",
        "Java",
        "jdk.httpserver",
        folder.resolve("backend.yaml"),
        true,
        build,
        new StartPlan(List.of(), command, null, Map.of("FROM_DESCRIPTOR", "yes")),
        rawInsert,
        "/api/health",
        new SizePaths(List.of(folder), List.of()),
        new Durability("WAL", "NORMAL", "group"));
  }
}
