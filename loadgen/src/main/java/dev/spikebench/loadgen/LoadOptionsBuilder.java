package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.TlsTrust;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Options in the making; nothing is checked before they are built. One thread.
public final class LoadOptionsBuilder {
  private @Nullable Duration duration;
  private Duration requestTimeout;
  private Duration deadline;
  private Duration interval;
  private boolean selfWarmUp;
  private boolean headroomCheck;
  private boolean allowRemote;
  private TlsTrust trust;
  private int ioThreads;
  private long seed;
  private StreamOptions streams;

  LoadOptionsBuilder(LoadOptions options) {
    this.duration = options.duration();
    this.requestTimeout = options.requestTimeout();
    this.deadline = options.deadline();
    this.interval = options.interval();
    this.selfWarmUp = options.selfWarmUp();
    this.headroomCheck = options.headroomCheck();
    this.allowRemote = options.allowRemote();
    this.trust = options.trust();
    this.ioThreads = options.ioThreads();
    this.seed = options.seed();
    this.streams = options.streams();
  }

  /// Sets the longest time in which requests are sent; null for no limit.
  public LoadOptionsBuilder duration(@Nullable Duration value) {
    duration = value;
    return this;
  }

  /// Sets the time limit a request.
  public LoadOptionsBuilder requestTimeout(Duration value) {
    requestTimeout = value;
    return this;
  }

  /// Sets the time limit on the whole run.
  public LoadOptionsBuilder deadline(Duration value) {
    deadline = value;
    return this;
  }

  /// Sets the length of the intervals.
  public LoadOptionsBuilder interval(Duration value) {
    interval = value;
    return this;
  }

  /// Sets whether the client is warmed up first.
  public LoadOptionsBuilder selfWarmUp(boolean value) {
    selfWarmUp = value;
    return this;
  }

  /// Sets whether it is checked what the client can do by itself.
  public LoadOptionsBuilder headroomCheck(boolean value) {
    headroomCheck = value;
    return this;
  }

  /// Sets whether a target elsewhere may be loaded.
  public LoadOptionsBuilder allowRemote(boolean value) {
    allowRemote = value;
    return this;
  }

  /// Sets which certificates are good enough.
  public LoadOptionsBuilder trust(TlsTrust value) {
    trust = value;
    return this;
  }

  /// Sets the number of I/O threads.
  public LoadOptionsBuilder ioThreads(int value) {
    ioThreads = value;
    return this;
  }

  /// Sets the seed.
  public LoadOptionsBuilder seed(long value) {
    seed = value;
    return this;
  }

  /// Sets who follows the target's event stream.
  public LoadOptionsBuilder streams(StreamOptions value) {
    streams = value;
    return this;
  }

  /// The options.
  ///
  /// @throws dev.spikebench.loadgen.model.LoadException naming a field and its value that can't be
  ///   used
  public LoadOptions build() {
    return new LoadOptions(
        duration,
        requestTimeout,
        deadline,
        interval,
        selfWarmUp,
        headroomCheck,
        allowRemote,
        trust,
        ioThreads,
        seed,
        streams);
  }
}
