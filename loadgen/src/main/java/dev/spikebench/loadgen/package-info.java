/// The load generator: workloads, drivers, measuring.
package dev.spikebench.loadgen;
