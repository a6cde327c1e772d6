package dev.spikebench.loadgen.workload;

import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.schedule.LoadMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A workload in the making; nothing is checked before it is built. One thread.
public final class WorkloadBuilder {
  private String id;
  private String question;
  private long events;
  private int concurrency;
  private int batchSize;
  private long warmupEvents;
  private int sessions;
  private boolean single;
  private EventIdShape ids;
  private double duplicateShare;
  private LoadMode mode;
  private List<EventKind> kinds;
  private @Nullable CustomRequest request;

  WorkloadBuilder(Workload workload) {
    this.id = workload.id();
    this.question = workload.question();
    this.events = workload.events();
    this.concurrency = workload.concurrency();
    this.batchSize = workload.batchSize();
    this.warmupEvents = workload.warmupEvents();
    this.sessions = workload.sessions();
    this.single = workload.single();
    this.ids = workload.ids();
    this.duplicateShare = workload.duplicateShare();
    this.mode = workload.mode();
    this.kinds = workload.kinds();
    this.request = workload.request();
  }

  /// Sets the name.
  public WorkloadBuilder id(String value) {
    id = value;
    return this;
  }

  /// Sets the question that the figures answer.
  public WorkloadBuilder question(String value) {
    question = value;
    return this;
  }

  /// Sets the number of measured events.
  public WorkloadBuilder events(long value) {
    events = value;
    return this;
  }

  /// Sets the number of virtual users.
  public WorkloadBuilder concurrency(int value) {
    concurrency = value;
    return this;
  }

  /// Sets the number of events a request.
  public WorkloadBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  /// Sets the number of warm-up events.
  public WorkloadBuilder warmupEvents(long value) {
    warmupEvents = value;
    return this;
  }

  /// Sets the number of sessions.
  public WorkloadBuilder sessions(int value) {
    sessions = value;
    return this;
  }

  /// Sets whether each event is a request of its own.
  public WorkloadBuilder single(boolean value) {
    single = value;
    return this;
  }

  /// Sets the shape of the event ids.
  public WorkloadBuilder ids(EventIdShape value) {
    ids = value;
    return this;
  }

  /// Sets the part of the events that repeat an earlier one.
  public WorkloadBuilder duplicateShare(double value) {
    duplicateShare = value;
    return this;
  }

  /// Sets what decides when a request is sent.
  public WorkloadBuilder mode(LoadMode value) {
    mode = value;
    return this;
  }

  /// Sets the kinds of events.
  public WorkloadBuilder kinds(List<EventKind> value) {
    kinds = List.copyOf(value);
    return this;
  }

  /// Sets one request to another API in the place of all events; an event stands for a request from
  /// then on.
  public WorkloadBuilder request(CustomRequest value) {
    request = value;
    kinds = List.of();
    return single(true).batchSize(1);
  }

  /// The workload.
  ///
  /// @throws WorkloadException naming a field and its value that can't be used
  public Workload build() {
    return new Workload(
        id,
        question,
        events,
        concurrency,
        batchSize,
        warmupEvents,
        sessions,
        single,
        ids,
        duplicateShare,
        mode,
        kinds,
        request);
  }
}
