package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A machine without Node.js and without Rust: the search path has everything but them, and the
/// project's copy nothing that was built with them.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes links")
class MissingToolsIT {
  private static final Set<String> MISSING =
      Set.of("cargo", "corepack", "node", "nodejs", "npm", "npx", "rustc", "rustup");
  private static final Set<String> BUILT_WITH_THEM = Set.of("node-express", "rust-axum");
  private static final Set<String> BUILD_OUTPUT =
      Set.of(".spikebench", "build", "dist", "node_modules", "target");

  @TempDir private Path folder;
  private Path root;
  private Path programs;

  private record Ended(int exitCode, String out, String err) {}

  @BeforeEach
  void takeThemAway() throws IOException {
    Path repository = TestTerminal.repository().toRealPath();
    root = Files.createDirectory(folder.resolve("copy"));
    link(repository, root, Set.of("backends"));
    Path backends = Files.createDirectory(root.resolve("backends"));
    link(repository.resolve("backends"), backends, BUILT_WITH_THEM);
    for (String id : BUILT_WITH_THEM) {
      Path copy = Files.createDirectory(backends.resolve(id));
      link(repository.resolve("backends").resolve(id), copy, BUILD_OUTPUT);
    }
    programs = Files.createDirectory(folder.resolve("programs"));
    for (String place : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
      if (!place.isEmpty() && Files.isDirectory(Path.of(place))) {
        link(Path.of(place), programs, MISSING);
      }
    }
  }

  /// The folder would remove them too, with a warning for each.
  @AfterEach
  void removeLinks() throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  @Test
  void doctorNamesThemAndSaysHowToGetThem() throws Exception {
    Ended ended = run("doctor");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out().lines())
        .anyMatch(line -> line.matches(" *node +MISSING: .*https://nodejs\\.org"))
        .anyMatch(line -> line.matches(" *cargo +MISSING: .*https://rustup\\.rs"))
        .anyMatch(line -> line.matches(" *java-undertow +can run.*"))
        .anyMatch(
            line ->
                line.matches(
                    " *node-express +unavailable, because node is not installed; install Node\\.js"
                        + " 20 or newer from https://nodejs\\.org.*"))
        .anyMatch(
            line ->
                line.matches(
                    " *rust-axum +unavailable, because cargo is not installed; install Rust by"
                        + " https://rustup\\.rs"));
  }

  @Test
  void compareMeasuresWithAColumnLessForEach() throws Exception {
    Path output = folder.resolve("run");

    Ended ended =
        run(
            "compare",
            "--backend",
            "java-undertow-jar",
            "--backend",
            "node-express",
            "--backend",
            "rust-axum",
            "--no-raw-rate",
            "--iterations",
            "2",
            "--events",
            "1000",
            "--work-dir",
            folder.resolve("work").toString(),
            "--output",
            output.toString());

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    BenchmarkResults results = ResultFiles.read(output.resolve("benchmark-results.json"));
    assertThat(results.backends())
        .extracting(BackendSummary::id, BackendSummary::available)
        .contains(
            tuple("java-undertow-jar", true),
            tuple("node-express", false),
            tuple("rust-axum", false));
    assertThat(results.iterations())
        .hasSize(2)
        .allSatisfy(iteration -> assertThat(iteration.backendId()).isEqualTo("java-undertow-jar"));
    assertThat(output.resolve("report.md"))
        .content()
        .contains("node is not installed", "cargo is not installed");
  }

  /// Links to everything in a folder, except to these names and to what is there already.
  private static void link(Path from, Path to, Set<String> except) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        Path link = to.resolve(entry.getFileName());
        if (!except.contains(entry.getFileName().toString())
            && Files.exists(entry)
            && Files.notExists(link)) {
          Files.createSymbolicLink(link, entry.toAbsolutePath());
        }
      }
    }
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dspikebench.root=" + root);
    command.add("-jar");
    command.add(root.resolve("cli/target/spikebench.jar").toString());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("PATH", programs.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
