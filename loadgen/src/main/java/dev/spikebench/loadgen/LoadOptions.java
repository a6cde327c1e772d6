package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.schedule.LoadMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a run is driven; what is sent is the workload's.
///
/// @param mode what decides when a request is sent
/// @param duration longest time in which requests of the measured part are sent; null where the
///   workload's number of events alone ends it
/// @param requestTimeout longest time one request may take before it counts as timed out
/// @param deadline longest time the target's warm-up and the measured part may take together
/// @param interval length of the intervals that the measured part is recorded in
/// @param selfWarmUp whether the client is warmed up on an in-process server first; without it the
///   first requests measure a cold client
/// @param allowRemote whether a target that is not on the loopback interface may be loaded
/// @param ioThreads threads that do the client's input and output, 1 … 64
/// @param seed seed of random event ids and of Poisson arrivals; together with nonce and instant it
///   fixes every byte sent
/// @param streams who follows the target's event stream meanwhile
public record LoadOptions(
    LoadMode mode,
    @Nullable Duration duration,
    Duration requestTimeout,
    Duration deadline,
    Duration interval,
    boolean selfWarmUp,
    boolean allowRemote,
    int ioThreads,
    long seed,
    StreamOptions streams) {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(30);
  private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);
  private static final Duration MOST_INTERVAL = Duration.ofHours(1);
  private static final int MAX_IO_THREADS = 64;

  /// Processors from which a second thread is worth its core.
  private static final int PROCESSORS_FOR_TWO_THREADS = 8;

  /// Checks every value.
  ///
  /// @throws LoadException naming field and value
  public LoadOptions {
    if (duration != null) {
      require("duration", duration, LEAST, MOST);
    }
    require("timeout", requestTimeout, LEAST, MOST);
    require("deadline", deadline, LEAST, MOST);
    require("interval", interval, LEAST_INTERVAL, MOST_INTERVAL);
    if (ioThreads < 1 || ioThreads > MAX_IO_THREADS) {
      throw new LoadException(
          "I/O threads must be between 1 and " + MAX_IO_THREADS + ", but is " + ioThreads);
    }
  }

  /// A closed loop until the workload is sent, 30 s a request, 10 minutes in all, intervals of 1 s,
  /// self warm-up, loopback targets alone, one I/O thread (two where there are at least eight
  /// processors), seed 1.
  public static LoadOptions defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new LoadOptions(
        LoadMode.CLOSED,
        null,
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        true,
        false,
        processors >= PROCESSORS_FOR_TWO_THREADS ? 2 : 1,
        1L,
        StreamOptions.NONE);
  }

  /// The same in another mode.
  public LoadOptions withMode(LoadMode newMode) {
    return new LoadOptions(
        newMode,
        duration,
        requestTimeout,
        deadline,
        interval,
        selfWarmUp,
        allowRemote,
        ioThreads,
        seed,
        streams);
  }

  /// The same with another time in which requests are sent; null for no limit in time.
  public LoadOptions withDuration(@Nullable Duration newDuration) {
    return new LoadOptions(
        mode,
        newDuration,
        requestTimeout,
        deadline,
        interval,
        selfWarmUp,
        allowRemote,
        ioThreads,
        seed,
        streams);
  }

  /// The same with another time limit a request.
  public LoadOptions withRequestTimeout(Duration timeout) {
    return new LoadOptions(
        mode,
        duration,
        timeout,
        deadline,
        interval,
        selfWarmUp,
        allowRemote,
        ioThreads,
        seed,
        streams);
  }

  /// The same with another time limit on the whole run.
  public LoadOptions withDeadline(Duration newDeadline) {
    return new LoadOptions(
        mode,
        duration,
        requestTimeout,
        newDeadline,
        interval,
        selfWarmUp,
        allowRemote,
        ioThreads,
        seed,
        streams);
  }

  /// The same with intervals of another length.
  public LoadOptions withInterval(Duration newInterval) {
    return new LoadOptions(
        mode,
        duration,
        requestTimeout,
        deadline,
        newInterval,
        selfWarmUp,
        allowRemote,
        ioThreads,
        seed,
        streams);
  }

  /// The same with or without the client's own warm-up.
  public LoadOptions withSelfWarmUp(boolean warmUp) {
    return new LoadOptions(
        mode,
        duration,
        requestTimeout,
        deadline,
        interval,
        warmUp,
        allowRemote,
        ioThreads,
        seed,
        streams);
  }

  /// The same with or without leave to load a target elsewhere than on the loopback interface.
  public LoadOptions withAllowRemote(boolean allow) {
    return new LoadOptions(
        mode,
        duration,
        requestTimeout,
        deadline,
        interval,
        selfWarmUp,
        allow,
        ioThreads,
        seed,
        streams);
  }

  /// The same with another number of I/O threads.
  public LoadOptions withIoThreads(int threads) {
    return new LoadOptions(
        mode,
        duration,
        requestTimeout,
        deadline,
        interval,
        selfWarmUp,
        allowRemote,
        threads,
        seed,
        streams);
  }

  /// The same with another seed.
  public LoadOptions withSeed(long newSeed) {
    return new LoadOptions(
        mode,
        duration,
        requestTimeout,
        deadline,
        interval,
        selfWarmUp,
        allowRemote,
        ioThreads,
        newSeed,
        streams);
  }

  /// The same with others on the target's event stream.
  public LoadOptions withStreams(StreamOptions newStreams) {
    return new LoadOptions(
        mode,
        duration,
        requestTimeout,
        deadline,
        interval,
        selfWarmUp,
        allowRemote,
        ioThreads,
        seed,
        newStreams);
  }

  private static void require(String field, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new LoadException(
          field + " must be between " + text(least) + " and " + text(most) + ", but is " + value);
    }
  }

  private static String text(Duration duration) {
    return duration.toSeconds() == 0 ? duration.toMillis() + " ms" : duration.toHours() + " hours";
  }
}
