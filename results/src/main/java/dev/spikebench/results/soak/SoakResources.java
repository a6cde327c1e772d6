package dev.spikebench.results.soak;

import org.jspecify.annotations.Nullable;

/// What the target took in one interval; a null is what could not be read, never a zero.
///
/// @param rssBytes median of its resident memory
/// @param cpuShare processor time over the interval, as a share of one core
/// @param threads threads at the end
/// @param openFiles open files at the end, sockets among them
/// @param databaseBytes size of the database file at the end
/// @param walBytes size of its write-ahead log at the end
public record SoakResources(
    @Nullable Long rssBytes,
    @Nullable Double cpuShare,
    @Nullable Long threads,
    @Nullable Long openFiles,
    @Nullable Long databaseBytes,
    @Nullable Long walBytes) {
  /// Nothing could be read.
  public static final SoakResources UNKNOWN = new SoakResources(null, null, null, null, null, null);
}
