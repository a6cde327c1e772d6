package dev.spikebench.jmh;

import dev.spikebench.server.event.EventParser;
import dev.spikebench.server.event.IngestEvent;
import dev.spikebench.server.event.ParsedEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What does metadata at the cap of 10 KiB cost, one byte under and one byte over it? The time is
/// that of the whole event, nearly all of which is its metadata.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TruncationBenchmark {
  private static final int CAP_BYTES = 10 * 1024;
  private static final String SHORT_MEMBERS = "{\"command\":\"ls -la\",\"output\":\"";
  private static final String TAIL = "\",\"type\":\"shell\"}";

  /// The metadata's shape.
  public enum Shape {
    /// An object of as many bytes as the cap allows: stored as it is.
    OBJECT_AT_THE_CAP,
    /// An object of one byte more: becomes a summary.
    OBJECT_OVER_THE_CAP,
    /// A string of ASCII over the cap: cut.
    STRING_OVER_THE_CAP,
    /// A string of three-byte characters over the cap: cut at a whole one.
    WIDE_STRING_OVER_THE_CAP
  }

  /// See [Shape].
  @Param public Shape shape = Shape.OBJECT_AT_THE_CAP;

  private final EventParser parser = new EventParser(CAP_BYTES);
  private byte[] body = {};

  @Setup
  public void prepare() {
    String text =
        "{\"session_id\":\"s\",\"agent_type\":\"a\",\"event_type\":\"tool_use\",\"metadata\":"
            + metadata()
            + "}";
    body = text.getBytes(StandardCharsets.UTF_8);
    IngestEvent event = ((ParsedEvent.Valid) truncation()).event();
    Answers.requireEqual("truncated", shape != Shape.OBJECT_AT_THE_CAP, event.payloadTruncated());
    Answers.requireEqual("stored text", stored(), event.metadata());
  }

  @Benchmark
  public ParsedEvent truncation() {
    return parser.parseEvent(body, 0, body.length);
  }

  private String metadata() {
    return switch (shape) {
      case OBJECT_AT_THE_CAP -> object(CAP_BYTES);
      case OBJECT_OVER_THE_CAP -> object(CAP_BYTES + 1);
      case STRING_OVER_THE_CAP -> '"' + "x".repeat(CAP_BYTES + 1) + '"';
      case WIDE_STRING_OVER_THE_CAP -> '"' + "€".repeat(CAP_BYTES / 3 + 1) + '"';
    };
  }

  private String stored() {
    return switch (shape) {
      case OBJECT_AT_THE_CAP -> object(CAP_BYTES);
      case OBJECT_OVER_THE_CAP ->
          "{\"_truncated\":true,\"_original_bytes\":10241,\"command\":\"ls -la\","
              + "\"type\":\"shell\"}";
      case STRING_OVER_THE_CAP -> "x".repeat(CAP_BYTES);
      case WIDE_STRING_OVER_THE_CAP -> "€".repeat(CAP_BYTES / 3);
    };
  }

  private static String object(int bytes) {
    return SHORT_MEMBERS + "x".repeat(bytes - SHORT_MEMBERS.length() - TAIL.length()) + TAIL;
  }
}
