package dev.spikebench.backends.launch;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.LaunchException.Kind;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.process.EndWithJvm;
import dev.spikebench.backends.process.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Follows a spawned process until it is healthy, or has failed. Used by one thread.
final class Startup {
  private final LaunchPlan plan;
  private final LaunchOptions options;
  private final Run run;
  private final CompletableFuture<String> readyLine;
  private final long spawnedNs;

  Startup(
      LaunchPlan plan,
      LaunchOptions options,
      Run run,
      CompletableFuture<String> readyLine,
      long spawnedNs) {
    this.plan = plan;
    this.options = options;
    this.run = run;
    this.readyLine = readyLine;
    this.spawnedNs = spawnedNs;
  }

  /// Waits until the backend is healthy.
  ///
  /// @throws LaunchException if it fails; the run is closed then
  RunningBackend await(RunRecord runRecord) {
    boolean started = false;
    try {
      if (!EndWithJvm.add(run)) {
        throw failure(Kind.INTERRUPTED, "not started: this program is ending", null);
      }
      record(runRecord);
      URI known = plan.address();
      URI base = known == null ? readyUri() : known;
      long healthyNs = healthy(base);
      PortOwnership ownership = PortOwner.check(run.process().toHandle(), base.getPort());
      if (Boolean.FALSE.equals(ownership.owned())) {
        throw failure(
            Kind.FOREIGN_PORT,
            "it is to listen on port " + base.getPort() + ", but another process does",
            null);
      }
      // Only now: watching would take CPU time from the start that is measured.
      ProcessObserver observer = observe();
      started = true;
      return new RunningBackend(run, base, spawnedNs, healthyNs, ownership, observer);
    } finally {
      if (!started) {
        run.kill();
        run.close();
      }
    }
  }

  private ProcessObserver observe() {
    try {
      return ProcessObserver.start(
          run.process().pid(), options.sampleInterval(), run.folder().databaseFile());
    } catch (BackendsException e) {
      throw run.process().isAlive()
          ? failure(Kind.NOT_RUN, "it can't be observed: " + e.getMessage(), e)
          : died();
    }
  }

  private void record(RunRecord runRecord) {
    ProcessIdentity identity = ProcessIdentity.of(run.process().pid()).orElse(null);
    try {
      runRecord.withBackend(identity).write(run.folder().directory());
    } catch (IOException e) {
      throw failure(Kind.WORK_DIRECTORY, "its run can't be recorded: " + e, e);
    }
  }

  private URI readyUri() {
    String line = readyText();
    return ReadyLine.parse(line)
        .orElseThrow(
            () ->
                failure(
                    Kind.BAD_READY_LINE,
                    "its ready line is \""
                        + line
                        + "\", it must be \"listening on http://HOST:PORT\"",
                    null));
  }

  private String readyText() {
    CompletableFuture<String> died = run.process().onExit().thenApply(process -> "");
    try {
      CompletableFuture.anyOf(readyLine, died).get(leftNs(), TimeUnit.NANOSECONDS);
      if (readyLine.isDone()) {
        return readyLine.get();
      }
      throw died();
    } catch (TimeoutException e) {
      throw timedOut("printed no line \"listening on http://HOST:PORT\"");
    } catch (ExecutionException e) {
      throw failure(Kind.NOT_RUN, "waiting for its ready line failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private long healthy(URI base) {
    OptionalLong healthyNs = HealthPoll.await(base, plan.healthPath(), this::mayBecomeHealthy);
    if (healthyNs.isPresent()) {
      return healthyNs.getAsLong();
    }
    if (Thread.interrupted()) {
      throw interrupted(null);
    }
    if (!run.process().isAlive()) {
      throw died();
    }
    throw timedOut("is to answer on " + base + ", but " + plan.healthPath() + " gave no 200");
  }

  private boolean mayBecomeHealthy() {
    return leftNs() > 0 && run.process().isAlive() && !Thread.currentThread().isInterrupted();
  }

  private long leftNs() {
    return options.startTimeout().toNanos() - (System.nanoTime() - spawnedNs);
  }

  private LaunchException died() {
    int exitCode = run.process().exitValue();
    return new LaunchException(
        Kind.DIED,
        plan.id() + " ended with exit code " + exitCode + " before it was healthy" + whole(),
        exitCode,
        run.lastOutput(),
        null);
  }

  private LaunchException timedOut(String what) {
    return failure(
        Kind.TIMED_OUT,
        "it " + what + " within " + options.startTimeout().toMillis() + " ms",
        null);
  }

  private LaunchException interrupted(@Nullable InterruptedException cause) {
    LaunchException failure = failure(Kind.INTERRUPTED, "the start was interrupted", cause);
    // Ending the process below needs to wait, which an interrupt that is set would forbid.
    run.kill();
    Thread.currentThread().interrupt();
    return failure;
  }

  private LaunchException failure(Kind kind, String message, @Nullable Throwable cause) {
    return new LaunchException(
        kind, plan.id() + ": " + message + whole(), null, run.lastOutput(), cause);
  }

  private String whole() {
    return " (its whole output: " + run.folder().outputFile() + ")";
  }
}
