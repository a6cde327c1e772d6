package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.RequiredTool;
import dev.spikebench.backends.tool.ToolFinder;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One database file and two of the project's backends, the one under test and each of the others,
/// in both orders. Run with each backend under test, every pair has its turn.
@Rule({"STORAGE-11", "STORAGE-13", "STORAGE-14"})
class AcrossBackendsIT {
  private static final List<String> IDS = List.of("java-undertow-jar", "node-express", "rust-axum");
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final String LISTING = "/api/events?limit=1000";

  @TempDir private Path folder;

  static Stream<Arguments> pairs() {
    String tested = BackendFixture.descriptor().id();
    return IDS.stream()
        .filter(id -> !id.equals(tested))
        .flatMap(id -> Stream.of(Arguments.of(tested, id), Arguments.of(id, tested)));
  }

  @ParameterizedTest(name = "{0} writes, {1} goes on")
  @MethodSource("pairs")
  void whatOneBackendWroteTheOtherAnswersFromAndAddsTo(String firstId, String secondId) {
    Path file = folder.resolve("shared.db");
    JsonNode listed;
    JsonNode stats;
    try (BackendFixture first = start(firstId, file)) {
      assertThat(post(first, manyKinds()).status()).isEqualTo(201);
      assertThat(post(first, manyKinds()).json().path("duplicates").asInt()).isEqualTo(2);
      listed = first.http().get(LISTING).json();
      stats = first.http().get("/api/stats").json();
      assertThat(first.terminate(STOP_TIMEOUT)).isIn(0, 143);
    }
    assertThat(listed.path("total").asInt()).isEqualTo(10);
    try (BackendFixture second = start(secondId, file)) {
      assertSame(second.http().get(LISTING).json(), listed);
      assertSame(second.http().get("/api/stats").json(), stats);
      HttpAnswer added = post(second, manyKinds());
      assertThat(added.json().path("duplicates").asInt()).isEqualTo(2);
      assertThat(added.json().path("ids")).hasSize(4);
      assertThat(added.json().path("ids"))
          .allSatisfy(id -> assertThat(id.asLong()).isGreaterThan(highestId(listed)));
      assertRowsAre(14, file);
    }
  }

  @ParameterizedTest(name = "{0} and {1} at once")
  @MethodSource("pairs")
  void eachOfTwoRunningBackendsSeesWhatTheOtherHasJustWritten(String firstId, String secondId) {
    Path file = folder.resolve("shared.db");
    try (BackendFixture first = start(firstId, file);
        BackendFixture second = start(secondId, file)) {
      long highest = 0;
      for (int round = 0; round < 3; round++) {
        for (BackendFixture writer : List.of(first, second)) {
          BackendFixture reader = writer == first ? second : first;
          JsonNode ids = post(writer, manyKinds()).json().path("ids");
          assertThat(ids.path(0).asLong()).isGreaterThan(highest);
          highest = ids.path(ids.size() - 1).asLong();
          JsonNode listed = reader.http().get(LISTING).json();
          assertThat(highestId(listed)).isEqualTo(highest);
          assertSame(writer.http().get(LISTING).json(), listed);
          assertSame(
              writer.http().get("/api/stats").json(), reader.http().get("/api/stats").json());
        }
      }
      assertRowsAre(6 + 5 * 4, file);
    }
  }

  /// Two events with ids, four without: all kinds of columns, values that are exact in binary.
  private static List<ObjectNode> manyKinds() {
    ObjectNode full =
        Samples.event("across-session", "claude_code")
            .put("event_id", "across-1")
            .put("tool_name", "Bäsh 🚀")
            .put("tokens_in", 12)
            .put("tokens_out", 1L << 48)
            .put("branch", "main")
            .put("project", "p\u0000q")
            .put("duration_ms", 7)
            .put("model", "m-1")
            .put("cost_usd", 0.25)
            .put("cache_read_tokens", 3)
            .put("cache_write_tokens", 4)
            .put("client_timestamp", "2026-01-31T23:59:59.5+01:00");
    full.putObject("metadata").put("command", "ls\n").putArray("list").add(1).addNull();
    ObjectNode imported =
        Samples.event("across-imported", "other")
            .put("event_id", "across-2")
            .put("source", "import")
            .put("metadata", "text");
    return List.of(
        full,
        imported,
        Samples.event("across-session", "claude_code").put("event_type", "error"),
        Samples.event("across-session", "claude_code").put("metadata", "x".repeat(20_000)),
        Samples.event("across-ended", "other").put("event_type", "session_end"),
        Samples.event("across-session", "claude_code").put("status", "timeout"));
  }

  private static BackendFixture start(String id, Path file) {
    BackendDescriptor descriptor = BackendFixture.descriptor(id);
    Optional<Path> missing =
        descriptor.build().artifacts().stream().filter(Files::notExists).findFirst();
    assumeTrue(
        missing.isEmpty(),
        () ->
            id
                + " is left out: "
                + missing.orElseThrow()
                + " is missing; `./spikebench parity --backend "
                + id
                + "` builds it");
    for (RequiredTool tool : descriptor.start().tools()) {
      assumeTrue(
          ToolFinder.find(tool.name()).isPresent(),
          () -> id + " is left out: " + tool.name() + " is not installed; " + tool.hint());
    }
    return BackendFixture.startOther(descriptor, file);
  }

  private static HttpAnswer post(BackendFixture backend, List<ObjectNode> events) {
    HttpAnswer answer = backend.http().postJson("/api/events/batch", Samples.batch(events));
    assertThat(answer.status()).isEqualTo(201);
    return answer;
  }

  private static long highestId(JsonNode listed) {
    return listed.path("events").path(0).path("id").asLong();
  }

  private static void assertRowsAre(int rows, Path file) {
    try (Database database = Database.open(file)) {
      assertThat(database.number("SELECT count(*) FROM events")).isEqualTo(rows);
      assertThat(database.row("PRAGMA integrity_check")).containsValue("ok");
    }
  }

  /// The same but for the spelling of numbers and the order of members.
  private static void assertSame(JsonNode actual, JsonNode expected) {
    assertThat(actual.equals(AcrossBackendsIT::compare, expected))
        .as("%s%nshould be%n%s", actual, expected)
        .isTrue();
  }

  private static int compare(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return Double.compare(left.asDouble(), right.asDouble());
    }
    return left.equals(right) ? 0 : 1;
  }
}
