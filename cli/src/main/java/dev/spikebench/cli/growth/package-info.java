/// What becomes of a backend while its database grows.
@NullMarked
package dev.spikebench.cli.growth;

import org.jspecify.annotations.NullMarked;
