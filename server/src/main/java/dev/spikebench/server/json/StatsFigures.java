package dev.spikebench.server.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.spikebench.server.store.StatsSnapshot;
import java.io.IOException;
import java.util.Map;

/// Writes statistics, the same in answers and on the stream.
public final class StatsFigures {
  private StatsFigures() {}

  /// Writes one snapshot as an object.
  public static void write(JsonGenerator generator, StatsSnapshot stats) throws IOException {
    generator.writeStartObject();
    generator.writeNumberField("total_events", stats.totalEvents());
    generator.writeNumberField("active_sessions", stats.activeSessions());
    generator.writeNumberField("total_sessions", stats.totalSessions());
    generator.writeNumberField("total_tokens_in", stats.totalTokensIn());
    generator.writeNumberField("total_tokens_out", stats.totalTokensOut());
    generator.writeNumberField("total_cost_usd", stats.totalCostUsd());
    writeCounts(generator, "tool_breakdown", stats.toolBreakdown());
    writeCounts(generator, "agent_breakdown", stats.agentBreakdown());
    writeCounts(generator, "model_breakdown", stats.modelBreakdown());
    generator.writeArrayFieldStart("branches");
    for (String branch : stats.branches()) {
      generator.writeString(branch);
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }

  private static void writeCounts(JsonGenerator generator, String name, Map<String, Long> counts)
      throws IOException {
    generator.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> entry : counts.entrySet()) {
      generator.writeNumberField(entry.getKey(), entry.getValue().longValue());
    }
    generator.writeEndObject();
  }
}
