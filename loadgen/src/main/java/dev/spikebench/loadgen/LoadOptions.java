package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.model.TlsTrust;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a run is driven; what is sent is the workload's.
///
/// @param duration longest time in which requests of the measured part are sent; null where the
///   workload's number of events alone ends it
/// @param requestTimeout longest time one request may take before it counts as timed out
/// @param deadline longest time the target's warm-up and the measured part may take together
/// @param interval length of the intervals that the measured part is recorded in
/// @param selfWarmUp whether the client is warmed up on an in-process server first; without it the
///   first requests measure a cold client
/// @param headroomCheck whether the same load is sent to an in-process server after the measured
///   part, to know what the client could have reached; without it the verdict rests on what the
///   client used of its processors
/// @param allowRemote whether a target that is not on the loopback interface may be loaded
/// @param trust which certificates of a target with TLS are good enough
/// @param ioThreads threads that do the client's input and output, 1 … 64
/// @param seed seed of random event ids and of Poisson arrivals; together with nonce and instant it
///   fixes every byte sent
/// @param streams who follows the target's event stream meanwhile
public record LoadOptions(
    @Nullable Duration duration,
    Duration requestTimeout,
    Duration deadline,
    Duration interval,
    boolean selfWarmUp,
    boolean headroomCheck,
    boolean allowRemote,
    TlsTrust trust,
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

  /// Until the workload is sent, 30 s a request, 10 minutes in all, intervals of 1 s, self warm-up,
  /// headroom check, loopback targets alone, one I/O thread (two where there are at least eight
  /// processors), seed 1, nobody on the event stream.
  public static LoadOptions defaults() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new LoadOptions(
        null,
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        true,
        true,
        false,
        TlsTrust.VERIFIED,
        processors >= PROCESSORS_FOR_TWO_THREADS ? 2 : 1,
        1L,
        StreamOptions.NONE);
  }

  /// All values, to change some of them.
  public LoadOptionsBuilder toBuilder() {
    return new LoadOptionsBuilder(this);
  }

  /// The same with another time in which requests are sent; null for no limit in time.
  public LoadOptions withDuration(@Nullable Duration value) {
    return toBuilder().duration(value).build();
  }

  /// The same with another time limit a request.
  public LoadOptions withRequestTimeout(Duration value) {
    return toBuilder().requestTimeout(value).build();
  }

  /// The same with another time limit on the whole run.
  public LoadOptions withDeadline(Duration value) {
    return toBuilder().deadline(value).build();
  }

  /// The same with intervals of another length.
  public LoadOptions withInterval(Duration value) {
    return toBuilder().interval(value).build();
  }

  /// The same with or without the client's own warm-up.
  public LoadOptions withSelfWarmUp(boolean value) {
    return toBuilder().selfWarmUp(value).build();
  }

  /// The same with or without the check of what the client can do by itself.
  public LoadOptions withHeadroomCheck(boolean value) {
    return toBuilder().headroomCheck(value).build();
  }

  /// The same with or without leave to load a target elsewhere than on the loopback interface.
  public LoadOptions withAllowRemote(boolean value) {
    return toBuilder().allowRemote(value).build();
  }

  /// The same with other certificates that are good enough.
  public LoadOptions withTrust(TlsTrust value) {
    return toBuilder().trust(value).build();
  }

  /// The same with another number of I/O threads.
  public LoadOptions withIoThreads(int value) {
    return toBuilder().ioThreads(value).build();
  }

  /// The same with another seed.
  public LoadOptions withSeed(long value) {
    return toBuilder().seed(value).build();
  }

  /// The same with others on the target's event stream.
  public LoadOptions withStreams(StreamOptions value) {
    return toBuilder().streams(value).build();
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
