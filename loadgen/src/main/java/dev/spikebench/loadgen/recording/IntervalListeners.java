package dev.spikebench.loadgen.recording;

import java.util.List;

/// Tells several listeners of each interval, in their order.
///
/// @param listeners the listeners
public record IntervalListeners(List<IntervalListener> listeners) implements IntervalListener {
  /// Copies the list.
  public IntervalListeners {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void interval(Interval interval) {
    listeners.forEach(listener -> listener.interval(interval));
  }
}
