//! Servers on loopback that behave as told, and a net in which all names lead to them.

use std::{
    collections::{BTreeMap, VecDeque},
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{ResolvedSocketAddrs, Resolver},
        transport::{ConnectionDetails, Connector, NextTimeout, TcpConnector},
    },
};

use crate::web::clock::Clock;

/// Where names lead to when nothing else is said; no connection ever leaves this machine.
pub(crate) const SOMEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(93, 184, 216, 34));

/// What the server was asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// `/a?b=c`.
    pub path: String,
    /// The whole head, in lower case.
    pub head: String,
    /// How often this path had been asked for before.
    pub before: usize,
}

/// A server that ends with the test.
pub(crate) struct Server {
    pub at: SocketAddr,
    pub log: Arc<Mutex<Vec<Asked>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers one connection after the other; `answer` may write to the connection what it likes.
    pub(crate) fn start(answer: impl Fn(&Asked, &mut dyn Connection) + Send + 'static) -> Self {
        Self::start_behind(|stream| Some(Box::new(stream)), answer)
    }

    /// The same, with something (encryption) between the connection and the answers.
    pub(crate) fn start_behind(
        wrap: impl Fn(TcpStream) -> Option<Box<dyn Connection>> + Send + 'static,
        answer: impl Fn(&Asked, &mut dyn Connection) + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
        let at = listener.local_addr().expect("it is bound");
        let (log, stop) = (Arc::new(Mutex::new(Vec::<Asked>::new())), Arc::new(AtomicBool::new(false)));
        let (logged, stopped) = (Arc::clone(&log), Arc::clone(&stop));
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let limit = Some(Duration::from_secs(20));
                stream.set_read_timeout(limit).and(stream.set_write_timeout(limit)).expect("a number");
                let Some(mut connection) = wrap(stream) else { continue };
                let Some(asked) = read_head(&mut *connection, &logged.lock().expect("no panic")) else {
                    continue;
                };
                logged.lock().expect("no panic").push(asked.clone());
                answer(&asked, &mut *connection);
            }
        });
        Self { at, log, stop, thread: Some(thread) }
    }

    /// The paths that were asked for.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.log.lock().expect("no panic").iter().map(|asked| asked.path.clone()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.at);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What one can read from and write to.
pub(crate) trait Connection: Read + Write {}

impl<T: Read + Write> Connection for T {}

fn read_head(connection: &mut dyn Connection, log: &[Asked]) -> Option<Asked> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if connection.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1)?.to_owned();
    let before = log.iter().filter(|asked| asked.path == path).count();
    Some(Asked { path, head: head.to_ascii_lowercase(), before })
}

/// Writes an answer with its length, and says that the connection ends with it.
pub(crate) fn answer(to: &mut dyn Connection, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    send(to, &[head.as_bytes(), body].concat());
}

/// Writes; a client that has seen enough and is gone is no fault of the test.
pub(crate) fn send(to: &mut dyn Connection, bytes: &[u8]) {
    let _ = to.write_all(bytes).and_then(|()| to.flush());
}

/// Every connection goes to the server, whatever its address; the addresses are noted.
#[derive(Debug)]
pub(crate) struct Diversion {
    pub to: SocketAddr,
    pub wanted: Mutex<Vec<SocketAddr>>,
}

/// The connector that diverts.
#[derive(Debug)]
pub(crate) struct Diverted(pub Arc<Diversion>);

impl Connector for Diverted {
    type Out = <TcpConnector as Connector>::Out;

    fn connect(&self, details: &ConnectionDetails, chained: Option<()>) -> Result<Option<Self::Out>, Error> {
        self.0.wanted.lock().expect("no panic").extend(details.addrs.iter().copied());
        let mut addrs = details.resolver.empty();
        addrs.push(self.0.to);
        let details = ConnectionDetails {
            uri: details.uri,
            addrs,
            config: details.config,
            request_level: details.request_level,
            resolver: details.resolver,
            now: details.now,
            timeout: details.timeout,
            current_time: Arc::clone(&details.current_time),
            run_connector: Arc::clone(&details.run_connector),
            register_shutdown: Arc::clone(&details.register_shutdown),
        };
        TcpConnector::default().connect(&details, chained)
    }
}

/// What names lead to: the answers that are laid down, one after the other; else [`SOMEWHERE`]. Addresses
/// lead to themselves.
#[derive(Debug, Default)]
pub(crate) struct Names(pub Mutex<BTreeMap<String, VecDeque<Vec<IpAddr>>>>);

/// The resolver that asks them.
#[derive(Debug)]
pub(crate) struct NameService(pub Arc<Names>);

impl Resolver for NameService {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        let laid_down = self.0.0.lock().expect("no panic").get_mut(host).map(VecDeque::pop_front);
        let answer = match laid_down {
            Some(None) => return Err(Error::HostNotFound),
            Some(Some(answer)) => answer,
            None => vec![host.parse().unwrap_or(SOMEWHERE)],
        };
        let mut found = self.empty();
        answer.into_iter().for_each(|address| found.push(SocketAddr::new(address, port)));
        Ok(found)
    }
}

/// A clock on which waiting takes no time, and is noted.
#[derive(Clone, Debug, Default)]
pub(crate) struct TestClock(pub Arc<Mutex<Vec<Duration>>>);

impl Clock for TestClock {
    fn now(&self) -> Duration {
        self.0.lock().expect("no panic").iter().sum()
    }

    fn sleep(&self, time: Duration) {
        self.0.lock().expect("no panic").push(time);
    }
}
