package dev.spikebench.results.imported;

import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Hardware;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.OperatingSystem;
import dev.spikebench.results.model.RuntimeVersion;
import dev.spikebench.results.model.SourceState;
import dev.spikebench.results.model.Storage;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The environment of a page in the layout of the first study.
final class SeedEnvironment {

  private static final double BYTES_PER_GB = 1024.0 * 1024.0 * 1024.0;
  private static final Pattern HARDWARE =
      Pattern.compile("(.+) \\((.+)\\), ([0-9]{1,6}) CPUs, ([0-9]{1,6})GB RAM");
  private static final Pattern SYSTEM = Pattern.compile("(\\S+) (.+)");
  private static final String NOT_SAID = "the source does not say";

  private SeedEnvironment() {}

  static Environment of(String place, MarkdownPage page, String heading) {
    Matcher hardware = match(place, "Hardware", HARDWARE, page.labelled(heading, "Hardware"));
    Matcher system = match(place, "OS", SYSTEM, page.labelled(heading, "OS"));
    return Environment.of(
        new Hardware(
            Fact.of(hardware.group(1)),
            Fact.of(hardware.group(2)),
            Measurement.of(Double.parseDouble(hardware.group(3))),
            Measurement.unavailable(NOT_SAID),
            Measurement.of(Double.parseDouble(hardware.group(4)) * BYTES_PER_GB)),
        new OperatingSystem(
            Fact.of(system.group(1)),
            Fact.of(system.group(2)),
            Fact.unavailable(NOT_SAID),
            Fact.unavailable(NOT_SAID),
            Fact.unavailable(NOT_SAID)),
        new Storage(Fact.unavailable(NOT_SAID), null, Measurement.unavailable(NOT_SAID)),
        new SourceState(Fact.unavailable(NOT_SAID), null),
        List.of(
            runtime(page, heading, "Node.js"),
            runtime(page, heading, "Rust"),
            runtime(page, heading, "SQLite")),
        List.of());
  }

  private static RuntimeVersion runtime(MarkdownPage page, String heading, String label) {
    return new RuntimeVersion(label, Fact.of(page.labelled(heading, label)));
  }

  private static Matcher match(String place, String label, Pattern layout, String text) {
    Matcher matcher = layout.matcher(text);
    if (!matcher.matches()) {
      throw new ImportException(place + ": " + label + " has an unknown layout: " + text);
    }
    return matcher;
  }
}
