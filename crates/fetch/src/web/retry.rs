//! Whether, and how long after a failure, the same is asked once more.

use std::time::Duration;

use ureq::http::{HeaderMap, header};
use woozle_text::content_id;

use super::exchange;

/// How often an address is asked for in all.
pub(crate) const TRIES: u32 = 3;

/// Nobody waits longer for another try.
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Whether the server may answer otherwise when it is asked again soon.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502..=504 | 520..=524)
}

/// How long to wait after the failed try of this number, from 1 on: doubling, and at a point between half
/// and the whole of it that depends on the address alone, so that many programs do not come back at once
/// and one program always does the same.
pub(crate) fn pause(address: &str, tried: u32) -> Duration {
    let whole = 1_000_u64 << tried.min(5);
    let point = content_id(format!("{tried} {address}").as_bytes()) % (whole / 2);
    Duration::from_millis(whole / 2 + point)
}

/// How long the server asks to wait: in seconds, or until a time by its own clock.
pub(crate) fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let wish = exchange::header(headers, &header::RETRY_AFTER)?;
    if let Ok(seconds) = wish.trim().parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(100_000_000)));
    }
    let until = httpdate::parse_http_date(wish.trim()).ok()?;
    let now = httpdate::parse_http_date(exchange::header(headers, &header::DATE)?.trim()).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(pairs: &[(&'static str, &str)]) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header value"));
        }
        asked_for(&headers)
    }

    #[test]
    fn pauses_grow_differ_by_address_and_repeat() {
        for (tried, shortest) in [(1, 1_000), (2, 2_000), (3, 4_000)] {
            let pause = pause("https://news.example/a", tried);
            assert!((shortest..2 * shortest).contains(&pause.as_millis()), "{tried}: {pause:?}");
        }
        assert_eq!(pause("https://news.example/a", 1), pause("https://news.example/a", 1));
        assert_ne!(pause("https://news.example/a", 1), pause("https://news.example/b", 1));
        assert!(pause("x", u32::MAX) <= Duration::from_secs(32));
    }

    #[test]
    fn a_wish_is_in_seconds_or_a_time_by_the_servers_clock() {
        let date = ("date", "Wed, 04 Mar 2026 10:00:00 GMT");
        let later = ("retry-after", "Wed, 04 Mar 2026 10:02:00 GMT");
        assert_eq!(wish(&[("retry-after", " 7 ")]), Some(Duration::from_secs(7)));
        assert_eq!(wish(&[date, later]), Some(Duration::from_secs(120)));
        assert_eq!(wish(&[date, ("retry-after", "Wed, 04 Mar 2026 09:00:00 GMT")]), Some(Duration::ZERO));
        for none in [&[later][..], &[("retry-after", "-1"), date], &[("retry-after", "soon"), date], &[]] {
            assert_eq!(wish(none), None, "{none:?}");
        }
    }
}
