//! The timestamp forms of the contract.

use std::time::{SystemTime, UNIX_EPOCH};

use time::{Date, Month, OffsetDateTime};

const SECONDS_PER_DAY: i64 = 86_400;
const UNIX_EPOCH_JULIAN_DAY: i32 = 2_440_588;
const FIRST_SECOND: i64 = -62_135_596_800; // 0001-01-01T00:00:00Z
const LAST_SECOND: i64 = 253_402_300_799; // 9999-12-31T23:59:59Z
const MAX_OFFSET_SECONDS: i64 = 18 * 3600;
const STORED_CLIENT_FORM_BYTES: usize = "2026-01-31T23:59:59.999Z".len();

/// A point in time, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    unix_seconds: i64,
    milliseconds: u16,
    /// Whether a fraction follows the second, however small.
    fractional: bool,
}

impl Moment {
    pub fn now() -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            unix_seconds: i64::try_from(since_epoch.as_secs()).unwrap_or(LAST_SECOND),
            milliseconds: u16::try_from(since_epoch.subsec_millis()).unwrap_or(0),
            fractional: since_epoch.subsec_nanos() > 0,
        }
    }

    pub fn minus_seconds(self, seconds: u64) -> Self {
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
        Self { unix_seconds: self.unix_seconds.saturating_sub(seconds), ..self }
    }

    /// As a server time is stored: the second that the moment falls into.
    pub fn floor(self) -> String {
        stored_second(self.unix_seconds)
    }

    /// The first stored server time that is not before the moment.
    pub fn ceiling(self) -> String {
        stored_second(self.unix_seconds + i64::from(self.fractional))
    }

    /// `YYYY-MM-DDTHH:MM:SS.mmmZ`
    pub fn client_form(self) -> String {
        let second = stored_second(self.unix_seconds).replace(' ', "T");
        format!("{second}.{:03}Z", self.milliseconds)
    }
}

/// `YYYY-MM-DD HH:MM:SS`. What lies beyond the years of this form becomes a text that sorts before
/// or after every such time.
fn stored_second(unix_seconds: i64) -> String {
    let Ok(time) = OffsetDateTime::from_unix_timestamp(unix_seconds) else {
        return if unix_seconds < 0 { String::new() } else { "~".to_owned() };
    };
    if time.year() < 0 {
        return String::new();
    }
    let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
    let (hour, minute, second) = time.to_hms();
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

/// A `client_timestamp` as it is stored; `None` where it is unusable.
pub fn to_stored_client_form(text: &str) -> Option<String> {
    let moment = parse_client_form(text)?;
    let bytes = text.as_bytes();
    let stored_already = bytes.len() == STORED_CLIENT_FORM_BYTES
        && (bytes[10], bytes[19], bytes[23]) == (b'T', b'.', b'Z');
    Some(if stored_already { text.to_owned() } else { moment.client_form() })
}

/// The moment that a query's `since` or `until` means.
pub fn parse_query_form(text: &str) -> Option<Moment> {
    parse_client_form(text).or_else(|| parse_stored_form(text))
}

fn parse_client_form(text: &str) -> Option<Moment> {
    let mut scanner = Scanner(text.as_bytes());
    let midnight = scanner.date()?;
    if scanner.0.is_empty() {
        return Some(Moment { unix_seconds: midnight, milliseconds: 0, fractional: false });
    }
    scanner.skip(b"Tt")?;
    let (hours_and_minutes, mut seconds) = (scanner.hours_and_minutes()?, 0);
    let mut fraction: &[u8] = &[];
    if scanner.skip(b":").is_some() {
        seconds = scanner.number(2, 59)?;
        if scanner.skip(b".").is_some() {
            fraction = scanner.digits()?;
        }
    }
    let offset = scanner.offset()?;
    let unix_seconds = midnight + hours_and_minutes + seconds - offset;
    if !scanner.0.is_empty() || !(FIRST_SECOND..=LAST_SECOND).contains(&unix_seconds) {
        return None;
    }
    let millisecond_digits = fraction.iter().chain(b"000").take(3);
    Some(Moment {
        unix_seconds,
        milliseconds: millisecond_digits.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0')),
        fractional: fraction.iter().any(|&digit| digit != b'0'),
    })
}

/// `YYYY-MM-DD HH:MM:SS`
fn parse_stored_form(text: &str) -> Option<Moment> {
    let mut scanner = Scanner(text.as_bytes());
    let midnight = scanner.date()?;
    scanner.skip(b" ")?;
    let hours_and_minutes = scanner.hours_and_minutes()?;
    scanner.skip(b":")?;
    let unix_seconds = midnight + hours_and_minutes + scanner.number(2, 59)?;
    scanner.0.is_empty().then_some(Moment { unix_seconds, milliseconds: 0, fractional: false })
}

/// What is left of a text that is read from left to right.
struct Scanner<'a>(&'a [u8]);

