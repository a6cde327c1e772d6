package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import org.jspecify.annotations.Nullable;

/// One row of the table `events`, all columns in table order.
///
/// @param id the row's key, rising in the order of storage
/// @param eventId the sender's own id, unique where present
/// @param schemaVersion version of the row's shape, 1
/// @param sessionId the session it belongs to
/// @param agentType kind of agent that sent it
/// @param eventType one of the listed event types
/// @param toolName tool in use
/// @param status `success`, `error` or `timeout`
/// @param tokensIn tokens read by the model
/// @param tokensOut tokens written by the model
/// @param branch the event's branch or else its session's
/// @param project the event's project or else its session's
/// @param durationMs duration in milliseconds
/// @param createdAt server time of storage, UTC `YYYY-MM-DD HH:MM:SS`
/// @param clientTimestamp the sender's time, UTC `YYYY-MM-DDTHH:MM:SS.mmmZ`
/// @param metadata the stored text, for most events JSON
/// @param payloadTruncated whether `metadata` was cut; stored and sent as 0 or 1
/// @param model model in use
/// @param costUsd cost in US dollars
/// @param cacheReadTokens tokens read from the prompt cache
/// @param cacheWriteTokens tokens written to the prompt cache
/// @param source where the event came from
public record StoredEvent(
    long id,
    @Nullable String eventId,
    long schemaVersion,
    String sessionId,
    String agentType,
    String eventType,
    @Nullable String toolName,
    String status,
    long tokensIn,
    long tokensOut,
    @Nullable String branch,
    @Nullable String project,
    @Nullable Long durationMs,
    String createdAt,
    @Nullable String clientTimestamp,
    String metadata,
    boolean payloadTruncated,
    @Nullable String model,
    @Nullable Double costUsd,
    long cacheReadTokens,
    long cacheWriteTokens,
    String source) {

  /// The row that an event becomes.
  static StoredEvent of(
      long id,
      IngestEvent event,
      @Nullable String project,
      @Nullable String branch,
      String createdAt) {
    return new StoredEvent(
        id,
        event.eventId(),
        1,
        event.sessionId(),
        event.agentType(),
        event.eventType(),
        event.toolName(),
        event.status(),
        event.tokensIn(),
        event.tokensOut(),
        branch,
        project,
        event.durationMs(),
        createdAt,
        event.clientTimestamp(),
        event.metadata(),
        event.payloadTruncated(),
        event.model(),
        event.costUsd(),
        event.cacheReadTokens(),
        event.cacheWriteTokens(),
        event.source());
  }

  /// The same under another id.
  StoredEvent withId(long newId) {
    return new StoredEvent(
        newId,
        eventId,
        schemaVersion,
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
        createdAt,
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
