/// What the samples could have shown, how many more it takes, and when to stop.
package dev.spikebench.results.stats.precision;
