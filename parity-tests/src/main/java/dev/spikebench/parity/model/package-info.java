/// The contract in memory: what any backend would answer to a request, and what it would keep.
/// Pure, written for obviousness, never for speed; shares no code with a backend, so that it is one
/// more voter. Where the contract permits several answers it gives all of them.
package dev.spikebench.parity.model;
