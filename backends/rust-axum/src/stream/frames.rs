//! Messages as they go out: `data: `, one line of JSON, a blank line.

use std::ops::Range;

use bytes::Bytes;
use serde::Serialize;

use super::Filter;
use crate::{
    event::timestamp::Moment,
    store::{Stats, StoredEvent, Swept},
};

pub(super) const HEARTBEAT: Bytes = Bytes::from_static(b": heartbeat\n\n");

/// A chunk is sent once it is that long.
const CHUNK_BYTES: usize = 256 * 1024;

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Message<'a> {
    Connected { timestamp: String },
    Event { payload: &'a StoredEvent<'a> },
    Stats { payload: &'a Stats },
    SessionUpdate { payload: SessionUpdate },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum SessionUpdate {
    IdleCheck { idled: usize, ended: usize },
}

pub(super) fn connected() -> Bytes {
    frame(&Message::Connected { timestamp: Moment::now().client_form() })
}

pub(super) fn stats(stats: &Stats) -> Bytes {
    frame(&Message::Stats { payload: stats })
}

pub(super) fn swept(swept: Swept) -> Bytes {
    let payload = SessionUpdate::IdleCheck { idled: swept.idled, ended: swept.ended };
    frame(&Message::SessionUpdate { payload })
}

fn frame(message: &Message) -> Bytes {
    let mut buffer = Vec::new();
    write_frame(&mut buffer, message);
    buffer.into()
}

fn write_frame(buffer: &mut Vec<u8>, message: &Message) {
    let start = buffer.len();
    buffer.extend_from_slice(b"data: ");
    match serde_json::to_writer(&mut *buffer, message) {
        Ok(()) => buffer.extend_from_slice(b"\n\n"),
        // Nothing in a message can fail; half a frame would spoil those that follow.
        Err(_) => buffer.truncate(start),
    }
}

/// The frames of some events, rendered once and shared by all who get them.
pub(super) struct Chunk<'a> {
    frames: Vec<(&'a StoredEvent<'a>, Range<usize>)>,
    bytes: Bytes,
}

impl<'a> Chunk<'a> {
    /// Renders those of the events that are wanted, chunk by chunk.
    pub fn render_all(
        events: &'a [StoredEvent<'a>],
        mut is_wanted: impl FnMut(&StoredEvent) -> bool,
        mut consumer: impl FnMut(&Chunk),
    ) {
        let mut frames = Vec::new();
        let mut buffer = Vec::new();
        for event in events.iter().filter(|event| is_wanted(event)) {
            let start = buffer.len();
            write_frame(&mut buffer, &Message::Event { payload: event });
            frames.push((event, start..buffer.len()));
            if buffer.len() >= CHUNK_BYTES {
                let (frames, buffer) = (std::mem::take(&mut frames), std::mem::take(&mut buffer));
                consumer(&Chunk { frames, bytes: buffer.into() });
            }
        }
        if !frames.is_empty() {
            consumer(&Chunk { frames, bytes: buffer.into() });
        }
    }

    /// The frames that a filter lets through. A part of the chunk keeps all of it in memory, so
    /// what is less than half of it is copied.
    pub fn matching(&self, filter: &Filter) -> Vec<Bytes> {
        if filter.is_open() {
            return vec![self.bytes.clone()];
        }
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (_, frame) in self.frames.iter().filter(|(event, _)| filter.wants(event.event)) {
            match runs.last_mut() {
                Some(run) if run.end == frame.start => run.end = frame.end,
                _ => runs.push(frame.clone()),
            }
        }
        let total: usize = runs.iter().map(ExactSizeIterator::len).sum();
        if total == 0 {
            Vec::new()
        } else if total * 2 >= self.bytes.len() {
            runs.into_iter().map(|run| self.bytes.slice(run)).collect()
        } else {
            let parts: Vec<&[u8]> = runs.into_iter().map(|run| &self.bytes[run]).collect();
            vec![parts.concat().into()]
        }
    }
}
