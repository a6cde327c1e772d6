package dev.spikebench.backends.descriptor;

import java.nio.file.Path;
import java.util.List;

/// How a backend is built.
///
/// @param tools what must be installed for the steps; looked for only when a build is needed
/// @param steps what to run, in order; empty where nothing is to be built
/// @param artifacts files and folders that exist after a build; one missing asks for a build
/// @param sources files and folders that the artifacts are made from; another content asks for a
///   build
public record BuildPlan(
    List<RequiredTool> tools, List<BuildStep> steps, List<Path> artifacts, List<Path> sources) {

  /// Copies the lists.
  public BuildPlan {
    tools = List.copyOf(tools);
    steps = List.copyOf(steps);
    artifacts = List.copyOf(artifacts);
    sources = List.copyOf(sources);
  }
}
