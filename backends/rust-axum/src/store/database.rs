//! Opens connections with the settings that the store relies on.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::config::Synchronous;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// - `cache_size`: 16 MiB hold the inner pages of all indexes and a whole group's changed pages, so
///   that none is read back or spilled to the log in the middle of a transaction.
/// - `wal_autocheckpoint`: the writer runs checkpoints itself, after the answers are out.
/// - `journal_size_limit`: a log that grew while a reader held it back is cut again.
const WRITER_SETTINGS: &str = "
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -16384;
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA journal_size_limit = 67108864;
";
const READER_SETTINGS: &str = "
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA query_only = ON;
";

const SCHEMA: &str = include_str!("schema.sql");

/// What a connection runs with, as the database tells it.
#[derive(Clone, Debug)]
pub struct Settings {
    pub journal_mode: String,
    pub synchronous: &'static str,
    pub page_size: u32,
}

/// The store cannot be started. One line for the operator.
#[derive(Debug)]
pub enum OpenError {
    Path(io::Error),
    Folder(PathBuf, io::Error),
    Database(PathBuf, rusqlite::Error),
    ReadOnly(PathBuf),
    NoWriteAheadLog(PathBuf),
    Thread(io::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(error) => write!(f, "INGEST_DB_PATH is no usable path: {error}"),
            Self::Thread(error) => write!(f, "cannot start the writer: {error}"),
            Self::Folder(path, error) => write!(
                f,
                "cannot create the folder {path:?}: {error}; name another file with INGEST_DB_PATH"
            ),
            Self::Database(path, error) => write!(
                f,
                "cannot use the database {path:?}: {}; or name another with INGEST_DB_PATH",
                remedy(error)
            ),
            Self::ReadOnly(path) => write!(
                f,
                "cannot use the database {path:?}: it can only be read; change its permissions, \
                 or name another with INGEST_DB_PATH"
            ),
            Self::NoWriteAheadLog(path) => write!(
                f,
                "cannot use the database {path:?}: its file system does not support a write-ahead \
                 log; name one elsewhere with INGEST_DB_PATH"
            ),
        }
    }
}

impl std::error::Error for OpenError {}

fn remedy(error: &rusqlite::Error) -> String {
    let text = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another process keeps it locked; stop that process"
        }
        Some(ErrorCode::ReadOnly) => "it cannot be written to; change its permissions",
        Some(ErrorCode::CannotOpen) => {
            "it cannot be opened; check that it is a file in a writable folder"
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            "it is damaged or no SQLite database; move it away"
        }
        Some(ErrorCode::DiskFull) => "the disk is full; make room",
        _ => return error.to_string().replace('\n', " "),
    };
    text.to_owned()
}

/// Opens the writing connection, creating folder, file and tables where missing.
pub(super) fn open_writer(path: &Path, synchronous: Synchronous) -> Result<Connection, OpenError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| OpenError::Folder(folder.to_owned(), error))?;
    }
    let failed = |error| OpenError::Database(path.to_owned(), error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags).map_err(failed)?;
    if connection.is_readonly("main").map_err(failed)? {
        return Err(OpenError::ReadOnly(path.to_owned()));
    }
    let journal_mode: String = connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(failed)?;
    if journal_mode != "wal" {
        return Err(OpenError::NoWriteAheadLog(path.to_owned()));
    }
    prepare(&mut connection, synchronous).map_err(failed)?;
    Ok(connection)
}

fn prepare(connection: &mut Connection, synchronous: Synchronous) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", synchronous.as_str())?;
    connection.execute_batch(WRITER_SETTINGS)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(SCHEMA)?;
    transaction.commit()
}

/// Opens a reading connection to a file that exists.
pub(super) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags)?;
    connection.execute_batch(READER_SETTINGS)?;
    Ok(connection)
}

/// What the connection says of itself.
pub(super) fn settings(connection: &Connection) -> rusqlite::Result<Settings> {
    let text = |name| connection.pragma_query_value(None, name, |row| row.get::<_, String>(0));
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
    Ok(Settings {
        journal_mode: text("journal_mode")?.to_uppercase(),
        synchronous: match number("synchronous")? {
            0 => "OFF",
            1 => "NORMAL",
            2 => "FULL",
            _ => "EXTRA",
        },
        page_size: number("page_size")?,
    })
}

fn connect(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}
