package dev.spikebench.cli.soak;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.PortOwner;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.target.OpenTarget;
import dev.spikebench.cli.target.TargetSpec;
import dev.spikebench.cli.target.Targets;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.TlsTrust;
import dev.spikebench.loadgen.target.HealthProbe;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The target of a soak, through all its lives: opened, watched, asked for its health, and taken up
/// again after it died. One thread.
final class SoakTarget implements AutoCloseable {
  private final Targets targets;
  private final TargetSpec spec;
  private final Duration healthEvery;
  private final TlsTrust trust;
  private OpenTarget open;
  private HealthProbe probe;
  private ResourceWindow window = new ResourceWindow();
  private int process = 1;

  /// Checks of a life before that nobody has taken yet.
  private HealthProbe.@Nullable Figures carried;

  private SoakTarget(
      Targets targets, TargetSpec spec, Duration healthEvery, TlsTrust trust, OpenTarget open) {
    this.targets = targets;
    this.spec = spec;
    this.healthEvery = healthEvery;
    this.trust = trust;
    this.open = open;
    this.probe = HealthProbe.start(open.url(), healthEvery, trust);
    watch();
  }

  /// Opens it.
  ///
  /// @throws CommandException if what is named can't be used
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  static SoakTarget open(Targets targets, TargetSpec spec, Duration healthEvery, TlsTrust trust) {
    return new SoakTarget(targets, spec, healthEvery, trust, targets.open(spec));
  }

  URI url() {
    return open.url();
  }

  /// What a reader should know of it.
  OpenTarget current() {
    return open;
  }

  HealthProbe probe() {
    return probe;
  }

  ResourceWindow window() {
    return window;
  }

  /// Which of its processes it is, from 1.
  int process() {
    return process;
  }

  /// Whether this program starts it, and so has to start it again.
  boolean launched() {
    return spec.launched();
  }

  /// Whether a target that this program started still runs; true for any other.
  boolean running() {
    return open.running();
  }

  /// What was seen of its death, in one line; ends what was started by this program.
  String death(TargetException failure) {
    return open.death(failure).replaceAll(":\\s*\\n\\s*", ": ").replaceAll("\\s*\\n\\s*", "; ");
  }

  /// Starts it anew, with an empty database.
  ///
  /// @throws CommandException if it can't be used any more
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  void restart() {
    carried = takeHealth();
    probe.close();
    open.close();
    open = targets.open(spec);
    probe = HealthProbe.start(open.url(), healthEvery, trust);
    nextLife();
  }

  /// Health checks since the last call, those of a life before among them.
  HealthProbe.Figures takeHealth() {
    HealthProbe.Figures now = probe.take();
    HealthProbe.Figures before = carried;
    carried = null;
    return before == null ? now : before.plus(now);
  }

  /// It is healthy again without our help: looks which process listens now.
  void rejoin() {
    if (!(spec instanceof TargetSpec.RunningProcess named)) {
      return;
    }
    ProcessObserver observer = open.observer();
    if (observer != null && ProcessHandle.of(observer.pid()).isPresent()) {
      return;
    }
    Optional<ProcessHandle> listener = PortOwner.listener(named.url().getPort());
    try {
      OpenTarget found =
          listener.isPresent()
              ? targets.open(
                  new TargetSpec.RunningProcess(
                      named.url(), listener.get().pid(), named.database()))
              : targets.open(new TargetSpec.Address(named.url()));
      open.close();
      open = found;
    } catch (CommandException | BackendsException e) {
      // Gone again, or another user's: its memory is unknown then, and the rows say so.
      open.close();
      open = targets.open(new TargetSpec.Address(named.url()));
    }
    nextLife();
  }

  private void nextLife() {
    process++;
    window = new ResourceWindow();
    watch();
  }

  private void watch() {
    ProcessObserver observer = open.observer();
    if (observer != null) {
      observer.addListener(window);
    }
  }

  @Override
  public void close() {
    probe.close();
    open.close();
  }
}
