/// Ratios of measurements that are not paired, by rank sums.
package dev.spikebench.results.stats.unpaired;
