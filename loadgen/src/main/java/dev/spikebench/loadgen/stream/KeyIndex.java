package dev.spikebench.loadgen.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Finds the sequence number of an event by its key, in constant memory at any number of events.
///
/// A table with four places for each event of the window, probed in order. Nothing is ever taken
/// out: a place whose sequence number has left the window is free again. One writer at a time; any
/// number of readers beside it, none of whom waits.
final class KeyIndex {
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int PLACES_AN_EVENT = 4;

  /// A quarter of the places is taken at most, so that a run of so many taken ones is not to be
  /// met.
  private static final int MAX_PROBES = 64;

  private final long[] keys;
  private final long[] places;
  private final int windowMask;
  private final int placeMask;

  /// @param window events that can be found, a power of two
  KeyIndex(int window) {
    keys = new long[window];
    places = new long[window * PLACES_AN_EVENT];
    windowMask = window - 1;
    placeMask = places.length - 1;
  }

  /// Makes an event known.
  ///
  /// @param oldest oldest sequence number that is still in the window
  void put(long key, long sequence, long oldest) {
    keys[slot(sequence)] = key;
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int place = place(key, probe);
      if (places[place] <= oldest) {
        PLACE.setRelease(places, place, sequence + 1);
        return;
      }
    }
    throw new IllegalStateException("No place for an event among " + places.length + " places.");
  }

  /// The sequence number of an event; -1 where it is not in the window.
  ///
  /// @param oldest oldest sequence number that is still in the window
  long find(long key, long oldest) {
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      // One more than the sequence number, so that 0 is a place that was never taken.
      long taken = (long) PLACE.getAcquire(places, place(key, probe));
      if (taken == 0) {
        return -1;
      }
      if (taken > oldest && keys[slot(taken - 1)] == key) {
        return taken - 1;
      }
    }
    return -1;
  }

  private int slot(long sequence) {
    return (int) sequence & windowMask;
  }

  /// Keys are well mixed in their upper bits.
  private int place(long key, int probe) {
    return ((int) (key >>> Integer.SIZE) + probe) & placeMask;
  }
}
