//! One subscriber: the frames that wait for it, and the response body that takes them.

use std::{
    collections::VecDeque,
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame};
use tokio::{
    task::JoinHandle,
    time::{Instant, Sleep},
};
use tokio_util::sync::CancellationToken;

use super::{Hub, frames};
use crate::event::Event;

/// So much may wait for a subscriber, no more.
const MAX_WAITING_BYTES: usize = 16 * 1024 * 1024;

/// Which events a subscriber wants to see.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub agent_type: Option<String>,
    pub event_type: Option<String>,
}

impl Filter {
    pub fn is_open(&self) -> bool {
        self.agent_type.is_none() && self.event_type.is_none()
    }

    pub fn wants(&self, event: &Event) -> bool {
        self.agent_type.as_ref().is_none_or(|wanted| *wanted == event.agent_type)
            && self.event_type.as_ref().is_none_or(|wanted| *wanted == event.event_type)
    }
}

/// What the hub knows of a subscriber. For any thread; nothing waits.
#[derive(Debug)]
pub struct Subscriber {
    pub(super) filter: Filter,
    queue: Mutex<Queue>,
    too_slow: CancellationToken,
}

#[derive(Debug, Default)]
struct Queue {
    frames: VecDeque<Bytes>,
    bytes: usize,
    closed: bool,
    waker: Option<Waker>,
}

impl Subscriber {
    pub(super) fn new(filter: Filter) -> Self {
        let too_slow = CancellationToken::new();
        Self { filter, queue: Mutex::default(), too_slow }
    }

    /// Adds frames to what waits for it; drops all of it where that is too much.
    pub(super) fn offer(&self, frames: impl IntoIterator<Item = Bytes>) {
        let mut queue = self.queue();
        if queue.closed {
            return;
        }
        for frame in frames {
            queue.bytes += frame.len();
            queue.frames.push_back(frame);
        }
        if queue.bytes > MAX_WAITING_BYTES {
            self.too_slow.cancel();
            queue.frames.clear();
            queue.closed = true;
        }
        queue.wake();
    }

    /// Ends its stream after what waits.
    pub(super) fn close(&self) {
        let mut queue = self.queue();
        queue.closed = true;
        queue.wake();
    }

    /// Completed once too much waits for it.
    pub async fn too_slow(&self) {
        self.too_slow.cancelled().await;
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn poll_next(&self, cx: &Context) -> Poll<Option<Bytes>> {
        let mut queue = self.queue();
        if let Some(frame) = queue.frames.pop_front() {
            queue.bytes -= frame.len();
            return Poll::Ready(Some(frame));
        }
        if queue.closed {
            return Poll::Ready(None);
        }
        queue.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

impl Queue {
    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// The response body of a stream. Once it is dropped the subscriber is none any more.
pub struct EventStream {
    hub: Arc<Hub>,
    subscriber: Arc<Subscriber>,
    heartbeat: Duration,
    silence: Pin<Box<Sleep>>,
    watch: Option<JoinHandle<()>>,
}

impl EventStream {
    pub(super) fn new(hub: Arc<Hub>, subscriber: Arc<Subscriber>, heartbeat: Duration) -> Self {
        let silence = Box::pin(tokio::time::sleep(heartbeat));
        Self { hub, subscriber, heartbeat, silence, watch: None }
    }

    pub fn subscriber(&self) -> Arc<Subscriber> {
        Arc::clone(&self.subscriber)
    }

    /// Ends the task with the stream.
    pub fn watched_by(mut self, watch: JoinHandle<()>) -> Self {
        self.watch = Some(watch);
        self
    }
}

impl Body for EventStream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = match self.subscriber.poll_next(cx) {
            Poll::Pending if self.silence.as_mut().poll(cx).is_ready() => Some(frames::HEARTBEAT),
            Poll::Pending => return Poll::Pending,
            Poll::Ready(next) => next,
        };
        let silence_ends = Instant::now() + self.heartbeat;
        self.silence.as_mut().reset(silence_ends);
        Poll::Ready(next.map(|bytes| Ok(Frame::data(bytes))))
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.hub.forget(&self.subscriber);
        if let Some(watch) = &self.watch {
            watch.abort();
        }
    }
}
