/// Parses, validates, normalises and truncates events: pure functions over bytes, without any input
/// or output of their own. Everything here may be called from any thread.
@NullMarked
package dev.spikebench.server.event;

import org.jspecify.annotations.NullMarked;
