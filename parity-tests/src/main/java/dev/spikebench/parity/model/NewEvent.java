package dev.spikebench.parity.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A valid event, trimmed and with its defaults, before it is stored.
///
/// @param texts the string fields that are given, `source` always among them
/// @param integers the integers, `duration_ms` only where given
/// @param received the compact text of the metadata as it came, to judge DIFF-02 by
public record NewEvent(
    String sessionId,
    String agentType,
    String eventType,
    String status,
    Map<String, String> texts,
    Map<String, Double> integers,
    @Nullable Double costUsd,
    @Nullable String clientTimestamp,
    Metadata metadata,
    String received) {

  /// Copies the maps.
  public NewEvent {
    texts = Map.copyOf(texts);
    integers = Map.copyOf(integers);
  }

  /// A string field; null where it is absent.
  public @Nullable String text(String name) {
    return texts.get(name);
  }
}
