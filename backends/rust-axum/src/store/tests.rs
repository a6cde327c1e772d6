use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use rusqlite::{Connection, types::Value as SqlValue};
use serde_json::Value;
use tokio::sync::{Semaphore, oneshot};

use super::{CommitListener, EventFilter, Options, Store, Stored, StoredEvent, WriteError};
use crate::{
    config::{Synchronous, WriteStrategy},
    event::{Event, parse_event},
};

const STRATEGIES: [WriteStrategy; 3] =
    [WriteStrategy::PerEvent, WriteStrategy::PerBatch, WriteStrategy::Group];

/// A store in a folder of its own, which is removed in the end.
struct Fixture {
    store: Store,
    ended: Option<oneshot::Receiver<()>>,
    published: Arc<Mutex<Vec<Value>>>,
    folder: PathBuf,
}

struct Recorder(Arc<Mutex<Vec<Value>>>);

impl CommitListener for Recorder {
    fn committed(&self, events: &[StoredEvent]) {
        let rows = events.iter().map(|event| serde_json::to_value(event).unwrap());
        self.0.lock().unwrap().extend(rows);
    }
}

impl Fixture {
    fn new(strategy: WriteStrategy) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("rust-axum-store-{}-{number}", std::process::id()));
        let published = Arc::default();
        let options = Options {
            path: folder.join("ingest.db"),
            synchronous: Synchronous::Normal,
            strategy,
            queue_limit: 100,
            session_timeout: Duration::from_mins(5),
        };
        let (store, ended) = Store::open(&options, Recorder(Arc::clone(&published))).unwrap();
        Self { store, ended: Some(ended), published, folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.join("ingest.db")
    }

    async fn write(&self, events: Vec<Event>) -> Result<Stored, WriteError> {
        let memory = Arc::new(Semaphore::new(1)).try_acquire_owned().unwrap();
        self.store.write(events, memory).await
    }

    async fn rows(&self) -> Vec<Value> {
        let page = self.store.events(EventFilter::default(), 1000, 0).await.unwrap();
        page.events.iter().rev().map(|row| serde_json::from_str(row.get()).unwrap()).collect()
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        self.store.close();
        if let Some(ended) = self.ended.take() {
            let closing = std::thread::spawn(move || ended.blocking_recv());
            closing.join().unwrap().unwrap();
        }
        fs::remove_dir_all(&self.folder).unwrap();
    }
}

fn event(session: &str, event_type: &str, more: &str) -> Event {
    let body = format!(
        r#"{{"session_id":"{session}","agent_type":"a","event_type":"{event_type}"{more}}}"#
    );
    parse_event(body.as_bytes(), 10_240).unwrap().unwrap()
}

