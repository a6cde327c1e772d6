package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import org.jspecify.annotations.Nullable;

/// Makes events for tests: valid defaults, everything that matters to a test said in it.
final class EventBuilder {

  private @Nullable String eventId;
  private String sessionId = "session-1";
  private String agentType = "claude_code";
  private String eventType = "tool_use";
  private @Nullable String toolName;
  private String status = "success";
  private long tokensIn;
  private long tokensOut;
  private @Nullable String branch;
  private @Nullable String project;
  private @Nullable Long durationMs;
  private @Nullable String clientTimestamp;
  private String metadata = "{}";
  private boolean payloadTruncated;
  private @Nullable String model;
  private @Nullable Double costUsd;
  private long cacheReadTokens;
  private long cacheWriteTokens;
  private String source = "api";

  static EventBuilder event() {
    return new EventBuilder();
  }

  static IngestEvent withId(String eventId) {
    return event().eventId(eventId).build();
  }

  /// An event with a value in every field.
  static IngestEvent full(String eventId) {
    return event()
        .eventId(eventId)
        .toolName("Bash")
        .status("timeout")
        .tokens(12, 34)
        .branch("main")
        .project("spike")
        .durationMs(56)
        .clientTimestamp("2026-02-25T10:11:12.345Z")
        .metadata("{\"command\":\"ls\"}")
        .payloadTruncated(true)
        .model("model-x")
        .costUsd(0.1)
        .cacheTokens(78, 90)
        .source("hook")
        .build();
  }

  EventBuilder eventId(@Nullable String value) {
    eventId = value;
    return this;
  }

  EventBuilder sessionId(String value) {
    sessionId = value;
    return this;
  }

  EventBuilder agentType(String value) {
    agentType = value;
    return this;
  }

  EventBuilder eventType(String value) {
    eventType = value;
    return this;
  }

  EventBuilder toolName(@Nullable String value) {
    toolName = value;
    return this;
  }

  EventBuilder status(String value) {
    status = value;
    return this;
  }

  EventBuilder tokens(long in, long out) {
    tokensIn = in;
    tokensOut = out;
    return this;
  }

  EventBuilder branch(@Nullable String value) {
    branch = value;
    return this;
  }

  EventBuilder project(@Nullable String value) {
    project = value;
    return this;
  }

  EventBuilder durationMs(@Nullable Long value) {
    durationMs = value;
    return this;
  }

  EventBuilder durationMs(int value) {
    return durationMs((Long) (long) value);
  }

  EventBuilder clientTimestamp(@Nullable String value) {
    clientTimestamp = value;
    return this;
  }

  EventBuilder metadata(String value) {
    metadata = value;
    return this;
  }

  EventBuilder payloadTruncated(boolean value) {
    payloadTruncated = value;
    return this;
  }

  EventBuilder model(@Nullable String value) {
    model = value;
    return this;
  }

  EventBuilder costUsd(@Nullable Double value) {
    costUsd = value;
    return this;
  }

  EventBuilder cacheTokens(long read, long write) {
    cacheReadTokens = read;
    cacheWriteTokens = write;
    return this;
  }

  EventBuilder source(String value) {
    source = value;
    return this;
  }

  IngestEvent build() {
    return new IngestEvent(
        eventId,
        sessionId,
        agentType,
        eventType,
        toolName,
        status,
        tokensIn,
        tokensOut,
        branch,
        project,
        durationMs,
        clientTimestamp,
        metadata,
        payloadTruncated,
        model,
        costUsd,
        cacheReadTokens,
        cacheWriteTokens,
        source);
  }
}
