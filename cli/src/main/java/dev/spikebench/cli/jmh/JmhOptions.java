package dev.spikebench.cli.jmh;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What `spikebench jmh` was asked for.
///
/// @param pattern regular expression that a benchmark's name must contain; null for all
/// @param quick fewer and shorter iterations, for a first look
/// @param output where the files go; null for a new folder named by the time
/// @param into result file of `compare` that gets the results too; null for none
public record JmhOptions(
    @Nullable String pattern, boolean quick, @Nullable Path output, @Nullable Path into) {}
