/// Takes over figures that were published elsewhere, marked as such.
package dev.spikebench.results.imported;
