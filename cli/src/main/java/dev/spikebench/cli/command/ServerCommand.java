package dev.spikebench.cli.command;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Runs the packaged Java ingest server in the foreground, as a process of its own.
@Command(
    name = "server",
    description = {
      "Run the Java ingest server until it is stopped.",
      "It takes the contract's environment variables, and flags of the same names that win",
      "over them (--port, --db-path, ...); 'spikebench server --help' lists them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench server --port 3141",
      "  INGEST_DB_PATH=./data/ingest.db spikebench server --synchronous FULL"
    })
public final class ServerCommand implements Callable<Integer> {
  /// SQLite is native code and Undertow frees buffers through Unsafe; without the permissions the
  /// JVM prints warnings among the server's own lines.
  private static final List<String> QUIET_PERMISSIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private final Terminal terminal;
  private final Installation installation;

  @Unmatched private List<String> serverArguments = new ArrayList<>();

  /// The command for the installation's server.
  public ServerCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  /// Starts the server with this process's streams and waits for it.
  ///
  /// @return the server's exit code
  @Override
  public Integer call() throws IOException, InterruptedException {
    Path archive = installation.serverArchive();
    if (!Files.isRegularFile(archive)) {
      throw new CommandException(
          ExitCode.USAGE,
          "the server is not built: "
              + installation.root().relativize(archive)
              + " is missing; build it with: mvn -DskipTests package");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUIET_PERMISSIONS);
    command.add("-jar");
    command.add(archive.toString());
    command.addAll(serverArguments);
    terminal.out().flush();
    Process server = new ProcessBuilder(command).inheritIO().start();
    Thread stopWithUs =
        Thread.ofPlatform().name("stop-server").unstarted(() -> stopAndWait(server));
    Runtime.getRuntime().addShutdownHook(stopWithUs);
    return server.waitFor();
  }

  /// A signal to this process reaches the server too, and this process outlives its orderly end.
  private static void stopAndWait(Process server) {
    server.destroy();
    try {
      server.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
