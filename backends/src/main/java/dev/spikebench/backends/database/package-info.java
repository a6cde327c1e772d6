/// What a backend's SQLite database is really like, read from its files and from the process.
package dev.spikebench.backends.database;
