package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// The database of one measurement as it really was: read from its files and from the process, but
/// for what only the connection knows.
///
/// @param toldFileOpen whether the backend had the very file open that it was told to use; null
///   where the system does not tell
/// @param journalMode by the file's header: `WAL` or `rollback`
/// @param pageSizeBytes by the file's header
/// @param sqliteVersion by the file's header: of the library that changed it last
/// @param synchronous what the backend tells of its connection
/// @param provenSynchronous the level that its syncs are those of, counted by a tracer in a run of
///   their own
/// @param writeStrategy what the backend tells
/// @param rows rows of the table of events, counted in the file after the backend had ended
public record DatabaseFacts(
    @Nullable Boolean toldFileOpen,
    Fact journalMode,
    Measurement pageSizeBytes,
    Fact sqliteVersion,
    Fact synchronous,
    Fact provenSynchronous,
    Fact writeStrategy,
    Measurement rows) {

  /// @throws IllegalArgumentException when a part is missing
  public DatabaseFacts {
    Checks.present("database.journalMode", journalMode);
    Checks.present("database.pageSizeBytes", pageSizeBytes);
    Checks.present("database.sqliteVersion", sqliteVersion);
    Checks.present("database.synchronous", synchronous);
    Checks.present("database.provenSynchronous", provenSynchronous);
    Checks.present("database.writeStrategy", writeStrategy);
    Checks.present("database.rows", rows);
  }
}
