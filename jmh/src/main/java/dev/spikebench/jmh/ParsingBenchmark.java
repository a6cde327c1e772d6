package dev.spikebench.jmh;

import dev.spikebench.server.event.EventParser;
import dev.spikebench.server.event.IngestEvent;
import dev.spikebench.server.event.ParsedBatch;
import dev.spikebench.server.event.ParsedEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What does it cost to parse and validate one event, and a batch of 50, straight from the bytes
/// against by way of a tree?
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParsingBenchmark {
  private static final int MAX_METADATA_BYTES = 10 * 1024;
  private static final int BATCH = 50;

  private final EventParser parser = new EventParser(MAX_METADATA_BYTES);
  private final TreeParser treeParser = new TreeParser(MAX_METADATA_BYTES);
  private final byte[] single = SpecBodies.single();
  private final byte[] batch = SpecBodies.batch(BATCH);

  /// Both ways must make the events that the workload describes.
  @Setup
  public void check() throws IOException {
    List<IngestEvent> expected = SpecEvents.of(0, BATCH);
    Answers.requireEqual("one event", new ParsedEvent.Valid(expected.getFirst()), oneEvent());
    Answers.requireEqual("one event by tree", expected.getFirst(), oneEventByTree());
    List<ParsedEvent> items =
        expected.stream().map(event -> (ParsedEvent) new ParsedEvent.Valid(event)).toList();
    Answers.requireEqual("a batch", new ParsedBatch.Items(items), batchOf50());
    Answers.requireEqual("a batch by tree", expected, batchOf50ByTree());
  }

  @Benchmark
  public ParsedEvent oneEvent() {
    return parser.parseEvent(single, 0, single.length);
  }

  @Benchmark
  public IngestEvent oneEventByTree() throws IOException {
    return treeParser.parseEvent(single);
  }

  @Benchmark
  public ParsedBatch batchOf50() {
    return parser.parseBatch(batch, 0, batch.length);
  }

  @Benchmark
  public List<IngestEvent> batchOf50ByTree() throws IOException {
    return treeParser.parseBatch(batch);
  }
}
