package dev.spikebench.cli.distribution;

import dev.spikebench.cli.text.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What was made, for people.
final class DistributionText {
  private DistributionText() {}

  static List<String> lines(
      DistributionLayout layout, DistributionSizes sizes, Map<String, StartFigures> starts) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s (runtime %s, prepared classes %s, server and libraries %s)"
            .formatted(
                layout.root(),
                megabytes(sizes.totalBytes()),
                megabytes(sizes.runtimeBytes()),
                megabytes(sizes.preparedBytes()),
                megabytes(sizes.applicationBytes())));
    Long archiveBytes = sizes.archiveBytes();
    if (archiveBytes != null) {
      lines.add(layout.archive() + ": " + megabytes(archiveBytes));
    }
    starts.forEach((name, figures) -> lines.add(line(name, figures)));
    lines.add("start it with: " + layout.launcher());
    return lines;
  }

  private static String line(String name, StartFigures figures) {
    Long rssBytes = figures.idleRssBytes();
    return "%-10s healthy after %s, idle at %s (medians, starts of each in turn: %d)"
        .formatted(
            name,
            Quantity.milliseconds(figures.timeToHealthyMs() * 1e6),
            rssBytes == null ? "no rest" : megabytes(rssBytes),
            figures.starts());
  }

  private static String megabytes(long bytes) {
    return Quantity.megabytes((double) bytes);
  }
}
