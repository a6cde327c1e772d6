package dev.spikebench.results.soak;

import dev.spikebench.results.stats.trend.Growth;
import org.jspecify.annotations.Nullable;

/// Whether one resource grew over the longest life of a process of the target.
///
/// @param resource which: `rss`, `openFiles` or `threads`
/// @param perHour slope an hour, in bytes or pieces; null where there are too few intervals
/// @param low lower end of its 95 % interval; null where there is none
/// @param high upper end of it
/// @param leastPerHour the slope that matters
/// @param intervals how many intervals it rests on
/// @param growth the judgement
public record SoakTrend(
    String resource,
    @Nullable Double perHour,
    @Nullable Double low,
    @Nullable Double high,
    double leastPerHour,
    int intervals,
    Growth growth) {}
