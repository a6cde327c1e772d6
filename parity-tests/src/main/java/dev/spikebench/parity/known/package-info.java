/// The reviewed file of known differences: each entry is for one case and one facet, holds what
/// each backend is expected to do, and ends.
package dev.spikebench.parity.known;
