/// The values of one comparison: what was measured, where, how, and what it adds up to. Immutable;
/// depends on nothing but the Java platform.
package dev.spikebench.results.model;
