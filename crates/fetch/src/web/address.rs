//! An address as the user or a server wrote it in, a checked [`Url`] out: http or https, no user name,
//! an ordinary port. Where the host leads is not known yet; the gate checks that.

use url::{Host, Url};

use super::{Reach, Trouble};

/// Longer addresses are no addresses of articles.
const LONGEST: usize = 8_000;

/// Whether the text is meant as an address (`https://…`, `ftp://…`) and not as a path.
#[must_use]
pub fn is_address(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// The address that the user wrote, if it may be asked for.
pub(crate) fn parse(written: &str, reach: Reach) -> Result<Url, Trouble> {
    check(Url::parse(written).map_err(|error| Trouble::NoAddress(error.to_string()))?, reach)
}

/// The address that a redirect from `base` names, if it may be asked for.
pub(crate) fn follow(base: &Url, location: &str, reach: Reach) -> Result<Url, Trouble> {
    check(base.join(location).map_err(|error| Trouble::NoAddress(error.to_string()))?, reach)
}

fn check(mut url: Url, reach: Reach) -> Result<Url, Trouble> {
    url.set_fragment(None);
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Trouble::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Trouble::UserInfo);
    }
    if url.as_str().len() > LONGEST {
        return Err(Trouble::NoAddress(format!("it has more than {LONGEST} letters")));
    }
    match url.port() {
        Some(port) if reach == Reach::Public && !matches!(port, 80 | 443) => Err(Trouble::Port(port)),
        _ if url.host().is_none() => Err(Trouble::NoAddress("it names no host".to_owned())),
        _ => Ok(url),
    }
}

/// The host as it is named in messages, and by which requests are paced: without scheme and port.
pub(crate) fn host(url: &Url) -> String {
    url.host().as_ref().map_or_else(String::new, Host::to_string)
}

/// The address for a message: what may be a secret (user name, password, query) is left out of it.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    without_user(url.as_str())
}

/// What the user wrote, without a user name and password before the host.
pub(crate) fn without_user(written: &str) -> String {
    let Some((scheme, rest)) = written.split_once("://") else { return written.to_owned() };
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://…{}", &rest[at..]),
        None => written.to_owned(),
    }
}

/// Where a page was found, for the report: a query that a redirect put there may hold a key and is left out.
pub(crate) fn found_at(asked: &Url, found: &Url) -> String {
    let mut found = found.clone();
    if found.query() != asked.query() {
        found.set_query(None);
    }
    found.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(written: &str) -> Result<String, Trouble> {
        parse(written, Reach::Public).map(String::from)
    }

    #[test]
    fn what_has_a_scheme_is_an_address_and_what_has_none_a_path() {
        for text in ["https://news.example/a", "HTTP://x", "ftp://x/y", "file:///etc/passwd", "svn+ssh://x"] {
            assert!(is_address(text), "{text}");
        }
        for text in ["a.txt", "-", "folder/a.html", "C:\\reports", "news.example/a", "://x", "a b://c", ""] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn only_the_web_without_names_and_odd_ports() {
        assert_eq!(public("https://News.Example/a?b=1#c"), Ok("https://news.example/a?b=1".to_owned()));
        assert_eq!(public("http://news.example:443/"), Ok("http://news.example:443/".to_owned()));
        assert_eq!(
            public("https://zeitung-köln.example/"),
            Ok("https://xn--zeitung-kln-zfb.example/".to_owned())
        );
        assert_eq!(public("ftp://news.example/a"), Err(Trouble::Scheme("ftp".to_owned())));
        assert_eq!(public("file:///etc/passwd"), Err(Trouble::Scheme("file".to_owned())));
        assert_eq!(public("https://ann@news.example/"), Err(Trouble::UserInfo));
        assert_eq!(public("https://ann:pw@news.example/"), Err(Trouble::UserInfo));
        assert_eq!(public("https://news.example:22/"), Err(Trouble::Port(22)));
        assert!(parse("https://news.example:8443/", Reach::Anywhere).is_ok());
        for broken in ["https://", "https://[::1", "http://a b/", "http://1.2.3.999/"] {
            assert!(matches!(public(broken), Err(Trouble::NoAddress(_))), "{broken}");
        }
        let long = format!("https://news.example/{}", "a".repeat(9_000));
        assert!(matches!(public(&long), Err(Trouble::NoAddress(_))));
    }

    #[test]
    fn an_ip_address_in_any_notation_is_that_address() {
        for text in
            ["2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "127.0.0.1.", "１２７.0.0.1"]
        {
            assert_eq!(public(&format!("http://{text}/")), Ok("http://127.0.0.1/".to_owned()), "{text}");
        }
        assert_eq!(public("http://[::ffff:7f00:1]/"), Ok("http://[::ffff:7f00:1]/".to_owned()));
    }

    #[test]
    fn secrets_stay_out_of_messages_and_reports() {
        assert_eq!(without_user("https://ann:p@ss@news.example/a@b"), "https://…@news.example/a@b");
        assert_eq!(without_user("https://ann:pw@[::1"), "https://…@[::1");
        assert_eq!(without_user("https://news.example/a@b"), "https://news.example/a@b");
        let url = |text: &str| Url::parse(text).expect("an address");
        assert_eq!(shown(&url("https://cdn.example/a?key=1")), "https://cdn.example/a");
        let (asked, keyed) = (url("https://short.example/x"), url("https://news.example/a?token=1"));
        assert_eq!(found_at(&asked, &keyed), "https://news.example/a");
        assert_eq!(found_at(&keyed, &keyed), "https://news.example/a?token=1");
    }
}
