package dev.spikebench.server.http;

import dev.spikebench.server.event.EventParser;
import dev.spikebench.server.event.IngestEvent;
import dev.spikebench.server.event.MalformedBodyException;
import dev.spikebench.server.event.ParsedBatch;
import dev.spikebench.server.event.ParsedEvent;
import dev.spikebench.server.store.EventStore;
import dev.spikebench.server.store.WriteOutcome;
import dev.spikebench.server.store.WriteRequest;
import io.undertow.util.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes events in: checks the request, reads its body, parses it and queues the events for the
/// writer. Small bodies are parsed on the IO thread that read them; a large one would keep the
/// other connections of that thread waiting and goes to a worker.
final class IngestHandler {
  private static final int SMALL_BODY_BYTES = 64 * 1024;

  private final Calls calls;
  private final PendingBytes pending;
  private final int maxBodyBytes;
  private final EventParser parser;
  private final EventStore store;
  private final Executor largeBodies;

  /// @param largeBodies where large bodies are parsed
  IngestHandler(
      Calls calls,
      PendingBytes pending,
      int maxBodyBytes,
      EventParser parser,
      EventStore store,
      Executor largeBodies) {
    this.calls = calls;
    this.pending = pending;
    this.maxBodyBytes = maxBodyBytes;
    this.parser = parser;
    this.store = store;
    this.largeBodies = largeBodies;
  }

  /// `POST /api/events`.
  void single(Call call) {
    read(call, (body, length) -> ingestSingle(call, body, length));
  }

  /// `POST /api/events/batch`.
  void batch(Call call) {
    read(call, (body, length) -> ingestBatch(call, body, length));
  }

  private void read(Call call, BodyReader.Receiver ingest) {
    if (!MediaTypes.isJson(call.fields(Headers.CONTENT_TYPE))
        || !call.fields(Headers.CONTENT_ENCODING).isEmpty()) {
      call.answer(Answer.error(415, "Content-Type must be application/json, without an encoding"));
      return;
    }
    BodyReader.read(
        call,
        calls,
        pending,
        maxBodyBytes,
        BodyLength.of(call.exchange()),
        (body, length) -> {
          if (length <= SMALL_BODY_BYTES) {
            ingest.receive(body, length);
          } else {
            largeBodies.execute(() -> ingestApart(call, ingest, body, length));
          }
        });
  }

  private static void ingestApart(Call call, BodyReader.Receiver ingest, byte[] body, int length) {
    try {
      ingest.receive(body, length);
    } catch (RuntimeException | Error failure) {
      call.hand(() -> call.fail(failure));
    }
  }

  private void ingestSingle(Call call, byte[] body, int length) {
    ParsedEvent parsed;
    try {
      parsed = parser.parseEvent(body, 0, length);
    } catch (MalformedBodyException e) {
      answer(call, malformed(e));
      return;
    }
    switch (parsed) {
      case ParsedEvent.Invalid(var errors) -> answer(call, IngestAnswers.invalidEvent(errors));
      case ParsedEvent.Valid(var event) -> submit(call, List.of(event), IngestAnswers::single);
    }
  }

  private void ingestBatch(Call call, byte[] body, int length) {
    ParsedBatch parsed;
    try {
      parsed = parser.parseBatch(body, 0, length);
    } catch (MalformedBodyException e) {
      answer(call, malformed(e));
      return;
    }
    switch (parsed) {
      case ParsedBatch.NotABatch() -> answer(call, Answer.error(400, "Expected { events: [...] }"));
      case ParsedBatch.TooManyItems() ->
          answer(
              call,
              Answer.error(413, "A batch has at most " + EventParser.MAX_BATCH_ITEMS + " events"));
      case ParsedBatch.Items(var items) ->
          submit(call, validOf(items), stored -> IngestAnswers.batch(stored, items));
    }
  }

  private static List<IngestEvent> validOf(List<ParsedEvent> items) {
    List<IngestEvent> valid = new ArrayList<>(items.size());
    for (ParsedEvent item : items) {
      if (item instanceof ParsedEvent.Valid(var event)) {
        valid.add(event);
      }
    }
    return valid;
  }

  private void submit(
      Call call, List<IngestEvent> events, Function<WriteOutcome.Stored, Answer> onStored) {
    if (events.isEmpty()) {
      answer(call, onStored.apply(new WriteOutcome.Stored(new long[0], 0)));
      return;
    }
    boolean queued =
        store.submit(
            new WriteRequest(
                events,
                outcome ->
                    call.hand(
                        () ->
                            call.answer(
                                switch (outcome) {
                                  case WriteOutcome.Stored stored -> onStored.apply(stored);
                                  case WriteOutcome.Failed(var fault) -> StoreFaults.answer(fault);
                                }))));
    if (!queued) {
      answer(call, Answer.busy("The writer's queue is full, try again"));
    }
  }

  private static Answer malformed(MalformedBodyException e) {
    @Nullable String message = e.getMessage();
    return Answer.error(400, message == null ? "Malformed JSON" : message);
  }

  /// Answers from whichever thread has parsed the body.
  private static void answer(Call call, Answer answer) {
    if (call.exchange().isInIoThread()) {
      call.answer(answer);
    } else {
      call.hand(() -> call.answer(answer));
    }
  }
}
