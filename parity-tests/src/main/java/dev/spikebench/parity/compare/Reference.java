package dev.spikebench.parity.compare;

import dev.spikebench.parity.model.Alternative;
import dev.spikebench.parity.model.Expected;
import dev.spikebench.parity.model.Model;
import dev.spikebench.parity.model.Row;
import dev.spikebench.parity.model.Settings;
import dev.spikebench.parity.observe.Answer;
import dev.spikebench.parity.observe.StepTrace;
import dev.spikebench.parity.observe.Trace;
import dev.spikebench.parity.script.Step;
import java.util.ArrayList;
import java.util.List;

/// The contract, led along what one backend did: wherever several answers are permitted it takes
/// the one that was seen, if it is among them. One use, one thread.
final class Reference {
  private final Model model;
  private final Trace trace;
  private final Names names;
  private final List<List<Expected>> answers = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();

  /// A subscriber of the scenario, and how many rows there were when it came.
  record Listener(String query, int rowsBefore) {}

  private Reference(Settings settings, Trace trace) {
    this.model = new Model(settings, trace.nonce());
    this.trace = trace;
    this.names = Names.of(trace);
  }

  static Reference along(Settings settings, Trace trace) {
    Reference reference = new Reference(settings, trace);
    reference.model.subscribed(1);
    trace.steps().forEach(reference::step);
    return reference;
  }

  /// What each step's answers ought to have been, in the order of the trace.
  List<List<Expected>> answers() {
    return answers;
  }

  /// What ought to be stored, oldest first.
  List<Row> rows() {
    return model.rows();
  }

  List<Listener> listeners() {
    return listeners;
  }

  Model model() {
    return model;
  }

  Names names() {
    return names;
  }

  private void step(StepTrace done) {
    switch (done.step()) {
      case Step.Call call -> answers.add(List.of(expect(call, done.answers().getFirst(), done)));
      case Step.Race race -> answers.add(race(race, done));
      case Step.Subscribe subscribe -> {
        Step.Call call = new Step.Call(Subscriptions.request(subscribe));
        answers.add(List.of(expect(call, done.answers().getFirst(), done)));
        boolean let = done.answers().getFirst().status() == 200;
        if (let) {
          listeners.add(new Listener(subscribe.query(), model.rows().size()));
          model.subscribed(1);
        }
      }
      case Step.Restart restart -> answers.add(List.of());
    }
  }

  private List<Expected> race(Step.Race race, StepTrace done) {
    List<Expected> expected = new ArrayList<>();
    for (Answer answer : done.answers()) {
      expected.add(expect(new Step.Call(race.request()), answer, done));
    }
    return expected;
  }

  private Expected expect(Step.Call call, Answer answer, StepTrace done) {
    List<Alternative> ways = model.alternatives(call.request(), done.createdAt());
    Alternative taken =
        ways.stream()
            .filter(way -> matches(way.answer(), answer))
            .findFirst()
            .orElse(ways.getFirst());
    model.take(taken);
    return taken.answer();
  }

  private boolean matches(Expected expected, Answer answer) {
    AnswerReader reader = new AnswerReader(names, trace);
    return expected.status() == answer.status()
        && reader.body(expected, answer).normal().equals(expected.body());
  }
}
