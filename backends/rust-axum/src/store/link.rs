//! The writing connection, the file that it belongs to, and the write-ahead log between them.

use std::{
    fs, io, mem,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
    },
    time::Duration,
};

use rusqlite::Connection;

use super::{OpenError, Settings, database};
use crate::config::Synchronous;

/// How long the last checkpoint waits for others' reads. What it leaves in the log is as safe there.
const LAST_CHECKPOINT_WAIT: Duration = Duration::from_millis(500);

/// 32 MiB of 4 KiB pages. Reads slow down and recovery takes longer with the log's length, so under
/// unbroken load it is copied although somebody waits.
pub(super) const NECESSARY_FRAMES: i32 = 8192;

/// A connection to the file that the path led to when it was opened.
pub(super) struct Link {
    pub connection: Connection,
    path: PathBuf,
    file: FileIdentity,
    /// Length of the write-ahead log after the latest commit.
    log_frames: Arc<AtomicI32>,
    /// Its length at the latest checkpoint.
    checkpointed_frames: i32,
}

impl Link {
    /// Opens the database, creating what is missing.
    pub fn open(path: &Path, synchronous: Synchronous) -> Result<Self, OpenError> {
        let mut connection = database::open_writer(path, synchronous)?;
        let log_frames = Arc::new(AtomicI32::new(0));
        let hooked = Arc::clone(&log_frames);
        let hook = move |_: &mut _, frames| {
            hooked.store(frames, Ordering::Relaxed);
            Ok(())
        };
        let failed = |error| OpenError::Database(path.to_owned(), error);
        connection.wal_hook(Some(hook)).map_err(failed)?;
        let file = FileIdentity::of(path).map_err(OpenError::Path)?;
        Ok(Self { connection, path: path.to_owned(), file, log_frames, checkpointed_frames: 0 })
    }

    /// What the connection runs with.
    pub fn settings(&self) -> Result<Settings, OpenError> {
        let failed = |error| OpenError::Database(self.path.clone(), error);
        database::settings(&self.connection).map_err(failed)
    }

    /// Whether the path leads to another file by now, or to none.
    pub fn is_cut(&self) -> bool {
        !FileIdentity::of(&self.path).is_ok_and(|identity| identity == self.file)
    }

    /// Gives the connection up without closing it: the last one to close a database removes its log
    /// by name, and that name may be another file's by now.
    pub fn abandon(self) {
        mem::forget(self);
    }

    /// Copies the log into the database, as far as readers allow, where it has grown by so much.
    pub fn checkpoint(&mut self, due_frames: i32) -> rusqlite::Result<()> {
        let frames = self.log_frames.load(Ordering::Relaxed);
        if frames < self.checkpointed_frames {
            self.checkpointed_frames = 0; // the log was started anew
        }
        if frames - self.checkpointed_frames < due_frames {
            return Ok(());
        }
        self.checkpointed_frames = frames;
        self.run_checkpoint("PASSIVE")
    }

    /// Copies all of the log into the database, empties it and closes the connection.
    pub fn close(self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(LAST_CHECKPOINT_WAIT)?;
        self.run_checkpoint("TRUNCATE")
    }

    fn run_checkpoint(&self, mode: &str) -> rusqlite::Result<()> {
        self.connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()))
    }
}

/// What tells a file from another one of the same name: device and number.
#[derive(PartialEq, Eq)]
struct FileIdentity(u64, u64);

impl FileIdentity {
    fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|metadata| Self(metadata.dev(), metadata.ino()))
    }
}
