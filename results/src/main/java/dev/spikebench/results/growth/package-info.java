/// What becomes of a backend while its database grows.
@NullMarked
package dev.spikebench.results.growth;

import org.jspecify.annotations.NullMarked;
