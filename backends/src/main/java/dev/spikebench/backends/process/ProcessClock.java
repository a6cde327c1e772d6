package dev.spikebench.backends.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The CPU-time clock of another process, `man 3 clock_getcpuclockid`: what all its threads used
/// since its start, those that have ended included, in nanoseconds. `/proc/PID/stat` tells the same
/// in clock ticks, mostly of 10 ms, which is too coarse for a slice of some hundred milliseconds.
/// Thread-safe: no state.
public final class ProcessClock {
  /// A clock's number, and a `timespec` of two words.
  private static final long CLOCK_BYTES = Integer.BYTES;

  private static final long TIME_BYTES = 2L * Long.BYTES;

  /// Linux has none beyond (`man 5 proc_sys_kernel`); the number of a clock holds no more than 29
  /// bits of it, and a greater one would be taken for another clock.
  private static final long GREATEST_PID = 1L << 22;

  private static final Optional<Calls> CALLS = calls();

  private ProcessClock() {}

  private record Calls(MethodHandle clockOf, MethodHandle time) {}

  /// User and system time of a process without its children; null where there is no such process,
  /// or this system does not tell it.
  public static @Nullable Long cpuNs(long pid) {
    if (CALLS.isEmpty() || pid < 1 || pid > GREATEST_PID) {
      return null;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment clock = arena.allocate(CLOCK_BYTES, Integer.BYTES);
      MemorySegment time = arena.allocate(TIME_BYTES, Long.BYTES);
      if ((int) CALLS.get().clockOf().invokeExact((int) pid, clock) != 0
          || (int) CALLS.get().time().invokeExact(clock.get(ValueLayout.JAVA_INT, 0), time) != 0) {
        return null;
      }
      return TimeUnit.SECONDS.toNanos(time.get(ValueLayout.JAVA_LONG, 0))
          + time.get(ValueLayout.JAVA_LONG, Long.BYTES);
    } catch (Throwable e) {
      // A method handle declares Throwable; of these two functions nothing but a defect comes.
      throw new IllegalStateException("the clock of process " + pid + " can't be read", e);
    }
  }

  /// Linux on processors of 64 bits alone: elsewhere the layouts above differ.
  @SuppressWarnings("restricted") // the launcher permits native access, which SQLite needs too
  private static Optional<Calls> calls() {
    if (!ProcFs.available() || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor clockOf =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    return linker
        .defaultLookup()
        .find("clock_getcpuclockid")
        .flatMap(
            first ->
                linker
                    .defaultLookup()
                    .find("clock_gettime")
                    .map(
                        second ->
                            new Calls(
                                linker.downcallHandle(first, clockOf),
                                linker.downcallHandle(second, clockOf))));
  }
}
