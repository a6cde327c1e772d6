package dev.spikebench.cli.load;

import dev.spikebench.loadgen.SlowReaderEffect;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `slowReader` of `load --json`.
final class SlowReaderDocument {
  private static final double NS_PER_MS = 1e6;

  private SlowReaderDocument() {}

  /// @param effect what the slow reader did; null where there was none
  static @Nullable Map<String, Object> of(@Nullable SlowReaderEffect effect) {
    if (effect == null) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("slowsIngest", effect.slowsIngest());
    values.put("p99Ratio", effect.p99Ratio());
    values.put("p99WithMs", effect.p99Ns(true) / NS_PER_MS);
    values.put("p99WithoutMs", effect.p99Ns(false) / NS_PER_MS);
    values.put("throughputRatio", effect.throughputRatio());
    values.put("eventsPerSecondWith", effect.eventsPerSecond(true));
    values.put("eventsPerSecondWithout", effect.eventsPerSecond(false));
    values.put("bytesTaken", effect.slowReaderBytes());
    values.put("disconnectedAfterMs", milliseconds(effect.disconnectedAfterNs()));
    values.put("parts", effect.parts().stream().map(SlowReaderDocument::part).toList());
    return values;
  }

  private static Map<String, Object> part(SlowReaderEffect.Part part) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("slow", part.slow());
    values.put("p99Ms", part.p99Ns() / NS_PER_MS);
    values.put("eventsPerSecond", part.eventsPerSecond());
    values.put("requestsFailed", part.requestsFailed());
    values.put("readerBytes", part.readerBytes());
    values.put("disconnectedAfterMs", milliseconds(part.disconnectedAfterNs()));
    return values;
  }

  private static @Nullable Double milliseconds(@Nullable Long ns) {
    return ns == null ? null : (Double) (ns / NS_PER_MS);
  }
}
