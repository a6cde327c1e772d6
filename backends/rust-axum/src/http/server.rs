//! Accepts connections, serves them, and ends them in order.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Body, extract::Request, response::Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower_service::Service;

use super::{App, Shared, connection::Connection, router};

/// How long to wait where the system has no room for another connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The parts of a shutdown; together with the last checkpoint they take less than 5 s.
const GRACE_FOR_BODIES: Duration = Duration::from_millis(500);
const GRACE_FOR_ANSWERS: Duration = Duration::from_secs(3);
const GRACE_FOR_CONNECTIONS: Duration = Duration::from_millis(300);

/// The listening server.
pub struct Server {
    app: Shared,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Binds the address; connections are accepted from then on, and served once it runs.
    pub async fn bind(host: &str, port: u16, app: App) -> io::Result<Self> {
        let listener = TcpListener::bind((host, port)).await?;
        let address = listener.local_addr()?;
        Ok(Self { app: Arc::new(app), listener, address })
    }

    pub const fn port(&self) -> u16 {
        self.address.port()
    }

    pub const fn app(&self) -> &Shared {
        &self.app
    }

    /// Serves until told to stop, then stops accepting, answers what was accepted and closes the
    /// streams. Neither a subscriber nor a half-sent request holds it up.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let serving = Serving {
            router: router(&self.app),
            unanswered: Arc::default(),
            stopping: CancellationToken::new(),
        };
        let connections = TaskTracker::new();
        let accepting = async {
            loop {
                match self.listener.accept().await {
                    Ok((stream, _)) => drop(connections.spawn(serving.clone().serve(stream))),
                    Err(error) if is_of_one_connection(&error) => {}
                    Err(error) => {
                        eprintln!("cannot accept a connection: {error}");
                        sleep(ACCEPT_PAUSE).await;
                    }
                }
            }
        };
        tokio::select! {
            () = accepting => {}
            () = stop => {}
        }
        drop(self.listener);
        serving.stopping.cancel();
        if timeout(GRACE_FOR_BODIES, serving.all_answered()).await.is_err() {
            self.app.last_call.cancel();
            // Whoever is still unanswered then was not acknowledged.
            let _ = timeout(GRACE_FOR_ANSWERS, serving.all_answered()).await;
        }
        self.app.hub.close();
        connections.close();
        let _ = timeout(GRACE_FOR_CONNECTIONS, connections.wait()).await;
    }
}

/// The client had gone before its connection was accepted.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionReset)
}

/// What all connections share.
#[derive(Clone)]
struct Serving {
    router: Router,
    unanswered: Arc<AtomicUsize>,
    stopping: CancellationToken,
}

impl Serving {
    async fn serve(self, stream: TcpStream) {
        // Without it small answers wait for the client's acknowledgement of the one before.
        let _ = stream.set_nodelay(true);
        let connection = Connection::new(stream);
        let service = service_fn(|request| self.answer(&connection, request));
        let http = http1::Builder::new()
            // A client may end its side once it has sent all; see `Connection::watch` for streams.
            .half_close(true)
            .serve_connection(TokioIo::new(connection.io()), service);
        tokio::pin!(http);
        // An error is the client's: it has left, or sent what is no HTTP.
        tokio::select! {
            _ = http.as_mut() => return,
            () = connection.given_up() => return,
            () = self.stopping.cancelled() => http.as_mut().graceful_shutdown(),
        }
        tokio::select! {
            _ = http => {}
            () = connection.given_up() => {}
        }
    }

    fn answer(
        &self,
        connection: &Connection,
        request: Request<Incoming>,
    ) -> impl Future<Output = Result<Response, Infallible>> + use<> {
        let mut request = request.map(|body| Body::new(connection.request_body(body)));
        request.extensions_mut().insert(connection.clone());
        let unanswered = Unanswered::count(&self.unanswered);
        let answer = self.router.clone().call(request);
        async move {
            let answer = answer.await;
            drop(unanswered);
            answer
        }
    }

    async fn all_answered(&self) {
        const PERIOD: Duration = Duration::from_millis(5);
        while self.unanswered.load(Ordering::Acquire) > 0 {
            sleep(PERIOD).await;
        }
    }
}

/// Counts a request until it is answered or its client has gone.
struct Unanswered(Arc<AtomicUsize>);

impl Unanswered {
    fn count(counter: &Arc<AtomicUsize>) -> Self {
        counter.fetch_add(1, Ordering::AcqRel);
        Self(Arc::clone(counter))
    }
}

impl Drop for Unanswered {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
