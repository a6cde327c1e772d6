/// What sessions of a gate with known changes came to: whether the gate does on a machine what it
/// promises.
package dev.spikebench.results.selftest;
