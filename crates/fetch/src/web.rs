//! An address in, the page's bytes out, fetched as a guest behaves: [`Web`].
//!
//! Only http and https, only hosts that are for everybody, only what `robots.txt` lets programs read, one
//! request a second to each host, within limits of time and size, through at most five redirects of which
//! each is checked like the first. No cookies, no proxy from the environment, no script is run. The bytes
//! are not looked into.

mod address;
mod cache;
mod clock;
mod coding;
mod exchange;
mod gate;
mod internal;
mod pace;
mod retry;
mod robots;
#[cfg(test)]
mod tests;
mod trouble;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    time::{Duration, Instant},
};

use ureq::{
    Agent,
    http::header,
    unversioned::{
        resolver::DefaultResolver,
        transport::{Connector, RustlsConnector, TcpConnector},
    },
};
use url::Url;

use self::{
    cache::{Cache, Page},
    clock::{Clock, Deadline, SystemClock},
    exchange::{Reply, Request},
    pace::Pace,
    robots::Robots,
};
use crate::FetchError;

pub use address::is_address;
pub use trouble::Trouble;

/// So many redirects are followed.
const MOST_REDIRECTS: usize = 5;

/// Which hosts may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Hosts that are for everybody, on the ports of the web.
    #[default]
    Public,
    /// Any host and port: this machine, the network it is in.
    Anywhere,
}

/// How to fetch.
#[derive(Clone, Debug)]
pub struct WebOptions {
    /// Which hosts may be asked.
    pub reach: Reach,
    /// Where to keep pages, so that servers need only be asked whether they have changed.
    pub cache: Option<PathBuf>,
    /// Largest page in bytes, as it comes and unpacked.
    pub page_bytes: u64,
    /// Longest time for an address in all, redirects and further tries included; waiting out of courtesy
    /// for the host is not counted.
    pub time: Duration,
}

impl Default for WebOptions {
    fn default() -> Self {
        Self { reach: Reach::Public, cache: None, page_bytes: 20_000_000, time: Duration::from_secs(60) }
    }
}

/// Some bytes, and what a server said of them.
#[derive(Debug, Default)]
pub struct Fetched {
    /// The page, unpacked; or a file as it is.
    pub bytes: Vec<u8>,
    /// Where the page was found in the end. A query that a redirect put there is left out: it may hold a key.
    pub address: Option<String>,
    /// `text/html; charset=windows-1252`.
    pub content_type: Option<String>,
    /// When the server says the page was last changed: `Wed, 04 Mar 2026 10:00:00 GMT`.
    pub last_modified: Option<String>,
    /// What a reader should know of how it came, one sentence each.
    pub remarks: Vec<String>,
    /// Why it could not be kept for the next time, if it was to be; told once for all pages.
    pub unkept: Option<FetchError>,
}

impl Fetched {
    fn of(page: Page, address: String, remarks: Vec<String>, unkept: Option<FetchError>) -> Self {
        let Page { content_type, last_modified, bytes, .. } = page;
        let last_modified = last_modified.filter(|date| httpdate::parse_http_date(date).is_ok());
        Self { bytes, address: Some(address), content_type, last_modified, remarks, unkept }
    }
}

/// A file, of which nobody said anything.
impl From<Vec<u8>> for Fetched {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, ..Self::default() }
    }
}

/// Fetches pages, one after the other; remembers what hosts asked for.
pub struct Web {
    agent: Agent,
    clock: Box<dyn Clock>,
    options: WebOptions,
    cache: Option<Cache>,
    pace: Pace,
    /// By scheme, host and port, as each may have rules of its own.
    robots: BTreeMap<String, Result<Robots, Trouble>>,
}

/// Whether a request waits for its host's turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Waited,
    /// The rules of a host are asked for before its first page, and count as no visit.
    Free,
}

