//! [`Trouble`]: why an address could not be fetched, and what the user can try.

use std::{fmt, net::IpAddr};

/// Why an address could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be read as an address, for this reason.
    NoAddress(String),
    /// It is of a scheme that is not fetched: `ftp`.
    Scheme(String),
    /// It holds a user name or a password.
    UserInfo,
    /// It names a port that web pages do not use.
    Port(u16),
    /// The host is inside this machine, a network or a cloud.
    Internal {
        /// The host as the address names it.
        host: String,
        /// Where it leads.
        address: IpAddr,
        /// What that is: "a private network".
        what: &'static str,
    },
    /// The host's name leads nowhere, for this reason.
    NoHost {
        /// The host as the address names it.
        host: String,
        /// What the system said.
        reason: String,
    },
    /// The host's `robots.txt` asks programs to leave the page alone.
    Robots,
    /// The host's `robots.txt` could not be read because the server failed with this status: nothing
    /// there may be fetched then (RFC 9309, section 2.3.1.4).
    NoRobots(u16),
    /// The server answered with this status instead of a page.
    Status(u16),
    /// The server asks to be left alone for so many seconds.
    Busy(u64),
    /// More redirects than are followed.
    Redirects(usize),
    /// A redirect that does not say where to.
    NoLocation,
    /// The page did not come within the time that there is for an address.
    Late,
    /// The server could not be connected to, or broke off before it answered, for this reason.
    Connection(String),
    /// No safe connection: the certificate or the negotiation is wrong.
    Safety(String),
    /// What the server sent is no HTTP, for this reason.
    Garbled(String),
    /// The page ended before it was complete.
    CutOff,
    /// The page is larger than this many bytes.
    TooLarge(u64),
    /// The page is packed in a way that is not read, or not packed as the server says: `zstd`.
    Packing(String),
}

impl Trouble {
    /// Whether another try soon may go better.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Connection(_) | Self::CutOff)
    }

    /// What to try.
    fn advice(&self) -> &'static str {
        match self {
            Self::NoAddress(_) | Self::NoHost { .. } => "check the spelling",
            Self::Scheme(_) => "give an address that begins with https:// or http://, or a file",
            Self::UserInfo => "leave them out; what needs a login is saved in a browser and given as a file",
            Self::Port(_) | Self::Internal { .. } => {
                "if it is yours and meant, allow it with --allow-private"
            }
            Self::Robots | Self::Status(401 | 402 | 403 | 407 | 451) => {
                "if you may read it, save it in a browser and give the file"
            }
            Self::Status(404 | 410) => "check the address, or look for an archived copy and save that",
            Self::NoRobots(_) | Self::Status(_) | Self::Busy(_) | Self::Late | Self::CutOff => {
                "try again later, or save it in a browser and give the file"
            }
            Self::Connection(_) => "check the address and the network, or try again later",
            Self::Redirects(_)
            | Self::NoLocation
            | Self::Safety(_)
            | Self::Garbled(_)
            | Self::TooLarge(_)
            | Self::Packing(_) => "look at it in a browser, save the report there and give the file",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress(reason) => write!(out, "it is no address ({reason})")?,
            Self::Scheme(scheme) => write!(out, "{scheme} is not fetched")?,
            Self::UserInfo => write!(out, "it holds a user name or a password, and none is ever sent")?,
            Self::Port(port) => write!(out, "port {port} is not one of the web")?,
            Self::Internal { host, address, what } => {
                write!(out, "{host} is internal: ")?;
                if *host != address.to_string() {
                    write!(out, "{address}, ")?;
                }
                write!(out, "{what}")?;
            }
            Self::NoHost { host, reason } => write!(out, "{host} was not found ({reason})")?,
            Self::Robots => write!(out, "its robots.txt asks programs to leave it alone")?,
            Self::NoRobots(status) => write!(
                out,
                "the server answered {} when asked for its robots.txt, and without it nothing is fetched",
                named(*status)
            )?,
            Self::Status(status) => write!(out, "the server answered {}", named(*status))?,
            Self::Busy(seconds) => write!(out, "the server asks to be left alone for {seconds} seconds")?,
            Self::Redirects(most) => write!(out, "it is redirected more than {most} times")?,
            Self::NoLocation => write!(out, "it is redirected without saying where to")?,
            Self::Late => write!(out, "it did not come in time")?,
            Self::Connection(reason) => write!(out, "there is no connection ({reason})")?,
            Self::Safety(reason) => write!(out, "there is no safe connection ({reason})")?,
            Self::Garbled(reason) => write!(out, "the server does not answer in HTTP ({reason})")?,
            Self::CutOff => write!(out, "it broke off before it was complete")?,
            Self::TooLarge(bytes) => write!(out, "it has more than {} MB", bytes.div_ceil(1_000_000))?,
            Self::Packing(reason) => write!(out, "it cannot be unpacked ({reason})")?,
        }
        write!(out, "; {}", self.advice())
    }
}

impl std::error::Error for Trouble {}

/// The status with the words that RFC 9110 has for it.
fn named(status: u16) -> String {
    let words = ureq::http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    words.map_or_else(|| status.to_string(), |words| format!("{status} {words}"))
}
