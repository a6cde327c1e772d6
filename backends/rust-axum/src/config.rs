//! The configuration: environment variables, read strictly before anything else happens.

use std::{collections::BTreeSet, ffi::OsString, fmt, path::PathBuf, time::Duration};

use crate::names::{normalise_host, normalise_origin};

const KIB: usize = 1024;
const MIB: usize = 1024 * 1024;

/// When writes are committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteStrategy {
    /// Every statement on its own.
    PerEvent,
    /// One transaction a request.
    PerBatch,
    /// Requests that wait together share one transaction.
    Group,
}

impl WriteStrategy {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PerEvent => "per-event",
            Self::PerBatch => "per-batch",
            Self::Group => "group",
        }
    }
}

/// `SQLite`'s `synchronous`: when the database waits for the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synchronous {
    Off,
    Normal,
    Full,
}

impl Synchronous {
    pub const ALL: [Self; 3] = [Self::Off, Self::Normal, Self::Full];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "OFF",
            Self::Normal => "NORMAL",
            Self::Full => "FULL",
        }
    }
}

/// The whole configuration of one process, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// As configured, an IPv6 literal without its brackets.
    pub host: String,
    pub port: u16,
    pub database: PathBuf,
    pub max_metadata_bytes: usize,
    pub max_body_bytes: usize,
    pub max_pending_bytes: usize,
    pub session_timeout: Duration,
    pub sweep_period: Duration,
    pub stats_interval: Duration,
    pub max_subscribers: usize,
    pub heartbeat: Duration,
    pub synchronous: Synchronous,
    pub write_strategy: WriteStrategy,
    pub queue_limit: usize,
    /// In the form of [`normalise_origin`].
    pub allowed_origins: BTreeSet<String>,
    /// In the form of [`normalise_host`].
    pub allowed_hosts: BTreeSet<String>,
}

/// A value that can't be used: one line that names the variable, its value and what is allowed.
#[derive(Debug)]
pub struct ConfigError {
    name: &'static str,
    value: OsString,
    expected: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The debug form keeps whatever the value holds on one line.
        write!(f, "{}: {:?} can't be used; expected {}", self.name, self.value, self.expected)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the environment through `lookup`; an empty variable counts as unset.
    pub fn read(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Self, ConfigError> {
        let variables = Variables(|name: &str| lookup(name).filter(|value| !value.is_empty()));
        let seconds =
            |name, default, range| Ok(Duration::from_secs(variables.number(name, default, range)?));
        let millis = |name, default, range| {
            Ok(Duration::from_millis(variables.number(name, default, range)?))
        };
        Ok(Self {
            host: variables.host("INGEST_HOST", "127.0.0.1")?,
            port: variables.number("INGEST_PORT", 3141, (0, 65_535))?,
            database: variables.path("INGEST_DB_PATH", "./data/ingest.db"),
            max_metadata_bytes: KIB * variables.number::<usize>("INGEST_MAX_PAYLOAD_KB", 10, (1, 1024))?,
            max_body_bytes: KIB * variables.number::<usize>("INGEST_MAX_BODY_KB", 1024, (1, 65_536))?,
            max_pending_bytes: MIB * variables.number::<usize>("INGEST_MAX_PENDING_MB", 64, (1, 4096))?,
            session_timeout: seconds("INGEST_SESSION_TIMEOUT_S", 300, (1, 2_000_000))?,
            sweep_period: millis("INGEST_SWEEP_MS", 60_000, (250, 86_400_000))?,
            stats_interval: millis("INGEST_STATS_INTERVAL_MS", 5000, (250, 86_400_000))?,
            max_subscribers: variables.number("INGEST_MAX_SSE_CLIENTS", 50, (1, 10_000))?,
            heartbeat: millis("INGEST_SSE_HEARTBEAT_MS", 30_000, (1000, 86_400_000))?,
            synchronous: variables.word(
                "INGEST_SYNCHRONOUS",
                Synchronous::Normal,
                &Synchronous::ALL,
                Synchronous::as_str,
            )?,
            write_strategy: variables.word(
                "INGEST_WRITE_STRATEGY",
                WriteStrategy::Group,
                &[WriteStrategy::PerEvent, WriteStrategy::PerBatch, WriteStrategy::Group],
                WriteStrategy::as_str,
            )?,
            queue_limit: variables.number("INGEST_QUEUE_LIMIT", 1024, (1, 100_000))?,
            allowed_origins: variables.list(
                "INGEST_ALLOW_ORIGIN",
                normalise_origin,
                "origins such as https://example.org:8443, separated by commas; * and null are none",
            )?,
            allowed_hosts: variables.list(
                "INGEST_ALLOW_HOST",
                normalise_host,
                "host names or IP literals without a port, separated by commas",
            )?,
        })
    }
}

struct Variables<F>(F);

impl<F: Fn(&str) -> Option<OsString>> Variables<F> {
    fn text(&self, name: &'static str, expected: &str) -> Result<Option<String>, ConfigError> {
        (self.0)(name)
            .map(|value| value.into_string().map_err(|value| refused(name, value, expected)))
            .transpose()
    }

    fn number<T: TryFrom<u64>>(
        &self,
        name: &'static str,
        default: T,
        (least, most): (u64, u64),
    ) -> Result<T, ConfigError> {
        let expected = format!("a whole number from {least} to {most}, decimal digits alone");
        let Some(text) = self.text(name, &expected)? else {
            return Ok(default);
        };
        // `parse` alone would take a sign.
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|number| digits && (least..=most).contains(number))
            .and_then(|number| T::try_from(number).ok())
            .ok_or_else(|| refused(name, text, expected))
    }

