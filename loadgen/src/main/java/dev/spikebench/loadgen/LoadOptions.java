package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.LoadException;
import java.time.Duration;

/// How a run is driven; what is sent is the workload's.
///
/// @param requestTimeout longest time one request may take before it counts as timed out
/// @param deadline longest time the target's warm-up and the measured part may take together
/// @param selfWarmUp whether the client is warmed up on an in-process server first; without it the
///   first requests measure a cold client
/// @param allowRemote whether a target that is not on the loopback interface may be loaded
/// @param ioThreads threads that do the client's input and output, 1 … 64
/// @param seed seed of random event ids; together with nonce and instant it fixes every byte sent
public record LoadOptions(
    Duration requestTimeout,
    Duration deadline,
    boolean selfWarmUp,
    boolean allowRemote,
    int ioThreads,
    long seed) {
  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MOST_TIMEOUT = Duration.ofDays(30);
  private static final int MAX_IO_THREADS = 64;

  /// Processors from which a second thread is worth its core.
  private static final int PROCESSORS_FOR_TWO_THREADS = 8;

  /// Checks every value.
  ///
  /// @throws LoadException naming field and value
  public LoadOptions {
    requireDuration("timeout", requestTimeout);
    requireDuration("deadline", deadline);
    if (ioThreads < 1 || ioThreads > MAX_IO_THREADS) {
      throw new LoadException(
          "I/O threads must be between 1 and " + MAX_IO_THREADS + ", but is " + ioThreads);
    }
  }

  /// 30 s a request, 10 minutes in all, self warm-up, loopback targets alone, one I/O thread (two
  /// where there are at least eight processors), seed 1.
  public static LoadOptions defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    int threads = processors >= PROCESSORS_FOR_TWO_THREADS ? 2 : 1;
    return new LoadOptions(
        Duration.ofSeconds(30), Duration.ofMinutes(10), true, false, threads, 1L);
  }

  /// The same with another time limit a request.
  public LoadOptions withRequestTimeout(Duration timeout) {
    return new LoadOptions(timeout, deadline, selfWarmUp, allowRemote, ioThreads, seed);
  }

  /// The same with another time limit on the whole run.
  public LoadOptions withDeadline(Duration newDeadline) {
    return new LoadOptions(requestTimeout, newDeadline, selfWarmUp, allowRemote, ioThreads, seed);
  }

  /// The same with or without the client's own warm-up.
  public LoadOptions withSelfWarmUp(boolean warmUp) {
    return new LoadOptions(requestTimeout, deadline, warmUp, allowRemote, ioThreads, seed);
  }

  /// The same with or without leave to load a target elsewhere than on the loopback interface.
  public LoadOptions withAllowRemote(boolean allow) {
    return new LoadOptions(requestTimeout, deadline, selfWarmUp, allow, ioThreads, seed);
  }

  /// The same with another number of I/O threads.
  public LoadOptions withIoThreads(int threads) {
    return new LoadOptions(requestTimeout, deadline, selfWarmUp, allowRemote, threads, seed);
  }

  /// The same with another seed.
  public LoadOptions withSeed(long newSeed) {
    return new LoadOptions(requestTimeout, deadline, selfWarmUp, allowRemote, ioThreads, newSeed);
  }

  private static void requireDuration(String field, Duration value) {
    if (value.compareTo(LEAST_TIMEOUT) < 0 || value.compareTo(MOST_TIMEOUT) > 0) {
      throw new LoadException(field + " must be between 1 ms and 30 days, but is " + value);
    }
  }
}
