/// Event streams as a subscriber reads them: bytes to messages, messages to events, events to what
/// was delivered and what was not. Knows no HTTP.
@NullMarked
package dev.spikebench.loadgen.stream;

import org.jspecify.annotations.NullMarked;