impl<'a> Scanner<'a> {
    /// The midnight that `YYYY-MM-DD` begins with, in seconds since 1970.
    fn date(&mut self) -> Option<i64> {
        let year = i32::try_from(self.number(4, 9999)?).ok().filter(|&year| year > 0)?;
        self.skip(b"-")?;
        let month = Month::try_from(u8::try_from(self.number(2, 12)?).ok()?).ok()?;
        self.skip(b"-")?;
        let day = u8::try_from(self.number(2, 31)?).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        Some(i64::from(date.to_julian_day() - UNIX_EPOCH_JULIAN_DAY) * SECONDS_PER_DAY)
    }

    fn hours_and_minutes(&mut self) -> Option<i64> {
        let hours = self.number(2, 23)?;
        self.skip(b":")?;
        Some(hours * 3600 + self.number(2, 59)? * 60)
    }

    /// Nothing, `Z` or `±HH:MM`, in seconds.
    fn offset(&mut self) -> Option<i64> {
        if self.0.is_empty() || self.skip(b"Zz").is_some() {
            return Some(0);
        }
        let sign = if self.skip(b"+-")? == b'+' { 1 } else { -1 };
        let hours = self.number(2, 18)?;
        self.skip(b":")?;
        let seconds = hours * 3600 + self.number(2, 59)? * 60;
        (seconds <= MAX_OFFSET_SECONDS).then_some(sign * seconds)
    }

    /// A number of exactly so many digits.
    fn number(&mut self, digits: usize, most: i64) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number
            .iter()
            .try_fold(0, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'))
            })
            .filter(|&number| number <= most)
    }

    /// At least one digit, and any number of them.
    fn digits(&mut self) -> Option<&'a [u8]> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        (count > 0).then_some(digits)
    }

    /// The next byte if it is one of these.
    fn skip(&mut self, any_of: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        any_of.contains(&first).then(|| {
            self.0 = rest;
            first
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_query_form, stored_second, to_stored_client_form};

    #[test]
    fn every_form_becomes_utc_with_milliseconds() {
        for (sent, stored) in [
            ("2026-01-31", "2026-01-31T00:00:00.000Z"),
            ("2026-01-31T23:59", "2026-01-31T23:59:00.000Z"),
            ("2026-01-31t23:59:58z", "2026-01-31T23:59:58.000Z"),
            ("2026-01-31T23:59:58.1", "2026-01-31T23:59:58.100Z"),
            ("2026-01-31T23:59:58.99999Z", "2026-01-31T23:59:58.999Z"),
            ("2026-01-31T23:59:58.123Z", "2026-01-31T23:59:58.123Z"),
            ("2024-02-29T00:00-18:00", "2024-02-29T18:00:00.000Z"),
            ("2026-03-01T01:30:00+02:00", "2026-02-28T23:30:00.000Z"),
            ("0001-01-01", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999", "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(to_stored_client_form(sent).as_deref(), Some(stored), "{sent}");
        }
    }

    #[test]
    fn every_other_form_is_refused() {
        for sent in [
            "",
            "2026",
            "2026-1-31",
            "2026-02-30",
            "2025-02-29",
            "0000-01-01",
            "2026-01-31T",
            "2026-01-31T24:00",
            "2026-01-31T23:60",
            "2026-01-31T23:59:60",
            "2026-01-31T23:59.5",
            "2026-01-31T23:59:58.",
            "2026-01-31 23:59:58",
            " 2026-01-31",
            "2026-01-31Z",
            "2026-01-31T23:59+18:01",
            "2026-01-31T23:59+0200",
            "2026-01-31T23:59ZZ",
            "0001-01-01T00:00+00:01",
            "9999-12-31T23:59-00:01",
            "２０２６-01-31",
        ] {
            assert_eq!(to_stored_client_form(sent), None, "{sent}");
        }
    }

    #[test]
    fn queries_take_the_stored_form_and_count_fractions() {
        let moment = parse_query_form("2026-01-31 23:59:58").unwrap();
        assert_eq!((moment.floor(), moment.ceiling()), (moment.ceiling(), moment.floor()));
        let later = parse_query_form("2026-01-31T23:59:58.0000000000001").unwrap();
        assert_eq!(later.floor(), "2026-01-31 23:59:58");
        assert_eq!(later.ceiling(), "2026-01-31 23:59:59");
        let last = parse_query_form("9999-12-31T23:59:59.5").unwrap();
        assert!(last.ceiling().as_str() > "9999-12-31 23:59:59");
    }

    #[test]
    fn years_beyond_four_digits_sort_outside_of_all_stored_times() {
        assert!(stored_second(i64::MAX).as_str() > "9999");
        assert!(stored_second(i64::MIN).as_str() < "0000");
        assert_eq!(stored_second(0), "1970-01-01 00:00:00");
    }
}
