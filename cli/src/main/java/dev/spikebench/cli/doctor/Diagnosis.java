package dev.spikebench.cli.doctor;

import dev.spikebench.backends.build.Availability;
import dev.spikebench.backends.build.BackendBuilder;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.doctor.QuietCheck;
import dev.spikebench.backends.doctor.QuietVerdict;
import dev.spikebench.backends.tool.InstalledTool;
import dev.spikebench.backends.tool.ToolProbe;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.backend.BackendCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `doctor` found.
///
/// @param tools the programs that building and running may need
/// @param backends each described backend with a sentence on whether it can run
/// @param backendsThatRun how many can
/// @param quiet whether it is a good moment to measure
/// @param generator what the load generator can do; null where that was not asked for
public record Diagnosis(
    List<InstalledTool> tools,
    Map<String, String> backends,
    int backendsThatRun,
    QuietVerdict quiet,
    @Nullable GeneratorFigures generator) {

  /// Looks at the machine for about a second.
  ///
  /// @throws dev.spikebench.backends.descriptor.FileProblemsException if a descriptor is wrong
  public static Diagnosis of(Installation installation) {
    Map<String, String> backends = new LinkedHashMap<>();
    int running = 0;
    for (BackendDescriptor descriptor : BackendCatalog.of(installation).all()) {
      Availability availability = BackendBuilder.check(descriptor);
      backends.put(descriptor.id(), sentence(descriptor, availability));
      running += availability instanceof Availability.Available ? 1 : 0;
    }
    return new Diagnosis(ToolProbe.probe(), backends, running, QuietCheck.run(), null);
  }

  private static String sentence(BackendDescriptor descriptor, Availability availability) {
    return switch (availability) {
      case Availability.Available ready ->
          BackendBuilder.isUpToDate(descriptor) ? "can run" : "can run, will be built on first use";
      case Availability.Unavailable missing -> BackendCatalog.sentence(missing);
    };
  }

  /// The same with the load generator's own figures.
  public Diagnosis with(GeneratorFigures figures) {
    return new Diagnosis(tools, backends, backendsThatRun, quiet, figures);
  }

  /// Whether there is anything to measure here.
  public boolean anyBackendCanRun() {
    return backendsThatRun > 0;
  }

  /// The findings for the eyes.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Tools");
    for (InstalledTool tool : tools) {
      String version = tool.version().value();
      lines.add(
          version == null
              ? "  %-8s MISSING: %s; %s"
                  .formatted(tool.name(), tool.version().reason(), tool.hint())
              : "  %-8s %-14s %s".formatted(tool.name(), version, tool.purpose()));
    }
    lines.add("");
    lines.add("Backends");
    backends.forEach((id, state) -> lines.add("  %-16s %s".formatted(id, state)));
    lines.add("");
    lines.add("Machine");
    lines.add(quiet.quiet() ? "  quiet enough to measure" : "  NOT quiet enough to measure");
    quiet.reasons().forEach(reason -> lines.add("  - " + reason));
    if (generator != null) {
      lines.add("");
      lines.add("Load generator on its null server");
      lines.addAll(generator.lines());
    }
    return lines;
  }

  /// The findings for scripts.
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tools", tools.stream().map(Diagnosis::tool).toList());
    document.put("backends", backends);
    document.put("backendsThatRun", backendsThatRun);
    document.put("quiet", quiet);
    if (generator != null) {
      document.put("generator", generator.document());
    }
    return document;
  }

  private static Map<String, Object> tool(InstalledTool tool) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", tool.name());
    values.put("version", tool.version());
    values.put("purpose", tool.purpose());
    values.put("hint", tool.hint());
    return values;
  }
}
