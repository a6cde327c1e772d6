/// Ratios of measurements that are paired by round or epoch, by signed ranks.
package dev.spikebench.results.stats.paired;
