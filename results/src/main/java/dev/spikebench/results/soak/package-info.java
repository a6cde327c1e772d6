/// What a soak found: a long, steady load, interval by interval, and whether anything grew.
@NullMarked
package dev.spikebench.results.soak;

import org.jspecify.annotations.NullMarked;
