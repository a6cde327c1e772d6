package dev.spikebench.loadgen.nullserver;

/// What a null server has seen since it started.
///
/// @param accepts connections accepted
/// @param open connections open now
/// @param reads reads that brought bytes
/// @param requests complete requests for ingest
/// @param controlRequests complete requests of any other kind
/// @param bytes bytes read
/// @param eventsReceived events in the requests for ingest
/// @param eventsStored events counted as stored
public record NullServerCounts(
    long accepts,
    long open,
    long reads,
    long requests,
    long controlRequests,
    long bytes,
    long eventsReceived,
    long eventsStored) {
  NullServerCounts withOpen(long count) {
    return new NullServerCounts(
        accepts, count, reads, requests, controlRequests, bytes, eventsReceived, eventsStored);
  }
}
