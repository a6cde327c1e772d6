//! The writer: one thread that takes what waits, writes it, commits, tells the listener, answers.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, TryRecvError},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::{
    CommitListener, Fault, Job, OpenError, Settings, Stored, StoredEvent, Swept, WriteRequest,
    fault::WriterError,
    insert::{Insert, highest_id, insert_all},
    link::{Link, NECESSARY_FRAMES},
    reader::Readers,
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

/// For how many transactions a duplicate is remembered.
const ONE_BY_ONE_TRANSACTIONS: u32 = 16;

/// Faults are told to the operator no more often than that.
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
    /// How many transactions are still to be written one event a statement.
    one_by_one: u32,
    last_report: Option<Instant>,
}

impl<L: CommitListener> Writer<L> {
    /// Opens the database; the work is done by [`Writer::run`].
    pub fn open(
        options: Options,
        jobs: Receiver<Job>,
        readers: Arc<Readers>,
        listener: L,
    ) -> Result<(Self, Settings), OpenError> {
        let link = Link::open(&options.path, options.synchronous)?;
        let settings = link.settings()?;
        let link = Some(link);
        Ok((
            Self { options, jobs, readers, listener, link, one_by_one: 0, last_report: None },
            settings,
        ))
    }

    /// Works until it is told to close, then empties the write-ahead log.
    pub fn run(mut self) {
        let mut left_over = None;
        while let Some(job) = left_over.take().or_else(|| self.next_job()) {
            match job {
                Job::Write(first) => left_over = self.write_with_what_waits(first),
                Job::Sweep(answer) => self.sweep(answer),
                Job::Close => break,
            }
        }
        self.close();
    }

    /// Waits for the next job, after what is better done while nobody waits.
    fn next_job(&mut self) -> Option<Job> {
        match self.jobs.try_recv() {
            Ok(job) => Some(job),
            Err(TryRecvError::Disconnected) => None,
            Err(TryRecvError::Empty) => {
                self.checkpoint(WORTHWHILE_FRAMES);
                self.jobs.recv().ok()
            }
        }
    }

    /// Writes a request, with the strategy `group` together with those that wait behind it. Gives
    /// back the first job of another kind.
    fn write_with_what_waits(&mut self, first: WriteRequest) -> Option<Job> {
        let mut group = vec![Pending::taken(first)];
        let mut left_over = None;
        match self.options.strategy {
            WriteStrategy::PerEvent => self.write_separately(group.remove(0)),
            WriteStrategy::PerBatch => self.write_together(group),
            WriteStrategy::Group => {
                left_over = self.add_what_waits(&mut group);
                self.write_together(group);
            }
        }
        self.checkpoint(NECESSARY_FRAMES);
        left_over
    }

    fn add_what_waits(&mut self, group: &mut Vec<Pending>) -> Option<Job> {
        let mut events: usize = group.iter().map(|request| request.events.len()).sum();
        while events < GROUP_EVENTS {
            match self.jobs.try_recv().ok()? {
                Job::Write(request) => {
                    events += request.events.len();
                    group.push(Pending::taken(request));
                }
                other => return Some(other),
            }
        }
        None
    }

    fn write_together(&mut self, group: Vec<Pending>) {
        match self.try_write_together(&group) {
            Ok(results) => {
                for (request, result) in group.into_iter().zip(results) {
                    request.answer(Ok(result));
                }
            }
            Err(error) => {
                self.failed(&error);
                let is_tried_apart = group.len() > 1 && error.may_be_one_request_only();
                for request in group {
                    if is_tried_apart {
                        self.write_together(vec![request]);
                    } else {
                        request.answer(Err(error.fault()));
                    }
                }
            }
        }
    }

    /// Writes many rows a statement as long as none is a duplicate. Whoever has just sent duplicates
    /// often goes on to do so, therefore the next transactions are written one by one from the start.
    fn try_write_together(&mut self, group: &[Pending]) -> Result<Vec<Stored>, WriterError> {
        if self.one_by_one == 0 {
            if let Some(results) = self.try_write_all(group)? {
                return Ok(results);
            }
            self.one_by_one = ONE_BY_ONE_TRANSACTIONS;
        }
        self.one_by_one -= 1;
        self.try_write_one_by_one(group)
    }

