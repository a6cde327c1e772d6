use super::{BatchBody, Event, FieldError, parse_batch, parse_event};

const CAP: usize = 1024;

fn with(members: &str) -> String {
    format!(r#"{{"session_id":"s","agent_type":"a","event_type":"tool_use",{members}}}"#)
}

fn event(members: &str) -> Event {
    parse_event(with(members).as_bytes(), CAP).unwrap().unwrap()
}

fn errors(body: &str) -> Vec<String> {
    let errors = parse_event(body.as_bytes(), CAP).unwrap().unwrap_err();
    errors.iter().map(|FieldError { field, message }| format!("{field}: {message}")).collect()
}

fn is_malformed(body: &[u8]) -> bool {
    parse_event(body, CAP).is_err()
}

#[test]
fn what_is_not_given_has_its_default() {
    let event = event(r#""branch":" \u00a0","cost_usd":null,"metadata":null"#);
    assert_eq!((event.status, event.source.as_ref()), ("success", "api"));
    assert_eq!(
        (event.event_id, event.branch, event.cost_usd, event.duration_ms),
        (None, None, None, None)
    );
    assert_eq!((event.tokens_in, event.cache_write_tokens), (0, 0));
    assert_eq!((event.metadata.text.as_ref(), event.metadata.truncated), ("{}", false));
    let error = r#"{"session_id":"s","agent_type":"a","event_type":"error"}"#;
    assert_eq!(parse_event(error.as_bytes(), CAP).unwrap().unwrap().status, "error");
}

#[test]
fn every_error_is_told_in_the_contracts_order() {
    let long = "x".repeat(4097);
    let body = format!(
        r#"{{"source":1,"client_timestamp":"","cost_usd":-1,"tokens_in":1.5,"duration_ms":"1",
        "model":"{long}","status":" success","event_type":"x","agent_type":" ","event_id":[]}}"#
    );
    assert_eq!(
        errors(&body),
        [
            "session_id: must be a string",
            "agent_type: must be a non-empty string",
            "event_type: must be one of: tool_use, session_start, session_end, error, llm_request, \
             llm_response, response, file_change, git_commit, plan_step, user_prompt",
            "status: must be one of: success, error, timeout",
            "event_id: must be a string when provided",
            "model: must be at most 4096 bytes",
            "duration_ms: must be a non-negative integer when provided",
            "tokens_in: must be a non-negative integer when provided",
            "cost_usd: must be a non-negative number when provided",
            "client_timestamp: must be a valid timestamp",
            "source: must be a string when provided",
        ]
    );
}

#[test]
fn what_is_no_object_is_told_as_the_body() {
    for body in ["[]", "[{\"a\":[1]}]", "5", "-5", "5.5", "\"x\"", "true", "null"] {
        assert_eq!(errors(body), ["body: must be a JSON object"], "{body}");
    }
}

