package dev.spikebench.backends.process;

import org.jspecify.annotations.Nullable;

/// What spikebench needs of `/proc/PID/stat`, see `man 5 proc_pid_stat`.
///
/// @param state one letter, `Z` for a process that ended and was not waited for
/// @param parentPid the parent's process id
/// @param cpuTicks user and system time of the process and of its children that ended and were
///   waited for, in clock ticks
/// @param childrenTicks the share of the children in it
/// @param majorFaults page faults that had to read from storage, of the same processes
/// @param threads its threads
/// @param startTicks time of the start after the system's boot, in clock ticks; with the pid it
///   names a process for good
public record ProcStat(
    char state,
    long parentPid,
    long cpuTicks,
    long childrenTicks,
    long majorFaults,
    long threads,
    long startTicks) {
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int MAJOR_FAULTS = 9;
  private static final int CHILDREN_MAJOR_FAULTS = 10;
  private static final int USER_TIME = 11;
  private static final int CHILDREN_USER_TIME = 13;
  private static final int CHILDREN_SYSTEM_TIME = 14;
  private static final int THREADS = 17;
  private static final int START_TIME = 19;

  /// Reads the file's one line, or null if it has another form.
  static @Nullable ProcStat parse(String line) {
    // The name in parentheses may hold spaces and parentheses itself; fields start after the last.
    int nameEnd = line.lastIndexOf(')');
    if (nameEnd < 0) {
      return null;
    }
    String[] fields = line.substring(nameEnd + 1).strip().split(" ", -1);
    if (fields.length <= START_TIME) {
      return null;
    }
    long ticks = 0;
    for (int field = USER_TIME; field <= CHILDREN_SYSTEM_TIME; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return new ProcStat(
        fields[STATE].charAt(0),
        Long.parseLong(fields[PARENT]),
        ticks,
        Long.parseLong(fields[CHILDREN_USER_TIME]) + Long.parseLong(fields[CHILDREN_SYSTEM_TIME]),
        Long.parseLong(fields[MAJOR_FAULTS]) + Long.parseLong(fields[CHILDREN_MAJOR_FAULTS]),
        Long.parseLong(fields[THREADS]),
        Long.parseLong(fields[START_TIME]));
  }
}
