//! Who may come in: `Host` for every request, `Origin` for those that write or listen.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{App, Shared, answer::Refusal};

/// Refuses foreign hosts, and tells browsers which listed origins may read the answer.
pub(super) async fn pass(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let listed_origin = listed_origin(&app, request.headers());
    let is_options = request.method() == Method::OPTIONS;
    let mut response = if is_host_allowed(&app, &request) {
        next.run(request).await
    } else {
        Refusal::new(StatusCode::FORBIDDEN, "Host is not allowed").into_response()
    };
    if let Some(origin) = listed_origin {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        if is_options {
            let methods = HeaderValue::from_static("GET, POST");
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
            let fields = HeaderValue::from_static("content-type");
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, fields);
        }
    }
    response
}

/// The page that sent the request may write or listen.
pub(super) struct AllowedOrigin;

impl FromRequestParts<Shared> for AllowedOrigin {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Refusal> {
        let host = only(&parts.headers, &header::HOST).and_then(|host| host.to_str().ok());
        let is_allowed = !parts.headers.contains_key(header::ORIGIN)
            || only(&parts.headers, &header::ORIGIN)
                .and_then(|origin| origin.to_str().ok())
                .is_some_and(|origin| app.access.allows_origin(origin, host));
        if is_allowed {
            Ok(Self)
        } else {
            Err(Refusal::new(StatusCode::FORBIDDEN, "Origin is not allowed"))
        }
    }
}

/// The host of the `Host` field and that of a target in absolute form must both be allowed.
/// Without either the request is one of HTTP/1.0.
fn is_host_allowed(app: &Arc<App>, request: &Request) -> bool {
    let fields = request.headers().get_all(header::HOST).iter().map(|field| field.to_str().ok());
    let authority = request.uri().authority().map(|authority| Some(authority.as_str()));
    fields.chain(authority).all(|host| host.is_some_and(|host| app.access.allows_host(host)))
}

fn listed_origin(app: &Arc<App>, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = only(headers, &header::ORIGIN)?;
    app.access.lists_origin(origin.to_str().ok()?).then(|| origin.clone())
}

/// The value of a field that is there once.
pub(super) fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}
