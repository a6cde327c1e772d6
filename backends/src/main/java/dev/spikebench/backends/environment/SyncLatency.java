package dev.spikebench.backends.environment;

import dev.spikebench.results.model.Measurement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/// How long it takes until a small write is safe on the storage of a folder: what an insert with
/// `synchronous=FULL` waits for.
///
/// @param medianNs median, or why there is none
/// @param p99Ns 99th percentile, of few samples nearly the slowest
/// @param samples how many writes were timed
public record SyncLatency(Measurement medianNs, Measurement p99Ns, int samples) {
  private static final Duration TIME_LIMIT = Duration.ofMillis(300);
  private static final int MAX_SAMPLES = 100;

  /// A page of a database.
  private static final int WRITE_BYTES = 4096;

  /// Writes and syncs one page again and again, for 0.3 s or 100 times.
  ///
  /// @param folder an existing folder; the file in it is deleted afterwards
  public static SyncLatency measure(Path folder) {
    try {
      Path file = Files.createTempFile(folder, "sync-latency", ".tmp");
      try {
        return of(time(file));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      Measurement none = Measurement.unavailable("no file could be synced in " + folder + ": " + e);
      return new SyncLatency(none, none, 0);
    }
  }

  private static long[] time(Path file) throws IOException {
    long[] elapsedNs = new long[MAX_SAMPLES];
    int count = 0;
    long deadlineNs = System.nanoTime() + TIME_LIMIT.toNanos();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (count < MAX_SAMPLES && (count == 0 || System.nanoTime() - deadlineNs < 0)) {
        long startNs = System.nanoTime();
        channel.write(ByteBuffer.allocate(WRITE_BYTES), 0);
        channel.force(true);
        elapsedNs[count] = System.nanoTime() - startNs;
        count++;
      }
    }
    return Arrays.copyOf(elapsedNs, count);
  }

  private static SyncLatency of(long[] elapsedNs) {
    Arrays.sort(elapsedNs);
    return new SyncLatency(
        Measurement.of((double) nearestRank(elapsedNs, 0.5)),
        Measurement.of((double) nearestRank(elapsedNs, 0.99)),
        elapsedNs.length);
  }

  /// The smallest sample that is not exceeded by at least this share of all (nearest rank).
  static long nearestRank(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
