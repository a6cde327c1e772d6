//! The command line of the measurement of raw inserts.

use std::{env, ffi::OsString, path::PathBuf, process::ExitCode};

use crate::{
    config::Synchronous,
    store::raw::{self, IdShape, Options},
};

const USAGE: &str = "usage: raw_inserts DATABASE EVENTS GROUP_SIZE SYNCHRONOUS ID_SHAPE [many-rows]
  numbers from 1 to 999999999; SYNCHRONOUS one of OFF, NORMAL, FULL; ID_SHAPE one of spec, random-ids;
  many-rows has a statement insert up to 32 events instead of one";

const USAGE_ERROR: u8 = 2;

/// Measures as the program's arguments say and prints the figures as one line of JSON.
#[must_use]
pub fn measure_raw_inserts() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).map(OsString::into_string).collect();
    let words: Result<Vec<String>, _> = arguments.into_iter().collect();
    let Some(options) = words.ok().and_then(|words| options(&words)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(USAGE_ERROR);
    };
    let measured = raw::measure(&options).map_err(|error| error.to_string());
    let printed = measured
        .and_then(|figures| serde_json::to_string(&figures).map_err(|error| error.to_string()));
    match printed {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn options(words: &[String]) -> Option<Options> {
    let [path, events, group_size, synchronous, id_shape, rows @ ..] = words else { return None };
    let many_rows = match rows {
        [] => false,
        [word] if word == "many-rows" => true,
        _ => return None,
    };
    Some(Options {
        path: PathBuf::from(path),
        events: whole(events)?,
        group_size: whole(group_size)?,
        synchronous: Synchronous::ALL.into_iter().find(|level| level.as_str() == synchronous)?,
        id_shape: IdShape::ALL.into_iter().find(|shape| shape.as_str() == id_shape)?,
        many_rows,
    })
}

/// A positive number of at most nine digits.
fn whole(text: &str) -> Option<u32> {
    let is_plain = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_plain && *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Option<Options> {
        options(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn reads_every_argument() {
        let options = parse("raw.db 1200 500 FULL random-ids").unwrap();
        assert_eq!(options.path, PathBuf::from("raw.db"));
        assert_eq!((options.events, options.group_size), (1200, 500));
        assert_eq!((options.synchronous, options.id_shape), (Synchronous::Full, IdShape::Random));
        assert!(!options.many_rows);
        assert!(parse("raw.db 1200 500 FULL random-ids many-rows").unwrap().many_rows);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [
            "raw.db 1200 500 FULL",
            "raw.db 1200 500 FULL spec more",
            "raw.db 1200 500 FULL spec many-rows more",
            "raw.db 0 500 FULL spec",
            "raw.db +5 500 FULL spec",
            "raw.db 5 1000000000 FULL spec",
            "raw.db 5 500 full spec",
            "raw.db 5 500 FULL ascending",
        ] {
            assert!(parse(line).is_none(), "{line}");
        }
    }
}
