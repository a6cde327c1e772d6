/// What a backend weighs on disk.
package dev.spikebench.backends.size;
