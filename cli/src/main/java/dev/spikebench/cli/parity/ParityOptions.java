package dev.spikebench.cli.parity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the parity command was asked for.
///
/// @param backends ids, descriptors' paths, addresses, or `NAME=ADDRESS`
/// @param caseId one case alone; null for all
/// @param replay a token; null for none
/// @param maxCases how many scenarios are generated at most
/// @param publication the folder that a kept result goes to; null where none is kept
/// @param output where files go; null for none
/// @param counterexamples a file that is run first and written anew; null for none
public record ParityOptions(
    List<String> backends,
    CaseSet cases,
    @Nullable String caseId,
    long seed,
    Duration budget,
    int maxCases,
    @Nullable String replay,
    @Nullable Path output,
    @Nullable Path counterexamples,
    @Nullable Path publication) {
  /// Copies the list.
  public ParityOptions {
    backends = List.copyOf(backends);
  }
}
