/// Makes scenarios out of recorded choices: small integers, drawn or replayed, are all that a
/// scenario depends on, so the same choices give the same bytes, and fewer or lower ones a simpler
/// scenario. Draws text, not values.
package dev.spikebench.parity.generate;
