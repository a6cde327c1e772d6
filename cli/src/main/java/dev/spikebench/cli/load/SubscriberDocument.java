package dev.spikebench.cli.load;

import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.stream.SubscriberCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `subscribers` of `load --json`: the sums, and the subscribers that have something to
/// complain of.
final class SubscriberDocument {
  private static final double NS_PER_MS = 1e6;

  /// Ten show what is wrong; ten thousand would show no more.
  private static final int MOST_FAULTY = 10;

  private SubscriberDocument() {}

  /// @param figures what the subscribers found; null where there were none
  static @Nullable Map<String, Object> of(@Nullable StreamFigures figures) {
    if (figures == null) {
      return null;
    }
    SubscriberCounts all = figures.total();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("count", figures.subscribers());
    values.put("connected", figures.connected());
    putDeliveries(values, all);
    values.put("deliveryLatencyMs", LoadDocument.latency(figures.latency()));
    values.put("deliveryLatencyHistogram", figures.latency().encoded());
    values.put("unacknowledged", all.unacknowledged());
    values.put("eventsWithoutId", figures.eventsWithoutId());
    values.put("otherEvents", all.otherEvents());
    values.put("uncountedEvents", all.uncountedEvents());
    putMessages(values, all);
    values.put("drain", figures.drainEnd().name());
    values.put("drainMs", figures.drainNs() / NS_PER_MS);
    values.put("clientCpuMs", figures.cpuNs() / NS_PER_MS);
    values.put("busiestThreadShare", figures.busiestThreadShare());
    values.put("faulty", faulty(figures.each()));
    return values;
  }

  private static void putDeliveries(Map<String, Object> values, SubscriberCounts counts) {
    values.put("expected", counts.expected());
    values.put("delivered", counts.delivered());
    values.put("lost", counts.lost());
    values.put("duplicates", counts.duplicates());
    values.put("outOfOrder", counts.outOfOrder());
    values.put("unreadable", counts.unreadable());
    values.put("reconnects", counts.reconnects());
    values.put("refused", counts.refused());
    values.put("unreachable", counts.unreachable());
    values.put("streamsEnded", counts.ended());
    values.put("cutOffs", counts.cutOffs());
  }

  private static void putMessages(Map<String, Object> values, SubscriberCounts all) {
    values.put("statsMessages", all.stats());
    values.put("sessionUpdateMessages", all.sessionUpdates());
    values.put("otherMessages", all.otherMessages());
    values.put("comments", all.comments());
    values.put("bytes", all.bytes());
  }

  private static List<Map<String, Object>> faulty(List<SubscriberCounts> each) {
    List<Map<String, Object>> faulty = new ArrayList<>();
    for (int i = 0; i < each.size() && faulty.size() < MOST_FAULTY; i++) {
      SubscriberCounts counts = each.get(i);
      if (counts.faulty() || counts.refused() + counts.unreachable() + counts.ended() > 0) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("subscriber", i + 1);
        putDeliveries(values, counts);
        faulty.add(values);
      }
    }
    return faulty;
  }
}
