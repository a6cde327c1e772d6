package dev.spikebench.cli.distribution;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.cli.backend.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes the distribution in a folder beside its place and moves it there when it has proved to
/// work; an earlier one stays until then.
public final class DistributionService {
  private static final String PACKAGED = "packaged";

  /// A level that takes seconds and is a twentieth larger than the best; all processors.
  private static final String COMPRESSOR = "--use-compress-program=xz -3 -T0";

  private static final String PLAIN = "java -jar";

  private final Terminal terminal;
  private final Installation installation;
  private final CommonOptions common;

  /// The service for the installation's server.
  public DistributionService(Terminal terminal, Installation installation, CommonOptions common) {
    this.terminal = terminal;
    this.installation = installation;
    this.common = common;
  }

  /// Makes it, and compares its start with that of the plain archive.
  ///
  /// @throws CommandException where the server is not built, or a step fails
  public ExitCode run(DistributionOptions options) {
    requireUnix();
    Path serverArchive = requireServer();
    Path target = target(options);
    Path parent = Objects.requireNonNull(target.getParent());
    WritableFolders.require(parent);
    requireReplaceable(new DistributionLayout(target));
    try (TemporaryFolder stage = TemporaryFolder.of(Files.createTempDirectory(parent, ".package"));
        TemporaryFolder work = TemporaryFolder.create("spikebench-package")) {
      DistributionLayout staged =
          new DistributionLayout(stage.path().resolve(target.getFileName()));
      build(staged, serverArchive, work.path());
      DistributionLayout placed = new DistributionLayout(target);
      replace(staged, placed);
      say("looking whether what was prepared is usable in its place");
      new TrainingRun(placed, work.path()).requireUsable();
      pack(placed, options.archive());
      print(placed, compareStarts(placed, serverArchive, options.starts(), work.path()));
      return ExitCode.GOOD;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, "cannot write the distribution to " + target + ": " + e, e);
    }
  }

  private void build(DistributionLayout staged, Path serverArchive, Path work) throws IOException {
    say("linking a Java runtime of the modules that the server needs");
    RuntimeImage.create(staged.runtime());
    new ApplicationFiles(staged).copy(serverArchive);
    say("training on the spec workload, then preparing classes and methods");
    new TrainingRun(staged, work).train();
  }

  private static void replace(DistributionLayout staged, DistributionLayout placed)
      throws IOException {
    if (Files.exists(placed.root())) {
      TemporaryFolder.of(placed.root()).close();
    }
    Files.deleteIfExists(placed.archive());
    Files.move(staged.root(), placed.root(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Nothing is deleted but a distribution, or an empty folder.
  private static void requireReplaceable(DistributionLayout placed) {
    String[] entries = placed.root().toFile().list();
    boolean empty = entries != null && entries.length == 0;
    if (Files.exists(placed.root()) && !empty && !Files.exists(placed.launcher())) {
      throw new CommandException(
          ExitCode.USAGE,
          placed.root() + " is there and is no distribution; choose another with --output");
    }
  }

  private void pack(DistributionLayout placed, boolean wanted) {
    if (wanted) {
      say("compressing the archive");
      ToolProcess.run(
          "tar",
          COMPRESSOR,
          "-cf",
          placed.archive().toString(),
          "-C",
          String.valueOf(placed.root().getParent()),
          String.valueOf(placed.root().getFileName()));
    }
  }

  private Map<String, StartFigures> compareStarts(
      DistributionLayout placed, Path serverArchive, int starts, Path work) {
    if (starts == 0) {
      return Map.of();
    }
    List<String> plain = new ArrayList<>();
    plain.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    plain.addAll(ServerFlags.PLAIN);
    plain.addAll(List.of("-jar", serverArchive.toString()));
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put(PACKAGED, List.of(placed.launcher().toString()));
    commands.put(PLAIN, plain);
    return new StartComparison(work).run(commands, starts, this::say);
  }

  private void print(DistributionLayout placed, Map<String, StartFigures> figures) {
    DistributionSizes sizes = DistributionSizes.of(placed);
    if (common.json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("output", placed.root().toString());
      document.put("launcher", placed.launcher().toString());
      document.put("sizes", sizes);
      document.put("starts", figures);
      JsonOutput.print(terminal, document);
      return;
    }
    DistributionText.lines(placed, sizes, figures).forEach(terminal.out()::println);
    terminal.out().flush();
  }

  private Path requireServer() {
    Path archive = installation.serverArchive();
    if (!Files.isRegularFile(archive)) {
      throw new CommandException(
          ExitCode.USAGE,
          "the server is not built: "
              + installation.root().relativize(archive)
              + " is missing; build it with: mvn -DskipTests package");
    }
    return archive;
  }

  private Path target(DistributionOptions options) {
    Path output = options.output();
    return (output == null ? installation.root().resolve("dist/spikebench-server") : output)
        .toAbsolutePath()
        .normalize();
  }

  private static void requireUnix() {
    if (System.getProperty("os.name").startsWith("Windows")) {
      throw new CommandException(
          ExitCode.USAGE,
          "the distribution's launcher is a shell script; on Windows start the server with:"
              + " java -jar server\\target\\spikebench-server.jar");
    }
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
      terminal.err().flush();
    }
  }
}
