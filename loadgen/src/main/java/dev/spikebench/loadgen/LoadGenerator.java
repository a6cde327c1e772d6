package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.workload.Workload;
import java.net.URI;

/// Loads a backend with a workload and measures it.
///
/// One run at a time; [#cancel()] may be called from any thread, a shutdown hook among them.
@SuppressWarnings("DoNotCallSuggester") // until the driver is in
public final class LoadGenerator implements AutoCloseable {
  private final LoadOptions options;

  private LoadGenerator(LoadOptions options) {
    this.options = options;
  }

  /// A generator with the options given.
  public static LoadGenerator create(LoadOptions options) {
    return new LoadGenerator(options);
  }

  /// Warms the client up on an in-process server until its figures settle, for at most 10 s. A
  /// later run does not do it again.
  public SelfWarmUp warmUp(ProgressListener listener) {
    if (options.selfWarmUp()) {
      throw new LoadException("The load generator has no driver yet.");
    }
    return new SelfWarmUp(0, 0, false, 0);
  }

  /// Sends the workload to the target and measures. Where the options ask for it and it was not
  /// done before, the client is warmed up first, after a look whether the target can be reached at
  /// all.
  ///
  /// @param target base URL, `http://host:port`
  /// @param workload what to send
  /// @param runNonce the part of the event ids that no other run has; see
  ///   [dev.spikebench.loadgen.workload.RunNonce#next(java.time.Clock)]
  /// @param listener is told how it goes, on this thread
  /// @throws dev.spikebench.loadgen.model.TargetException if the target is not on the loopback
  ///   interface and the options don't allow that, can't be reached, or dies
  public LoadResult run(URI target, Workload workload, String runNonce, ProgressListener listener) {
    throw new LoadException("The load generator has no driver yet for " + target);
  }

  /// Ends the run under way; it returns its partial result, marked interrupted. Without one the
  /// next run returns at once.
  public void cancel() {}

  @Override
  public void close() {}
}
