package dev.spikebench.parity.observe;

import dev.spikebench.parity.BackendUnreachableException;
import dev.spikebench.parity.ParityException;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.observe.Trace.Sessions;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A backend at an address. After the steps of a scenario it posts one event of its own, the fence:
/// once that has come back on the stream, all that was sent before it has come too, so nothing has
/// to be waited for. One thread at a time.
public final class HttpTarget implements Target {
  private final String name;
  private final Duration timeout;
  private final @Nullable Restarter restarter;
  private final PlainQuestions questions;
  private URI baseUri;
  private StreamWatch stream;
  private long lastId;
  private Sessions sessions;

  /// A backend that listens at `baseUri` and answers, within `timeout` each, what it is asked.
  ///
  /// @param restarter null where it can't be started again
  /// @throws BackendUnreachableException where it does not answer
  /// @throws ParityException where it lets no subscriber in
  public HttpTarget(String name, URI baseUri, Duration timeout, @Nullable Restarter restarter) {
    this.name = name;
    this.baseUri = baseUri;
    this.timeout = timeout;
    this.restarter = restarter;
    this.questions = new PlainQuestions(name, baseUri, timeout);
    this.stream = watch();
    this.lastId = questions.fence("begin");
    this.sessions = questions.sessions();
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
    return questions.requests();
  }

  @Override
  public void settle(String mark) {
    lastId = questions.fence("begin-" + mark);
    stream.takeUntil(PlainQuestions.fenceMark("begin-" + mark));
    stream.takeSwept();
    sessions = questions.sessions();
  }

  @Override
  public Trace run(Scenario scenario, String nonce) {
    if (stream.isLong()) {
      stream.close();
      stream = watch();
    }
    Instant sent = Instant.now();
    List<String> messages = new ArrayList<>();
    try (ScenarioRun run = new ScenarioRun(questions, baseUri, timeout, nonce)) {
      for (Step step : scenario.in(nonce).steps()) {
        switch (step) {
          case Step.Call call -> run.call(call);
          case Step.Race race -> run.race(race);
          case Step.Subscribe subscribe -> run.subscribe(subscribe);
          case Step.Restart restart -> {
            messages.addAll(restart(nonce));
            run.restarted(restart, baseUri);
          }
        }
      }
      return finish(run, nonce, messages, sent);
    }
  }

  @Override
  public void close() {
    stream.close();
    questions.close();
  }

  /// Restarts it; what the stream told before.
  private List<String> restart(String nonce) {
    if (restarter == null) {
      throw new ParityException(name + " was not started here, so it can't be restarted");
    }
    questions.fence(nonce);
    List<String> told = stream.takeUntil(PlainQuestions.fenceMark(nonce));
    stream.close();
    baseUri = restarter.restart();
    questions.moveTo(baseUri);
    stream = watch();
    return told;
  }

  /// Looks at what the steps left behind. The stream comes last, so that the fence's message has
  /// had the time of two answers to come.
  private Trace finish(ScenarioRun run, String nonce, List<String> messages, Instant sent) {
    long firstId = lastId;
    Sessions before = sessions;
    Map<String, Answer> stats = new HashMap<>();
    for (String agentType : Scenario.STATS_OF) {
      String own = agentType.replace(Scenario.NONCE, nonce);
      Answer answer = questions.answered(Request.get("/api/stats?agent_type=" + own));
      stats.put(own, answer);
      sessions = questions.sessions(answer);
    }
    List<List<String>> heard = run.heard();
    lastId = questions.fence(nonce);
    List<Answer> rows = questions.newest(lastId - firstId);
    messages.addAll(stream.takeUntil(PlainQuestions.fenceMark(nonce)));
    return new Trace(
        nonce,
        run.steps(),
        before,
        firstId,
        rows,
        stats,
        messages,
        heard,
        stream.takeSwept(),
        sent,
        Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  private StreamWatch watch() {
    try {
      return new StreamWatch(baseUri, "", timeout);
    } catch (StreamRefusedException refused) {
      throw new ParityException(
          name + " lets no subscriber in: end one, or raise INGEST_MAX_SSE_CLIENTS", refused);
    } catch (CallFailedException nobody) {
      throw new BackendUnreachableException(baseUri, nobody);
    }
  }
}
