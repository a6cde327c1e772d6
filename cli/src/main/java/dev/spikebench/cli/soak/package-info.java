/// The soak: a long, steady load that survives its target, and whether anything grows.
@NullMarked
package dev.spikebench.cli.soak;

import org.jspecify.annotations.NullMarked;
