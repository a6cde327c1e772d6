package dev.spikebench.loadgen.workload;

import java.util.regex.Pattern;

/// What is sent in one run: how many events, by how many virtual users, in requests of which size.
///
/// The default is the spec workload: 20,000 events by 40 virtual users in a closed loop, 50 events
/// a request, after 500 warm-up events.
///
/// @param id name of the workload, of letters, digits, `.`, `_` and `-`
/// @param events measured events, 1 … 1,000,000,000 (an index has nine digits)
/// @param concurrency virtual users, each with its own connection, 1 … 10,000
/// @param batchSize events a request, 1 … 10,000; the last request of a run may be smaller
/// @param warmupEvents events sent before the measured ones and counted apart, 0 … 1,000,000,000
/// @param sessions distinct session ids, 1 … 1,000,000,000
/// @param single whether each event is a request of its own to `/api/events`; the batch size is 1
///   then
/// @param ids shape of the event ids
public record Workload(
    String id,
    long events,
    int concurrency,
    int batchSize,
    long warmupEvents,
    int sessions,
    boolean single,
    EventIdShape ids) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final long MAX_EVENTS = 1_000_000_000L;
  private static final int MAX_CONCURRENCY = 10_000;

  /// The contract's cap on the items of a batch.
  private static final int MAX_BATCH_SIZE = 10_000;

  /// Checks every value.
  ///
  /// @throws WorkloadException naming field and value
  public Workload {
    if (!ID.matcher(id).matches()) {
      throw new WorkloadException(
          "id", id, "must be 1 to 100 letters, digits, dots, underscores or hyphens");
    }
    requireRange("events", events, 1, MAX_EVENTS);
    requireRange("concurrency", concurrency, 1, MAX_CONCURRENCY);
    requireRange("batch size", batchSize, 1, MAX_BATCH_SIZE);
    requireRange("warmup", warmupEvents, 0, MAX_EVENTS);
    requireRange("sessions", sessions, 1, MAX_EVENTS);
    if (single && batchSize != 1) {
      throw new WorkloadException(
          "batch size", batchSize, "must be 1 where every event is a request of its own");
    }
  }

  /// The contract's spec workload.
  public static Workload spec() {
    return new Workload("spec", 20_000, 40, 50, 500, 100, false, EventIdShape.SEQUENTIAL);
  }

  /// The spec workload with random event ids.
  public static Workload randomIds() {
    return new Workload("random-ids", 20_000, 40, 50, 500, 100, false, EventIdShape.RANDOM);
  }

  /// The same with another name.
  public Workload withId(String newId) {
    return new Workload(newId, events, concurrency, batchSize, warmupEvents, sessions, single, ids);
  }

  /// The same with another number of measured events.
  public Workload withEvents(long newEvents) {
    return new Workload(id, newEvents, concurrency, batchSize, warmupEvents, sessions, single, ids);
  }

  /// The same with another number of virtual users.
  public Workload withConcurrency(int newConcurrency) {
    return new Workload(id, events, newConcurrency, batchSize, warmupEvents, sessions, single, ids);
  }

  /// The same with another number of events a request.
  public Workload withBatchSize(int newBatchSize) {
    return new Workload(id, events, concurrency, newBatchSize, warmupEvents, sessions, single, ids);
  }

  /// The same with another number of warm-up events.
  public Workload withWarmupEvents(long newWarmupEvents) {
    return new Workload(id, events, concurrency, batchSize, newWarmupEvents, sessions, single, ids);
  }

  /// The same with another number of sessions.
  public Workload withSessions(int newSessions) {
    return new Workload(id, events, concurrency, batchSize, warmupEvents, newSessions, single, ids);
  }

  /// The same with every event a request of its own.
  public Workload asSingle() {
    return new Workload(id, events, concurrency, 1, warmupEvents, sessions, true, ids);
  }

  /// The same with another shape of ids.
  public Workload withIds(EventIdShape newIds) {
    return new Workload(id, events, concurrency, batchSize, warmupEvents, sessions, single, newIds);
  }

  /// Path every request of this workload is posted to.
  public String path() {
    return single ? "/api/events" : "/api/events/batch";
  }

  /// Requests of the measured part.
  public long requests() {
    return requestsFor(events);
  }

  /// Requests of the target's own warm-up.
  public long warmupRequests() {
    return requestsFor(warmupEvents);
  }

  private long requestsFor(long count) {
    return Math.ceilDiv(count, batchSize);
  }

  private static void requireRange(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new WorkloadException(field, value, "must be between " + least + " and " + most);
    }
  }
}
