package dev.spikebench.results.stats.ranking;

import dev.spikebench.results.stats.LogRatio;

/// How many times worse one arm is than another, with an interval that holds together with those of
/// all other pairs.
///
/// @param first id of one arm
/// @param second id of the other
/// @param worse how many times worse the first is
public record PairwiseRatio(String first, String second, LogRatio worse) {}
