/// What is sent: the workload, its events and their bytes.
@NullMarked
package dev.spikebench.loadgen.workload;

import org.jspecify.annotations.NullMarked;
