/// Percentiles under the rule of smallest sample sizes.
package dev.spikebench.results.stats.percentile;
