/// Runs cases and generated scenarios on every backend, finds what is apart, makes it small and
/// groups it by cause.
package dev.spikebench.parity.run;
