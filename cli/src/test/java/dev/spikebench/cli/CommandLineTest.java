package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final TestTerminal terminal = TestTerminal.inRepository();

  @Test
  void helpNamesEveryCommand() {
    assertThat(terminal.run("--help")).isZero();
    assertThat(terminal.out())
        .contains(
            "compare",
            "diff",
            "gate",
            "load",
            "parity",
            "report",
            "export",
            "history",
            "backend",
            "workload",
            "server",
            "doctor",
            "jmh",
            "ceiling",
            "growth",
            "package")
        .contains("Exit codes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare",
        "diff",
        "gate",
        "load",
        "parity",
        "report",
        "export",
        "history",
        "backend",
        "workload",
        "server",
        "doctor",
        "jmh",
        "ceiling",
        "growth",
        "package"
      })
  void everyCommandHasHelpWithExamples(String command) {
    assertThat(terminal.run("help", command)).isZero();
    assertThat(terminal.out()).contains("Example");
  }

  @ParameterizedTest
  @CsvSource({
    "load --url http://127.0.0.1:1 --concurency 5, --concurrency",
    "compare --iteration 5, --iterations",
    "compaer, compare",
  })
  void anUnknownWordNamesTheNearestValidOne(String line, String nearest) {
    assertThat(terminal.run(line.split(" "))).isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains(nearest);
    assertThat(terminal.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "load | --url",
        "load --url 127.0.0.1:3141 | base URL",
        "load --url http://127.0.0.1:3141/api | must end after the port",
        "load http://127.0.0.1:1 --url http://127.0.0.1:1 | mutually exclusive",
        "load htp://127.0.0.1:1 | must begin with http",
        "load http://127.0.0.1 | must name the port",
        "load http://127.0.0.1:1 --backend java-undertow | mutually exclusive",
        "load http://127.0.0.1:1 --cwd /tmp | --cwd goes with --launch alone",
        "load http://127.0.0.1:1 --env A=B | --env goes with --launch or --backend alone",
        "load http://127.0.0.1:1 --count-syncs | --count-syncs goes with --launch or --backend",
        "load http://127.0.0.1:1 --db-path x | --db-path goes with --pid alone",
        "load --backend java-undertow --pid 1 | --pid goes with a URL alone",
        "load --backend java-undertow --ready-path /x | --ready-path goes with --launch alone",
        "load --backend no-such-backend | no backend 'no-such-backend'",
        "load --launch x --ready-url http://127.0.0.1:1/ --ready-path /x | leave --ready-path out",
        "load --launch x --stop-signal USR1 | TERM",
        "load --launch x --start-timeout 5 | give a number with a unit",
        "load --url http://127.0.0.1:1 --timeout 30 | give a number with a unit",
        "load --url http://127.0.0.1:1 --events 0 | events",
        "load --url http://127.0.0.1:1 --events 5 --requests 5 | exclude each other",
        "load --url http://127.0.0.1:1 --single --batch-size 5 | --single",
        "load --url http://127.0.0.1:1 --rate 1k | requests a second",
        "load --url http://127.0.0.1:1 --rate 0 | requests a second",
        "load --url http://127.0.0.1:1 --arrivals poisson | give a --rate too",
        "load --url http://127.0.0.1:1 --duration 30 | give a number with a unit",
        "load --url http://127.0.0.1:1 --duration 0s | duration",
        "load --url http://127.0.0.1:1 --client-cpus a | list of processors",
        "load --url http://127.0.0.1:1 --client-cpus 4095 | can't be held to processors 4095",
        "load --url http://127.0.0.1:1 --threads 0 | I/O threads",
        "load --url http://127.0.0.1:1 --requests 9223372036854775807 | events",
        "parity | --url",
        "parity --url http://127.0.0.1:1 --backend java-undertow | mutually exclusive",
        "compare --iterations 0 --dry-run | --iterations must be between",
        "compare --until-interval 0 --dry-run | must be a percentage above 0",
        "compare --until-interval wide --dry-run | must be a percentage above 0",
        "compare --until-interval 5% -i 5 --dry-run | between 10 and 1000 with --until-interval",
        "compare --seed -1 --dry-run | --seed must be between",
        "compare --open-loop 50,120 --dry-run | --open-loop must be percentages",
        "compare --backend no-such --dry-run | no-such",
        "gate | Missing --baseline",
        "gate --baseline git:no-such-revision-here -q --no-wait -o target/gate-usage | no revision",
        "gate --baseline no-such-backend -q --no-wait -o target/gate-usage | no backend",
        "gate --baseline java-undertow --looks 5,10 --dry-run | could never fail",
        "gate --baseline java-undertow --metric cpu,p50,rss,startup --looks 9 --dry-run | it needs"
            + " at least 10 epochs",
        "gate --baseline java-undertow --max-time 5s --dry-run | could never fail",
        "gate --baseline java-undertow --metric speed --dry-run | there is no metric 'speed'",
        "gate --baseline java-undertow --metric cpu=0% --dry-run | must accept more than 0%",
        "gate --baseline java-undertow --metric cpu=5 --dry-run | such as cpu=5%",
        "gate --baseline java-undertow --floor rss=5ms --dry-run | unit",
        "gate --baseline java-undertow --metric throughput --saturated-slices 0 --dry-run | could"
            + " never fail",
        "gate --baseline http://127.0.0.1:1 --metric cpu --dry-run | could never fail",
        "gate --baseline java-undertow --slices 0 --dry-run | --slices",
        "gate --baseline java-undertow --rate 0 --dry-run | --rate",
        "diff no-such-file.json other.json | does not exist",
        "parity | name a backend",
        "parity --cases some --url http://127.0.0.1:1 | is none of",
        "parity --case NO-01.such --url http://127.0.0.1:1 | there is no case 'NO-01.such'",
        "parity --max-cases 0 --url http://127.0.0.1:1 | --max-cases must be 1 or more",
        "parity --publish --url http://127.0.0.1:1 | give --cases contract, generated or all",
        "parity --replay p0.x --url http://127.0.0.1:1 | No replay token",
        "parity --replay p1.x --url http://127.0.0.1:1 | is damaged",
        "report no-such-file.json | does not exist",
        "report a b | Unmatched",
        "report --import seed.json | --measured-on",
      })
  void wrongUsageIsSaidAndEndsWithTwo(String line, String message) {
    assertThat(terminal.run(line.split(" "))).isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void nothingListeningEndsWithFive() {
    int parity = terminal.run("parity", "--url", "http://127.0.0.1:1");
    int load = terminal.run("load", "--url", "http://127.0.0.1:1", "--no-self-warmup", "-q");

    assertThat(parity).isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
    assertThat(load).isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
    assertThat(terminal.err()).contains("http://127.0.0.1:1").doesNotContain("\tat ");
  }

  @Test
  void listOfContractCasesNamesTheirRules() {
    assertThat(terminal.run("parity", "--list")).isZero();
    assertThat(terminal.out()).contains("FIELD-24.last-counts  MUST  FIELD-24");
  }

  @Test
  void completionNamesTheCommands() {
    assertThat(terminal.run("completion")).isZero();
    assertThat(terminal.out()).contains("_picocli_spikebench_compare").contains("complete -F");
  }

  @Test
  void dryRunOfALoadSendsNothing() {
    assertThat(terminal.run("load", "--url", "http://127.0.0.1:1", "--dry-run")).isZero();
    assertThat(terminal.out()).contains("20,000 events in 400 requests", "500 warm-up");
  }

  @Test
  void dryRunSaysWhatEndsALoadAndWhatPacesIt() {
    String[] load = {"load", "--url", "http://127.0.0.1:1", "--dry-run"};
    assertThat(terminal.run(with(load, "-d", "30s"))).isZero();
    assertThat(terminal.run(with(load, "-n", "10", "-d", "30s", "-R", "5:10"))).isZero();

    assertThat(terminal.out())
        .contains("as many batches of 50 as 30 s has room for")
        .contains("500 events in 10 requests at 5:10 requests/s (uniform), for 30 s at most");
  }

  private static String[] with(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
