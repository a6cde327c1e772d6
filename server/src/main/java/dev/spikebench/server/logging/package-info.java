/// Keeps the libraries' logging off the output, apart from failures.
@NullMarked
package dev.spikebench.server.logging;

import org.jspecify.annotations.NullMarked;
