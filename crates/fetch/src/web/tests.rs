//! [`Web`] among servers that misbehave: all names lead to one server on loopback, and waiting takes no time.

mod closed;
mod courtesy;
mod misbehaving;
mod safety;
mod server;

use std::sync::{Arc, Mutex};

use ureq::unversioned::transport::{Connector, RustlsConnector};

use self::server::{Asked, Connection, Diversion, Diverted, NameService, Names, Server, TestClock, answer};
use super::*;

const TEXT: &str = "The ferry will stop sailing on Monday, an official said.";

/// A fetcher, the server that all names lead to, and what can be said and noted of both.
struct Net {
    web: Web,
    server: Server,
    diversion: Arc<Diversion>,
    names: Arc<Names>,
    clock: TestClock,
}

impl Net {
    /// A net whose server answers so, and has no `robots.txt`.
    fn new(page: impl Fn(&Asked, &mut dyn Connection) + Send + 'static) -> Self {
        Self::with(WebOptions::default(), page)
    }

    fn with(options: WebOptions, page: impl Fn(&Asked, &mut dyn Connection) + Send + 'static) -> Self {
        let server = Server::start(move |asked, to| match asked.path.as_str() {
            "/robots.txt" => answer(to, "404 Not Found", "", b""),
            _ => page(asked, to),
        });
        Self::around(server, options)
    }

    fn around(server: Server, options: WebOptions) -> Self {
        let diversion = Arc::new(Diversion { to: server.at, wanted: Mutex::default() });
        let (names, clock) = (Arc::new(Names::default()), TestClock::default());
        let connector = ().chain(Diverted(Arc::clone(&diversion))).chain(RustlsConnector::default());
        let agent = exchange::agent(connector, NameService(Arc::clone(&names)), options.reach);
        let web = Web::with_parts(agent, Box::new(clock.clone()), options).expect("a folder can be made");
        Self { web, server, diversion, names, clock }
    }

    fn page(&mut self, address: &str) -> Fetched {
        self.web.fetch(address).expect("it can be fetched")
    }

    fn text(&mut self, address: &str) -> String {
        String::from_utf8(self.page(address).bytes).expect("text")
    }

    fn error(&mut self, address: &str) -> FetchError {
        self.web.fetch(address).expect_err("it cannot be fetched")
    }

    fn trouble(&mut self, address: &str) -> Trouble {
        match self.error(address) {
            FetchError::Unfetched { trouble, .. } => trouble,
            other => panic!("{other}"),
        }
    }

    /// How many seconds were waited, each time.
    fn waits(&self) -> Vec<f64> {
        self.clock.0.lock().expect("no panic").iter().map(Duration::as_secs_f64).collect()
    }
}

#[test]
fn a_page_comes_with_what_its_server_says_of_it() {
    let mut net = Net::new(|_, to| {
        let headers = "Content-Type: text/html; charset=windows-1252\r\nLast-Modified: Wed, 04 Mar 2026 10:00:00 GMT\r\n";
        answer(to, "200 OK", headers, TEXT.as_bytes());
    });
    let page = net.page("http://news.example/a?b=c#part");
    assert_eq!(String::from_utf8_lossy(&page.bytes), TEXT);
    assert_eq!(page.address.as_deref(), Some("http://news.example/a?b=c"));
    assert_eq!(page.content_type.as_deref(), Some("text/html; charset=windows-1252"));
    assert_eq!(page.last_modified.as_deref(), Some("Wed, 04 Mar 2026 10:00:00 GMT"));
    assert!(page.remarks.is_empty() && page.unkept.is_none(), "{page:?}");
    assert_eq!(net.server.paths(), ["/robots.txt", "/a?b=c"]);
    let log = net.server.log.lock().expect("no panic");
    for asked in log.iter() {
        let agent = concat!("user-agent: woozle/", env!("CARGO_PKG_VERSION"));
        assert!(
            asked.head.contains(agent) && asked.head.contains("host: news.example\r\n"),
            "{}",
            asked.head
        );
        assert!(asked.head.contains("accept-encoding: gzip, br, deflate\r\n"), "{}", asked.head);
        assert!(!asked.head.contains("cookie") && !asked.head.contains("referer"), "{}", asked.head);
    }
}

#[test]
fn cookies_are_not_sent_back() {
    let mut net = Net::new(|_, to| answer(to, "200 OK", "Set-Cookie: id=1\r\n", TEXT.as_bytes()));
    net.page("http://news.example/a");
    net.page("http://news.example/b");
    let log = net.server.log.lock().expect("no panic");
    assert!(log.iter().all(|asked| !asked.head.contains("cookie")));
}
