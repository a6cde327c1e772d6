/// What machine, system, storage and commit a measurement was made on.
package dev.spikebench.backends.environment;