    fn word<T: Copy>(
        &self,
        name: &'static str,
        default: T,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Result<T, ConfigError> {
        let expected = format!(
            "one of {}",
            all.iter().map(|&value| word(value)).collect::<Vec<_>>().join(", ")
        );
        let Some(text) = self.text(name, &expected)? else {
            return Ok(default);
        };
        all.iter()
            .copied()
            .find(|&value| word(value) == text)
            .ok_or_else(|| refused(name, text, expected))
    }

    fn host(&self, name: &'static str, default: &str) -> Result<String, ConfigError> {
        let expected = "an IP literal or a host name";
        let text = self.text(name, expected)?.unwrap_or_else(|| default.to_owned());
        if normalise_host(&text).is_none() {
            return Err(refused(name, text, expected));
        }
        Ok(text.trim_start_matches('[').trim_end_matches(']').to_owned())
    }

    fn path(&self, name: &'static str, default: &str) -> PathBuf {
        (self.0)(name).map_or_else(|| PathBuf::from(default), PathBuf::from)
    }

    fn list(
        &self,
        name: &'static str,
        normalise: fn(&str) -> Option<String>,
        expected: &str,
    ) -> Result<BTreeSet<String>, ConfigError> {
        let text = self.text(name, expected)?.unwrap_or_default();
        if text.is_empty() {
            return Ok(BTreeSet::new());
        }
        text.split(',')
            .map(str::trim)
            .map(|entry| normalise(entry).ok_or_else(|| refused(name, entry, expected)))
            .collect()
    }
}

fn refused(
    name: &'static str,
    value: impl Into<OsString>,
    expected: impl Into<String>,
) -> ConfigError {
    ConfigError { name, value: value.into(), expected: expected.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, String> {
        let lookup = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        };
        Config::read(lookup).map_err(|error| error.to_string())
    }

    #[test]
    fn defaults_are_the_contracts() {
        let config = read(&[("INGEST_HOST", ""), ("INGEST_QUEUE_LIMIT", "")]).unwrap();
        assert_eq!((config.host.as_str(), config.port), ("127.0.0.1", 3141));
        assert_eq!(config.database, PathBuf::from("./data/ingest.db"));
        assert_eq!(config.max_metadata_bytes, 10_240);
        assert_eq!(config.max_body_bytes, 1_048_576);
        assert_eq!(config.max_pending_bytes, 67_108_864);
        assert_eq!(config.session_timeout, Duration::from_mins(5));
        assert_eq!(config.sweep_period, Duration::from_mins(1));
        assert_eq!(config.stats_interval, Duration::from_secs(5));
        assert_eq!(config.heartbeat, Duration::from_secs(30));
        assert_eq!((config.max_subscribers, config.queue_limit), (50, 1024));
        assert_eq!(config.synchronous, Synchronous::Normal);
        assert_eq!(config.write_strategy, WriteStrategy::Group);
        assert!(config.allowed_hosts.is_empty() && config.allowed_origins.is_empty());
    }

    #[test]
    fn numbers_are_digits_alone_and_within_their_range() {
        assert_eq!(read(&[("INGEST_PORT", "00065535")]).unwrap().port, 65_535);
        for value in
            ["+1", "-1", " 1", "1 ", "1.0", "1e3", "0x1", "١", "65536", "99999999999999999999"]
        {
            let error = read(&[("INGEST_PORT", value)]).unwrap_err();
            assert!(error.contains("INGEST_PORT") && error.contains("65535"), "{error}");
        }
        assert!(read(&[("INGEST_SWEEP_MS", "249")]).is_err());
    }

    #[test]
    fn words_are_case_sensitive() {
        assert_eq!(read(&[("INGEST_SYNCHRONOUS", "FULL")]).unwrap().synchronous, Synchronous::Full);
        assert!(read(&[("INGEST_SYNCHRONOUS", "full")]).is_err());
        let strategy = read(&[("INGEST_WRITE_STRATEGY", "per-event")]).unwrap().write_strategy;
        assert_eq!(strategy, WriteStrategy::PerEvent);
        assert!(
            read(&[("INGEST_WRITE_STRATEGY", "per_event")])
                .unwrap_err()
                .contains("per-event, per-batch, group")
        );
    }

    #[test]
    fn lists_are_normalised_and_every_entry_is_judged() {
        let config = read(&[
            ("INGEST_ALLOW_ORIGIN", "HTTP://A.example:80, https://b.example:8443"),
            ("INGEST_ALLOW_HOST", "Box.example,::1"),
        ])
        .unwrap();
        assert_eq!(
            config.allowed_origins.iter().collect::<Vec<_>>(),
            ["http://a.example", "https://b.example:8443"]
        );
        assert_eq!(config.allowed_hosts.iter().collect::<Vec<_>>(), ["[::1]", "box.example"]);
        for value in ["*", "null", "http://a.example,", "http://a.example/path"] {
            assert!(read(&[("INGEST_ALLOW_ORIGIN", value)]).is_err(), "{value}");
        }
        assert!(read(&[("INGEST_ALLOW_HOST", "a b")]).is_err());
    }

    #[test]
    fn an_error_is_one_line() {
        assert_eq!(read(&[("INGEST_PORT", "1\n2")]).unwrap_err().lines().count(), 1);
    }
}
