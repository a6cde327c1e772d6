/// Trends of a series: whether something grows, and how fast.
@NullMarked
package dev.spikebench.results.stats.trend;

import org.jspecify.annotations.NullMarked;
