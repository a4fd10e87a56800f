//! [`Pace`]: how long to wait before a host is asked again.

use std::{collections::BTreeMap, time::Duration};

/// Between two requests to a host that does not ask for more.
const USUAL: Duration = Duration::from_secs(1);

/// A longer Crawl-delay is cut to this.
const SLOWEST: Duration = Duration::from_secs(30);

/// When each host may be asked again. Times are the clock's.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    hosts: BTreeMap<String, Host>,
}

#[derive(Debug)]
struct Host {
    interval: Duration,
    /// Not before.
    next: Duration,
}

impl Default for Host {
    fn default() -> Self {
        Self { interval: USUAL, next: Duration::ZERO }
    }
}

impl Pace {
    /// How long the host must still be left alone.
    pub(crate) fn wait(&self, host: &str, now: Duration) -> Duration {
        self.hosts.get(host).map_or(Duration::ZERO, |host| host.next.saturating_sub(now))
    }

    /// The host is asked now.
    pub(crate) fn asked(&mut self, host: &str, now: Duration) {
        let host = self.hosts.entry(host.to_owned()).or_default();
        host.next = host.next.max(now + host.interval);
    }

    /// The host's `robots.txt` asks for so much time between requests.
    pub(crate) fn slow_down(&mut self, host: &str, delay: Duration) {
        let host = self.hosts.entry(host.to_owned()).or_default();
        host.interval = delay.clamp(USUAL, SLOWEST);
    }

    /// The host asks to be left alone until then.
    pub(crate) fn rest(&mut self, host: &str, until: Duration) {
        let host = self.hosts.entry(host.to_owned()).or_default();
        host.next = host.next.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn each_host_has_its_own_pace() {
        let mut pace = Pace::default();
        assert_eq!(pace.wait("a", seconds(0)), seconds(0));
        pace.asked("a", seconds(10));
        assert_eq!(pace.wait("a", seconds(10)), seconds(1));
        assert_eq!(pace.wait("a", seconds(11)), seconds(0));
        assert_eq!(pace.wait("b", seconds(10)), seconds(0));
        pace.slow_down("a", seconds(5));
        pace.asked("a", seconds(20));
        assert_eq!(pace.wait("a", seconds(21)), seconds(4));
    }

    #[test]
    fn a_delay_has_its_limits_and_a_rest_outlasts_them() {
        let mut pace = Pace::default();
        pace.slow_down("a", seconds(86_400));
        pace.asked("a", seconds(0));
        assert_eq!(pace.wait("a", seconds(0)), SLOWEST);
        pace.slow_down("b", Duration::ZERO);
        pace.asked("b", seconds(0));
        assert_eq!(pace.wait("b", seconds(0)), USUAL);
        pace.rest("a", seconds(120));
        pace.asked("a", seconds(1));
        assert_eq!(pace.wait("a", seconds(60)), seconds(60));
    }
}
