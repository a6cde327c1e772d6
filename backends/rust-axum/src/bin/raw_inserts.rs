//! What rusqlite itself makes of the workload's events: the yardstick for the server. Prints one line
//! of JSON.
//!
//! `raw_inserts DATABASE EVENTS GROUP_SIZE SYNCHRONOUS ID_SHAPE [many-rows]`

use std::process::ExitCode;

fn main() -> ExitCode {
    rust_axum::measure_raw_inserts()
}
