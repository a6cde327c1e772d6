/// Estimates with exact intervals. Pure functions of numbers: no random numbers, no clock.
package dev.spikebench.results.stats;
