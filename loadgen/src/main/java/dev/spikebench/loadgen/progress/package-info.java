/// Shows a person how a run goes.
@NullMarked
package dev.spikebench.loadgen.progress;

import org.jspecify.annotations.NullMarked;
