package dev.spikebench.results.soak;

import org.jspecify.annotations.Nullable;

/// What of its memory the target gives back once nothing is asked of it; each null where it was not
/// read.
///
/// @param rssAtEndBytes resident memory when the load ended
/// @param rssAfter10sBytes 10 s later
/// @param rssAfter60sBytes 60 s later
public record SoakAfterLoad(
    @Nullable Long rssAtEndBytes,
    @Nullable Long rssAfter10sBytes,
    @Nullable Long rssAfter60sBytes) {
  /// Nothing was read.
  public static final SoakAfterLoad UNKNOWN = new SoakAfterLoad(null, null, null);
}
