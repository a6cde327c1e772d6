package dev.spikebench.jmh;

import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.recording.LatencyRecorder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// What does the load generator spend on recording one latency, alone and from two threads at once?
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordingBenchmark {
  private static final long SPREAD_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final LatencyRecorder recorder = new LatencyRecorder();

  /// Latencies that fall into many buckets, as those of a run do; one thread's.
  @State(Scope.Thread)
  public static class Latencies {
    private long latencyNs = 1;

    long next() {
      latencyNs = (latencyNs * 31 + 7) % SPREAD_NS;
      return latencyNs;
    }
  }

  /// What was recorded must be found again, to three digits.
  @Setup
  public void check() {
    recorder.record(TimeUnit.MILLISECONDS.toNanos(3));
    LatencyHistogram histogram = recorder.snapshot();
    Answers.requireEqual("samples", 1L, histogram.count());
    Answers.requireEqual("milliseconds", 3L, Math.round(histogram.maxNs() / 1e6));
  }

  @Benchmark
  public void one(Latencies latencies) {
    recorder.record(latencies.next());
  }

  @Benchmark
  @Threads(2)
  public void oneOfTwoThreads(Latencies latencies) {
    recorder.record(latencies.next());
  }

  /// Something must have arrived.
  @TearDown
  public void checkCount() {
    Answers.requireEqual("any samples", true, recorder.snapshot().count() > 0);
  }
}
