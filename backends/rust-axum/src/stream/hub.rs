//! All subscribers and what is sent to them. Each message is rendered once and shared.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use bytes::Bytes;

use super::{
    EventStream, Filter, Subscriber,
    frames::{self, Chunk},
};
use crate::store::{CommitListener, Stats, StoredEvent, Swept};

/// For any thread; nothing here waits for a subscriber.
#[derive(Debug)]
pub struct Hub {
    max_subscribers: usize,
    heartbeat: Duration,
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    subscribers: Vec<Arc<Subscriber>>,
    closed: bool,
}

impl Hub {
    pub fn new(max_subscribers: usize, heartbeat: Duration) -> Self {
        Self { max_subscribers, heartbeat, state: RwLock::default() }
    }

    pub const fn max_subscribers(&self) -> usize {
        self.max_subscribers
    }

    /// How many listen now.
    pub fn len(&self) -> usize {
        self.state.read().unwrap_or_else(PoisonError::into_inner).subscribers.len()
    }

    /// A stream that begins with `connected` and has every message from then on; `None` at the
    /// limit.
    pub fn subscribe(self: &Arc<Self>, filter: Filter) -> Option<EventStream> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if state.subscribers.len() >= self.max_subscribers || state.closed {
            return None;
        }
        let subscriber = Arc::new(Subscriber::new(filter));
        subscriber.offer([frames::connected()]);
        state.subscribers.push(Arc::clone(&subscriber));
        Some(EventStream::new(Arc::clone(self), subscriber, self.heartbeat))
    }

    pub fn publish_stats(&self, stats: &Stats) {
        self.publish(&frames::stats(stats));
    }

    pub fn publish_sweep(&self, swept: Swept) {
        self.publish(&frames::swept(swept));
    }

    /// Ends every stream, for good.
    pub fn close(&self) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.closed = true;
        state.subscribers.iter().for_each(|subscriber| subscriber.close());
    }

    pub(super) fn forget(&self, subscriber: &Arc<Subscriber>) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.subscribers.retain(|other| !Arc::ptr_eq(other, subscriber));
    }

    fn subscribers(&self) -> Vec<Arc<Subscriber>> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).subscribers.clone()
    }

    fn publish(&self, frame: &Bytes) {
        for subscriber in self.subscribers() {
            subscriber.offer([frame.clone()]);
        }
    }
}

impl CommitListener for Arc<Hub> {
    fn committed(&self, events: &[StoredEvent]) {
        // One look at the list for the whole commit: a newcomer gets all of it or nothing.
        let subscribers = self.subscribers();
        if subscribers.is_empty() {
            return;
        }
        Chunk::render_all(
            events,
            |event| subscribers.iter().any(|one| one.filter.wants(event.event)),
            |chunk| subscribers.iter().for_each(|one| one.offer(chunk.matching(&one.filter))),
        );
    }
}
