/// The load generator measured against truths that are known: what its readings are worth on this
/// machine.
@NullMarked
package dev.spikebench.cli.calibrate;

import org.jspecify.annotations.NullMarked;
