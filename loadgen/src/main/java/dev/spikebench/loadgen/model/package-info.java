/// The words of a run: outcomes, counts, phases, what went wrong. Knows no other package.
@NullMarked
package dev.spikebench.loadgen.model;

import org.jspecify.annotations.NullMarked;
