//! A client's connection: what HTTP itself does not tell or do.
//!
//! - A client that leaves while a stream is silent, by a half-close too, is noticed at once.
//! - A client that takes nothing, or sends nothing of a request that it began, is given up.
//! - A body that nobody wants is read and thrown away, so that its sender can read the answer.

use std::{
    future::Future,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    runtime::Handle,
    time::{Instant, Sleep, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::stream::Subscriber;

/// So long nothing may arrive on an unfinished request.
const SILENCE_LIMIT: Duration = Duration::from_secs(30);

/// So long a subscriber may take nothing while something waits for it.
const STALL_LIMIT: Duration = Duration::from_secs(5);
const STALL_CHECK_PERIOD: Duration = Duration::from_millis(100);

/// So long, and so much, is read of a body that nobody wants.
const DISCARD_LIMIT: Duration = Duration::from_secs(5);
const DISCARD_BYTES: usize = 16 * 1024 * 1024;

/// A handle on a connection. Clones are handles on the same one.
#[derive(Clone, Debug)]
pub(super) struct Connection(Arc<State>);

#[derive(Debug)]
struct State {
    stream: TcpStream,
    opened: Instant,
    /// Whether something of a request has come that has not come as a whole.
    request_begun: AtomicBool,
    /// When the client stopped taking what is sent, in milliseconds after opening, 1 or more; 0
    /// while it takes all.
    stalled_since_ms: AtomicU64,
    given_up: CancellationToken,
}

impl Connection {
    pub fn new(stream: TcpStream) -> Self {
        Self(Arc::new(State {
            stream,
            opened: Instant::now(),
            request_begun: AtomicBool::new(false),
            stalled_since_ms: AtomicU64::new(0),
            given_up: CancellationToken::new(),
        }))
    }

    /// Its bytes, for HTTP.
    pub fn io(&self) -> ConnectionIo {
        ConnectionIo { connection: self.clone(), silence: None }
    }

    /// The body of a request that has begun to arrive on it.
    pub fn request_body(&self, body: Incoming) -> RequestBody {
        let body = RequestBody { connection: self.clone(), body: Some(body) };
        body.note_progress();
        body
    }

    /// Completed once the connection must be dropped, whatever HTTP still wants to do with it.
    pub async fn given_up(&self) {
        self.0.given_up.cancelled().await;
    }

    /// Gives the connection up once its subscriber leaves, stalls or is too slow.
    pub async fn watch(self, subscriber: Arc<Subscriber>) {
        tokio::select! {
            () = self.client_left() => {}
            () = self.stalled() => {}
            () = subscriber.too_slow() => {}
        }
        self.0.given_up.cancel();
    }

    /// Throws away what a subscriber sends, which is none of HTTP's business any more.
    async fn client_left(&self) {
        let mut scratch = [0; 1024];
        while self.0.stream.readable().await.is_ok() {
            match self.0.stream.try_read(&mut scratch) {
                Ok(0) => return,
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return,
                _ => {}
            }
        }
    }

    async fn stalled(&self) {
        loop {
            tokio::time::sleep(STALL_CHECK_PERIOD).await;
            let since_ms = self.0.stalled_since_ms.load(Ordering::Relaxed);
            if since_ms > 0 && self.age_ms().saturating_sub(since_ms) >= millis(STALL_LIMIT) {
                return;
            }
        }
    }

    fn age_ms(&self) -> u64 {
        millis(self.0.opened.elapsed()) + 1
    }

    fn note_write(&self, is_blocked: bool) {
        let since = &self.0.stalled_since_ms;
        if !is_blocked {
            since.store(0, Ordering::Relaxed);
        } else if since.load(Ordering::Relaxed) == 0 {
            since.store(self.age_ms(), Ordering::Relaxed);
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The bytes of a connection; only one task reads and writes them.
pub(super) struct ConnectionIo {
    connection: Connection,
    /// Runs while an unfinished request is silent.
    silence: Option<Pin<Box<Sleep>>>,
}

impl ConnectionIo {
    /// Ready once an unfinished request has been silent for too long.
    fn poll_silence(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.connection.0.request_begun.load(Ordering::Relaxed) {
            return Poll::Pending;
        }
        let silence = self
            .silence
            .get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + SILENCE_LIMIT)));
        silence.as_mut().poll(cx).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    fn poll_write_with<T>(
        &self,
        cx: &mut Context<'_>,
        mut write: impl FnMut(&TcpStream) -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            let stream = &self.connection.0.stream;
            if stream.poll_write_ready(cx)?.is_pending() {
                self.connection.note_write(true);
                return Poll::Pending;
            }
            match write(stream) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                result => {
                    self.connection.note_write(false);
                    return Poll::Ready(result);
                }
            }
        }
    }
}

impl AsyncRead for ConnectionIo {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            let state = &self.connection.0;
            if state.stream.poll_read_ready(cx)?.is_pending() {
                return self.poll_silence(cx);
            }
            match state.stream.try_read_buf(buffer) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
                Ok(bytes) => {
                    if bytes > 0 {
                        state.request_begun.store(true, Ordering::Relaxed);
                    }
                    self.silence = None;
                    return Poll::Ready(Ok(()));
                }
            }
        }
    }
}

impl AsyncWrite for ConnectionIo {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_with(cx, |stream| stream.try_write(bytes))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_with(cx, |stream| stream.try_write_vectored(slices))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let socket = socket2::SockRef::from(&self.connection.0.stream);
        Poll::Ready(socket.shutdown(std::net::Shutdown::Write))
    }
}

/// A request's body. What is left of it when it is dropped is thrown away in the background.
pub(super) struct RequestBody {
    connection: Connection,
    /// Taken when it is dropped.
    body: Option<Incoming>,
}

impl RequestBody {
    /// A request that has come as a whole may be followed by any silence.
    fn note_progress(&self) {
        if self.is_end_stream() {
            self.connection.0.request_begun.store(false, Ordering::Relaxed);
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let frame = ready!(Pin::new(body).poll_frame(cx));
        if frame.is_none() {
            self.connection.0.request_begun.store(false, Ordering::Relaxed);
        } else {
            self.note_progress();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(Body::size_hint).unwrap_or_default()
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        if self.is_end_stream() {
            return;
        }
        if let (Some(body), Ok(runtime)) = (self.body.take(), Handle::try_current()) {
            runtime.spawn(discard(self.connection.clone(), body));
        }
    }
}

async fn discard(connection: Connection, mut body: Incoming) {
    let all_read = async {
        let mut left = DISCARD_BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            left = left.saturating_sub(frame.data_ref().map_or(0, Bytes::len));
            if left == 0 {
                return;
            }
        }
        connection.0.request_begun.store(false, Ordering::Relaxed);
    };
    // Where it takes too long, HTTP closes the connection once it sees that nobody reads on.
    let _ = timeout(DISCARD_LIMIT, all_read).await;
}
