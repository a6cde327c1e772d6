/// The event stream: subscribers, their frames, heartbeat and periodic figures.
@NullMarked
package dev.spikebench.server.stream;

import org.jspecify.annotations.NullMarked;
