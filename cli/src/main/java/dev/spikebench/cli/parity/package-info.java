/// Holds backends against the contract and against each other: opens them, runs what was asked for,
/// and tells what came out.
package dev.spikebench.cli.parity;
