package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.request.RequestForm;
import dev.spikebench.loadgen.schedule.LoadMode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is sent in one run: how many events of which kinds, by how many virtual users, in requests
/// of which size. Immutable.
///
/// The default is the spec workload: 20,000 events by 40 virtual users in a closed loop, 50 events
/// a request, after 500 warm-up events.
///
/// @param id name of the workload, of letters, digits, `.`, `_` and `-`
/// @param question the question that its figures answer; empty where nobody has said
/// @param events measured events, 1 … 1,000,000,000 (an index has nine digits)
/// @param concurrency virtual users, each with its own connection, 1 … 10,000
/// @param batchSize events a request, 1 … 10,000; the last request of a run may be smaller
/// @param warmupEvents events sent before the measured ones and counted apart, 0 … 1,000,000,000
/// @param sessions distinct session ids, 1 … 1,000,000,000
/// @param single whether each event is a request of its own to `/api/events`; the batch size is 1
///   then
/// @param ids shape of the event ids
/// @param duplicateShare part of the events that repeat an earlier one, id and all, 0 … 0.9
/// @param mode what decides when a request is sent
/// @param kinds the kinds of events, at least one; none where every request is the custom one
/// @param request what every request is where the API is another than the ingest contract's; an
///   event stands for a request then; null for events of the contract
public record Workload(
    String id,
    String question,
    long events,
    int concurrency,
    int batchSize,
    long warmupEvents,
    int sessions,
    boolean single,
    EventIdShape ids,
    double duplicateShare,
    LoadMode mode,
    List<EventKind> kinds,
    @Nullable CustomRequest request) {
  /// Most events of a part of a run: an index has nine digits.
  public static final long MAX_EVENTS = 1_000_000_000L;

  /// Most virtual users.
  public static final int MAX_CONCURRENCY = 10_000;

  /// The contract's cap on the items of a batch.
  public static final int MAX_BATCH_SIZE = 10_000;

  /// Most of the events that can be repetitions: some must be there to be repeated.
  public static final double MAX_DUPLICATE_SHARE = 0.9;

  /// What an id looks like.
  public static final Pattern ID_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /// Checks every value.
  ///
  /// @throws WorkloadException naming field and value
  public Workload {
    kinds = List.copyOf(kinds);
    if (!ID_FORM.matcher(id).matches()) {
      throw new WorkloadException(
          "id", id, "must be 1 to 100 letters, digits, dots, underscores or hyphens");
    }
    requireRange("events", events, 1, MAX_EVENTS);
    requireRange("concurrency", concurrency, 1, MAX_CONCURRENCY);
    requireRange("batch size", batchSize, 1, MAX_BATCH_SIZE);
    requireRange("warmup", warmupEvents, 0, MAX_EVENTS);
    requireRange("sessions", sessions, 1, MAX_EVENTS);
    if (!(duplicateShare >= 0 && duplicateShare <= MAX_DUPLICATE_SHARE)) {
      throw new WorkloadException(
          "duplicate share", duplicateShare, "must be between 0 and " + MAX_DUPLICATE_SHARE);
    }
    if (single && batchSize != 1) {
      throw new WorkloadException(
          "batch size", batchSize, "must be 1 where every event is a request of its own");
    }
    if (kinds.isEmpty() != (request != null)) {
      throw new WorkloadException("kinds", kinds, "must be there unless there is a request");
    }
    if (request != null && !single) {
      throw new WorkloadException("single", false, "must be true where there is a request");
    }
  }

  /// The contract's spec workload; `workloads/spec.yaml` says the same.
  public static Workload spec() {
    return new Workload(
        "spec",
        "How fast are batches of like events taken, as the contract's spec workload sends them?",
        20_000,
        40,
        50,
        500,
        100,
        false,
        EventIdShape.SEQUENTIAL,
        0,
        LoadMode.CLOSED,
        List.of(EventKind.spec()),
        null);
  }

  /// The spec workload with random event ids; `workloads/random-ids.yaml` says the same.
  public static Workload randomIds() {
    return spec().toBuilder()
        .id("random-ids")
        .question("What do random event ids cost against ascending ones?")
        .ids(EventIdShape.RANDOM)
        .build();
  }

  /// All values, to change some of them.
  public WorkloadBuilder toBuilder() {
    return new WorkloadBuilder(this);
  }

  /// The same with another name.
  public Workload withId(String newId) {
    return toBuilder().id(newId).build();
  }

  /// The same with another number of measured events.
  public Workload withEvents(long newEvents) {
    return toBuilder().events(newEvents).build();
  }

  /// The same with another number of virtual users.
  public Workload withConcurrency(int newConcurrency) {
    return toBuilder().concurrency(newConcurrency).build();
  }

  /// The same with another number of events a request.
  public Workload withBatchSize(int newBatchSize) {
    return toBuilder().batchSize(newBatchSize).build();
  }

  /// The same with another number of warm-up events.
  public Workload withWarmupEvents(long newWarmupEvents) {
    return toBuilder().warmupEvents(newWarmupEvents).build();
  }

  /// The same with another number of sessions.
  public Workload withSessions(int newSessions) {
    return toBuilder().sessions(newSessions).build();
  }

  /// The same with every event a request of its own.
  public Workload asSingle() {
    return toBuilder().single(true).batchSize(1).build();
  }

  /// The same with something else that decides when a request is sent.
  public Workload withMode(LoadMode newMode) {
    return toBuilder().mode(newMode).build();
  }

  /// The same with another shape of ids.
  public Workload withIds(EventIdShape newIds) {
    return toBuilder().ids(newIds).build();
  }

  /// How every request of this workload looks beside its body.
  public RequestForm form() {
    return request == null
        ? RequestForm.ingest(single ? "/api/events" : "/api/events/batch")
        : request.form();
  }

  /// Path every request of this workload goes to, with its query.
  public String path() {
    return form().path();
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
