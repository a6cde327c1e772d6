/// Turns the iterations of a run into one summary a backend.
package dev.spikebench.results.summary;
