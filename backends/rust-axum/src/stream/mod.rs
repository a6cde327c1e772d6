//! The live stream: what is sent to its subscribers, and how.

mod frames;
mod hub;
mod subscriber;
#[cfg(test)]
mod tests;

pub use hub::Hub;
pub use subscriber::{EventStream, Filter, Subscriber};
