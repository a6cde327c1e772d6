package dev.spikebench.cli.load;

import static dev.spikebench.cli.text.Quantity.count;
import static dev.spikebench.cli.text.Quantity.milliseconds;
import static dev.spikebench.cli.text.Quantity.rate;

import dev.spikebench.loadgen.SlowReaderEffect;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.stream.SubscriberCounts;
import java.util.List;
import java.util.Locale;

/// The subscribers of a run, and its slow reader, for the eyes.
final class SubscriberText {
  private SubscriberText() {}

  /// The lines to print, without line ends.
  static List<String> lines(StreamFigures figures) {
    SubscriberCounts all = figures.total();
    return List.of(
        "  subscribers  %s of %s connected, %s of %s deliveries: %s lost, %s twice, %s out of order; %s connections made anew"
            .formatted(
                count(figures.connected()),
                count(figures.subscribers()),
                count(all.delivered()),
                count(all.expected()),
                count(all.lost()),
                count(all.duplicates()),
                count(all.outOfOrder()),
                count(all.reconnects())),
        "  delivery     " + LoadText.percentiles(figures.latency(), "none: nothing was delivered"));
  }

  /// The lines about a slow reader, without line ends.
  static List<String> lines(SlowReaderEffect effect) {
    Long cutOff = effect.disconnectedAfterNs();
    return List.of(
        String.format(
            Locale.ROOT,
            "  slow reader  p99 %s with it, %s with a prompt one (x %.2f); %s and %s events/s (x"
                + " %.2f)",
            milliseconds((long) effect.p99Ns(true)),
            milliseconds((long) effect.p99Ns(false)),
            effect.p99Ratio(),
            rate(effect.eventsPerSecond(true)),
            rate(effect.eventsPerSecond(false)),
            effect.throughputRatio()),
        "               took %s bytes; %s"
            .formatted(
                count(effect.slowReaderBytes()),
                cutOff == null ? "not cut off" : "cut off after " + milliseconds(cutOff)));
  }
}
