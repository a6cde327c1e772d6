/// Tests of the contract's HTTP rules against the packaged backend, each naming the rules it holds.
package dev.spikebench.parity.contract;
