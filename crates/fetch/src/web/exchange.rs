//! One request in, one [`Reply`] out: what the transport library says becomes a [`Trouble`] here.

use std::{io, time::Duration};

use ureq::{
    Agent, Body, Error, Timeout,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    tls::TlsConfig,
    unversioned::{resolver::Resolver, transport::Connector},
};
use url::Url;

use super::{Reach, Trouble, cache::Page, coding, gate::Gate};

/// The program and its version, as servers read it in their logs.
const USER_AGENT: &str = concat!("woozle/", env!("CARGO_PKG_VERSION"), " (reads news reports for one user)");

/// Pages before feeds before anything else; English, which is what is analysed, before other languages.
const ACCEPT: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5";
const LANGUAGES: &str = "en,*;q=0.5";

/// For the name, for the connection with its safety, for each piece of an answer.
const NAME_TIME: Duration = Duration::from_secs(10);
const CONNECTION_TIME: Duration = Duration::from_secs(10);
const PIECE_TIME: Duration = Duration::from_secs(15);

/// Larger headers are refused, in bytes.
const LARGEST_HEADERS: usize = 64 * 1024;

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    /// Unpacked; empty unless the status is one of success.
    pub body: Vec<u8>,
}

/// What to ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    pub url: &'a Url,
    /// What we have of it already.
    pub kept: Option<&'a Page>,
    /// How large it may be, in bytes.
    pub limit: u64,
    /// How long it may take in all.
    pub time: Duration,
}

/// The transport: no proxy, whatever the environment says, no redirects of its own, no cookies. Trusts
/// whom Mozilla trusts; the list is in the binary.
pub(crate) fn agent(connector: impl Connector, resolver: impl Resolver, reach: Reach) -> Agent {
    agent_trusting(TlsConfig::default(), connector, resolver, reach)
}

/// The same, trusting others.
pub(crate) fn agent_trusting(
    tls: TlsConfig,
    connector: impl Connector,
    resolver: impl Resolver,
    reach: Reach,
) -> Agent {
    let settings = Agent::config_builder()
        .tls_config(tls)
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(USER_AGENT)
        .accept(ACCEPT)
        .accept_encoding(coding::ACCEPTED)
        .max_response_header_size(LARGEST_HEADERS)
        .timeout_resolve(Some(NAME_TIME))
        .timeout_connect(Some(CONNECTION_TIME))
        .timeout_per_read(Some(PIECE_TIME))
        .timeout_per_write(Some(PIECE_TIME))
        .build();
    Agent::with_parts(settings, connector, Gate::new(resolver, reach))
}

/// Sends the request and reads what comes.
pub(crate) fn send(agent: &Agent, request: &Request<'_>) -> Result<Reply, Trouble> {
    let mut call = agent.get(request.url.as_str()).header(header::ACCEPT_LANGUAGE, LANGUAGES);
    if let Some(tag) = request.kept.and_then(|kept| kept.entity_tag.as_deref()) {
        call = call.header(header::IF_NONE_MATCH, tag);
    }
    if let Some(date) = request.kept.and_then(|kept| kept.last_modified.as_deref()) {
        call = call.header(header::IF_MODIFIED_SINCE, date);
    }
    let response = call.config().timeout_global(Some(request.time)).build().call().map_err(trouble_of)?;
    let (head, body) = response.into_parts();
    let (status, headers) = (head.status.as_u16(), head.headers);
    let body = if matches!(status, 200..300) {
        read(&headers, body, request.limit).map_err(|error| trouble_of(error.into()))?
    } else {
        Vec::new()
    };
    Ok(Reply { status, headers, body })
}

fn read(headers: &HeaderMap, mut body: Body, limit: u64) -> io::Result<Vec<u8>> {
    let codings: Vec<String> = headers.get_all(header::CONTENT_ENCODING).iter().map(as_text).collect();
    let announced =
        self::header(headers, &header::CONTENT_LENGTH).and_then(|length| length.trim().parse().ok());
    if announced.is_some_and(|length: u64| length > limit) {
        return Err(io::Error::other(Trouble::TooLarge(limit)));
    }
    coding::unpack(body.as_reader(), &codings.join(","), limit)
}

/// The value of a header as text; bytes that are no UTF-8 are taken for Latin-1, as HTTP once had it.
pub(crate) fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(as_text)
}

fn as_text(value: &HeaderValue) -> String {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// What went wrong, in our words.
fn trouble_of(error: Error) -> Trouble {
    match error {
        Error::Timeout(Timeout::Global | Timeout::PerCall) => Trouble::Late,
        Error::Timeout(_) => Trouble::Connection("it does not answer".to_owned()),
        Error::Other(inner) => match inner.downcast::<Trouble>() {
            Ok(trouble) => *trouble,
            Err(other) => Trouble::Connection(other.to_string()),
        },
        Error::Io(error) => trouble_of_io(error),
        Error::Rustls(error) => Trouble::Safety(error.to_string()),
        Error::Tls(reason) => Trouble::Safety(reason.to_owned()),
        Error::TlsRequired => Trouble::Safety("it is not encrypted".to_owned()),
        Error::LargeResponseHeader(..) => {
            Trouble::Garbled(format!("its headers have more than {} kB", LARGEST_HEADERS / 1024))
        }
        Error::ConnectionFailed | Error::BodyStalled => Trouble::Connection(error.to_string()),
        other => Trouble::Garbled(other.to_string()),
    }
}

fn trouble_of_io(error: io::Error) -> Trouble {
    if let Some(trouble) = error.get_ref().and_then(|inner| inner.downcast_ref::<Trouble>()) {
        return trouble.clone();
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Trouble::CutOff,
        io::ErrorKind::InvalidData if is_of_tls(&error) => Trouble::Safety(error.to_string()),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Trouble::Packing(error.to_string()),
        _ => Trouble::Connection(crate::error::reason(&error)),
    }
}

/// Whether the error comes from the encryption: its library hides behind an error of the system.
fn is_of_tls(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>())
}
