use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::time::timeout;

use super::{EventStream, Filter, Hub};
use crate::{
    event::{Event, parse_event},
    store::{CommitListener, StoredEvent, Swept},
};

const HOUR: Duration = Duration::from_hours(1);
const SOON: Duration = Duration::from_secs(20);

fn event(agent_type: &str, metadata: &str) -> Event {
    let body = format!(
        r#"{{"session_id":"s","agent_type":"{agent_type}","event_type":"error","metadata":"{metadata}"}}"#
    );
    parse_event(body.as_bytes(), 20_000_000).unwrap().unwrap()
}

fn commit(hub: &Arc<Hub>, events: &[Event]) {
    let rows: Vec<_> = (1..).zip(events).map(|(id, event)| row(id, event)).collect();
    hub.committed(&rows);
}

fn row(id: i64, event: &Event) -> StoredEvent<'_> {
    StoredEvent { id, event, branch: None, project: None, created_at: "2026-01-31 00:00:00" }
}

fn agent(agent_type: &str) -> Filter {
    Filter { agent_type: Some(agent_type.to_owned()), event_type: None }
}

async fn next(stream: &mut EventStream) -> Bytes {
    let frame = timeout(SOON, stream.frame()).await.unwrap().unwrap().unwrap();
    frame.into_data().unwrap()
}

/// The messages of the next frame, which may hold several.
async fn messages(stream: &mut EventStream) -> Vec<Value> {
    let text = String::from_utf8(next(stream).await.to_vec()).unwrap();
    assert!(text.ends_with("\n\n"), "{text}");
    text.split_terminator("\n\n")
        .map(|frame| serde_json::from_str(frame.strip_prefix("data: ").unwrap()).unwrap())
        .collect()
}

async fn ids(stream: &mut EventStream) -> Vec<i64> {
    let messages = messages(stream).await;
    messages.iter().map(|message| message["payload"]["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn the_first_message_is_connected_then_come_the_events_in_order() {
    let hub = Arc::new(Hub::new(1, HOUR));
    let mut stream = hub.subscribe(Filter::default()).unwrap();
    commit(&hub, &[event("a", ""), event("b", "")]);
    hub.publish_sweep(Swept { idled: 2, ended: 1 });

    let connected = messages(&mut stream).await;
    assert_eq!(connected[0]["type"], "connected");
    assert!(connected[0]["timestamp"].as_str().unwrap().ends_with('Z'));
    assert_eq!(ids(&mut stream).await, [1, 2]);
    let update = serde_json::json!({"type": "session_update",
        "payload": {"type": "idle_check", "idled": 2, "ended": 1}});
    assert_eq!(messages(&mut stream).await, [update]);
}

#[tokio::test]
async fn filters_let_through_what_matches_whether_shared_or_copied() {
    let hub = Arc::new(Hub::new(2, HOUR));
    let mut most = hub.subscribe(agent("most")).unwrap();
    let mut few = hub.subscribe(agent("few")).unwrap();
    commit(&hub, &["few", "most", "most", "other", "most", "most"].map(|name| event(name, "")));

    drop((next(&mut most).await, next(&mut few).await));
    // What nobody wants is not even rendered, so that these four follow each other.
    assert_eq!(ids(&mut most).await, [2, 3, 5, 6]);
    assert_eq!(ids(&mut few).await, [1]);
}

#[tokio::test]
async fn all_who_want_everything_share_the_same_bytes() {
    let hub = Arc::new(Hub::new(2, HOUR));
    let mut streams = [(); 2].map(|()| hub.subscribe(Filter::default()).unwrap());
    commit(&hub, &[event("a", "x")]);
    let [one, other] = &mut streams;
    drop((next(one).await, next(other).await));
    assert_eq!(next(one).await.as_ptr(), next(other).await.as_ptr());
}

#[tokio::test]
async fn the_limit_holds_and_a_dropped_stream_gives_its_slot_back() {
    let hub = Arc::new(Hub::new(1, HOUR));
    let stream = hub.subscribe(Filter::default()).unwrap();
    assert!(hub.subscribe(Filter::default()).is_none());
    assert_eq!(hub.len(), 1);
    drop(stream);
    assert_eq!(hub.len(), 0);
    assert!(hub.subscribe(Filter::default()).is_some());
}

#[tokio::test]
async fn whoever_has_too_much_waiting_is_given_up_and_the_memory_freed() {
    let hub = Arc::new(Hub::new(1, HOUR));
    let mut stream = hub.subscribe(Filter::default()).unwrap();
    let subscriber = stream.subscriber();
    let mebibyte = event("a", &"x".repeat(1024 * 1024));
    for _ in 0..15 {
        commit(&hub, std::slice::from_ref(&mebibyte));
    }
    assert!(timeout(Duration::ZERO, subscriber.too_slow()).await.is_err());
    commit(&hub, &[mebibyte]);
    timeout(SOON, subscriber.too_slow()).await.unwrap();
    assert!(stream.frame().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn silence_is_broken_by_heartbeats_alone() {
    let hub = Arc::new(Hub::new(1, Duration::from_secs(30)));
    let mut stream = hub.subscribe(Filter::default()).unwrap();
    next(&mut stream).await;
    let start = tokio::time::Instant::now();
    let heartbeat = stream.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(heartbeat, ": heartbeat\n\n");
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn a_closed_hub_ends_its_streams_after_what_waits() {
    let hub = Arc::new(Hub::new(2, HOUR));
    let mut stream = hub.subscribe(Filter::default()).unwrap();
    hub.close();
    next(&mut stream).await;
    assert!(stream.frame().await.is_none());
    assert!(hub.subscribe(Filter::default()).is_none());
}
