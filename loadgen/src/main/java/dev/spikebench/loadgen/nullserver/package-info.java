/// An HTTP server inside the client's own process that answers at once and stores nothing: it warms
/// the client up and measures what the client itself can do.
@NullMarked
package dev.spikebench.loadgen.nullserver;

import org.jspecify.annotations.NullMarked;
