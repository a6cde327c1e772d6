//! Ingest backend: takes coding agents' events over HTTP, stores them in `SQLite` and shows them
//! live over Server-Sent Events. Its programs are thin: each calls one function.

mod config;
mod event;
mod http;
mod names;
mod raw_inserts;
mod store;
mod stream;

use std::{
    env,
    error::Error,
    process::{self, ExitCode},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io,
    signal::unix::{SignalKind, signal},
    sync::oneshot,
    time::{Instant, MissedTickBehavior, interval_at, sleep, timeout},
};

use config::Config;
use http::{App, Server};
pub use raw_inserts::measure_raw_inserts;
use store::{EventFilter, Store};
use stream::Hub;

const CONFIGURATION_ERROR: u8 = 2;

/// A write beyond the limit of a file's size is to fail, not to end the process.
const SIGXFSZ: i32 = 25;

/// Where a shutdown hangs, whatever the cause, the process ends all the same.
const SHUTDOWN_LIMIT: Duration = Duration::from_millis(4500);
const GRACE_FOR_WRITER: Duration = Duration::from_millis(800);

/// Runs the server until a signal ends it. Code 2 and one line on standard error where the
/// configuration can't be used.
#[must_use]
pub fn serve() -> ExitCode {
    let result =
        Config::read(|name| env::var_os(name)).map_err(Into::into).and_then(|config| run(&config));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(CONFIGURATION_ERROR)
        }
    }
}

#[tokio::main]
async fn run(config: &Config) -> Result<(), Box<dyn Error>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let _files_too_large = signal(SignalKind::from_raw(SIGXFSZ))?;

    let hub = Arc::new(Hub::new(config.max_subscribers, config.heartbeat));
    let (store, writer_ended) = Store::open(&store_options(config), Arc::clone(&hub))?;
    let server = Server::bind(&config.host, config.port, App::new(config, store, hub))
        .await
        .map_err(|error| bind_error(config, &error))?;
    let app = Arc::clone(server.app());
    tokio::spawn(tell_stats(Arc::clone(&app), config.stats_interval));
    tokio::spawn(sweep_sessions(Arc::clone(&app), config.sweep_period));
    println!("listening on http://{}:{}", in_url(&config.host), server.port());

    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tokio::spawn(async {
            sleep(SHUTDOWN_LIMIT).await;
            process::exit(0);
        });
    };
    server.run(stop).await;
    close(&app, writer_ended).await;
    // Neither a read nor a write that still runs is waited for.
    process::exit(0)
}

async fn close(app: &App, writer_ended: oneshot::Receiver<()>) {
    app.store().close();
    let _ = timeout(GRACE_FOR_WRITER, writer_ended).await;
}

/// Sends statistics to all subscribers each interval, one computation at a time.
async fn tell_stats(app: Arc<App>, period: Duration) {
    let mut ticks = interval_at(Instant::now() + period, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        if app.hub().len() == 0 {
            continue;
        }
        if let Ok(stats) = app.store().stats(EventFilter::default()).await {
            app.hub().publish_stats(&stats);
        }
    }
}

/// Ages the sessions each period, and tells all subscribers where that changed any.
async fn sweep_sessions(app: Arc<App>, period: Duration) {
    let mut ticks = interval_at(Instant::now() + period, period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        if let Ok(swept) = app.store().sweep().await
            && swept.idled + swept.ended > 0
        {
            app.hub().publish_sweep(swept);
        }
    }
}

fn store_options(config: &Config) -> store::Options {
    store::Options {
        path: config.database.clone(),
        synchronous: config.synchronous,
        strategy: config.write_strategy,
        queue_limit: config.queue_limit,
        session_timeout: config.session_timeout,
    }
}

fn bind_error(config: &Config, error: &io::Error) -> String {
    format!(
        "cannot listen on port {} of {}: {error}; choose another INGEST_PORT or INGEST_HOST",
        config.port, config.host
    )
}

fn in_url(host: &str) -> String {
    if host.contains(':') { format!("[{host}]") } else { host.to_owned() }
}
