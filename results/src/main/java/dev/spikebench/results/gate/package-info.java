/// What a gate's session says: evidence from its raw slices and launches, the verdict of the
/// declared rules at the planned looks, and both in words.
@org.jspecify.annotations.NullMarked
package dev.spikebench.results.gate;
