//! The sessions and agents that a transaction touches: each is read once and written once, however
//! many events it has. Nothing is kept between transactions, because other processes may write too.

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use rusqlite::{Connection, OptionalExtension, params};

use crate::event::Event;

const SELECT_SESSION: &str = "SELECT project, branch FROM sessions WHERE id = ?1";

// A row that would stay as it is, is not written again: many groups fall into one second.
const UPSERT_SESSION: &str = "
    INSERT INTO sessions
        (id, agent_id, agent_type, project, branch, status, started_at, ended_at, last_event_at)
    VALUES (?1, ?2 || '-default', ?2, ?3, ?4, ?5, ?7, ?6, ?7)
    ON CONFLICT (id) DO UPDATE SET
        project = excluded.project,
        branch = excluded.branch,
        status = excluded.status,
        ended_at = excluded.ended_at,
        last_event_at = excluded.last_event_at
    WHERE (project, branch, status, ended_at, last_event_at) IS NOT
        (excluded.project, excluded.branch, excluded.status, excluded.ended_at,
        excluded.last_event_at)";
const UPSERT_AGENT: &str = "
    INSERT INTO agents (id, agent_type, registered_at, last_seen_at)
    VALUES (?1 || '-default', ?1, ?2, ?2)
    ON CONFLICT (id) DO UPDATE SET last_seen_at = excluded.last_seen_at
    WHERE last_seen_at IS NOT excluded.last_seen_at";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Active,
    Idle,
    Ended,
}

impl Status {
    fn after(event: &Event) -> Self {
        match (event.source.as_ref(), event.event_type, event.agent_type.as_str()) {
            ("import", _, _) => Self::Ended,
            (_, "session_end", "claude_code") => Self::Idle,
            (_, "session_end", _) => Self::Ended,
            _ => Self::Active,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Idle => "idle",
            Self::Ended => "ended",
        }
    }
}

/// A session as the transaction has it so far.
pub(super) struct Session<'e> {
    project: Option<Rc<str>>,
    branch: Option<Rc<str>>,
    status: Status,
    /// Of the first new event, for the case that the session is new too.
    agent_type: Option<&'e str>,
}

impl<'e> Session<'e> {
    /// The event's project, or else the session's.
    pub fn project_for<'a>(&'a self, event: &'a Event) -> Option<&'a str> {
        event.project.as_deref().or(self.project.as_deref())
    }

    /// The event's branch, or else the session's.
    pub fn branch_for<'a>(&'a self, event: &'a Event) -> Option<&'a str> {
        event.branch.as_deref().or(self.branch.as_deref())
    }

    pub fn project(&self) -> Option<Rc<str>> {
        self.project.clone()
    }

    pub fn branch(&self) -> Option<Rc<str>> {
        self.branch.clone()
    }

    /// Creates or reactivates the session by a new event.
    pub fn apply(&mut self, event: &'e Event) {
        replace(&mut self.project, event.project.as_deref());
        replace(&mut self.branch, event.branch.as_deref());
        self.status = Status::after(event);
        self.agent_type.get_or_insert(&event.agent_type);
    }
}

fn replace(current: &mut Option<Rc<str>>, given: Option<&str>) {
    if given.is_some() && current.as_deref() != given {
        *current = given.map(Rc::from);
    }
}

/// The sessions and agents of the events of one transaction.
#[derive(Default)]
pub(super) struct Book<'e> {
    sessions: HashMap<&'e str, Session<'e>>,
    agent_types: BTreeSet<&'e str>,
}

impl<'e> Book<'e> {
    /// The session of an event: stored, changed by the transaction, or about to be created.
    pub fn session(
        &mut self,
        connection: &Connection,
        id: &'e str,
    ) -> rusqlite::Result<&mut Session<'e>> {
        use std::collections::hash_map::Entry;
        Ok(match self.sessions.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(read(connection, id)?),
        })
    }

    /// Notes that an agent was seen.
    pub fn note_agent(&mut self, agent_type: &'e str) {
        self.agent_types.insert(agent_type);
    }

    /// Writes what was noted. `now` is the server time of every event noted.
    pub fn flush(self, connection: &Connection, now: &str) -> rusqlite::Result<()> {
        let mut upsert_agent = connection.prepare_cached(UPSERT_AGENT)?;
        for agent_type in self.agent_types {
            upsert_agent.execute(params![agent_type, now])?;
        }
        let mut upsert_session = connection.prepare_cached(UPSERT_SESSION)?;
        for (id, session) in self.sessions {
            let Some(agent_type) = session.agent_type else {
                continue; // nothing but duplicates
            };
            upsert_session.execute(params![
                id,
                agent_type,
                session.project,
                session.branch,
                session.status.as_str(),
                (session.status != Status::Active).then_some(now),
                now,
            ])?;
        }
        Ok(())
    }
}

fn read<'e>(connection: &Connection, id: &str) -> rusqlite::Result<Session<'e>> {
    let stored = connection
        .prepare_cached(SELECT_SESSION)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (project, branch) = stored.unwrap_or_default();
    Ok(Session { project, branch, status: Status::Active, agent_type: None })
}
