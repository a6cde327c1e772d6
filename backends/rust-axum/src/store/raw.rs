//! Inserts the workload's events by rusqlite alone: the server's own schema, settings, statement and
//! checkpoints, without HTTP, JSON, sessions or threads.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process,
    rc::Rc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;

use super::{
    OpenError,
    insert::{self, Insert},
    link::{Link, NECESSARY_FRAMES},
    row::StoredEvent,
};
use crate::{
    config::Synchronous,
    event::{Event, Metadata, timestamp::Moment},
};

const WARM_UP_EVENTS: u32 = 20_000;
const WARM_UP_GROUP: u32 = 500;

/// What the events' ids are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdShape {
    /// Ascending: a run's nonce and the event's number.
    Spec,
    /// Version 4 UUIDs.
    Random,
}

impl IdShape {
    pub const ALL: [Self; 2] = [Self::Spec, Self::Random];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Spec => "spec",
            Self::Random => "random-ids",
        }
    }
}

/// What to measure.
#[derive(Clone, Debug)]
pub struct Options {
    pub path: PathBuf,
    pub events: u32,
    /// Events a transaction.
    pub group_size: u32,
    pub synchronous: Synchronous,
    pub id_shape: IdShape,
    /// Whether a statement inserts as many rows as the server has it insert, instead of one.
    pub many_rows: bool,
}

/// What was measured.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// The rise of the table.
    pub events: u32,
    pub seconds: f64,
    pub events_per_second: f64,
    pub group_size: u32,
    /// The level, as the connection tells it.
    pub synchronous: &'static str,
    pub sqlite_version: &'static str,
    pub id_shape: &'static str,
}

/// The measurement failed. One line for the operator.
#[derive(Debug)]
pub enum Error {
    Open(OpenError),
    Database(rusqlite::Error),
    Scratch(io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(error) => write!(f, "{error}"),
            Self::Database(error) => write!(f, "cannot insert: {error}"),
            Self::Scratch(error) => write!(f, "cannot remove the scratch database: {error}"),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Measures. The clock runs from the begin of each transaction to the end of its commit, and of a
/// checkpoint that is due then; not while the values of the next are made. A scratch database beside
/// the file warms the process up.
pub fn measure(options: &Options) -> Result<Figures, Error> {
    let mut scratch = options.path.clone().into_os_string();
    scratch.push("-warm-up");
    insert(&Options {
        path: PathBuf::from(&scratch),
        events: WARM_UP_EVENTS,
        group_size: WARM_UP_GROUP,
        synchronous: Synchronous::Off,
        ..options.clone()
    })?;
    remove(&scratch).map_err(Error::Scratch)?;
    insert(options)
}

/// Removes a database; closing it has removed its log.
fn remove(path: &OsString) -> io::Result<()> {
    fs::remove_file(Path::new(path))
}

fn insert(options: &Options) -> Result<Figures, Error> {
    let mut link = Link::open(&options.path, options.synchronous).map_err(Error::Open)?;
    let synchronous = link.settings().map_err(Error::Open)?.synchronous;
    let before = count(&link.connection)?;
    let mut values = Values::new(options.id_shape);
    let mut elapsed = Duration::ZERO;
    let mut written = 0;
    while written < options.events {
        let size = options.group_size.min(options.events - written);
        let events: Vec<Event> = (written..written + size).map(|i| values.event(i)).collect();
        let start = Instant::now();
        insert_group(&mut link.connection, &events, options.many_rows)?;
        link.checkpoint(NECESSARY_FRAMES)?;
        elapsed += start.elapsed();
        written += size;
    }
    let events = count(&link.connection)? - before;
    link.close()?;
    let seconds = elapsed.as_secs_f64();
    Ok(Figures {
        events,
        seconds,
        events_per_second: f64::from(events) / seconds,
        group_size: options.group_size,
        synchronous,
        sqlite_version: rusqlite::version(),
        id_shape: options.id_shape.as_str(),
    })
}

fn insert_group(
    connection: &mut Connection,
    events: &[Event],
    many_rows: bool,
) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let now = Moment::now().floor();
    if many_rows {
        let first_id = insert::highest_id(&transaction)? + 1;
        let rows: Vec<_> =
            (first_id..).zip(events).map(|(id, event)| row(id, event, &now)).collect();
        insert::insert_all(&transaction, &rows)?; // no id is stored already
    } else {
        let mut insert = Insert::prepare(&transaction)?;
        for event in events {
            insert.execute(event, event.project.as_deref(), event.branch.as_deref(), &now)?;
        }
    }
    transaction.commit()
}

fn row<'a>(id: i64, event: &'a Event, now: &'a str) -> StoredEvent<'a> {
    let (branch, project) = (event.branch.as_deref(), event.project.as_deref());
    StoredEvent {
        id,
        event,
        branch: branch.map(Rc::from),
        project: project.map(Rc::from),
        created_at: now,
    }
}

fn count(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("SELECT count(*) FROM events", [], |row| row.get(0))
}

/// Makes events of the specified workload.
struct Values {
    id_shape: IdShape,
    nonce: u32,
    random: u64,
}

impl Values {
    fn new(id_shape: IdShape) -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let seed = since_epoch.as_secs() << 30
            ^ u64::from(since_epoch.subsec_nanos())
            ^ u64::from(process::id()) << 48;
        let mut values = Self { id_shape, nonce: 0, random: seed };
        values.nonce = u32::try_from(values.next_random() >> 32).unwrap_or_default();
        values
    }

