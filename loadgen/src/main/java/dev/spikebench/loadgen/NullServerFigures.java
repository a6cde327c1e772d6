package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Clock;
import java.util.List;

/// What the load generator itself can do: the spec workload's requests against the in-process null
/// server, warmed up, on 1 and on 40 connections. A backend near these rates can't be told from the
/// client.
///
/// Server and client share the machine and the process, so the client's share of the processor time
/// is that of its I/O threads alone.
public final class NullServerFigures {
  /// Requests measured at each number of connections.
  private static final long REQUESTS = 4_000;

  private static final List<Integer> CONNECTIONS = List.of(1, 40);

  /// The figures on one number of connections.
  ///
  /// @param connections connections
  /// @param requests requests measured
  /// @param requestsPerSecond their rate
  /// @param eventsPerSecond the rate of their events
  /// @param p50Ns half of the latencies were not above this
  /// @param p99Ns 99 % of the latencies were not above this
  /// @param maxNs the longest latency
  /// @param busiestThreadShare processor time of the busiest I/O thread over the elapsed time
  /// @param readsPerRequest reads the server needed a request; 1 where each goes out in one write
  /// @param accepts connections the server accepted, those for its statistics and the first look
  ///   left out
  public record Row(
      int connections,
      long requests,
      double requestsPerSecond,
      double eventsPerSecond,
      long p50Ns,
      long p99Ns,
      long maxNs,
      double busiestThreadShare,
      double readsPerRequest,
      long accepts) {}

  /// All figures.
  ///
  /// @param warmUp the client's warm-up before them
  /// @param rows the figures, fewest connections first
  public record Figures(SelfWarmUp warmUp, List<Row> rows) {
    /// Copies the list.
    public Figures {
      rows = List.copyOf(rows);
    }
  }

  /// Connections of a run that are not its virtual users': the first look at the target, and its
  /// statistics before and after.
  private static final int CONTROL_CONNECTIONS = 3;

  private NullServerFigures() {}

  /// Measures; takes some seconds.
  ///
  /// @param listener is told how it goes, on this thread
  public static Figures measure(ProgressListener listener) {
    try (LoadGenerator generator =
        LoadGenerator.create(LoadOptions.defaults().withHeadroomCheck(false))) {
      SelfWarmUp warmUp = generator.warmUp(listener);
      return new Figures(
          warmUp, CONNECTIONS.stream().map(count -> row(generator, count, listener)).toList());
    }
  }

  private static Row row(LoadGenerator generator, int connections, ProgressListener listener) {
    Workload workload =
        Workload.spec()
            .withEvents(REQUESTS * Workload.spec().batchSize())
            .withConcurrency(connections);
    try (NullServer server = NullServer.start()) {
      LoadResult result =
          generator.run(server.uri(), workload, RunNonce.next(Clock.systemUTC()), listener);
      long controlReads = server.counts().controlRequests();
      return new Row(
          connections,
          result.tally().requestsEnded(),
          result.requestsPerSecond(),
          result.eventsPerSecond(),
          result.latency().percentileNs(50),
          result.latency().percentileNs(99),
          result.latency().maxNs(),
          result.client().busiestThreadShare(),
          (double) (server.counts().reads() - controlReads) / server.counts().requests(),
          server.counts().accepts() - CONTROL_CONNECTIONS);
    }
  }
}