impl Web {
    /// Opens the way to the net; nothing is asked for yet.
    ///
    /// # Errors
    /// When the folder for pages cannot be made.
    pub fn new(options: WebOptions) -> Result<Self, FetchError> {
        let connector = ().chain(TcpConnector::default()).chain(RustlsConnector::default());
        let agent = exchange::agent(connector, DefaultResolver::default(), options.reach);
        Self::with_parts(agent, Box::new(SystemClock(Instant::now())), options)
    }

    fn with_parts(agent: Agent, clock: Box<dyn Clock>, options: WebOptions) -> Result<Self, FetchError> {
        let cache = options.cache.as_deref().map(Cache::open).transpose()?;
        Ok(Self { agent, clock, options, cache, pace: Pace::default(), robots: BTreeMap::new() })
    }

    /// Fetches the page that the address leads to.
    ///
    /// # Errors
    /// When it may not be asked for or does not come.
    pub fn fetch(&mut self, written: &str) -> Result<Fetched, FetchError> {
        let unfetched = |redirected_to, trouble| FetchError::Unfetched {
            address: address::without_user(written),
            redirected_to,
            trouble,
        };
        let asked =
            address::parse(written, self.options.reach).map_err(|trouble| unfetched(None, trouble))?;
        let mut deadline = Deadline::after(&*self.clock, self.options.time);
        let (mut url, mut remarks) = (asked.clone(), Vec::new());
        for _ in 0..=MOST_REDIRECTS {
            let redirected_to = || (url != asked).then(|| address::shown(&url));
            match self.visit(&url, &mut deadline).map_err(|trouble| unfetched(redirected_to(), trouble))? {
                Visit::Page(page, unkept) => {
                    let address = address::found_at(&asked, &url);
                    return Ok(Fetched::of(page, address, remarks, unkept));
                }
                Visit::Redirect(location) => {
                    let next = address::follow(&url, &location, self.options.reach)
                        .map_err(|trouble| unfetched(Some(shown_target(&url, &location)), trouble))?;
                    remarks.extend(downgrade(&url, &next));
                    url = next;
                }
            }
        }
        Err(unfetched(None, Trouble::Redirects(MOST_REDIRECTS)))
    }

    /// Asks for one address, if the host's rules allow it.
    fn visit(&mut self, url: &Url, deadline: &mut Deadline) -> Result<Visit, Trouble> {
        if !self.may_read(url, deadline)? {
            return Err(Trouble::Robots);
        }
        let kept = self.cache.as_ref().and_then(|cache| cache.find(url));
        let reply = self.ask(url, kept.as_ref(), Turn::Waited, deadline)?;
        match (reply.status, kept) {
            (304, Some(page)) => Ok(Visit::Page(page, None)),
            (200 | 203, _) => Ok(self.keep(url, reply)),
            (status, _) => location(&reply)?.map(Visit::Redirect).ok_or(Trouble::Status(status)),
        }
    }

    /// Keeps the page if there is a cache and the server allows it. That it could not be kept is no reason
    /// to do without it; no other is kept then.
    fn keep(&mut self, url: &Url, reply: Reply) -> Visit {
        let may_be_kept = cache::may_be_kept(&reply.headers);
        let page = Page::of(reply);
        let kept = self.cache.as_ref().filter(|_| may_be_kept).map(|cache| cache.keep(url, &page));
        let unkept = kept.and_then(Result::err);
        if unkept.is_some() {
            self.cache = None;
        }
        Visit::Page(page, unkept)
    }

    /// Whether the host lets programs read the page, by its `robots.txt`, which is read once.
    fn may_read(&mut self, url: &Url, deadline: &mut Deadline) -> Result<bool, Trouble> {
        let origin = url.origin().ascii_serialization();
        let robots = match self.robots.remove(&origin) {
            Some(known) => known,
            None => self.read_robots(url, deadline),
        };
        if let Some(delay) = robots.as_ref().ok().and_then(|robots| robots.delay) {
            self.pace.slow_down(&address::host(url), delay);
        }
        let allowed = robots.as_ref().map(|robots| robots.allows(url)).map_err(Clone::clone);
        // That this address had no time left says nothing of the next one.
        if !matches!(robots, Err(Trouble::Late)) {
            self.robots.insert(origin, robots);
        }
        allowed
    }

