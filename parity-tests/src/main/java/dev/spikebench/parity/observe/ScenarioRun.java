package dev.spikebench.parity.observe;

import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.observe.Answer.Outcome;
import dev.spikebench.parity.script.Field;
import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.Step;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The steps of one scenario, done one after the other, and its subscribers. Restarts are the
/// target's own business. One use, one thread.
final class ScenarioRun implements AutoCloseable {
  private final PlainQuestions questions;
  private final Duration timeout;
  private final String nonce;
  private final List<StepTrace> steps = new ArrayList<>();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private URI baseUri;

  private record Subscriber(StreamWatch watch, String query) {}

  ScenarioRun(PlainQuestions questions, URI baseUri, Duration timeout, String nonce) {
    this.questions = questions;
    this.baseUri = baseUri;
    this.timeout = timeout;
    this.nonce = nonce;
  }

  /// What was done so far.
  List<StepTrace> steps() {
    return steps;
  }

  void call(Step.Call call) {
    Instant at = Instant.now();
    Request request = call.request();
    if (request.target().contains(Scenario.CREATED_AT)) {
      String createdAt = questions.newestTime();
      at = Instant.parse(createdAt + "Z");
      request = request.replace(Scenario.CREATED_AT, createdAt);
    }
    steps.add(
        new StepTrace(new Step.Call(withHost(request)), List.of(questions.sent(request)), at));
  }

  void race(Step.Race race) {
    Instant at = Instant.now();
    questions.count(race.copies());
    List<Answer> answers = RaceStart.run(baseUri, timeout, race);
    steps.add(new StepTrace(new Step.Race(withHost(race.request()), race.copies()), answers, at));
  }

  void subscribe(Step.Subscribe step) {
    Answer head;
    try {
      StreamWatch watch = new StreamWatch(baseUri, step.query(), timeout);
      subscribers.add(new Subscriber(watch, step.query()));
      head = watch.head();
    } catch (StreamRefusedException refused) {
      head = Wire.of(refused.answer());
    } catch (CallFailedException none) {
      head = Answer.none(Outcome.HANG, "");
    }
    steps.add(new StepTrace(step, List.of(head), Instant.now()));
  }

  /// The backend has been restarted; subscribers from before it are gone.
  void restarted(Step.Restart step, URI nowAt) {
    close();
    baseUri = nowAt;
    steps.add(new StepTrace(step, List.of(), Instant.now()));
  }

  /// What each subscriber heard; a fence that passes its filter comes last.
  List<List<String>> heard() {
    List<List<String>> all = new ArrayList<>();
    for (int i = 0; i < subscribers.size(); i++) {
      StreamWatch watch = subscribers.get(i).watch();
      StreamFilter filter = StreamFilter.of(subscribers.get(i).query());
      if (filter.canPass()) {
        String mark = nonce + i;
        questions.fence(mark, filter);
        all.add(watch.takeUntil(PlainQuestions.fenceMark(mark)));
      } else {
        all.add(watch.taken());
      }
    }
    return all;
  }

  @Override
  public void close() {
    subscribers.forEach(subscriber -> subscriber.watch().close());
    subscribers.clear();
  }

  /// As it is sent, `Host` included.
  private Request withHost(Request request) {
    List<Field> fields = new ArrayList<>(request.fields());
    if (request.values("Host").isEmpty()) {
      fields.addFirst(new Field("Host", Request.HOST_TOKEN));
    }
    return request.withFields(fields).replace(Request.HOST_TOKEN, baseUri.getAuthority());
  }
}
