/// Launches, observes and stops a backend from its descriptor.
package dev.spikebench.backends;
