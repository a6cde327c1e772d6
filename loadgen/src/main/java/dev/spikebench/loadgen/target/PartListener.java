package dev.spikebench.loadgen.target;

/// Is told how a part of a run goes; called on the thread that runs the part.
@FunctionalInterface
public interface PartListener {
  /// Called several times a second and once at the end.
  ///
  /// @param requestsEnded requests that have ended
  /// @param requestsFailed those among them that failed
  /// @param eventsEnded events of the ended requests
  /// @param elapsedNs time since the part began
  void tick(long requestsEnded, long requestsFailed, long eventsEnded, long elapsedNs);
}