/// Events that meet every rule of sessions, duplicates within and between requests among them.
fn requests() -> Vec<Vec<Event>> {
    vec![
        vec![
            event("one", "session_start", r#","project":"p1","branch":"b1","event_id":"e1""#),
            event("one", "tool_use", ""),
            event("two", "tool_use", r#","agent_type":"claude_code","branch":"b2""#),
        ],
        vec![
            event("one", "tool_use", r#","event_id":"e1","project":"ignored","agent_type":"new""#),
            event("one", "tool_use", r#","branch":"b3","agent_type":"other""#),
            event("two", "session_end", r#","agent_type":"claude_code""#),
            event("three", "tool_use", r#","event_id":"e3""#),
            event("three", "tool_use", r#","event_id":"e3","branch":"ignored""#),
        ],
        vec![
            event("one", "session_end", ""),
            event("four", "tool_use", r#","source":"import","project":"p4""#),
            event("three", "session_end", ""),
            event("three", "tool_use", ""),
        ],
        vec![event("two", "tool_use", r#","event_id":"e1""#)],
    ]
}

/// Every row without its times and ids.
fn state(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let queries = [
        "SELECT event_id, session_id, agent_type, project, branch, source FROM events ORDER BY id",
        "SELECT id, agent_id, agent_type, project, branch, status, ended_at IS NULL FROM sessions
         ORDER BY id",
        "SELECT id, agent_type, name FROM agents ORDER BY id",
    ];
    let mut lines = Vec::new();
    for query in queries {
        let mut select = connection.prepare(query).unwrap();
        let columns = select.column_count();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values =
                (0..columns).map(|index| format!("{:?}", row.get::<_, SqlValue>(index).unwrap()));
            lines.push(values.collect::<Vec<_>>().join(" "));
        }
    }
    lines
}

#[tokio::test]
async fn every_strategy_leaves_the_same_state() {
    let mut states = Vec::new();
    for strategy in STRATEGIES {
        let fixture = Fixture::new(strategy);
        for request in requests() {
            fixture.write(request).await.unwrap();
        }
        states.push(state(&fixture.path()));
    }
    // One transaction with all of it, as when requests wait together.
    let fixture = Fixture::new(WriteStrategy::Group);
    fixture.write(requests().into_iter().flatten().collect()).await.unwrap();
    states.push(state(&fixture.path()));

    assert!(states[0].iter().any(|line| line.contains("claude_code-default")));
    assert!(states.iter().all(|state| *state == states[0]), "{states:#?}");
}

#[tokio::test]
async fn sessions_follow_their_events() {
    let fixture = Fixture::new(WriteStrategy::Group);
    for request in requests() {
        fixture.write(request).await.unwrap();
    }
    let connection = Connection::open(fixture.path()).unwrap();
    let session = |id: &str| -> (Option<String>, Option<String>, String, bool) {
        let columns = "project, branch, status, ended_at IS NULL";
        let query = format!("SELECT {columns} FROM sessions WHERE id = '{id}'");
        let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        connection.query_row(&query, [], read).unwrap()
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(session("one"), (text("p1"), text("b3"), "ended".to_owned(), false));
    assert_eq!(session("two"), (None, text("b2"), "idle".to_owned(), false));
    assert_eq!(session("three"), (None, None, "active".to_owned(), true));
    assert_eq!(session("four"), (text("p4"), None, "ended".to_owned(), false));
}

#[tokio::test]
async fn duplicates_are_counted_and_change_nothing() {
    for strategy in STRATEGIES {
        let fixture = Fixture::new(strategy);
        let first =
            fixture.write(vec![event("s", "tool_use", r#","event_id":"x""#)]).await.unwrap();
        assert_eq!((first.ids.len(), first.duplicates), (1, 0));
        let before = state(&fixture.path());
        let again = event("other", "tool_use", r#","event_id":"x","agent_type":"new""#);
        let again = fixture.write(vec![again]).await.unwrap();
        assert_eq!(again, Stored { ids: Vec::new(), duplicates: 1 });
        assert_eq!(state(&fixture.path()), before);
        assert_eq!(fixture.published.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn many_rows_share_a_statement_and_duplicates_are_told_apart() {
    let fixture = Fixture::new(WriteStrategy::Group);
    let many = |numbers: std::ops::Range<u32>| {
        let event_id = |number| format!(r#","event_id":"many-{number}""#);
        numbers.map(|number| event("many", "tool_use", &event_id(number))).collect::<Vec<_>>()
    };
    let stored = fixture.write(many(0..91)).await.unwrap();
    assert_eq!(stored, Stored { ids: (1..=91).collect(), duplicates: 0 });
    let stored = fixture.write(many(80..120)).await.unwrap();
    assert_eq!((stored.ids.len(), stored.duplicates), (29, 11));
    assert!(stored.ids.is_sorted() && stored.ids[0] > 91);
    // First one by one, then together again.
    for number in 100..140 {
        let stored = fixture.write(many(number * 10..number * 10 + 10)).await.unwrap();
        assert_eq!(stored.ids.len(), 10);
    }
    let published: Vec<i64> =
        fixture.published.lock().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect();
    assert_eq!(published.len(), 520);
    assert!(published.is_sorted_by(|one, other| one < other));
}

#[tokio::test]
async fn listeners_get_the_rows_that_readers_get() {
    for strategy in STRATEGIES {
        let fixture = Fixture::new(strategy);
        let full = r#","event_id":"e","tool_name":"Bash","status":"timeout","tokens_in":1,"tokens_out":2,"branch":"b","project":"p","model":"m","duration_ms":3,"cost_usd":0.25,"cache_read_tokens":4,"cache_write_tokens":5,"client_timestamp":"2026-01-31","metadata":{"a":1},"source":"hook""#;
        let events = vec![event("s", "tool_use", full), event("s", "error", "")];
        fixture.write(events).await.unwrap();
        let rows = fixture.rows().await;
        assert_eq!(rows.len(), 2);
        assert_eq!((&rows[1]["branch"], &rows[1]["project"]), (&"b".into(), &"p".into()));
        assert_eq!(*fixture.published.lock().unwrap(), rows);
    }
}

#[tokio::test]
async fn a_request_with_a_fault_is_not_stored_but_others_are() {
    let fixture = Fixture::new(WriteStrategy::Group);
    let connection = Connection::open(fixture.path()).unwrap();
    let trigger = "CREATE TRIGGER aux_fault BEFORE INSERT ON events WHEN NEW.tool_name = 'fault'
        BEGIN SELECT RAISE(ABORT, 'no room'); END";
    connection.execute_batch(trigger).unwrap();
    let faulty =
        vec![event("s", "tool_use", ""), event("s", "tool_use", r#","tool_name":"fault""#)];
    let (refused, stored) =
        tokio::join!(fixture.write(faulty), fixture.write(vec![event("t", "tool_use", "")]));
    assert!(matches!(refused, Err(WriteError::Fault(_))), "{refused:?}");
    assert_eq!(stored.unwrap().ids.len(), 1);
    assert_eq!(fixture.rows().await.len(), 1);
}

#[tokio::test]
async fn sums_saturate_instead_of_failing() {
    let fixture = Fixture::new(WriteStrategy::Group);
    let connection = Connection::open(fixture.path()).unwrap();
    let insert = "INSERT INTO events
        (session_id, agent_type, event_type, status, created_at, tokens_in, tokens_out, cost_usd)
        VALUES ('s', 'a', 'tool_use', 'success', '2026-01-31 00:00:00', ?1, ?2, ?3)";
    for _ in 0..3 {
        connection.execute(insert, (i64::MAX, 1i64 << 53, 1e308)).unwrap();
    }
    let stats = fixture.store.stats(EventFilter::default()).await.unwrap();
    assert_eq!(stats.total_tokens_in, i64::MAX);
    assert_eq!(stats.total_tokens_out, 3 << 53);
    assert!(stats.total_cost_usd >= f64::MAX, "{}", stats.total_cost_usd);
}

#[tokio::test]
async fn a_sweep_ages_what_was_silent() {
    let fixture = Fixture::new(WriteStrategy::Group);
    fixture.write(vec![event("new", "tool_use", ""), event("old", "tool_use", "")]).await.unwrap();
    fixture.write(vec![event("older", "tool_use", "")]).await.unwrap();
    let connection = Connection::open(fixture.path()).unwrap();
    let ages = "
        UPDATE sessions SET last_event_at = datetime('now', '-302 seconds') WHERE id = 'old';
        UPDATE sessions SET last_event_at = datetime('now', '-602 seconds') WHERE id = 'older'";
    connection.execute_batch(ages).unwrap();
    let swept = fixture.store.sweep().await.unwrap();
    assert_eq!((swept.idled, swept.ended), (2, 1));
    let swept = fixture.store.sweep().await.unwrap();
    assert_eq!((swept.idled, swept.ended), (0, 0));
}

#[tokio::test]
async fn a_removed_file_is_made_anew() {
    let fixture = Fixture::new(WriteStrategy::Group);
    fixture.write(vec![event("s", "tool_use", "")]).await.unwrap();
    assert_eq!(fixture.rows().await.len(), 1);
    for suffix in ["", "-wal", "-shm"] {
        fs::remove_file(fixture.folder.join(format!("ingest.db{suffix}"))).unwrap();
    }
    fixture.write(vec![event("t", "tool_use", "")]).await.unwrap();
    let rows = fixture.rows().await;
    assert_eq!((rows.len(), &rows[0]["session_id"]), (1, &"t".into()));
}