    /// Reads `robots.txt` through redirects: none there means that all may be read, a failing server that
    /// nothing may (RFC 9309, section 2.3.1).
    fn read_robots(&mut self, url: &Url, deadline: &mut Deadline) -> Result<Robots, Trouble> {
        let mut url = address::follow(url, "/robots.txt", self.options.reach)?;
        for _ in 0..=MOST_REDIRECTS {
            let reply = match self.ask(&url, None, Turn::Free, deadline) {
                Err(Trouble::Status(status)) => return Err(Trouble::NoRobots(status)),
                other => other?,
            };
            match reply.status {
                200..300 => return Ok(Robots::read(&reply.body)),
                400..500 => return Ok(Robots::default()),
                status => match location(&reply)? {
                    Some(location) => url = address::follow(&url, &location, self.options.reach)?,
                    None => return Err(Trouble::NoRobots(status)),
                },
            }
        }
        Ok(Robots::default())
    }

    /// Asks until an answer comes that another try would not better, or until it has been tried enough.
    fn ask(
        &mut self,
        url: &Url,
        kept: Option<&Page>,
        turn: Turn,
        deadline: &mut Deadline,
    ) -> Result<Reply, Trouble> {
        let host = address::host(url);
        let mut tried = 0;
        loop {
            if turn == Turn::Waited {
                self.wait_turn(&host, deadline)?;
            }
            let time = deadline.left(&*self.clock);
            if time.is_zero() {
                return Err(Trouble::Late);
            }
            let request = Request { url, kept, limit: self.options.page_bytes, time };
            let (trouble, wish) = match exchange::send(&self.agent, &request) {
                Ok(reply) if retry::is_passing(reply.status) => {
                    (Trouble::Status(reply.status), retry::asked_for(&reply.headers))
                }
                Err(trouble) if trouble.is_passing() => (trouble, None),
                done => return done,
            };
            tried += 1;
            let now = self.clock.now();
            let pause = wish.unwrap_or_else(|| retry::pause(url.as_str(), tried));
            if let Some(wish) = wish {
                self.pace.rest(&host, now + wish);
            }
            if pause > retry::LONGEST_PAUSE || pause >= deadline.left(&*self.clock) {
                return Err(wish.map_or(trouble, |wish| Trouble::Busy(wish.as_secs())));
            }
            if tried == retry::TRIES {
                return Err(trouble);
            }
            self.clock.sleep(pause);
        }
    }

    /// Waits until the host may be asked again.
    fn wait_turn(&mut self, host: &str, deadline: &mut Deadline) -> Result<(), Trouble> {
        let wait = self.pace.wait(host, self.clock.now());
        if wait > retry::LONGEST_PAUSE {
            return Err(Trouble::Busy(wait.as_secs()));
        }
        if !wait.is_zero() {
            self.clock.sleep(wait);
            deadline.extend(wait);
        }
        self.pace.asked(host, self.clock.now());
        Ok(())
    }
}

/// What an address had to give.
enum Visit {
    /// A page, and why it could not be kept.
    Page(Page, Option<FetchError>),
    /// Where the server says it is.
    Redirect(String),
}

/// Where a redirect leads to; `None` when the answer is none.
fn location(reply: &Reply) -> Result<Option<String>, Trouble> {
    if !matches!(reply.status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    exchange::header(&reply.headers, &header::LOCATION).map(Some).ok_or(Trouble::NoLocation)
}

/// A target that may not be asked for, as far as it can be shown.
fn shown_target(base: &Url, location: &str) -> String {
    base.join(location).map_or_else(|_| address::without_user(location), |url| address::shown(&url))
}

/// That a page comes unprotected although it was asked for protected.
fn downgrade(from: &Url, to: &Url) -> Option<String> {
    (from.scheme() == "https" && to.scheme() == "http").then(|| {
        let host = address::host(to);
        format!("it came over an unprotected connection from {host}, and may have been changed on its way")
    })
}
