/// Verdicts by a declared rule: regressed, passed or cannot tell.
package dev.spikebench.results.stats.verdict;
