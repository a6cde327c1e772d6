//! The writer: one thread that takes what waits, writes it, commits, tells the listener, answers.

use std::{
    fs, io, mem,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI32, Ordering},
        mpsc::{Receiver, TryRecvError},
    },
    time::{Duration, Instant},
};

use rusqlite::{CachedStatement, Connection, Transaction, TransactionBehavior, params};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::{
    CommitListener, Fault, Job, OpenError, Settings, Stored, StoredEvent, Swept, WriteRequest,
    database,
    fault::WriterError,
    reader::Readers,
    row::{COLUMNS, SCHEMA_VERSION},
    session::{Book, Session},
};
use crate::{
    config::{Synchronous, WriteStrategy},
    event::{Event, timestamp::Moment},
};

/// Where larger groups stop paying: the cost of a commit is spread over enough events, and the
/// first of the group would wait for the last.
const GROUP_EVENTS: usize = 2000;

/// `SQLite`'s own default for a checkpoint, worth one when nobody waits.
const WORTHWHILE_FRAMES: i32 = 1000;

/// 32 MiB of 4 KiB pages. Reads slow down and recovery takes longer with the log's length, so under
/// unbroken load it is copied although somebody waits.
const NECESSARY_FRAMES: i32 = 8192;

/// How long the last checkpoint waits for others' reads. What it leaves in the log is as safe there.
const LAST_CHECKPOINT_WAIT: Duration = Duration::from_millis(500);

/// The same fault is told to the operator once in this time.
const REPORT_INTERVAL: Duration = Duration::from_secs(10);

pub(super) struct Options {
    pub path: PathBuf,
    pub synchronous: Synchronous,
    pub strategy: WriteStrategy,
    pub session_timeout: Duration,
}

pub(super) struct Writer<L> {
    options: Options,
    jobs: Receiver<Job>,
    readers: Arc<Readers>,
    listener: L,
    link: Option<Link>,
    settings: Settings,
    last_report: Option<Instant>,
}

/// A connection to the file that the path led to when it was opened.
struct Link {
    connection: Connection,
    file: FileIdentity,
    /// Length of the write-ahead log after the latest commit.
    log_frames: Arc<AtomicI32>,
    /// Its length at the latest checkpoint.
    checkpointed_frames: i32,
}

impl<L: CommitListener> Writer<L> {
    pub fn open(
        options: Options,
        jobs: Receiver<Job>,
        readers: Arc<Readers>,
        listener: L,
    ) -> Result<Self, OpenError> {
        let link = Link::open(&options)?;
        let failed = |error| OpenError::Database(options.path.clone(), error);
        let settings = database::settings(&link.connection).map_err(failed)?;
        Ok(Self { options, jobs, readers, listener, link: Some(link), settings, last_report: None })
    }

    pub fn settings(&self) -> Settings {
        self.settings.clone()
    }

    /// Works until it is told to close, then empties the write-ahead log.
    pub fn run(mut self) {
        let mut next = self.jobs.recv().ok();
        while let Some(job) = next.take() {
            match job {
                Job::Write(first) => next = self.write_with_what_waits(first),
                Job::Sweep(answer) => self.sweep(answer),
                Job::Close => break,
            }
            if next.is_none() {
                next = match self.jobs.try_recv() {
                    Ok(job) => Some(job),
                    Err(TryRecvError::Empty) => {
                        self.checkpoint(WORTHWHILE_FRAMES);
                        self.jobs.recv().ok()
                    }
                    Err(TryRecvError::Disconnected) => None,
                };
            }
        }
        self.close();
    }

    /// Writes a request, with the strategy `group` together with those that wait behind it. Gives
    /// back the first job that did not fit.
    fn write_with_what_waits(&mut self, first: WriteRequest) -> Option<Job> {
        let mut events = first.events.len();
        let mut group = vec![Pending::taken(first)];
        let mut left_over = None;
        while self.options.strategy == WriteStrategy::Group && events < GROUP_EVENTS {
            match self.jobs.try_recv() {
                Ok(Job::Write(request)) => {
                    events += request.events.len();
                    group.push(Pending::taken(request));
                }
                Ok(other) => {
                    left_over = Some(other);
                    break;
                }
                Err(_) => break,
            }
        }
        match self.options.strategy {
            WriteStrategy::PerEvent => {
                for one in group {
                    self.write_separately(one);
                }
            }
            WriteStrategy::PerBatch | WriteStrategy::Group => self.write_together(group),
        }
        self.checkpoint(NECESSARY_FRAMES);
        left_over
    }

    fn write_together(&mut self, group: Vec<Pending>) {
        match self.try_write_together(&group) {
            Ok(results) => {
                for (one, result) in group.into_iter().zip(results) {
                    one.answer(Ok(result));
                }
            }
            Err(error) => {
                self.failed(&error);
                if group.len() > 1 && error.may_be_one_request_only() {
                    for one in group {
                        self.write_together(vec![one]);
                    }
                } else {
                    for one in group {
                        one.answer(Err(error.fault()));
                    }
                }
            }
        }
    }

