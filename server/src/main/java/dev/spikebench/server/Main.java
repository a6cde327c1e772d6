package dev.spikebench.server;

import dev.spikebench.server.config.ServerConfigs;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Starts the server from environment variables and flags. Without arguments nothing is loaded that
/// only flags need.
public final class Main {
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_CONFIGURATION = 2;

  /// The contract allows 5 s between the signal and the end of the process.
  private static final long STOP_LIMIT_MS = 4_700;

  private static final int EXIT_TERMINATED = 143;

  private Main() {}

  /// Runs until a signal ends the process. Exit code 2 and one line on stderr where the
  /// configuration can't be used.
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      start(Map.of());
    } else {
      ServerCommand.Parsed parsed = ServerCommand.parse(arguments, System.out, System.err);
      switch (parsed) {
        case ServerCommand.Flags(var values) -> start(values);
        case ServerCommand.Done(int exitCode) -> System.exit(exitCode);
      }
    }
  }

  private static void start(Map<String, String> flags) {
    try {
      IngestServer server =
          IngestServer.start(ServerConfigs.fromEnvironment(System.getenv(), flags));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "shutdown"));
      String prepared = PreparedClasses.sentence();
      if (prepared != null) {
        System.err.println("spikebench-server: " + prepared);
      }
      System.out.println("listening on " + server.url());
      System.out.flush();
      Rehearsal.start(server.address());
    } catch (ServerException e) {
      System.err.println("spikebench-server: " + e.getMessage());
      System.exit(EXIT_CONFIGURATION);
    } catch (RuntimeException | Error e) {
      System.err.println("spikebench-server: can't start: " + e);
      System.exit(EXIT_FAILURE);
    }
  }

  private static void stop(IngestServer server) {
    Thread.ofPlatform().daemon().name("shutdown-limit").start(Main::haltWhenLate);
    server.close();
  }

  private static void haltWhenLate() {
    try {
      TimeUnit.MILLISECONDS.sleep(STOP_LIMIT_MS);
      Runtime.getRuntime().halt(EXIT_TERMINATED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
