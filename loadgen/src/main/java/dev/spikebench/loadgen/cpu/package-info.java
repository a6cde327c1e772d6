/// Processors: what this process may use of them, and to which of them it is held. Reads the files
/// in which Linux tells it; elsewhere what the virtual machine knows.
@NullMarked
package dev.spikebench.loadgen.cpu;

import org.jspecify.annotations.NullMarked;
