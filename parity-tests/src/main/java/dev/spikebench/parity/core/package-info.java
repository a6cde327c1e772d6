/// The 18 cases of the contract as JUnit tests, and the little they share.
package dev.spikebench.parity.core;
