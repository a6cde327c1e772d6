package dev.spikebench.jmh;

import dev.spikebench.loadgen.workload.BodyRenderer;
import dev.spikebench.loadgen.workload.EventIdShape;
import dev.spikebench.loadgen.workload.RequestBodies;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.server.event.EventParser;
import dev.spikebench.server.event.ParsedBatch;
import dev.spikebench.server.event.ParsedEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What does the load generator spend on rendering a batch of 50 events, by the shape of their ids?
/// It renders before the clock starts; this is what a run waits for. An operation is one batch.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RenderingBenchmark {
  private static final int EVENTS_A_BATCH = 50;

  /// As many as the spec workload has: the samples that are rendered before hardly count then.
  private static final int BATCHES = 400;

  /// Shape of the event ids.
  @Param public EventIdShape ids = EventIdShape.SEQUENTIAL;

  /// What is rendered must be batches that a backend accepts.
  @Setup
  public void check() {
    RequestBodies bodies = batches();
    Answers.requireEqual("batches", (long) BATCHES, bodies.count());
    byte[] body = bodies.body(BATCHES - 1);
    ParsedBatch parsed = new EventParser(10 * 1024).parseBatch(body, 0, body.length);
    long valid =
        ((ParsedBatch.Items) parsed)
            .items().stream().filter(ParsedEvent.Valid.class::isInstance).count();
    Answers.requireEqual("valid events of the last batch", (long) EVENTS_A_BATCH, valid);
  }

  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public RequestBodies batches() {
    Workload workload =
        Workload.spec()
            .withEvents((long) BATCHES * EVENTS_A_BATCH)
            .withBatchSize(EVENTS_A_BATCH)
            .withIds(ids);
    return new BodyRenderer(workload, SpecBodies.NONCE, SpecBodies.CLIENT_TIME, 1).measured();
  }
}
