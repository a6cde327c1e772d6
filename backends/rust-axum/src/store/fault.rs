//! What `SQLite`'s result codes mean here (<https://sqlite.org/rescode.html>).

use std::fmt;

use rusqlite::ErrorCode;

use super::OpenError;

/// A fault of the storage as far as it concerns who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    DiskFull,
    Timeout,
    Unavailable,
}

impl From<&rusqlite::Error> for Fault {
    fn from(error: &rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::OperationInterrupted) => Self::Timeout,
            _ => Self::Unavailable,
        }
    }
}

/// Why the writer could not write.
#[derive(Debug)]
pub(super) enum WriterError {
    Sqlite(rusqlite::Error),
    /// The connection was lost and there is no new one.
    Open(OpenError),
}

impl WriterError {
    pub fn fault(&self) -> Fault {
        match self {
            Self::Sqlite(error) => error.into(),
            Self::Open(_) => Fault::Unavailable,
        }
    }

    /// Whether the fault may lie in one request alone, so that others in its group may fare better.
    pub fn may_be_one_request_only(&self) -> bool {
        use ErrorCode::{ConstraintViolation, DiskFull, TooBig, TypeMismatch};
        matches!(self.code(), Some(DiskFull | TooBig | ConstraintViolation | TypeMismatch))
    }

    /// Whether the connection can be trusted after a rollback. After an I/O error, damage or a lost
    /// file it cannot: only a new one sees that the cause has gone.
    pub fn connection_survives(&self) -> bool {
        self.may_be_one_request_only() || self.code() == Some(ErrorCode::DatabaseBusy)
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code(),
            Self::Open(_) => None,
        }
    }
}

impl From<rusqlite::Error> for WriterError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<OpenError> for WriterError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl fmt::Display for WriterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(error) => error.fmt(f),
            Self::Open(error) => error.fmt(f),
        }
    }
}
