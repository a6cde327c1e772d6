/// What a backend's SQLite binding makes of inserts without the backend around it.
package dev.spikebench.backends.raw;
