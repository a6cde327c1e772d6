package dev.spikebench.parity.script;

import java.util.Arrays;
import java.util.List;

/// Steps that are done one after the other. Every name of its own in it (sessions, agent types,
/// event ids) carries [#NONCE], which each run replaces by letters of its own and the same length:
/// nothing that ran before can change what comes out.
public record Scenario(List<Step> steps) {
  /// Stands for the letters of a run.
  public static final String NONCE = "NONCE_00";

  /// Stands in a target for the time at which the newest row was stored, `YYYY-MM-DDTHH:MM:SS`.
  public static final String CREATED_AT = "CREATED_AT";

  /// The agent types whose statistics are looked at in the end.
  public static final List<String> STATS_OF = List.of("agent-" + NONCE);

  /// Copies the steps.
  public Scenario {
    steps = List.copyOf(steps);
  }

  /// The scenario of these requests.
  public static Scenario of(Request... requests) {
    return new Scenario(Arrays.stream(requests).<Step>map(Step.Call::new).toList());
  }

  /// The same with the letters of a run.
  public Scenario in(String nonce) {
    return new Scenario(steps.stream().map(step -> step.replace(NONCE, nonce)).toList());
  }
}