    /// `SplitMix64`: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, 2014.
    fn next_random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn event_id(&mut self, index: u32) -> String {
        match self.id_shape {
            IdShape::Spec => format!("{:08x}-{index:09}", self.nonce),
            IdShape::Random => {
                let (high, low) = (self.next_random(), self.next_random());
                format!(
                    "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
                    high >> 32,
                    high >> 16 & 0xffff,
                    high & 0xfff,
                    low >> 48 & 0x3fff | 0x8000,
                    low & 0xffff_ffff_ffff
                )
            }
        }
    }

    fn event(&mut self, index: u32) -> Event {
        Event {
            event_id: Some(self.event_id(index)),
            session_id: format!("bench-session-{}", index % 100),
            agent_type: "claude_code".to_owned(),
            event_type: "tool_use",
            tool_name: Some("benchmark".to_owned()),
            status: "success",
            tokens_in: (10 + index % 25).into(),
            tokens_out: (50 + index % 150).into(),
            branch: Some("bench/main".to_owned()),
            project: Some("bench-project".to_owned()),
            duration_ms: Some((15 + index % 120).into()),
            client_timestamp: Some("2026-01-31T12:00:00.000Z".to_owned()),
            metadata: Metadata {
                text: format!("{{\"source\":\"benchmark\",\"index\":{index}}}").into(),
                truncated: false,
            },
            model: None,
            cost_usd: None,
            cache_read_tokens: 0,
            cache_write_tokens: 0,
            source: "api".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(name: &str, events: u32, id_shape: IdShape) -> Options {
        let folder = std::env::temp_dir().join(format!("rust-axum-raw-{}-{name}", process::id()));
        Options {
            path: folder.join("raw.db"),
            events,
            group_size: 500,
            synchronous: Synchronous::Full,
            id_shape,
            many_rows: false,
        }
    }

    fn rows(options: &Options, condition: &str) -> u32 {
        let connection = Connection::open(&options.path).unwrap();
        let sql = format!("SELECT count(*) FROM events WHERE {condition}");
        connection.query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn stores_the_events_and_tells_the_rate() {
        let options = options("spec", 1201, IdShape::Spec);
        let figures = measure(&options).unwrap();
        assert_eq!((figures.events, figures.group_size), (1201, 500));
        assert_eq!((figures.synchronous, figures.id_shape), ("FULL", "spec"));
        assert!((figures.events_per_second * figures.seconds - 1201.0).abs() < 0.001);
        assert_eq!(rows(&options, "event_id GLOB '????????-00000????'"), 1201);
        let files = fs::read_dir(options.path.parent().unwrap()).unwrap();
        assert_eq!(files.count(), 1, "the scratch database is gone");
        fs::remove_dir_all(options.path.parent().unwrap()).unwrap();
    }

    #[test]
    fn stores_the_same_by_many_rows_a_statement() {
        let options = Options { many_rows: true, ..options("many", 1201, IdShape::Spec) };
        assert_eq!(measure(&options).unwrap().events, 1201);
        let condition = "CAST(substr(event_id, 10) AS INT) = id - 1";
        assert_eq!(rows(&options, condition), 1201);
        fs::remove_dir_all(options.path.parent().unwrap()).unwrap();
    }

    #[test]
    fn adds_to_what_a_database_holds() {
        let options = options("random", 10, IdShape::Random);
        measure(&options).unwrap();
        assert_eq!(measure(&options).unwrap().events, 10);
        assert_eq!(rows(&options, "event_id GLOB '????????-????-4???-[89ab]???-????????????'"), 20);
        fs::remove_dir_all(options.path.parent().unwrap()).unwrap();
    }
}
