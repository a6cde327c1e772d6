//! Query parameters, read strictly as far as the known names go.

use std::borrow::Cow;

use axum::http::Uri;

use super::answer::Refusal;
use crate::{
    event::timestamp::{Moment, parse_query_form},
    store::{EventFilter, StatsFilter},
    stream::Filter,
};

const DEFAULT_LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 1000;
const MAX_DIGITS: usize = 15;
const EQUAL: [&str; 7] =
    ["agent_type", "event_type", "tool_name", "session_id", "branch", "model", "source"];

/// The known parameters that were given.
struct Query<'a>(Vec<(&'static str, Cow<'a, str>)>);

impl<'a> Query<'a> {
    fn parse(uri: &'a Uri, known: &[&'static str]) -> Result<Self, Refusal> {
        let mut given: Vec<(&str, Cow<str>)> = Vec::new();
        let raw = uri.query().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
            let Some(name) = known.iter().copied().find(|known| *known == name) else {
                continue;
            };
            if value.is_empty() {
                continue; // counts as not given
            }
            if given.iter().any(|(other, _)| *other == name) {
                return Err(Refusal::bad_request(format!("{name} must be given once")));
            }
            given.push((name, value));
        }
        Ok(Self(given))
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_ref())
    }

    fn number(&self, name: &str, default: i64) -> Result<i64, Refusal> {
        let Some(text) = self.text(name) else {
            return Ok(default);
        };
        let is_number = text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_number).ok_or_else(|| {
            Refusal::bad_request(format!("{name} must be 1 to {MAX_DIGITS} decimal digits"))
        })
    }

    fn moment(&self, name: &str) -> Result<Option<Moment>, Refusal> {
        self.text(name)
            .map(|text| {
                parse_query_form(text).ok_or_else(|| {
                    Refusal::bad_request(format!("{name} must be a valid timestamp"))
                })
            })
            .transpose()
    }

    fn equal(&self, names: &[&'static str]) -> Vec<(&'static str, String)> {
        let value = |name| self.text(name).map(|value| (name, value.to_owned()));
        names.iter().copied().filter_map(value).collect()
    }
}

/// Which events, how many of them, and how many before them are left out.
pub(super) fn page(uri: &Uri) -> Result<(EventFilter, u32, i64), Refusal> {
    let names: Vec<_> = EQUAL.into_iter().chain(["limit", "offset", "since", "until"]).collect();
    let query = Query::parse(uri, &names)?;
    let (since, until) = (query.moment("since")?, query.moment("until")?);
    let filter = EventFilter { equal: query.equal(&EQUAL), since, until };
    let limit = query.number("limit", DEFAULT_LIMIT)?;
    let limit = u32::try_from(limit)
        .ok()
        .filter(|limit| (1..=MAX_LIMIT).contains(&i64::from(*limit)))
        .ok_or_else(|| Refusal::bad_request(format!("limit must be from 1 to {MAX_LIMIT}")))?;
    Ok((filter, limit, query.number("offset", 0)?))
}

pub(super) fn stats(uri: &Uri) -> Result<StatsFilter, Refusal> {
    let query = Query::parse(uri, &["agent_type", "since"])?;
    let since = query.moment("since")?;
    Ok(StatsFilter { equal: query.equal(&["agent_type"]), since, until: None })
}

pub(super) fn stream(uri: &Uri) -> Result<Filter, Refusal> {
    let query = Query::parse(uri, &["agent_type", "event_type"])?;
    let text = |name| query.text(name).map(str::to_owned);
    Ok(Filter { agent_type: text("agent_type"), event_type: text("event_type") })
}
