/// Conditions that a run has to meet, in the wording that k6 made familiar: `p99<50ms`.
@NullMarked
package dev.spikebench.cli.threshold;

import org.jspecify.annotations.NullMarked;
