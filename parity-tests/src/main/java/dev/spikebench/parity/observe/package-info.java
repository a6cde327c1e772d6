/// Does a scenario to a backend and keeps all that comes back: answers, rows, statistics and what
/// the stream tells. Judges nothing.
package dev.spikebench.parity.observe;
