/// Counts how often a target makes the system write its data through to storage. Linux keeps no
/// such count of a process: it takes a tracer, which slows the target down, so it is done in a run
/// of its own that is not timed.
package dev.spikebench.backends.syncs;
