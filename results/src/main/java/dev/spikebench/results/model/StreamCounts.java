package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// What the subscribers of the event stream got during one iteration, all of them together.
///
/// @param subscribers subscribers that followed the stream
/// @param expected deliveries due: acknowledged events times subscribers
/// @param delivered of these, the ones that came
/// @param lost of these, the ones that did not
/// @param duplicates messages of events that had come before
/// @param outOfOrder messages whose row `id` is not above all before it
/// @param unreadable messages that are none of the contract
/// @param reconnects connections made anew
/// @param promiseBroken whether that shows that the backend did not keep the contract: losses of
///   subscribers that it was free to cut off do not
/// @param deliveryLatencyHistogram time from the POST to the delivery in ns, as an HdrHistogram
///   (V2, compressed, base64); null where nothing was delivered
public record StreamCounts(
    int subscribers,
    long expected,
    long delivered,
    long lost,
    long duplicates,
    long outOfOrder,
    long unreadable,
    long reconnects,
    boolean promiseBroken,
    @Nullable String deliveryLatencyHistogram) {

  /// @throws IllegalArgumentException when a count is negative or contradicts another
  public StreamCounts {
    Checks.atLeast("stream.subscribers", 1, subscribers);
    Checks.atLeast("stream.expected", 0, expected);
    Checks.atLeast("stream.delivered", 0, delivered);
    Checks.atLeast("stream.lost", 0, lost);
    Checks.atLeast("stream.duplicates", 0, duplicates);
    Checks.atLeast("stream.outOfOrder", 0, outOfOrder);
    Checks.atLeast("stream.unreadable", 0, unreadable);
    Checks.atLeast("stream.reconnects", 0, reconnects);
    if (delivered + lost != expected) {
      throw Checks.bad("stream.expected", expected, "the sum of delivered and lost");
    }
    Checks.optionalText("stream.deliveryLatencyHistogram", deliveryLatencyHistogram);
  }

  /// Whether each event came to each subscriber once and in order.
  public boolean flawless() {
    return lost + duplicates + outOfOrder + unreadable == 0;
  }
}
