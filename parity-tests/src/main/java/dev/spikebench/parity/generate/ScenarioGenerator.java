package dev.spikebench.parity.generate;

import dev.spikebench.parity.script.Request;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.parity.script.Step;
import java.util.ArrayList;
import java.util.List;

/// Makes a scenario out of choices. Of the events about 80 in a hundred are near-valid, 15 are one
/// mutation away from that, and 5 are wild.
public final class ScenarioGenerator {
  private static final int MAX_STEPS = 6;

  private final ChoiceSource choices;
  private final boolean restarts;
  private final EventText events;
  private final QueryMaker queries;
  private final RequestMaker requests;
  private final List<Request> sent = new ArrayList<>();

  private ScenarioGenerator(ChoiceSource choices, boolean restarts) {
    this.choices = choices;
    this.restarts = restarts;
    this.events = new EventText(choices);
    this.queries = new QueryMaker(choices);
    this.requests = new RequestMaker(choices);
  }

  /// The scenario of these choices.
  ///
  /// @param restarts whether backends may be restarted in between, which takes its time
  public static Scenario generate(ChoiceSource choices, boolean restarts) {
    return new ScenarioGenerator(choices, restarts).scenario();
  }

  private Scenario scenario() {
    List<Step> steps = new ArrayList<>();
    steps.add(choices.span(this::step));
    while (steps.size() < MAX_STEPS && choices.chance(60)) {
      steps.add(choices.span(this::step));
    }
    return new Scenario(steps);
  }

  private Step step() {
    int kind = choices.below(100);
    if (kind < 52) {
      return call(requests.post("/api/events", single()));
    }
    if (kind < 68) {
      return call(requests.post("/api/events/batch", batch()));
    }
    if (kind < 75 && !sent.isEmpty()) {
      return call(choices.pick(sent));
    }
    if (kind < 83) {
      return new Step.Call(Request.get(queries.events()));
    }
    if (kind < 86) {
      return new Step.Call(Request.get(queries.stats()));
    }
    if (kind < 94) {
      return new Step.Call(requests.odd(bytes(events.nearValid())));
    }
    if (kind < 97) {
      return new Step.Subscribe(queries.stream());
    }
    if (kind < 99 || !restarts || !choices.chance(5)) {
      Request raced = Request.post("/api/events", bytes(events.nearValid()));
      return new Step.Race(raced, 2 + choices.below(2));
    }
    return new Step.Restart();
  }

  private Step call(Request request) {
    sent.add(request);
    return new Step.Call(request);
  }

  private String single() {
    int kind = choices.below(100);
    if (kind < 80) {
      return bytes(events.nearValid());
    }
    if (kind < 95) {
      return choices.chance(50)
          ? bytes(events.mutated())
          : Mutations.change(choices, bytes(events.nearValid()));
    }
    return bytes(events.wild());
  }

  private String batch() {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 5 && choices.chance(75); i++) {
      items.append(i > 0 ? "," : "").append(choices.span(this::item));
    }
    String body = bytes("{\"events\":[" + items + "]}");
    return switch (choices.below(20)) {
      case 17 -> Mutations.change(choices, body);
      case 18 -> bytes(choices.pick(List.of("{}", "[]", "{\"events\":{}}", "{\"events\":null}")));
      case 19 -> bytes("{\"x\":[1],\"events\":[1],\"events\":[" + items + "]}");
      default -> body;
    };
  }

  private String item() {
    int kind = choices.below(100);
    return kind < 80 ? events.nearValid() : kind < 95 ? events.mutated() : events.wild();
  }

  private static String bytes(String text) {
    return Request.bytes(text);
  }
}
