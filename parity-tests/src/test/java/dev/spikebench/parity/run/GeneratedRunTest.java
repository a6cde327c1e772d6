package dev.spikebench.parity.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.naive.NaiveBackend;
import dev.spikebench.parity.naive.NaiveRun;
import dev.spikebench.parity.naive.Switch;
import dev.spikebench.parity.observe.HttpTarget;
import dev.spikebench.parity.observe.Target;
import dev.spikebench.parity.observe.Trace;
import dev.spikebench.parity.script.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedRunTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void theSameSeedSendsTheSameBytesAndAnotherOneOthers() {
    List<Scenario> one = sent(7, EnumSet.noneOf(Switch.class));

    assertThat(sent(7, EnumSet.noneOf(Switch.class))).isEqualTo(one);
    assertThat(sent(8, EnumSet.noneOf(Switch.class))).isNotEqualTo(one);
  }

  /// What a finding takes comes in between and moves nothing.
  @Test
  void whatIsFoundDoesNotMoveWhatComesAfterIt() {
    List<Scenario> wrong = sent(7, EnumSet.of(Switch.ERROR_EVENTS_SUCCEED));

    assertThat(wrong).containsSubsequence(sent(7, EnumSet.noneOf(Switch.class)));
  }

  private static List<Scenario> sent(long seed, Set<Switch> on) {
    List<Scenario> sent = new ArrayList<>();
    try (NaiveBackend backend = NaiveBackend.start(on);
        Target target = new HttpTarget("naive", backend.baseUri(), LONG, null)) {
      NaiveRun.ofGenerated(seed, 50).until(40).on(List.of(new Keeping(target, sent)));
    }
    return sent;
  }

  /// Keeps each scenario that it passes on.
  private record Keeping(Target target, List<Scenario> sent) implements Target {
    @Override
    public String name() {
      return target.name();
    }

    @Override
    public URI baseUri() {
      return target.baseUri();
    }

    @Override
    public boolean restartable() {
      return target.restartable();
    }

    @Override
    public long requests() {
      return target.requests();
    }

    @Override
    public void settle(String mark) {
      target.settle(mark);
    }

    @Override
    public Trace run(Scenario scenario, String nonce) {
      sent.add(scenario);
      return target.run(scenario, nonce);
    }

    @Override
    public void close() {
      target.close();
    }
  }
}
