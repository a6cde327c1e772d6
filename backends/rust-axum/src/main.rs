//! The server, configured by environment variables.

use std::process::ExitCode;

fn main() -> ExitCode {
    rust_axum::serve()
}
