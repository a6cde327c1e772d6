/// The shapes of the server's JSON answers and stream messages, written straight to bytes.
@NullMarked
package dev.spikebench.server.json;

import org.jspecify.annotations.NullMarked;
