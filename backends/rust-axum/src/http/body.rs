//! Bodies of requests: which are taken, and how they are read within their limits.

use std::{error::Error, io, iter::successors, sync::Arc};

use axum::{
    body::{Body, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Shared, answer::Refusal, gate::only};

/// A whole body of the right media type, and the share of memory that it has.
pub(super) struct JsonBody {
    pub bytes: Bytes,
    pub memory: OwnedSemaphorePermit,
}

impl FromRequest<Shared> for JsonBody {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Shared) -> Result<Self, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Content-Type must be application/json, without an encoding",
            ));
        }
        let reading = Reading::start(request.into_body(), app)?;
        tokio::select! {
            biased;
            body = reading.finish() => body,
            () = app.last_call.cancelled() => Err(Refusal::unavailable("Shutting down")),
        }
    }
}

/// A body that is being read.
struct Reading<'a> {
    body: Body,
    app: &'a Shared,
    memory: OwnedSemaphorePermit,
}

impl<'a> Reading<'a> {
    /// Refuses what is declared to be too much before anything is read.
    fn start(body: Body, app: &'a Shared) -> Result<Self, Refusal> {
        let declared = usize::try_from(body.size_hint().exact().unwrap_or(0)).unwrap_or(usize::MAX);
        if declared > app.max_body_bytes {
            return Err(too_large(app));
        }
        let memory = reserve(&app.memory, declared)?;
        Ok(Self { body, app, memory })
    }

    async fn finish(mut self) -> Result<JsonBody, Refusal> {
        let first = self.next().await?.unwrap_or_default();
        if self.body.is_end_stream() {
            return Ok(JsonBody { bytes: first, memory: self.memory });
        }
        let mut bytes = BytesMut::with_capacity(self.memory.num_permits());
        bytes.extend_from_slice(&first);
        while let Some(more) = self.next().await? {
            self.make_room(bytes.len() + more.len())?;
            bytes.extend_from_slice(&more);
        }
        Ok(JsonBody { bytes: bytes.freeze(), memory: self.memory })
    }

    /// The next part of the body.
    async fn next(&mut self) -> Result<Option<Bytes>, Refusal> {
        while let Some(frame) = self.body.frame().await {
            let frame = frame.map_err(|error| broken(&error))?;
            if let Ok(data) = frame.into_data() {
                self.make_room(data.len())?;
                return Ok(Some(data));
            }
        }
        Ok(None)
    }

    /// Sees to it that so many bytes, at least, are allowed for.
    fn make_room(&mut self, bytes: usize) -> Result<(), Refusal> {
        if bytes > self.app.max_body_bytes {
            return Err(too_large(self.app));
        }
        let missing = bytes.saturating_sub(self.memory.num_permits());
        if missing > 0 {
            self.memory.merge(reserve(&self.app.memory, missing)?);
        }
        Ok(())
    }
}

/// What was sent is no body, or nothing of it has come for too long.
fn broken(error: &axum::Error) -> Refusal {
    let is_timeout = |cause: &(dyn Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::TimedOut)
    };
    let mut causes = successors(error.source(), |cause| (*cause).source());
    if causes.any(is_timeout) {
        Refusal::new(StatusCode::REQUEST_TIMEOUT, "The body did not come")
    } else {
        Refusal::bad_request("The body is broken")
    }
}

fn too_large(app: &Shared) -> Refusal {
    Refusal::too_large(format!("A body has at most {} bytes", app.max_body_bytes))
}

fn reserve(memory: &Arc<Semaphore>, bytes: usize) -> Result<OwnedSemaphorePermit, Refusal> {
    u32::try_from(bytes)
        .ok()
        .and_then(|bytes| Arc::clone(memory).try_acquire_many_owned(bytes).ok())
        .ok_or_else(|| Refusal::busy("Too many bytes wait to be stored, try again"))
}

/// Whether the fields say `application/json` in UTF-8, as it is.
fn is_json(headers: &HeaderMap) -> bool {
    !headers.contains_key(header::CONTENT_ENCODING)
        && only(headers, &header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(is_json_type)
}

fn is_json_type(value: &str) -> bool {
    let (media_type, parameters) = value.split_once(';').unwrap_or((value, ""));
    media_type.trim().eq_ignore_ascii_case("application/json")
        && split_parameters(parameters).all(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            !name.trim().eq_ignore_ascii_case("charset")
                || unquoted(value.trim()).eq_ignore_ascii_case("utf-8")
        })
}

/// Splits at the semicolons that are not quoted.
fn split_parameters(parameters: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    parameters.split(move |c| {
        let separates = c == ';' && !quoted;
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        separates
    })
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::is_json_type;

    #[test]
    fn json_in_utf_8_is_taken_in_every_spelling() {
        for value in [
            "application/json",
            "APPLICATION/Json ; Charset=UTF-8",
            "application/json;charset=\"utf-8\"",
            "application/json; x=\"a;charset=latin1\"; charset=utf-8",
            "application/json;",
        ] {
            assert!(is_json_type(value), "{value}");
        }
    }

    #[test]
    fn other_types_and_charsets_are_not() {
        for value in [
            "",
            "text/json",
            "application/json5",
            "application/json, application/json",
            "application/json; charset=latin1",
            "application/json; charset=\"utf-16\"",
            "application/json; charset",
            "application/json; charset=utf-8; charset=latin1",
        ] {
            assert!(!is_json_type(value), "{value}");
        }
    }
}