#[test]
fn of_repeated_keys_the_last_one_counts() {
    assert_eq!(
        event(r#""branch":5,"branch":"b","metadata":[1],"metadata":{}"#).branch.unwrap(),
        "b"
    );
    assert_eq!(errors(&with(r#""branch":"b","branch":5"#)).len(), 1);
    assert_eq!(event(r#""metadata":[1],"metadata":null"#).metadata.text, "{}");
}

#[test]
fn a_number_is_the_nearest_double() {
    for (sent, stored) in [
        ("5.0", 5),
        ("50e-1", 5),
        ("-0", 0),
        ("-1e-400", 0),
        ("0.99999999999999999999", 1),
        ("9007199254740991.4", 9_007_199_254_740_991),
        ("9007199254740990.5", 9_007_199_254_740_990),
    ] {
        assert_eq!(event(&format!("\"tokens_in\":{sent}")).tokens_in, stored, "{sent}");
    }
    for sent in ["9007199254740991.5", "9007199254740992", "1e300", "-1", "5.5", "true"] {
        assert_eq!(errors(&with(&format!("\"tokens_in\":{sent}"))).len(), 1, "{sent}");
    }
    let cost = event("\"cost_usd\":-0.0").cost_usd.unwrap();
    assert!(cost == 0.0 && cost.is_sign_positive());
    assert_eq!(event("\"cost_usd\":1e9").cost_usd, Some(1e9));
    assert_eq!(errors(&with("\"cost_usd\":1000000000.1")).len(), 1);
}

#[test]
fn only_what_javascript_trims_is_trimmed() {
    let white =
        "\\t\\u000b\\f\\u00a0\\u1680\\u2000\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
    assert_eq!(event(&format!("\"branch\":\"{white}b{white}\"")).branch.unwrap(), "b");
    for kept in ["\u{85}", "\u{1c}", "\u{200b}", "\0"] {
        let escaped = serde_json::to_string(&format!("{kept}b{kept}")).unwrap();
        assert_eq!(
            event(&format!("\"branch\":{escaped}")).branch.unwrap(),
            format!("{kept}b{kept}")
        );
    }
}

#[test]
fn the_whole_body_is_judged() {
    for members in [
        r#""x":01"#,
        r#""x":"\q""#,
        r#""x":"\ud800""#,
        r#""x":[1,]"#,
        r#""branch":tru,"branch":"b""#,
        r#""metadata":{"a":1e999}"#,
        r#""metadata":[1 2],"metadata":{}"#,
    ] {
        assert!(is_malformed(with(members).as_bytes()), "{members}");
    }
    for after in ["{}", ",", "\0", "\u{feff}"] {
        assert!(is_malformed(format!("{}{after}", with("\"x\":1")).as_bytes()));
    }
    assert!(is_malformed(b""));
}

#[test]
fn bytes_must_be_strict_utf_8_and_one_mark_is_skipped() {
    let body = with("\"branch\":\"@\"");
    let at = body.find('@').unwrap();
    for bad in [&b"\xc0\xaf"[..], b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"\xe2\x82"] {
        assert!(is_malformed(&[&body.as_bytes()[..at], bad, &body.as_bytes()[at + 1..]].concat()));
    }
    let mark = b"\xef\xbb\xbf";
    assert!(!is_malformed(&[mark, body.as_bytes()].concat()));
    assert!(is_malformed(&[mark, mark, body.as_bytes()].concat()));
}

#[test]
fn a_hundred_levels_are_taken_and_a_thousand_are_not() {
    let nested = |depth: usize| with(&format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth)));
    assert!(!is_malformed(nested(100).as_bytes()));
    assert!(is_malformed(nested(1001).as_bytes()));
    let metadata = format!("\"metadata\":{}1{}", "{\"a\":".repeat(99), "}".repeat(99));
    assert!(!is_malformed(with(&metadata).as_bytes()));
    assert!(is_malformed(&b"[".repeat(100_000)));
}

#[test]
fn metadata_is_compact_with_its_keys_in_order() {
    for (sent, stored) in [
        (
            r#" { "b" : [ 1 , 2.5 , null ] , "a" : "\u00e9\n" } "#,
            "{\"b\":[1,2.5,null],\"a\":\"é\\n\"}",
        ),
        (r#""text""#, "text"),
        (r#""""#, ""),
        ("[ ]", "[]"),
        ("false", "false"),
        ("12", "12"),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        assert_eq!(event(&format!("\"metadata\":{sent}")).metadata.text, stored);
    }
}

#[test]
fn a_text_over_the_cap_is_cut_between_code_points() {
    let fits = "é".repeat(CAP / 2);
    let whole = event(&format!("\"metadata\":\"{fits}\"")).metadata;
    assert_eq!((whole.text.as_ref(), whole.truncated), (fits.as_str(), false));
    let cut = event(&format!("\"metadata\":\"x{fits}\"")).metadata;
    assert_eq!((cut.text.len(), cut.truncated), (CAP - 1, true));
}

#[test]
fn an_object_over_the_cap_is_summarised() {
    let text = "x".repeat(CAP);
    let sent = format!(
        r#"{{"type":"t","path":"{text}","command":"old","other":1,"error":{{"a":[1]}},"command":"ls"}}"#
    );
    let metadata = event(&format!("\"metadata\":{sent}")).metadata;
    assert!(metadata.truncated);
    assert_eq!(
        metadata.text,
        format!(
            r#"{{"_truncated":true,"_original_bytes":{},"command":"ls","error":{{"a":[1]}},"type":"t"}}"#,
            sent.len()
        )
    );
    let array = event(&format!("\"metadata\":[\"{text}\"]")).metadata;
    assert_eq!(array.text, format!(r#"{{"_truncated":true,"_original_bytes":{}}}"#, CAP + 4));
}

#[test]
fn a_summary_fills_the_cap_to_the_last_byte() {
    let rest = |bytes: usize| "q".repeat(bytes);
    let base = r#"{"_truncated":true,"_original_bytes":2000,"query":""}"#.len();
    for (extra, kept) in [(0, true), (1, false)] {
        let query = rest(CAP - base + extra);
        let padding = rest(2000 - r#"{"query":"","x":""}"#.len() - query.len());
        let sent = format!(r#""metadata":{{"query":"{query}","x":"{padding}"}}"#);
        let metadata = event(&sent).metadata;
        assert_eq!(metadata.text.contains("query"), kept);
        assert!(metadata.text.len() <= CAP);
    }
}

#[test]
fn a_batch_judges_each_item() {
    let body = format!(r#"{{"x":[{{}}],"events":[{},{{}},7]}}"#, with("\"x\":1"));
    let BatchBody::Items(items) = parse_batch(body.as_bytes(), CAP).unwrap() else {
        panic!("no items");
    };
    assert_eq!(items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false]);
}

#[test]
fn what_is_no_batch_is_told_apart_from_what_is_too_large() {
    for body in ["[]", "{}", "null", "7", r#"{"events":{}}"#, r#"{"events":[],"events":5}"#] {
        assert_eq!(parse_batch(body.as_bytes(), CAP).unwrap(), BatchBody::NotABatch, "{body}");
    }
    let items = |count: usize| format!(r#"{{"events":[{}]}}"#, vec!["1"; count].join(","));
    assert!(matches!(parse_batch(items(10_000).as_bytes(), CAP), Ok(BatchBody::Items(_))));
    assert_eq!(parse_batch(items(10_001).as_bytes(), CAP).unwrap(), BatchBody::TooMany);
    assert_eq!(parse_batch(b"{\"events\":[]}", CAP).unwrap(), BatchBody::Items(Vec::new()));
    assert!(parse_batch(b"{\"events\":[]", CAP).is_err());
}
