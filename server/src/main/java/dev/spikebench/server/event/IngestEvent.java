package dev.spikebench.server.event;

import org.jspecify.annotations.Nullable;

/// One valid event, normalised: strings are trimmed and valid UTF-8, defaults are filled in,
/// metadata is the text to store. Immutable. Null means absent.
///
/// It is made on the hot path by [EventParser] alone, which guarantees what is said here; the
/// record itself checks nothing again.
///
/// @param eventId the sender's key, at most 4,096 UTF-8 bytes
/// @param sessionId never empty, at most 4,096 UTF-8 bytes
/// @param agentType never empty, at most 4,096 UTF-8 bytes
/// @param eventType one of the contract's event types
/// @param toolName at most 4,096 UTF-8 bytes
/// @param status `success`, `error` or `timeout`
/// @param tokensIn 0 to 2^53-1
/// @param tokensOut 0 to 2^53-1
/// @param branch at most 4,096 UTF-8 bytes
/// @param project at most 4,096 UTF-8 bytes
/// @param durationMs milliseconds, 0 to 2^53-1
/// @param clientTimestamp UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`
/// @param metadata the text to store, `{}` where none was sent
/// @param payloadTruncated whether the metadata was over the cap
/// @param model at most 4,096 UTF-8 bytes
/// @param costUsd 0 to 10^9
/// @param cacheReadTokens 0 to 2^53-1
/// @param cacheWriteTokens 0 to 2^53-1
/// @param source `api` where none was sent, at most 4,096 UTF-8 bytes
public record IngestEvent(
    @Nullable String eventId,
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
    @Nullable String clientTimestamp,
    String metadata,
    boolean payloadTruncated,
    @Nullable String model,
    @Nullable Double costUsd,
    long cacheReadTokens,
    long cacheWriteTokens,
    String source) {}
