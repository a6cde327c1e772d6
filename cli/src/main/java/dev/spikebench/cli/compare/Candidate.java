package dev.spikebench.cli.compare;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.Placeholders;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Durability;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.RawRates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One backend of a comparison or a study and what is known of it so far. Changed by one thread, as
/// the steps go on.
public final class Candidate {
  private final BackendDescriptor descriptor;
  private @Nullable String unavailableReason;
  private ParityCount parity = ParityCount.NOT_RUN;
  private @Nullable Artifacts artifacts;
  private @Nullable RawRates rawRates;
  private final Map<String, Fact> provenSynchronous = new HashMap<>();

  /// A backend of which nothing is known but its descriptor.
  public Candidate(BackendDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /// What it is and how it is run.
  public BackendDescriptor descriptor() {
    return descriptor;
  }

  /// Its id.
  public String id() {
    return descriptor.id();
  }

  /// Whether it can be run.
  public boolean available() {
    return unavailableReason == null;
  }

  /// Why it cannot be run; null while it can.
  public @Nullable String unavailableReason() {
    return unavailableReason;
  }

  /// It cannot be run, for this reason.
  public void becomeUnavailable(String reason) {
    unavailableReason = reason;
  }

  /// Whether it is timed at all: it can be run, and it passed each parity case.
  public boolean measurable() {
    return available() && parity.allPassed();
  }

  /// What the parity cases said.
  public ParityCount parity() {
    return parity;
  }

  void parity(ParityCount count) {
    parity = count;
  }

  /// What its syncs proved where it was told a level; told none where `level` is empty.
  Fact provenSynchronous(String level) {
    return provenSynchronous.getOrDefault(level, Fact.unavailable("its syncs were not counted"));
  }

  /// Its syncs were counted.
  ///
  /// @param level what it was told; empty where nothing
  public void provenSynchronous(String level, Fact proven) {
    provenSynchronous.put(level, proven);
  }

  /// What it makes of its own SQLite binding was measured.
  public void rawRates(RawRates rates) {
    rawRates = rates;
  }

  /// It is built: what was built is known.
  void built(Artifacts built) {
    artifacts = built;
  }

  /// What it weighs, without the runtime that has to be installed for it.
  Measurement runtimeBytes() {
    return artifacts == null
        ? Measurement.unavailable("it was not built")
        : artifacts.applicationBytes();
  }

  /// What has to be installed for it in all.
  Measurement installedBytes() {
    return artifacts == null
        ? Measurement.unavailable("it was not built")
        : artifacts.installedBytes();
  }

  /// What the result file says of it apart from its iterations.
  public BackendFacts facts() {
    return new BackendFacts(
        descriptor.id(),
        descriptor.name(),
        descriptor.language(),
        descriptor.framework(),
        unavailableReason,
        parity,
        new Durability(
            descriptor.durability().journalMode(),
            descriptor.durability().synchronous(),
            descriptor.durability().writeStrategy()),
        artifacts == null ? Fact.unavailable("it was not built") : artifacts.sha256(),
        null,
        rawRates,
        EnvironmentProbe.source(descriptor.directory()),
        command());
  }

  /// The start command, the same on every machine and in every checkout.
  private List<String> command() {
    return descriptor.start().command().stream().map(this::placed).toList();
  }

  private String placed(String word) {
    Path directory = descriptor.directory();
    String placed = word.replace(directory.toString(), "${directory}");
    Path root = root(directory);
    placed = root == null ? placed : placed.replace(root.toString(), "${root}");
    return placed.replace(System.getProperty("java.home"), "${javaHome}");
  }

  /// The checkout that a descriptor lies in: not always the one of this program.
  private static @Nullable Path root(Path directory) {
    Path parent = directory.getParent();
    if (parent != null && parent.endsWith("backends")) {
      return parent.getParent();
    }
    String own = System.getProperty(Placeholders.ROOT_PROPERTY);
    return own == null || own.isBlank() ? null : Path.of(own).toAbsolutePath().normalize();
  }
}
