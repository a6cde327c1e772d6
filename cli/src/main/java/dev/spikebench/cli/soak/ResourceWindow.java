package dev.spikebench.cli.soak;

import dev.spikebench.backends.observe.DatabaseSizes;
import dev.spikebench.backends.observe.SampleListener;
import dev.spikebench.backends.observe.TargetDetail;
import dev.spikebench.backends.observe.TargetSample;
import dev.spikebench.results.soak.SoakResources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers the samples of one process over an interval. Its memory is bounded by the interval's
/// length. Thread-safe: guarded by itself.
final class ResourceWindow implements SampleListener {
  private final List<Long> rssBytes = new ArrayList<>();
  private @Nullable TargetSample first;
  private @Nullable TargetSample last;
  private @Nullable TargetDetail detail;
  private @Nullable DatabaseSizes database;

  @Override
  public synchronized void sampled(TargetSample sample) {
    Long rss = sample.rssBytes();
    if (rss != null) {
      rssBytes.add(rss);
    }
    if (first == null) {
      first = sample;
    }
    last = sample;
    detail = sample.detail() == null ? detail : sample.detail();
    database = sample.database() == null ? database : sample.database();
  }

  /// What the interval came to; the next one begins.
  synchronized SoakResources take() {
    TargetSample end = last;
    if (end == null) {
      return SoakResources.UNKNOWN;
    }
    SoakResources taken =
        new SoakResources(
            median(),
            cpuShare(),
            end.threads(),
            detail == null ? null : detail.openFiles(),
            database == null ? null : database.mainBytes(),
            database == null ? null : database.walBytes());
    rssBytes.clear();
    // The last sample stays as the begin of the next interval, so that no processor time is lost.
    first = end;
    return taken;
  }

  /// The latest resident memory; null before the first sample.
  synchronized @Nullable Long latestRssBytes() {
    return last == null ? null : last.rssBytes();
  }

  private @Nullable Long median() {
    if (rssBytes.isEmpty()) {
      return null;
    }
    List<Long> sorted = rssBytes.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private @Nullable Double cpuShare() {
    if (first == null || last == null) {
      return null;
    }
    Long from = first.cpuNs();
    Long to = last.cpuNs();
    long elapsedNs = last.atNs() - first.atNs();
    return from == null || to == null || elapsedNs <= 0
        ? null
        : (Double) ((double) (to - from) / elapsedNs);
  }
}
