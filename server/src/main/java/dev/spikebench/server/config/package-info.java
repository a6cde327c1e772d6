/// Reads the server's configuration from environment variables and flags of the same names.
@NullMarked
package dev.spikebench.server.config;

import org.jspecify.annotations.NullMarked;
