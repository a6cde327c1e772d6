/// Random numbers that can be drawn again: functions of a seed and a place. Knows no other package.
@NullMarked
package dev.spikebench.loadgen.draw;

import org.jspecify.annotations.NullMarked;
