//! [`Gate`]: a host in, the very addresses to connect to out, if they are for everybody.
//!
//! The only place where names become addresses: what is checked here is what is connected to, so an answer
//! that changes between a check and the connection (DNS rebinding) gains nothing. Addresses that are
//! written as such in a URL come through here too.

use std::net::IpAddr;

use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use super::{Reach, Trouble, internal::internal};

/// Lets through what the resolver finds, unless some of it is internal.
#[derive(Debug)]
pub(crate) struct Gate<R> {
    resolver: R,
    reach: Reach,
}

impl<R: Resolver> Gate<R> {
    pub(crate) const fn new(resolver: R, reach: Reach) -> Self {
        Self { resolver, reach }
    }
}

impl<R: Resolver> Resolver for Gate<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let host = || uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let found = self.resolver.resolve(uri, config, timeout).map_err(|error| {
            let reason = match error {
                Error::Timeout(_) => "the name service does not answer".to_owned(),
                Error::HostNotFound => "it has no address".to_owned(),
                error => error.to_string(),
            };
            refusal(Trouble::NoHost { host: host(), reason })
        })?;
        if self.reach == Reach::Anywhere {
            return Ok(found);
        }
        // One internal address among public ones is the mark of a trick: no part of the answer is used.
        for address in found.iter().map(|socket| socket.ip()) {
            if let Some(what) = internal(address) {
                return Err(refusal(Trouble::Internal { host: host(), address: plain(address), what }));
            }
        }
        Ok(found)
    }
}

/// An IPv4 address in IPv6 clothes is shown as what it is.
fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

fn refusal(trouble: Trouble) -> Error {
    Error::Other(Box::new(trouble))
}
