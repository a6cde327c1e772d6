/// Makes what was seen comparable, by renaming and checking and never by leaving out, and says how
/// far two voters agree. The contract is one of the voters.
package dev.spikebench.parity.compare;
