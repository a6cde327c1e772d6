package dev.spikebench.results.soak;

import org.jspecify.annotations.Nullable;

/// What the subscribers of the event stream found, over all of them.
///
/// @param subscribers how many there were
/// @param expected deliveries due
/// @param delivered of these, the ones that came
/// @param lost of these, the ones that did not
/// @param duplicates messages of an event that had come before
/// @param outOfOrder messages out of order
/// @param unreadable messages that could not be read
/// @param reconnects connections made anew
/// @param cutOffs streams that ended while the subscriber was so far behind that it may be cut off
/// @param deliveryMs from the send of a request to the last byte of its event at a subscriber; null
///   where none came
/// @param faulty whether the target broke the promise of its stream: each event once, in order
public record SoakStreams(
    int subscribers,
    long expected,
    long delivered,
    long lost,
    long duplicates,
    long outOfOrder,
    long unreadable,
    long reconnects,
    long cutOffs,
    @Nullable SoakLatency deliveryMs,
    boolean faulty) {}
