/// When requests are sent: the closed loop, or a plan of send times. Knows the model alone.
@NullMarked
package dev.spikebench.loadgen.schedule;

import org.jspecify.annotations.NullMarked;
