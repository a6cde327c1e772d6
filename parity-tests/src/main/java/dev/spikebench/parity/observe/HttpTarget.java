package dev.spikebench.parity.observe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendLostException;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.observe.Answer.Outcome;
import dev.spikebench.parity.observe.Trace.Sessions;
import dev.spikebench.parity.script.Field;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A backend at an address. After the steps of a scenario it posts one event of its own, the fence:
/// once that has come back on the stream, all that was sent before it has come too, so nothing has
/// to be waited for. One thread.
public final class HttpTarget implements Target {
  /// What the harness's own events are known by, wherever they turn up.
  static final String FENCE = "fence of the harness=";

  private static final int PAGE = 1000;
  private static final int MAX_ROWS = 4 * PAGE;

  private final String name;
  private final Duration timeout;
  private final @Nullable Restarter restarter;
  private URI baseUri;
  private Wire wire;
  private StreamWatch stream;
  private long lastId;
  private Sessions sessions;
  private long requests;

  /// A backend that listens at `baseUri` and answers, within `timeout` each, what it is asked.
  ///
  /// @param restarter null where it can't be started again
  /// @throws ParityException where it does not answer, or lets no subscriber in
  public HttpTarget(String name, URI baseUri, Duration timeout, @Nullable Restarter restarter) {
    this.name = name;
    this.baseUri = baseUri;
    this.timeout = timeout;
    this.restarter = restarter;
    this.wire = new Wire(baseUri, timeout);
    this.stream = watch("");
    this.lastId = fence("begin", "fence", "tool_use");
    this.sessions = sessions(answer(Request.get("/api/stats?agent_type=fence-none")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public URI baseUri() {
    return baseUri;
  }

  @Override
  public boolean restartable() {
    return restarter != null;
  }

  @Override
  public long requests() {
    return requests;
  }

  @Override
  public Trace run(Scenario scenario, String nonce) {
    if (stream.isLong()) {
      stream.close();
      stream = watch("");
    }
    if (restarter == null) {
      settle("begin-" + nonce);
    }
    Instant sent = Instant.now();
    try (Run run = new Run(nonce)) {
      for (Step step : scenario.in(nonce).steps()) {
        run.steps.add(run.act(step));
      }
      return run.finish(sent);
    }
  }

  @Override
  public void close() {
    stream.close();
    wire.close();
  }

  private StreamWatch watch(String query) {
    try {
      return new StreamWatch(baseUri, query, timeout);
    } catch (StreamRefusedException refused) {
      throw new ParityException(
          name + " lets no subscriber in: end one, or raise INGEST_MAX_SSE_CLIENTS", refused);
    }
  }

  /// Lets pass what somebody else did to the backend since the last run, maybe under another name.
  private void settle(String mark) {
    lastId = fence(mark, "fence", "tool_use");
    stream.takeUntil(fenceMark(mark));
    sessions = sessions(answer(Request.get("/api/stats?agent_type=fence-none")));
  }

  /// Posts an event of the harness's own and gives its id.
  private long fence(String mark, String agentType, String eventType) {
    String body =
        Json.text(
            Json.object()
                .put("session_id", "fence")
                .put("agent_type", agentType)
                .put("event_type", eventType)
                .put("metadata", fenceMark(mark)));
    Answer answer = answer(Request.post("/api/events", Request.bytes(body)));
    JsonNode id = json(answer).path("ids").path(0);
    if (answer.status() != 201 || !id.isNumber()) {
      throw new ParityException(
          name + " does not store a plain event, so nothing can be told of it: " + answer.text());
    }
    return id.asLong();
  }

  private static String fenceMark(String mark) {
    return FENCE + mark + "=";
  }

  private Answer answer(Request request) {
    Answer answer = sent(request);
    if (answer.outcome() != Outcome.ANSWERED) {
      throw new ParityException(
          name
              + " did not answer "
              + request.method()
              + " "
              + request.target()
              + " ("
              + answer.outcome()
              + "): it hangs or is gone");
    }
    return answer;
  }

  private Answer sent(Request request) {
    requests++;
    try {
      return wire.send(request);
    } catch (CallFailedException gone) {
      throw new BackendLostException(name + " takes no connection any more: it is gone", gone);
    }
  }

  private JsonNode json(Answer answer) {
    try {
      return Json.parse(answer.body());
    } catch (CallFailedException notJson) {
      throw new ParityException(name + " answers a plain question without JSON", notJson);
    }
  }

  private Sessions sessions(Answer stats) {
    JsonNode json = json(stats);
    return new Sessions(
        json.path("total_sessions").asLong(), json.path("active_sessions").asLong());
  }

  /// One run of one scenario.
  private final class Run implements AutoCloseable {
    private final String nonce;
    private final List<StepTrace> steps = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<StreamWatch> watches = new ArrayList<>();
    private final List<String> queries = new ArrayList<>();

    Run(String nonce) {
      this.nonce = nonce;
    }

    StepTrace act(Step step) {
      return switch (step) {
        case Step.Call call -> call(call);
        case Step.Race race -> race(race);
        case Step.Subscribe subscribe -> subscribe(subscribe);
        case Step.Restart restart -> restart(restart);
      };
    }

    private StepTrace call(Step.Call call) {
      Instant at = Instant.now();
      Request request = call.request();
      if (request.target().contains(Scenario.CREATED_AT)) {
        String createdAt = newestTime();
        at = Instant.parse(createdAt + "Z");
        request = request.replace(Scenario.CREATED_AT, createdAt);
      }
      return new StepTrace(new Step.Call(withHost(request)), List.of(sent(request)), at);
    }

    /// As it is sent, `Host` included.
    private Request withHost(Request request) {
      List<Field> fields = new ArrayList<>(request.fields());
      if (request.values("Host").isEmpty()) {
        fields.addFirst(new Field("Host", Request.HOST_TOKEN));
      }
      return request.withFields(fields).replace(Request.HOST_TOKEN, baseUri.getAuthority());
    }

    private String newestTime() {
      String created =
          json(answer(Request.get("/api/events?limit=1")))
              .path("events")
              .path(0)
              .path("created_at")
              .asText();
      return created.replace(' ', 'T');
    }

    private StepTrace race(Step.Race race) {
      List<Answer> answers = new ArrayList<>();
      Instant at = Instant.now();
      requests += race.copies();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Answer>> calls =
            Collections.nCopies(race.copies(), race.request()).stream()
                .map(request -> threads.submit(() -> alone(request)))
                .toList();
        for (Future<Answer> call : calls) {
          answers.add(call.get());
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new ParityException("Interrupted in a race", interrupted);
      } catch (ExecutionException failed) {
        throw new ParityException(name + ": a race failed", failed);
      }
      return new StepTrace(new Step.Race(withHost(race.request()), race.copies()), answers, at);
    }

    private Answer alone(Request request) {
      try (Wire own = new Wire(baseUri, timeout)) {
        return own.send(request);
      }
    }

    private StepTrace subscribe(Step.Subscribe step) {
      Answer head;
      try {
        StreamWatch watch = new StreamWatch(baseUri, step.query(), timeout);
        watches.add(watch);
        queries.add(step.query());
        head = watch.head();
      } catch (StreamRefusedException refused) {
        head = Wire.of(refused.answer());
      } catch (CallFailedException none) {
        head = Answer.none(Outcome.HANG, "");
      }
      return new StepTrace(step, List.of(head), Instant.now());
    }

    private StepTrace restart(Step.Restart step) {
      if (restarter == null) {
        throw new ParityException(name + " was not started here, so it can't be restarted");
      }
      fence(nonce, "fence", "tool_use");
      messages.addAll(stream.takeUntil(fenceMark(nonce)));
      close();
      stream.close();
      wire.close();
      baseUri = restarter.restart();
      wire = new Wire(baseUri, timeout);
      stream = watch("");
      return new StepTrace(step, List.of(), Instant.now());
    }

    Trace finish(Instant sent) {
      long firstId = lastId;
      Sessions before = sessions;
      Map<String, Answer> stats = new HashMap<>();
      for (String agentType : Scenario.STATS_OF) {
        String own = agentType.replace(Scenario.NONCE, nonce);
        stats.put(own, answer(Request.get("/api/stats?agent_type=" + own)));
      }
      List<List<String>> heard = heard();
      lastId = fence(nonce, "fence", "tool_use");
      messages.addAll(stream.takeUntil(fenceMark(nonce)));
      List<Answer> rows = newest(lastId - firstId);
      sessions = sessions(stats.values().iterator().next());
      return new Trace(
          nonce,
          steps,
          before,
          firstId,
          rows,
          stats,
          messages,
          heard,
          sent,
          Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private List<Answer> newest(long count) {
      List<Answer> pages = new ArrayList<>();
      for (long offset = 0; offset < Math.max(1, Math.min(count, MAX_ROWS)); offset += PAGE) {
        long limit = Math.clamp(count - offset, 1, PAGE);
        pages.add(answer(Request.get("/api/events?limit=" + limit + "&offset=" + offset)));
      }
      return pages;
    }

    /// What each subscriber heard; a fence that passes its filter comes last.
    private List<List<String>> heard() {
      List<List<String>> all = new ArrayList<>();
      for (int i = 0; i < watches.size(); i++) {
        StreamFilter filter = StreamFilter.of(queries.get(i));
        if (filter.canPass()) {
          String mark = nonce + i;
          fence(mark, filter.agentType(), filter.eventType());
          all.add(watches.get(i).takeUntil(fenceMark(mark)));
        } else {
          all.add(watches.get(i).taken());
        }
      }
      return all;
    }

    @Override
    public void close() {
      watches.forEach(StreamWatch::close);
      watches.clear();
    }
  }
}
