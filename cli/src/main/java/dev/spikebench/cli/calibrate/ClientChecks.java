package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.process.CommandOutput;
import dev.spikebench.cli.calibrate.CheckResult.Reading;
import dev.spikebench.loadgen.cpu.Affinity;
import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.model.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the client costs, and whether it knows when it is the limit.
final class ClientChecks {
  private static final String CLIENT_BOUND = "CLIENT_BOUND";
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(1);

  private ClientChecks() {}

  static List<Check> all() {
    return List.of(new CostBesideWrk(), new StarvedClient(), new InnocentClient());
  }

  /// Bar: at most 1.6 times wrk's processor time a request, both pinned, interleaved; at most 3 KB
  /// allocated a request.
  private static final class CostBesideWrk implements Check {
    private static final Pattern TIMES = Pattern.compile("cpu (\\d+\\.\\d+) (\\d+\\.\\d+)");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final double US_PER_SECOND = 1e6;
    private static final double MOST_RATIO = 1.6;
    private static final double MOST_ALLOCATED = 3 * 1024;
    private static final int SECONDS = 5;

    /// Until the compiler is through with the paths of this very load; wrk has no such time.
    private static final String WARM_UP_REQUESTS = "200000";

    @Override
    public String id() {
      return "cost-beside-wrk";
    }

    @Override
    public String question() {
      return "how much processor time does a request cost, beside wrk's, on one core each?";
    }

    @Override
    public CheckResult run(Bench bench) {
      if (CommandOutput.of(List.of("wrk", "--version"), null, Map.of(), COMMAND_LIMIT).isEmpty()) {
        return CheckResult.leftOut(
            id(), question(), "there is no wrk; install it by the system's packages");
      }
      if (Runtime.getRuntime().availableProcessors() < 2) {
        return CheckResult.leftOut(id(), question(), "two processors are needed to pin to");
      }
      try (RunningBackend server = bench.server(Duration.ZERO, 0)) {
        Affinity.hold(server.pid(), CpuSet.parse("0"));
        return compare(bench, server);
      } catch (LoadException e) {
        return CheckResult.leftOut(id(), question(), String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new BackendsException("a file for wrk can't be written: " + e, e);
      }
    }

    private CheckResult compare(Bench bench, RunningBackend server) throws IOException {
      Path body = bench.workDirectory().resolve("body.json");
      Files.writeString(body, body());
      Path script = bench.workDirectory().resolve("post.lua");
      Files.writeString(script, script(body));
      List<Double> ratios = new ArrayList<>();
      List<Double> allocated = new ArrayList<>();
      int rounds = bench.quick() ? 1 : 5;
      for (int round = 0; round < rounds; round++) {
        bench.requireGoingOn();
        double wrkUs = wrk(server, script);
        try (LoadProcess load = bench.start(words(server, body))) {
          LoadProcess.Document document = load.document();
          ratios.add(document.number("client", "cpuPerRequestUs") / wrkUs);
          allocated.add(document.number("client", "allocatedBytesPerRequest"));
        }
      }
      return CheckResult.of(
          id(),
          question(),
          List.of(
              Reading.atMost(
                  "processor time over wrk's, median of %d (%s)"
                      .formatted(ratios.size(), range(ratios)),
                  median(ratios),
                  MOST_RATIO),
              Reading.atMost("bytes allocated a request", median(allocated), MOST_ALLOCATED)));
    }

    private static List<String> words(RunningBackend server, Path body) {
      return List.of(
          server.baseUri() + "/api/events/batch",
          "--body-file",
          body.toString(),
          "--content-type",
          "application/json",
          "-c",
          "40",
          "--warmup",
          WARM_UP_REQUESTS,
          "-d",
          SECONDS + "s",
          "--client-cpus",
          "1",
          "--client-check",
          "off");
    }

    /// Processor time of one request, in µs.
    private static double wrk(RunningBackend server, Path script) {
      String command =
          "TIMEFORMAT='cpu %%U %%S'; time taskset -c 1 wrk -t1 -c40 -d%ds -s '%s' %s/api/events/batch"
              .formatted(SECONDS, script, server.baseUri());
      String said =
          CommandOutput.of(
                  List.of("bash", "-c", command), null, Map.of("LC_ALL", "C"), COMMAND_LIMIT)
              .map(CommandOutput::text)
              .orElseThrow(() -> new BackendsException("wrk did not end in time"));
      Matcher times = TIMES.matcher(said);
      Matcher requests = REQUESTS.matcher(said);
      if (!times.find() || !requests.find()) {
        throw new BackendsException("wrk said nothing that can be read: " + said);
      }
      double seconds = Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
      return seconds * US_PER_SECOND / Long.parseLong(requests.group(1));
    }

    /// A batch of fifty events of the usual size.
    private static String body() {
      StringBuilder body = new StringBuilder("{\"events\":[");
      for (int i = 0; i < 50; i++) {
        body.append(i == 0 ? "" : ",")
            .append("{\"event_id\":\"00000000-0000-4000-8000-0000000000")
            .append(String.format(Locale.ROOT, "%02d", i))
            .append(
                "\",\"session_id\":\"session-1\",\"event_type\":\"tool_call\",\"client_timestamp\":\"2026-01-01T00:00:00.000Z\",\"metadata\":{\"text\":\"")
            .append("x".repeat(180))
            .append("\"}}");
      }
      return body.append("]}").toString();
    }

    private static String script(Path body) {
      return """
      local file = assert(io.open("%s", "rb"))
      wrk.body = file:read("*a")
      file:close()
      wrk.method = "POST"
      wrk.headers["Content-Type"] = "application/json"
      """
          .formatted(body);
    }
  }

