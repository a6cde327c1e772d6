/// The order in which backends are measured.
package dev.spikebench.results.design;
