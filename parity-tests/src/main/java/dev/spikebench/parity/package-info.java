/// The 18 parity cases and the contract tests: a black box's view of any backend.
package dev.spikebench.parity;