    fn try_write_together(&mut self, group: &[Pending]) -> Result<Vec<Stored>, WriterError> {
        let connection = self.connection()?;
        let transaction = begin(connection)?;
        let now = Moment::now().floor();
        let mut rows = Vec::new();
        let mut results = Vec::with_capacity(group.len());
        let mut book = Book::default();
        let mut insert = transaction.prepare_cached(&insert_sql())?;
        for request in group {
            let mut result = Stored::default();
            for event in &request.events {
                let session = book.session(&transaction, &event.session_id)?;
                let Some(id) = insert_event(&transaction, &mut insert, event, session, &now)?
                else {
                    result.duplicates += 1;
                    continue;
                };
                result.ids.push(id);
                session.apply(event);
                rows.push(stored_event(id, event, session, &now));
                book.note_agent(&event.agent_type);
            }
            results.push(result);
        }
        drop(insert);
        book.flush(&transaction, &now)?;
        transaction.commit()?;
        if !rows.is_empty() {
            self.listener.committed(&rows);
        }
        Ok(results)
    }

    /// Writes one request with a commit for every statement. What was stored before a fault stays.
    fn write_separately(&mut self, request: Pending) {
        let mut result = Stored::default();
        for event in &request.events {
            match self.try_write_event(event) {
                Ok(Some(id)) => result.ids.push(id),
                Ok(None) => result.duplicates += 1,
                Err(error) => {
                    self.failed(&error);
                    request.answer(Err(error.fault()));
                    return;
                }
            }
        }
        request.answer(Ok(result));
    }

    /// Session and agent come first, so that no fault can leave an event whose repetition, then a
    /// duplicate, would never create its session.
    fn try_write_event(&mut self, event: &Event) -> Result<Option<i64>, WriterError> {
        let connection = &*self.connection()?;
        if let Some(event_id) = &event.event_id {
            let mut select =
                connection.prepare_cached("SELECT 1 FROM events WHERE event_id = ?1")?;
            if select.exists([event_id])? {
                return Ok(None);
            }
        }
        let now = Moment::now().floor();
        let mut book = Book::default();
        let session = book.session(connection, &event.session_id)?;
        session.apply(event);
        let row = stored_event(0, event, session, &now);
        book.note_agent(&event.agent_type);
        book.flush(connection, &now)?;
        let mut insert = connection.prepare_cached(&insert_sql())?;
        let (project, branch) = (row.project.as_deref(), row.branch.as_deref());
        let Some(id) = execute_insert(connection, &mut insert, event, project, branch, &now)?
        else {
            return Ok(None); // another process was faster
        };
        drop(insert);
        self.listener.committed(&[StoredEvent { id, ..row }]);
        Ok(Some(id))
    }

    fn sweep(&mut self, answer: oneshot::Sender<Result<Swept, Fault>>) {
        let result = self.try_sweep();
        if let Err(error) = &result {
            self.failed(error);
        }
        // The asker may have gone.
        let _ = answer.send(result.map_err(|error| error.fault()));
    }

    /// Stored times are whole seconds cut off, so a session turns up to a second late, never early.
    fn try_sweep(&mut self) -> Result<Swept, WriterError> {
        let timeout_seconds = self.options.session_timeout.as_secs();
        let transaction = begin(self.connection()?)?;
        let now = Moment::now();
        let idled = transaction.execute(
            "UPDATE sessions SET status = 'idle' WHERE status = 'active' AND last_event_at < ?1",
            [now.minus_seconds(timeout_seconds).floor()],
        )?;
        let ended = transaction.execute(
            "UPDATE sessions SET status = 'ended', ended_at = ?1
             WHERE status = 'idle' AND ended_at IS NULL AND last_event_at < ?2",
            [now.floor(), now.minus_seconds(2 * timeout_seconds).floor()],
        )?;
        transaction.commit()?;
        Ok(Swept { idled, ended })
    }

    /// The connection, opened where there is none or where the path leads to another file by now.
    fn connection(&mut self) -> Result<&mut Connection, WriterError> {
        if let Some(link) = self.link.take_if(|link| !link.file.is_at(&self.options.path)) {
            // Somebody removed or replaced the file: what is written to the old one would be lost.
            // See `abandon` for why the old one is not closed.
            mem::forget(link);
            self.readers.abandon();
        }
        let link = match self.link.take() {
            Some(link) => link,
            None => Link::open(&self.options)?,
        };
        Ok(&mut self.link.insert(link).connection)
    }

    /// Copies the log into the database where it has grown by that much, as far as readers allow.
    fn checkpoint(&mut self, due_frames: i32) {
        let Some(link) = &mut self.link else {
            return;
        };
        let frames = link.log_frames.load(Ordering::Relaxed);
        if frames < link.checkpointed_frames {
            link.checkpointed_frames = 0; // the log was started anew
        }
        if frames - link.checkpointed_frames < due_frames {
            return;
        }
        link.checkpointed_frames = frames;
        if let Err(error) = checkpoint(&link.connection, "PASSIVE") {
            self.failed(&error.into());
        }
    }

