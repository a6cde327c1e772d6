/// Storage: the schema, the one writer, the readers. The only home of `java.sql` and sqlite-jdbc;
/// no type of theirs leaves this package.
@NullMarked
package dev.spikebench.server.store;

import org.jspecify.annotations.NullMarked;
