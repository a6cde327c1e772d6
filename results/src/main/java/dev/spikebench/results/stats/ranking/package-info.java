/// Which of several arms differ: simultaneous intervals, tie groups, geometric means.
package dev.spikebench.results.stats.ranking;
