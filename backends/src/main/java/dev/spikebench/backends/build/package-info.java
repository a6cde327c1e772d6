/// Builds a backend when its sources have changed, and tells whether it can be built and run here.
package dev.spikebench.backends.build;
