/// Latencies; the home of HdrHistogram in this module.
@NullMarked
package dev.spikebench.loadgen.recording;

import org.jspecify.annotations.NullMarked;
