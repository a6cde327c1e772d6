package dev.spikebench.backends.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The signal that asks a process to end. Thread-safe.
public enum StopSignal {
  /// What the contract asks for, and what every service manager sends first.
  TERM(15),
  /// What Ctrl-C sends.
  INT(2),
  /// What the end of a terminal sends.
  HUP(1),
  /// What some servers take for an orderly end.
  QUIT(3),
  /// Ends at once; nothing can be written any more.
  KILL(9);

  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
  private static final int SIGNALLED = 128;

  private final int number;

  StopSignal(int number) {
    this.number = number;
  }

  /// The exit code of a process that the signal ended, as shells tell it.
  public int exitCode() {
    return SIGNALLED + number;
  }

  /// Sends it to all and does not wait for their end. Where there is no program `kill` they are
  /// asked in the way that the system knows.
  public void send(Collection<ProcessHandle> processes) {
    switch (this) {
      case TERM -> processes.forEach(ProcessHandle::destroy);
      case KILL -> processes.forEach(ProcessHandle::destroyForcibly);
      case INT, HUP, QUIT -> sendByName(processes);
    }
  }

  /// The JDK knows no other signals than the two above.
  private void sendByName(Collection<ProcessHandle> processes) {
    if (processes.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-s", name()));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    if (CommandOutput.of(command, null, Map.of(), SEND_TIMEOUT).isEmpty()) {
      processes.forEach(ProcessHandle::destroy);
    }
  }
}
