package dev.spikebench.cli.distribution;

import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.launch.StopOutcome;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Has the server work as users have it work, so that Java can note which classes that loads, which
/// methods it runs and how, and keep them prepared in a file (JEP 483, 514, 515).
final class TrainingRun {
  /// Java writes the file while it ends, in a process of its own.
  private static final Duration STOP_LIMIT = Duration.ofMinutes(3);

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
  private static final String TRAIN = "SPIKEBENCH_AOT_TRAIN";

  /// What the server says when it is.
  private static final String IN_USE = "AOT cache: in use";

  private static final String MODE = "SPIKEBENCH_AOT";

  private static final List<String> READS =
      List.of(
          "/api/health",
          "/api/stats",
          "/api/stats?agent_type=claude_code",
          "/api/events",
          "/api/events?session_id=bench-session-1&limit=10");

  private final DistributionLayout layout;
  private final Path work;

  /// @param work folder for what the server writes
  TrainingRun(DistributionLayout layout, Path work) {
    this.layout = layout;
    this.work = work;
  }

  /// Trains on the spec workload and on every kind of read.
  ///
  /// @throws CommandException where a request fails or nothing was prepared
  void train() {
    String cache = layout.cache().toString();
    try (RunningBackend server = start(Map.of(TRAIN, cache))) {
      read(server.baseUri());
      load(server.baseUri());
      read(server.baseUri());
      StopOutcome stop = server.stop(STOP_LIMIT);
      if (!stop.clean() || !Files.isRegularFile(layout.cache())) {
        throw failed("nothing was prepared; the server's last words: " + server.lastOutput());
      }
    }
  }

  /// Starts the server once more; it refuses to start where what was prepared can't be used, and
  /// says that it is.
  ///
  /// @throws CommandException in that case
  void requireUsable() {
    try (RunningBackend server = start(Map.of(MODE, "on"))) {
      server.stop(STOP_LIMIT);
      if (!printed(server).contains(IN_USE)) {
        throw failed(
            "what was prepared is not in use; the server's last words: " + printed(server));
      }
    }
  }

  private RunningBackend start(Map<String, String> environment) {
    List<String> command = List.of(layout.launcher().toString());
    return PackagedServer.start("packaged server", command, environment, work);
  }

  private static String printed(RunningBackend server) {
    try {
      return Files.readString(server.outputFile());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, "what the server printed can't be read: " + e, e);
    }
  }

  private static void load(URI server) {
    LoadOptions options = LoadOptions.defaults().withHeadroomCheck(false).withSelfWarmUp(false);
    try (LoadGenerator generator = LoadGenerator.create(options)) {
      LoadResult result =
          generator.run(
              server, Workload.spec(), RunNonce.next(Clock.systemUTC()), ProgressListener.SILENT);
      if (result.requestsFailed() > 0) {
        throw failed(result.requestsFailed() + " requests failed");
      }
    }
  }

  private static void read(URI server) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : READS) {
        HttpResponse<String> answer =
            client.send(
                request(server, path), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != 200) {
          throw failed(path + " was answered " + answer.statusCode());
        }
      }
      listen(client, server);
    } catch (IOException e) {
      throw new CommandException(ExitCode.TOOL_FAILURE, "training: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  /// A subscriber that gets its first message.
  private static void listen(HttpClient client, URI server)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> stream =
        client.send(request(server, "/api/stream"), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      if (first == null || !first.contains("connected")) {
        throw failed("the stream began with " + first);
      }
    }
  }

  private static HttpRequest request(URI server, String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(REQUEST_LIMIT).build();
  }

  private static CommandException failed(String message) {
    return new CommandException(ExitCode.TOOL_FAILURE, "training: " + message);
  }
}
