/// Microbenchmarks of hot paths: one class a question, and each checks its own answer before it is
/// timed.
@NullMarked
package dev.spikebench.jmh;

import org.jspecify.annotations.NullMarked;
