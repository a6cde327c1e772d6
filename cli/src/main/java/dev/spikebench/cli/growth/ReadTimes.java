package dev.spikebench.cli.growth;

import dev.spikebench.results.growth.GrowthRead;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Times the reads that a dashboard makes, one after the other on one connection, nothing else
/// being asked of the backend.
final class ReadTimes {
  /// How often each is made.
  static final int COUNT = 20;

  private static final double NS_PER_MS = 1e6;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// At once.
  private static final double QUICK_NS = 10e6;

  /// A look that is faster than the best before by less than this gains nothing.
  private static final double GAIN = 0.9;

  /// Looks without gain after which there is none to be had.
  private static final int LOOKS = 6;

  private static final String STATS = "/api/stats";
  private static final Map<String, String> READS = reads();

  private ReadTimes() {}

  private static Map<String, String> reads() {
    Map<String, String> reads = new LinkedHashMap<>();
    reads.put("health", "/api/health");
    reads.put("newest page", "/api/events?limit=50");
    reads.put("page of one session", "/api/events?session_id=bench-session-1&limit=50");
    reads.put("unfiltered stats", STATS);
    return reads;
  }

  /// Times all of them.
  ///
  /// @throws IOException where one is not answered, or with another status than 200
  static List<GrowthRead> measure(URI backend) throws IOException, InterruptedException {
    List<GrowthRead> times = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      time(client, backend.resolve(STATS)); // the connection, and this client's own first steps
      for (Map.Entry<String, String> read : READS.entrySet()) {
        double[] milliseconds = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
          milliseconds[i] = time(client, backend.resolve(read.getValue())) / NS_PER_MS;
        }
        Arrays.sort(milliseconds);
        times.add(
            new GrowthRead(
                read.getKey(), COUNT, milliseconds[(COUNT - 1) / 2], milliseconds[COUNT - 1]));
      }
    }
    return times;
  }

  /// Reads the statistics until they come at once, or get no faster: a backend may have to look
  /// through what another program has written.
  ///
  /// @param patience how long to go on at most
  static void awaitQuickStats(URI backend, Duration patience)
      throws IOException, InterruptedException {
    long deadlineNs = System.nanoTime() + patience.toNanos();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      double best = time(client, backend.resolve(STATS));
      int withoutGain = 0;
      while (best > QUICK_NS && withoutGain < LOOKS && System.nanoTime() - deadlineNs < 0) {
        Thread.sleep(PAUSE);
        double took = time(client, backend.resolve(STATS));
        withoutGain = took < best * GAIN ? 0 : withoutGain + 1;
        best = Math.min(best, took);
      }
    }
  }

  private static double time(HttpClient client, URI uri) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
    long startNs = System.nanoTime();
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    long tookNs = System.nanoTime() - startNs;
    if (answer.statusCode() != 200) {
      throw new IOException(uri.getPath() + " was answered " + answer.statusCode());
    }
    return tookNs;
  }
}
