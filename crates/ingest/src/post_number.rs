//! The address of a post in, the time that its number states out: on X (Twitter) and the sites that mirror it, the
//! number behind `/status/` is a snowflake.

use woozle_text::Published;

use crate::stated_date::{is_of_the_web, seconds};

/// Milliseconds from 1970 to the epoch of the numbers, 4 November 2010 (Twitter's published source of `snowflake`,
/// `IdWorker.scala`).
const EPOCH: i64 = 1_288_834_974_657;
/// The lower bits tell machines and posts of one millisecond apart; those above count milliseconds.
const COUNTED_WITHIN: u32 = 22;
/// Numbers of so many digits are of December 2010 and later. Shorter ones may be of the series before the snowflakes,
/// or of another network that has `/status/` in its addresses.
const FEWEST_DIGITS: usize = 17;
/// More do not fit the 63 bits.
const MOST_DIGITS: usize = 19;
/// A name of an account has no more letters.
const LONGEST_ACCOUNT: usize = 15;

/// The time, in UTC, that the number of the post states in an address such as `/account/status/1541815603606036480`,
/// whatever the site: mirrors keep the path, archives put their own address before it.
pub(crate) fn time_of_post(url: &str) -> Option<Published> {
    // What is asked of a page may be the address of another one.
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let parts: Vec<&str> = path.split('/').collect();
    let number = parts.windows(3).find_map(|parts| match *parts {
        [account, "status", number] if is_account(account) && is_snowflake(number) => Some(number),
        _ => None,
    })?;
    let number: i64 = number.parse().ok()?;
    seconds(((number >> COUNTED_WITHIN) + EPOCH) / 1_000).filter(is_of_the_web)
}

/// Whether the part of a path may be the name of an account; `/i/status/` and `/i/web/status/` stand for any.
fn is_account(part: &str) -> bool {
    let letters = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    letters && (1..=LONGEST_ACCOUNT).contains(&part.len())
}

fn is_snowflake(part: &str) -> bool {
    (FEWEST_DIGITS..=MOST_DIGITS).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(url: &str) -> Option<String> {
        time_of_post(url).map(|found| found.iso())
    }

    #[test]
    fn the_number_of_a_post_states_its_time_on_the_network_its_mirrors_and_in_archives() {
        // Two numbers whose times are published.
        for (url, expected) in [
            ("https://network.example/courier/status/1541815603606036480", "2022-06-28T16:07Z"),
            ("https://network.example/courier/status/1233161576649121792/photo/1", "2020-02-27T22:46Z"),
            ("https://mirror.example/courier/status/1541815603606036480?s=20#m", "2022-06-28T16:07Z"),
            ("https://network.example/i/web/status/1541815603606036480", "2022-06-28T16:07Z"),
            (
                "https://archive.example/web/20240101000000/https://network.example/courier/status/1541815603606036480",
                "2022-06-28T16:07Z",
            ),
        ] {
            assert_eq!(time(url).as_deref(), Some(expected), "{url}");
        }
    }

    #[test]
    fn other_numbers_state_none() {
        for path in [
            // Of the series before the snowflakes, and of a network that counts otherwise.
            "/courier/status/29700859247",
            "/status/4893012345678901",
            "/status/1541815603606036480",
            "/@courier/status/115415603606036480",
            "/courier/1541815603606036480",
            "/courier/statuses/1541815603606036480",
            "/a_name_of_too_many_letters/status/1541815603606036480",
            "/courier/status/1541815603606036480.html",
            "/courier/status/9999999999999999999",
            "/courier/status/9223372036854775807",
            "/courier/status/",
            "/share?of=/courier/status/1541815603606036480",
        ] {
            assert_eq!(time(&format!("https://network.example{path}")), None, "{path}");
        }
    }
}