  /// Bar: a client held to 10 % of a core is flagged 20 times of 20.
  private static final class StarvedClient implements Check {
    private static final int TIMES = 20;
    private static final int TIMES_QUICK = 2;

    @Override
    public String id() {
      return "starved-client";
    }

    @Override
    public String question() {
      return "does a client that may use a tenth of a core say that it was the limit?";
    }

    @Override
    public CheckResult run(Bench bench) {
      Optional<QuotaGroup> group = QuotaGroup.create(0.1);
      if (group.isEmpty()) {
        return CheckResult.leftOut(
            id(), question(), "a control group with a quota can't be made here (needs to be root)");
      }
      try (QuotaGroup quota = group.get();
          RunningBackend server = bench.server(Duration.ZERO, 0)) {
        int times = bench.quick() ? TIMES_QUICK : TIMES;
        int flagged =
            flagged(
                bench,
                times,
                quota.prefix(),
                List.of(
                    server.baseUri().toString(),
                    "-n",
                    "400",
                    "-c",
                    "10",
                    "--warmup",
                    "20",
                    "--self-warmup",
                    "off"));
        return CheckResult.of(
            id(), question(), List.of(Reading.exactly("runs flagged of " + times, flagged, times)));
      }
    }
  }

  /// Bar: a light client beside a target that saturates the same cores is flagged 0 times of 20.
  private static final class InnocentClient implements Check {
    private static final int TIMES = 20;
    private static final int TIMES_QUICK = 2;

    @Override
    public String id() {
      return "innocent-client";
    }

    @Override
    public String question() {
      return "is a light client beside a target that uses every core left unblamed?";
    }

    @Override
    public CheckResult run(Bench bench) {
      int processors = Runtime.getRuntime().availableProcessors();
      try (RunningBackend server = bench.server(Duration.ofMillis(5), processors)) {
        int times = bench.quick() ? TIMES_QUICK : TIMES;
        int flagged =
            flagged(
                bench,
                times,
                List.of(),
                List.of(server.baseUri().toString(), "-n", "400", "-c", "4", "--warmup", "20"));
        return CheckResult.of(
            id(), question(), List.of(Reading.exactly("runs flagged of " + times, flagged, 0)));
      }
    }
  }

  private static int flagged(Bench bench, int times, List<String> prefix, List<String> words) {
    int flagged = 0;
    for (int i = 0; i < times; i++) {
      bench.requireGoingOn();
      try (LoadProcess load = bench.start(prefix, words)) {
        flagged += load.document().text("verdict").equals(CLIENT_BOUND) ? 1 : 0;
      }
    }
    return flagged;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  private static String range(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "%.2f to %.2f",
        values.stream().mapToDouble(it -> it).min().orElse(Double.NaN),
        values.stream().mapToDouble(it -> it).max().orElse(Double.NaN));
  }
}
