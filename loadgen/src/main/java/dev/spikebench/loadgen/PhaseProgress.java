package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.target.PartListener;
import java.time.Duration;

/// Tells how far a part of a run is and estimates the time it still takes. One thread.
final class PhaseProgress implements PartListener {
  private static final double NS_PER_SECOND = 1e9;

  private final Phase phase;
  private final long requestsTotal;
  private final long leastNs;
  private final ProgressListener listener;

  private PhaseProgress(Phase phase, long requestsTotal, long leastNs, ProgressListener listener) {
    this.phase = phase;
    this.requestsTotal = requestsTotal;
    this.leastNs = leastNs;
    this.listener = listener;
  }

  /// Progress of a part that ends when all requests have been sent.
  static PartListener ofRequests(Phase phase, long requests, ProgressListener listener) {
    return new PhaseProgress(phase, requests, 0, listener);
  }

  /// Progress of a part that sends so many requests by a plan of so long.
  static PartListener ofPlan(Phase phase, long requests, Duration span, ProgressListener listener) {
    return new PhaseProgress(phase, requests, span.toNanos(), listener);
  }

  /// Progress of a part that ends by time, with however many requests.
  static PartListener ofTime(Phase phase, Duration limit, ProgressListener listener) {
    return new PhaseProgress(phase, 0, limit.toNanos(), listener);
  }

  @Override
  public void tick(long requestsEnded, long requestsFailed, long eventsEnded, long elapsedNs) {
    listener.progress(
        new Progress(
            phase,
            requestsEnded,
            requestsTotal,
            requestsFailed,
            eventsEnded * NS_PER_SECOND / Math.max(1, elapsedNs),
            Duration.ofNanos(elapsedNs),
            Duration.ofNanos(remainingNs(requestsEnded, elapsedNs))));
  }

  private long remainingNs(long ended, long elapsedNs) {
    boolean allEnded = requestsTotal > 0 && ended == requestsTotal;
    if (leastNs > 0 || allEnded || ended == 0) {
      return allEnded ? 0 : Math.max(0, leastNs - elapsedNs);
    }
    return (long) ((double) elapsedNs / ended * (requestsTotal - ended));
  }
}
