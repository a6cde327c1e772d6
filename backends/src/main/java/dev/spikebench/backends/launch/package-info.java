/// Starts a backend with a fresh database on a free port, and stops it again with all it started.
package dev.spikebench.backends.launch;
