//! [`Clock`]: what time it is and how to wait, so that tests need not; [`Deadline`]: how long is left.

use std::{
    thread,
    time::{Duration, Instant},
};

/// Time that only goes on, and waiting.
pub(crate) trait Clock: Send {
    /// Time since some moment before the first call.
    fn now(&self) -> Duration;
    /// Waits.
    fn sleep(&self, time: Duration);
}

/// The machine's clock.
pub(crate) struct SystemClock(pub Instant);

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// When an address must have come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    ends: Duration,
}

impl Deadline {
    pub(crate) fn after(clock: &dyn Clock, time: Duration) -> Self {
        Self { ends: clock.now() + time }
    }

    /// How long is left.
    pub(crate) fn left(self, clock: &dyn Clock) -> Duration {
        self.ends.saturating_sub(clock.now())
    }

    /// Time that we waited out of courtesy is not the server's fault.
    pub(crate) fn extend(&mut self, time: Duration) {
        self.ends += time;
    }
}
