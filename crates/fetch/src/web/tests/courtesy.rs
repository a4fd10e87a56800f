//! What a polite guest does: reads the house rules, waits its turn, comes back later, asks what is new.

use super::*;
use crate::write::tests::Folder;

/// A net whose server has these rules.
fn with_robots(status: &'static str, robots: &'static str) -> Net {
    let server = Server::start(move |asked, to| match asked.path.as_str() {
        "/robots.txt" => answer(to, status, "Location: /rules\r\n", robots.as_bytes()),
        "/rules" => answer(to, "200 OK", "", b"User-agent: *\nDisallow: /private\n"),
        _ => answer(to, "200 OK", "", TEXT.as_bytes()),
    });
    Net::around(server, WebOptions::default())
}

#[test]
fn what_robots_txt_forbids_is_not_asked_for() {
    let mut net = with_robots("200 OK", "User-agent: woozle\nDisallow: /private\nAllow: /private/open\n");
    assert_eq!(net.trouble("http://news.example/private/a"), Trouble::Robots);
    assert_eq!(net.text("http://news.example/private/open"), TEXT);
    assert_eq!(net.text("http://news.example/a"), TEXT);
    assert_eq!(net.server.paths(), ["/robots.txt", "/private/open", "/a"], "the rules are read once");
    assert_eq!(net.trouble("http://sub.news.example/private/a"), Trouble::Robots);
    assert_eq!(net.server.paths().len(), 4, "another host has rules of its own");
    let message = net.error("http://news.example/private/a").to_string();
    assert!(
        message.contains("its robots.txt asks programs to leave it alone; if you may read it, save"),
        "{message}"
    );
}

#[test]
fn a_redirect_to_what_is_forbidden_is_not_followed() {
    let server = Server::start(|asked, to| match asked.path.as_str() {
        "/robots.txt" => answer(to, "200 OK", "", b"User-agent: *\nDisallow: /private\n"),
        _ => answer(to, "302 Found", "Location: /private/a\r\n", b""),
    });
    let mut net = Net::around(server, WebOptions::default());
    let message = net.error("http://news.example/a").to_string();
    assert!(
        message.contains("redirected to http://news.example/private/a, its robots.txt asks"),
        "{message}"
    );
    assert_eq!(net.server.paths(), ["/robots.txt", "/a"]);
}

#[test]
fn no_rules_allow_all_and_a_failing_server_nothing() {
    for status in ["404 Not Found", "403 Forbidden", "410 Gone"] {
        assert_eq!(with_robots(status, "User-agent: *\nDisallow: /").text("http://news.example/a"), TEXT);
    }
    let mut net = with_robots("503 Service Unavailable", "");
    assert_eq!(net.trouble("http://news.example/a"), Trouble::NoRobots(503));
    assert_eq!(net.server.paths(), ["/robots.txt"; 3], "tried as often as a page");
    assert_eq!(net.trouble("http://news.example/b"), Trouble::NoRobots(503));
    assert_eq!(net.server.paths().len(), 3, "and not once more for the next page");
    assert_eq!(
        with_robots("501 Not Implemented", "").trouble("http://news.example/a"),
        Trouble::NoRobots(501)
    );
    let mut net = with_robots("301 Moved Permanently", "");
    assert_eq!(net.trouble("http://news.example/private"), Trouble::Robots);
    assert_eq!(net.text("http://news.example/a"), TEXT);
}

#[test]
fn a_host_is_asked_once_a_second_and_hosts_do_not_wait_for_each_other() {
    let mut net = Net::new(|_, to| answer(to, "200 OK", "", TEXT.as_bytes()));
    for address in ["http://a.example/1", "http://b.example/1", "http://a.example/2", "http://a.example/3"] {
        net.page(address);
    }
    assert_eq!(net.waits(), [1.0, 1.0]);
    let mut slow = with_robots("200 OK", "User-agent: *\nCrawl-delay: 7\n");
    slow.page("http://a.example/1");
    slow.page("http://a.example/2");
    assert_eq!(slow.waits(), [7.0]);
}

#[test]
fn a_server_that_fails_for_a_moment_is_asked_again() {
    let answers = ["503 Service Unavailable", "502 Bad Gateway", "200 OK"];
    let mut net = Net::new(move |asked, to| answer(to, answers[asked.before.min(2)], "", TEXT.as_bytes()));
    assert_eq!(net.text("http://news.example/a"), TEXT);
    let waits = net.waits();
    assert!(waits.len() == 2 && waits[0] >= 1.0 && waits[1] >= 2.0, "{waits:?}");
    let mut broken = Net::new(|_, to| answer(to, "500 Internal Server Error", "", b""));
    assert_eq!(broken.trouble("http://news.example/a"), Trouble::Status(500));
    assert_eq!(broken.server.paths().len(), 4, "robots and three tries");
    let mut missing = Net::new(|_, to| answer(to, "404 Not Found", "", b""));
    let message = missing.error("http://news.example/a").to_string();
    assert!(message.contains("the server answered 404 Not Found; check the address"), "{message}");
    assert_eq!(missing.server.paths().len(), 2, "another try would not help");
}

