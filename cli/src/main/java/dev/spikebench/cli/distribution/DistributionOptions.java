package dev.spikebench.cli.distribution;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What `spikebench package` was asked for.
///
/// @param output folder of the distribution; null for `dist/spikebench-server` of the installation
/// @param archive whether a compressed archive is made beside it
/// @param starts how often the distribution and the plain jar are started to compare them, in turn
public record DistributionOptions(@Nullable Path output, boolean archive, int starts) {}
