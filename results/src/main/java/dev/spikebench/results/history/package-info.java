/// How the figures of dated results move from one to the next.
package dev.spikebench.results.history;
