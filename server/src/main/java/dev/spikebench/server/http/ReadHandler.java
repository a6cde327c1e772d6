package dev.spikebench.server.http;

import dev.spikebench.server.json.EventRows;
import dev.spikebench.server.json.Json;
import dev.spikebench.server.json.StatsFigures;
import dev.spikebench.server.store.EventPage;
import dev.spikebench.server.store.EventStore;
import dev.spikebench.server.store.StatsFilter;
import dev.spikebench.server.store.StoreException;
import dev.spikebench.server.store.StoredEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Reads from the store on worker threads and answers 503 where that takes too long.
final class ReadHandler {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Calls calls;
  private final EventStore store;
  private final Executor readers;

  /// @param readers a bounded number of threads behind a bounded queue
  ReadHandler(Calls calls, EventStore store, Executor readers) {
    this.calls = calls;
    this.store = store;
    this.readers = readers;
  }

  /// `GET /api/events`.
  void events(Call call, Map<String, String> query) throws BadQueryException {
    EventQueries.Page page = EventQueries.page(query);
    read(call, () -> render(store.events(page.filter(), page.limit(), page.offset())));
  }

  /// `GET /api/stats`.
  void stats(Call call, Map<String, String> query) throws BadQueryException {
    StatsFilter filter = EventQueries.stats(query);
    read(call, () -> Json.bytes(generator -> StatsFigures.write(generator, store.stats(filter))));
  }

  private void read(Call call, Supplier<byte[]> reading) {
    Answer tooLate = Answer.busy("The read took longer than 5 s");
    ScheduledFuture<?> deadline =
        calls
            .timer()
            .schedule(
                () -> call.hand(() -> call.answer(tooLate)),
                LIMIT.toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      readers.execute(
          () -> {
            Answer answer = answer(call, reading);
            deadline.cancel(false);
            call.hand(() -> call.answer(answer));
          });
    } catch (RejectedExecutionException full) {
      deadline.cancel(false);
      call.answer(Answer.busy("Too many reads are waiting, try again"));
    }
  }

  private Answer answer(Call call, Supplier<byte[]> reading) {
    try {
      return call.isSettled()
          ? Answer.busy("The read took longer than 5 s")
          : Answer.json(200, reading.get());
    } catch (StoreException e) {
      return StoreFaults.answer(e.fault());
    } catch (RuntimeException | Error failure) {
      calls.report(failure);
      return Answer.error(500, "Internal server error");
    }
  }

  private static byte[] render(EventPage page) {
    return Json.bytes(
        generator -> {
          generator.writeStartObject();
          generator.writeArrayFieldStart("events");
          for (StoredEvent event : page.events()) {
            EventRows.write(generator, event);
          }
          generator.writeEndArray();
          generator.writeNumberField("total", page.total());
          generator.writeEndObject();
        });
  }
}
