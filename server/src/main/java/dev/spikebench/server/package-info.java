/// The Java ingest server. Rooms: `http` → `event` → `store` → `stream`.
package dev.spikebench.server;