#[test]
fn a_server_that_asks_for_time_gets_it() {
    let mut net = Net::new(|asked, to| match asked.before {
        0 => answer(to, "429 Too Many Requests", "Retry-After: 12\r\n", b""),
        _ => answer(to, "200 OK", "", TEXT.as_bytes()),
    });
    assert_eq!(net.text("http://news.example/a"), TEXT);
    assert_eq!(net.waits(), [12.0]);
}

#[test]
fn a_server_that_asks_for_hours_is_left_alone_for_all_pages() {
    let mut net = Net::new(|_, to| answer(to, "429 Too Many Requests", "Retry-After: 3600\r\n", b""));
    assert_eq!(net.trouble("http://news.example/a"), Trouble::Busy(3_600));
    assert_eq!(net.trouble("http://news.example/b"), Trouble::Busy(3_600));
    assert_eq!(net.server.paths(), ["/robots.txt", "/a"]);
    assert!(net.waits().is_empty(), "nobody waits for an hour");
}

#[test]
fn nobody_waits_longer_than_there_is_time() {
    let options = WebOptions { time: Duration::from_secs(15), ..WebOptions::default() };
    let mut net =
        Net::with(options, |_, to| answer(to, "503 Service Unavailable", "Retry-After: 20\r\n", b""));
    assert_eq!(net.trouble("http://news.example/a"), Trouble::Busy(20));
    assert_eq!((net.server.paths().len(), net.waits()), (2, vec![]));
}

#[test]
fn a_kept_page_is_only_asked_about() {
    let folder = Folder::new("conditional");
    let options = WebOptions { cache: Some(folder.path("pages")), ..WebOptions::default() };
    let page = |asked: &Asked, to: &mut dyn Connection| {
        let marks =
            "ETag: \"v1\"\r\nLast-Modified: Wed, 04 Mar 2026 10:00:00 GMT\r\nContent-Type: text/plain\r\n";
        let same = asked.head.contains("if-none-match: \"v1\"\r\n")
            && asked.head.contains("if-modified-since: wed, 04 mar 2026 10:00:00 gmt\r\n");
        match asked.path.as_str() {
            "/secret" => answer(to, "200 OK", &format!("{marks}Cache-Control: no-store\r\n"), b"new"),
            _ if same => server::send(to, b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"),
            _ => answer(to, "200 OK", marks, TEXT.as_bytes()),
        }
    };
    let mut first = Net::with(options.clone(), page);
    assert_eq!(first.text("http://news.example/a"), TEXT);
    first.page("http://news.example/secret");
    let mut second = Net::with(options, page);
    let kept = second.page("http://news.example/a");
    assert_eq!(String::from_utf8_lossy(&kept.bytes), TEXT);
    assert_eq!(kept.content_type.as_deref(), Some("text/plain"));
    let head = second.server.log.lock().expect("no panic").last().map(|asked| asked.head.clone());
    assert!(head.is_some_and(|head| head.contains("if-none-match")), "it was only asked about");
    second.page("http://news.example/secret");
    let head = second.server.log.lock().expect("no panic").last().map(|asked| asked.head.clone());
    assert!(head.is_some_and(|head| !head.contains("if-none-match")), "it was not kept");
}

#[test]
fn an_unasked_not_modified_is_no_page() {
    let mut net =
        Net::new(|_, to| server::send(to, b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"));
    assert_eq!(net.trouble("http://news.example/a"), Trouble::Status(304));
}

#[test]
fn a_page_that_cannot_be_kept_still_comes_and_it_is_told_once() {
    let folder = Folder::new("unkept");
    let options = WebOptions { cache: Some(folder.path("pages")), ..WebOptions::default() };
    let mut net = Net::with(options, |_, to| answer(to, "200 OK", "ETag: \"v1\"\r\n", TEXT.as_bytes()));
    std::fs::remove_dir_all(folder.path("pages")).expect("it was made");
    let unkept = net.page("http://news.example/a").unkept.expect("there is no folder any more").to_string();
    assert!(unkept.contains("cannot be written"), "{unkept}");
    assert!(net.page("http://news.example/b").unkept.is_none());
}
