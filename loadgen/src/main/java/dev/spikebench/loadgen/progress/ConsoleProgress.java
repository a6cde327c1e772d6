package dev.spikebench.loadgen.progress;

import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/// Prints progress: one line that renews itself on a terminal, a plain line every few seconds and
/// at the end of each phase elsewhere. One thread.
public final class ConsoleProgress implements ProgressListener {
  private static final String LINE_START = "\r";
  private static final String CLEAR_TO_END = "\u001b[K";
  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);

  private final PrintStream out;
  private final boolean terminal;
  private final Supplier<String> beside;
  private Duration nextPlain = PLAIN_INTERVAL;
  private Progress last = nothing(Phase.SELF_WARM_UP);

  /// @param out where to print; standard error for the command line, as results own standard output
  /// @param terminal whether a person sees it on a terminal
  public ConsoleProgress(PrintStream out, boolean terminal) {
    this(out, terminal, () -> "");
  }

  /// The same with words of somebody else's at the end of each line of a phase that the target is
  /// part of.
  ///
  /// @param beside the words now, such as the target's memory; asked on the calling thread
  public ConsoleProgress(PrintStream out, boolean terminal, Supplier<String> beside) {
    this.out = out;
    this.terminal = terminal;
    this.beside = beside;
  }

  @Override
  public void phaseStarted(Phase phase) {
    nextPlain = PLAIN_INTERVAL;
    last = nothing(phase);
  }

  @Override
  public void progress(Progress progress) {
    last = progress;
    if (terminal) {
      out.print(LINE_START + whole(progress) + CLEAR_TO_END);
      out.flush();
    } else if (progress.elapsed().compareTo(nextPlain) >= 0) {
      out.println(whole(progress));
      nextPlain = progress.elapsed().plus(PLAIN_INTERVAL);
    }
  }

  @Override
  public void phaseEnded(Phase phase) {
    if (terminal) {
      out.println(LINE_START + whole(last) + CLEAR_TO_END);
    } else {
      out.println(whole(last));
    }
  }

  private String whole(Progress progress) {
    return progress.phase() == Phase.SELF_WARM_UP ? line(progress) : line(progress) + beside.get();
  }

  /// The line for one state, without control codes.
  public static String line(Progress progress) {
    StringBuilder line = new StringBuilder(progress.phase().text()).append(": ");
    line.append(String.format(Locale.ROOT, "%,d", progress.requestsDone()));
    boolean known = progress.requestsTotal() > 0;
    if (known) {
      line.append(String.format(Locale.ROOT, " of %,d", progress.requestsTotal()));
    }
    line.append(
        String.format(Locale.ROOT, " requests, %,.0f events/s", progress.eventsPerSecond()));
    line.append(", ").append(seconds(progress.elapsed()));
    if (progress.requestsFailed() > 0) {
      line.append(String.format(Locale.ROOT, ", %,d failed", progress.requestsFailed()));
    }
    if (!progress.remaining().isZero()) {
      line.append(known ? ", about " : ", at most ");
      line.append(seconds(progress.remaining())).append(" left");
    }
    return line.toString();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }

  private static Progress nothing(Phase phase) {
    return new Progress(phase, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);
  }
}
