/// The gate: two sides and a control measured in one session by the paired protocol, its looks, its
/// journal, and the self-test that shows what it can guard.
@org.jspecify.annotations.NullMarked
package dev.spikebench.cli.gate;