    fn close(&mut self) {
        let Some(link) = self.link.take() else {
            return;
        };
        let emptied = link
            .connection
            .busy_timeout(LAST_CHECKPOINT_WAIT)
            .and_then(|()| checkpoint(&link.connection, "TRUNCATE"));
        if let Err(error) = emptied {
            self.report(&error.into()); // everything is committed; the next start finds it in the log
        }
    }

    fn failed(&mut self, error: &WriterError) {
        self.report(error);
        if !error.connection_survives() {
            self.link = None;
        }
    }

    fn report(&mut self, error: &WriterError) {
        if self.last_report.is_none_or(|last| last.elapsed() > REPORT_INTERVAL) {
            self.last_report = Some(Instant::now());
            eprintln!("cannot write to the database: {error}");
        }
    }
}

impl Link {
    fn open(options: &Options) -> Result<Self, OpenError> {
        let mut connection = database::open_writer(&options.path, options.synchronous)?;
        let failed = |error| OpenError::Database(options.path.clone(), error);
        let log_frames = Arc::new(AtomicI32::new(0));
        let hooked = Arc::clone(&log_frames);
        let hook = move |_: &mut _, frames| {
            hooked.store(frames, Ordering::Relaxed);
            Ok(())
        };
        connection.wal_hook(Some(hook)).map_err(failed)?;
        let file = FileIdentity::of(&options.path)
            .map_err(|error| OpenError::Folder(options.path.clone(), error))?;
        Ok(Self { connection, file, log_frames, checkpointed_frames: 0 })
    }
}

/// A request that the writer has taken from the queue.
struct Pending {
    events: Vec<Event>,
    answer: oneshot::Sender<Result<Stored, Fault>>,
    memory: OwnedSemaphorePermit,
}

impl Pending {
    fn taken(request: WriteRequest) -> Self {
        drop(request.place);
        Self { events: request.events, answer: request.answer, memory: request.memory }
    }

    fn answer(self, result: Result<Stored, Fault>) {
        drop(self.memory);
        // The client may have gone; what was stored stays.
        let _ = self.answer.send(result);
    }
}

/// What tells a file from another one of the same name.
#[derive(PartialEq, Eq)]
struct FileIdentity(u64, u64);

impl FileIdentity {
    #[cfg(unix)]
    fn of(path: &std::path::Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(path).map(|metadata| Self(metadata.dev(), metadata.ino()))
    }

    /// An open database can be neither removed nor replaced here.
    #[cfg(not(unix))]
    fn of(path: &std::path::Path) -> io::Result<Self> {
        fs::metadata(path).map(|_| Self(0, 0))
    }

    fn is_at(&self, path: &std::path::Path) -> bool {
        Self::of(path).is_ok_and(|identity| identity == *self)
    }
}

fn begin(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // The tables of another backend may refer to each other; an event goes before its session.
    transaction.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    Ok(transaction)
}

fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<()> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()))
}

fn insert_sql() -> String {
    let columns = &COLUMNS[1..];
    let places = vec!["?"; columns.len()].join(", ");
    format!(
        "INSERT INTO events ({}) VALUES ({places}) ON CONFLICT (event_id) DO NOTHING",
        columns.join(", ")
    )
}

/// Inserts a new event of a session; `None` where its `event_id` is stored already.
fn insert_event(
    connection: &Connection,
    insert: &mut CachedStatement,
    event: &Event,
    session: &Session,
    now: &str,
) -> rusqlite::Result<Option<i64>> {
    let (project, branch) = (session.project_for(event), session.branch_for(event));
    execute_insert(connection, insert, event, project, branch, now)
}

fn execute_insert(
    connection: &Connection,
    insert: &mut CachedStatement,
    event: &Event,
    project: Option<&str>,
    branch: Option<&str>,
    now: &str,
) -> rusqlite::Result<Option<i64>> {
    let changes = insert.execute(params![
        event.event_id,
        SCHEMA_VERSION,
        event.session_id,
        event.agent_type,
        event.event_type,
        event.tool_name,
        event.status,
        event.tokens_in,
        event.tokens_out,
        branch,
        project,
        event.duration_ms,
        now,
        event.client_timestamp,
        event.metadata.text,
        event.metadata.truncated,
        event.model,
        event.cost_usd,
        event.cache_read_tokens,
        event.cache_write_tokens,
        event.source,
    ])?;
    Ok((changes > 0).then(|| connection.last_insert_rowid()))
}

/// A row for the listener, of a session that the event has been applied to.
fn stored_event<'a>(id: i64, event: &'a Event, session: &Session, now: &'a str) -> StoredEvent<'a> {
    let (branch, project) = (session.branch(), session.project());
    StoredEvent { id, event, branch, project, created_at: now }
}
