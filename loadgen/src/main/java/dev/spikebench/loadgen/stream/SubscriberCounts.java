package dev.spikebench.loadgen.stream;

/// What one subscriber got, or all of them together.
///
/// @param expected deliveries due: acknowledged events of the measured part, from the moment on at
///   which the subscriber was let in
/// @param delivered of these, the ones that came
/// @param lost of these, the ones that did not, or came after another subscription had begun
/// @param duplicates messages of an event that had come before
/// @param outOfOrder messages whose row `id` is not above all before it
/// @param unreadable messages that are no JSON object with a type, or events without a row `id`
/// @param unacknowledged events that came although their request was not acknowledged; no fault
/// @param otherEvents events of other writers
/// @param uncountedEvents events of this run outside its measured part: of its warm-up, say
/// @param stats `stats` messages
/// @param sessionUpdates `session_update` messages
/// @param otherMessages messages of a type the contract does not know
/// @param comments comment lines
/// @param bytes bytes of the stream
/// @param reconnects connections made anew
/// @param refused times a connection was refused with 503
/// @param unreachable attempts to connect that came to nothing in any other way
/// @param ended streams that ended or broke although nobody had asked for it
/// @param cutOffs of these, streams that ended while the subscriber was so far behind that the
///   contract lets the target cut it off
public record SubscriberCounts(
    long expected,
    long delivered,
    long lost,
    long duplicates,
    long outOfOrder,
    long unreadable,
    long unacknowledged,
    long otherEvents,
    long uncountedEvents,
    long stats,
    long sessionUpdates,
    long otherMessages,
    long comments,
    long bytes,
    long reconnects,
    long refused,
    long unreachable,
    long ended,
    long cutOffs) {
  /// Nothing at all.
  public static final SubscriberCounts NONE =
      new SubscriberCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// Both together.
  public SubscriberCounts plus(SubscriberCounts other) {
    return new SubscriberCounts(
        expected + other.expected,
        delivered + other.delivered,
        lost + other.lost,
        duplicates + other.duplicates,
        outOfOrder + other.outOfOrder,
        unreadable + other.unreadable,
        unacknowledged + other.unacknowledged,
        otherEvents + other.otherEvents,
        uncountedEvents + other.uncountedEvents,
        stats + other.stats,
        sessionUpdates + other.sessionUpdates,
        otherMessages + other.otherMessages,
        comments + other.comments,
        bytes + other.bytes,
        reconnects + other.reconnects,
        refused + other.refused,
        unreachable + other.unreachable,
        ended + other.ended,
        cutOffs + other.cutOffs);
  }

  /// Whether the target broke the promise of its stream: each event once, in order.
  public boolean faulty() {
    return lost + duplicates + outOfOrder + unreadable > 0;
  }
}
