//! Host names, IP literals and origins as text. No name is ever looked up.

use std::net::{IpAddr, Ipv6Addr};

use crate::config::Config;

const MAX_NAME_BYTES: usize = 253;

/// The lower-case form that a `Host` field has, an IPv6 literal in brackets, given with or without
/// them; `None` where the text is no host.
pub fn normalise_host(text: &str) -> Option<String> {
    let host = text.to_ascii_lowercase();
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let address = bare.unwrap_or(&host).split('%').next().unwrap_or_default();
    if address.parse::<Ipv6Addr>().is_ok() {
        return Some(format!("[{}]", bare.unwrap_or(&host)));
    }
    let valid = if host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        is_ipv4(&host)
    } else {
        host.len() <= MAX_NAME_BYTES
            && host.strip_suffix('.').unwrap_or(&host).split('.').all(is_label)
    };
    valid.then_some(host)
}

/// `scheme://host` or `scheme://host:port` in the form in which two equal origins are equal texts:
/// lower case, without the scheme's default port. `None` where the text is no origin.
pub fn normalise_origin(text: &str) -> Option<String> {
    let (scheme, authority) = text.split_once("://")?;
    let valid_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let (host, port) = split_port(authority)?;
    let bracketed = host.starts_with('[');
    if !valid_scheme || bracketed != host.contains(':') {
        return None;
    }
    let scheme = scheme.to_ascii_lowercase();
    let host = normalise_host(host)?;
    let Some(port) = port else {
        return Some(format!("{scheme}://{host}"));
    };
    let port = port.parse::<u16>().ok().filter(|&port| port > 0)?;
    Some(match (scheme.as_str(), port) {
        ("http", 80) | ("https", 443) => format!("{scheme}://{host}"),
        _ => format!("{scheme}://{host}:{port}"),
    })
}

/// Which names and pages may reach this server, so that a page of another site can't do so through
/// a name that it points at the loopback address.
#[derive(Debug)]
pub struct AccessPolicy {
    hosts: Vec<String>,
    any_ip: bool,
    origins: Vec<String>,
}

impl AccessPolicy {
    pub fn new(config: &Config) -> Self {
        let fixed = ["localhost".to_owned(), "[::1]".to_owned()];
        let hosts = fixed
            .into_iter()
            .chain(normalise_host(&config.host))
            .chain(config.allowed_hosts.iter().cloned());
        Self {
            hosts: hosts.collect(),
            any_ip: config.host.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified()),
            origins: config.allowed_origins.iter().cloned().collect(),
        }
    }

    /// Whether a `Host` field, port and all, may be served.
    pub fn allows_host(&self, field: &str) -> bool {
        let Some((host, _)) = split_port(field) else {
            return false;
        };
        let host = host.to_ascii_lowercase();
        self.hosts.contains(&host)
            || (is_ipv4(&host)
                && (self.any_ip || host.split('.').next().is_some_and(|first| first == "127")))
            || (self.any_ip && is_bracketed_ipv6(&host))
    }

    /// Whether an origin is on the configured list and so gets CORS fields.
    pub fn lists_origin(&self, origin: &str) -> bool {
        !self.origins.is_empty()
            && normalise_origin(origin).is_some_and(|origin| self.origins.contains(&origin))
    }

    /// Whether a page of this origin may write or listen: it is listed, or came from this server.
    pub fn allows_origin(&self, origin: &str, host: Option<&str>) -> bool {
        let same = |host: &str| {
            let origin = normalise_origin(origin);
            origin.is_some() && origin == normalise_origin(&format!("http://{host}"))
        };
        self.lists_origin(origin) || host.is_some_and(same)
    }
}

/// Splits `host:port`, brackets kept; `None` where that is not its form.
fn split_port(authority: &str) -> Option<(&str, Option<&str>)> {
    let host_end = if authority.starts_with('[') {
        authority.find(']')? + 1
    } else {
        authority.find(':').unwrap_or(authority.len())
    };
    let (host, rest) = authority.split_at(host_end);
    match rest.strip_prefix(':') {
        Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some((host, (!port.is_empty()).then_some(port)))
        }
        None if rest.is_empty() => Some((host, None)),
        _ => None,
    }
}

fn is_bracketed_ipv6(host: &str) -> bool {
    host.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|bare| bare.parse::<Ipv6Addr>().is_ok())
}

/// Four decimal numbers up to 255, leading zeros allowed, which the standard library refuses.
fn is_ipv4(host: &str) -> bool {
    let is_byte = |part: &str| {
        (1..=3).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u8>().is_ok()
    };
    host.split('.').count() == 4 && host.split('.').all(is_byte)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(variables: &[(&str, &str)]) -> AccessPolicy {
        let lookup = |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        };
        AccessPolicy::new(&Config::read(lookup).unwrap())
    }

    #[test]
    fn loopback_names_pass_whatever_their_port_and_case() {
        let policy = policy(&[]);
        for host in
            ["localhost", "LOCALHOST:1", "127.0.0.1:3141", "127.9.8.7", "[::1]:80", "localhost:"]
        {
            assert!(policy.allows_host(host), "{host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.256",
            "127.1",
            "[::2]",
            "10.0.0.1",
            "a@localhost",
            "localhost:x",
            "",
            "[::1",
        ] {
            assert!(!policy.allows_host(host), "{host}");
        }
    }

    #[test]
    fn a_wildcard_bind_lets_any_ip_literal_pass_and_no_name() {
        let policy = policy(&[("INGEST_HOST", "0.0.0.0"), ("INGEST_ALLOW_HOST", "Box.example")]);
        for host in ["10.0.0.1:80", "[2001:db8::1]", "box.EXAMPLE:1"] {
            assert!(policy.allows_host(host), "{host}");
        }
        assert!(!policy.allows_host("other.example"));
    }

    #[test]
    fn own_and_listed_origins_pass() {
        let policy = policy(&[("INGEST_ALLOW_ORIGIN", "https://a.example")]);
        assert!(policy.allows_origin("http://LOCALHOST", Some("localhost:80")));
        assert!(policy.allows_origin("http://localhost:3141", Some("localhost:3141")));
        assert!(policy.allows_origin("HTTPS://a.example:443", None));
        for origin in [
            "null",
            "http://localhost:3142",
            "https://localhost:3141",
            "http://b.example",
            "http://localhost:3141/",
        ] {
            assert!(!policy.allows_origin(origin, Some("localhost:3141")), "{origin}");
        }
        assert!(!policy.lists_origin("http://localhost"));
    }

    #[test]
    fn what_is_no_origin_has_no_form() {
        for text in [
            "",
            "*",
            "null",
            "a.example",
            "http://",
            "http://a/",
            "http://a:0",
            "http://a:65536",
            "http://::1",
            "http://a b",
            "1http://a",
        ] {
            assert_eq!(normalise_origin(text), None, "{text}");
        }
        assert_eq!(normalise_origin("http://[::1]:80").as_deref(), Some("http://[::1]"));
    }
}
