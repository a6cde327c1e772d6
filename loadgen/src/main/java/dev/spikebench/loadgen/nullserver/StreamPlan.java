package dev.spikebench.loadgen.nullserver;

/// Decides what becomes of the null server's event stream. Called on the server's thread.
@FunctionalInterface
public interface StreamPlan {
  /// Everybody is let in and gets every event once, in order.
  StreamPlan FAITHFUL = (stream, event) -> Delivery.SEND;

  /// What becomes of one event on one stream.
  enum Delivery {
    /// It is sent.
    SEND,
    /// It is left out.
    DROP,
    /// It is sent twice.
    TWICE,
    /// It is sent right after the one that follows it.
    AFTER_NEXT,
    /// The connection is closed in its place.
    CLOSE
  }

  /// What becomes of an event on a stream.
  ///
  /// @param stream number of the stream since the server started, from 1
  /// @param event row `id` of the event, from 1
  Delivery delivery(long stream, long event);

  /// Whether a stream is let in; others are refused with 503.
  ///
  /// @param request number of the request for a stream since the server started, from 1
  default boolean admits(long request) {
    return true;
  }
}
