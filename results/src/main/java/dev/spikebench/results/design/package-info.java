/// The order in which things are measured: balanced, random, and a pure function of seed and
/// position.
package dev.spikebench.results.design;