    /// Nothing is written, and nothing returned, where there is a duplicate among the events.
    fn try_write_all(&mut self, group: &[Pending]) -> Result<Option<Vec<Stored>>, WriterError> {
        let transaction = begin(self.connection()?)?;
        let now = Moment::now().floor();
        let mut book = Book::default();
        let mut rows = Vec::with_capacity(group.iter().map(|request| request.events.len()).sum());
        let mut results = Vec::with_capacity(group.len());
        let mut id = highest_id(&transaction)?;
        for request in group {
            let first = id + 1;
            for event in &request.events {
                id += 1;
                let session = book.session(&transaction, &event.session_id)?;
                session.apply(event);
                rows.push(stored_event(id, event, session, &now));
                book.note_agent(&event.agent_type);
            }
            results.push(Stored { ids: (first..=id).collect(), duplicates: 0 });
        }
        if !insert_all(&transaction, &rows)? {
            return Ok(None); // the transaction is rolled back
        }
        book.flush(&transaction, &now)?;
        transaction.commit()?;
        self.listener.committed(&rows);
        Ok(Some(results))
    }

    fn try_write_one_by_one(&mut self, group: &[Pending]) -> Result<Vec<Stored>, WriterError> {
        let transaction = begin(self.connection()?)?;
        let now = Moment::now().floor();
        let mut book = Book::default();
        let mut insert = Insert::prepare(&transaction)?;
        let mut rows = Vec::new();
        let mut results = Vec::with_capacity(group.len());
        for request in group {
            let mut result = Stored::default();
            for event in &request.events {
                let session = book.session(&transaction, &event.session_id)?;
                let (project, branch) = (session.project_for(event), session.branch_for(event));
                let Some(id) = insert.execute(event, project, branch, &now)? else {
                    result.duplicates += 1;
                    continue;
                };
                session.apply(event);
                result.ids.push(id);
                rows.push(stored_event(id, event, session, &now));
                book.note_agent(&event.agent_type);
            }
            results.push(result);
        }
        drop(insert);
        book.flush(&transaction, &now)?;
        transaction.commit()?;
        self.listener.committed(&rows);
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
        let (project, branch) = (row.project.as_deref(), row.branch.as_deref());
        let id = Insert::prepare(connection)?.execute(event, project, branch, &now)?;
        if let Some(id) = id {
            self.listener.committed(&[StoredEvent { id, ..row }]);
        }
        Ok(id) // none where another process was faster
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

    /// The connection, opened where there is none. Where somebody has removed or replaced the file
    /// it is given up: what is written to the old file would be lost.
    fn connection(&mut self) -> Result<&mut Connection, WriterError> {
        if let Some(link) = self.link.take_if(|link| link.is_cut()) {
            link.abandon();
            self.readers.abandon();
        }
        let link = match self.link.take() {
            Some(link) => link,
            None => Link::open(&self.options.path, self.options.synchronous)?,
        };
        Ok(&mut self.link.insert(link).connection)
    }

    fn checkpoint(&mut self, due_frames: i32) {
        if let Some(Err(error)) = self.link.as_mut().map(|link| link.checkpoint(due_frames)) {
            self.failed(&error.into());
        }
    }

    fn close(&mut self) {
        if let Some(Err(error)) = self.link.take().map(Link::close) {
            self.report(&error.into()); // all is committed; the next start finds it in the log
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

fn begin(connection: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // The tables of another backend may refer to each other; an event goes before its session.
    transaction.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    Ok(transaction)
}

/// A row for the listener, of a session that the event has been applied to.
fn stored_event<'a>(id: i64, event: &'a Event, session: &Session, now: &'a str) -> StoredEvent<'a> {
    let (branch, project) = (session.branch(), session.project());
    StoredEvent { id, event, branch, project, created_at: now }
}
