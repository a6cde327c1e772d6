/// Makes a scenario smaller as long as it shows the same thing.
package dev.spikebench.parity.shrink;
