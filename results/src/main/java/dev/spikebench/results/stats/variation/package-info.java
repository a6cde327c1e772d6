/// What explains the variation in a factorial study, and ratios at fixed levels of its factors.
package dev.spikebench.results.stats.variation;
