//! Servers that send too much, too little, too slowly, or nonsense.

use std::{net::TcpListener, thread};

use super::*;
use crate::web::coding;

/// Time enough for a server on loopback that answers at all.
const SHORT: Duration = Duration::from_millis(400);

fn small() -> WebOptions {
    WebOptions { page_bytes: 100_000, ..WebOptions::default() }
}

#[test]
fn a_page_that_never_ends_stops_at_the_limit() {
    let mut net = Net::with(small(), |asked, to| {
        let head: &[u8] = match asked.path.as_str() {
            "/chunked" => b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            _ => b"HTTP/1.1 200 OK\r\n\r\n",
        };
        let piece: Vec<u8> = match asked.path.as_str() {
            "/chunked" => b"1000\r\n".iter().copied().chain([b'a'; 4_096]).chain(*b"\r\n").collect(),
            _ => vec![b'a'; 4_096],
        };
        let mut sent = to.write_all(head);
        while sent.is_ok() {
            sent = to.write_all(&piece);
        }
    });
    assert_eq!(net.trouble("http://news.example/chunked"), Trouble::TooLarge(100_000));
    assert_eq!(net.trouble("http://news.example/plain"), Trouble::TooLarge(100_000));
}

#[test]
fn a_bomb_stops_at_the_limit_and_an_announced_giant_is_not_read() {
    let mut net = Net::with(small(), |asked, to| match asked.path.as_str() {
        "/bomb" => {
            let bomb = coding::tests::gzip(&vec![0; 10_000_000]);
            answer(to, "200 OK", "Content-Encoding: gzip\r\n", &bomb);
        }
        _ => server::send(to, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
    });
    assert_eq!(net.trouble("http://news.example/bomb"), Trouble::TooLarge(100_000));
    assert_eq!(net.trouble("http://news.example/giant"), Trouble::TooLarge(100_000));
    assert_eq!(net.server.paths().iter().filter(|path| *path == "/giant").count(), 1, "no second try");
}

#[test]
fn a_packed_page_is_unpacked() {
    let mut net = Net::new(|asked, to| match asked.path.as_str() {
        "/gzip" => answer(to, "200 OK", "Content-Encoding: gzip\r\n", &coding::tests::gzip(TEXT.as_bytes())),
        _ => answer(to, "200 OK", "Content-Encoding: zstd\r\n", b"\x28\xb5\x2f\xfd"),
    });
    assert_eq!(net.text("http://news.example/gzip"), TEXT);
    assert_eq!(net.trouble("http://news.example/zstd"), Trouble::Packing("zstd".to_owned()));
}

#[test]
fn a_page_that_breaks_off_is_tried_again_and_never_taken_for_whole() {
    let mut net = Net::new(|asked, to| match (asked.path.as_str(), asked.before) {
        ("/length", _) => server::send(to, b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nThe ferry will"),
        ("/chunk", _) => {
            server::send(to, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\nThe ferry will");
        }
        ("/last", _) => {
            server::send(to, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nThe\r\n");
        }
        ("/gzip", _) => {
            let packed = coding::tests::gzip(TEXT.as_bytes());
            answer(to, "200 OK", "Content-Encoding: gzip\r\n", &packed[..packed.len() - 9]);
        }
        ("/once", 0) => server::send(to, b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nThe"),
        ("/head", 0) => server::send(to, b"HTTP/1.1 200"),
        ("/silent", 0) => {}
        _ => answer(to, "200 OK", "", TEXT.as_bytes()),
    });
    for path in ["/length", "/chunk", "/last", "/gzip"] {
        assert_eq!(net.trouble(&format!("http://news.example{path}")), Trouble::CutOff, "{path}");
        let tries = net.server.paths().iter().filter(|asked| *asked == path).count();
        assert_eq!(tries, 3, "{path}");
    }
    for path in ["/once", "/head", "/silent"] {
        assert_eq!(net.text(&format!("http://news.example{path}")), TEXT, "{path}");
    }
}

#[test]
fn a_length_that_is_too_short_ends_the_page_there() {
    let mut net = Net::new(|_, to| {
        server::send(to, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nThe ferry and what is not part of it");
    });
    assert_eq!(net.text("http://news.example/a"), "The ferry");
}

#[test]
fn drops_that_never_fill_a_page_end_with_its_time() {
    let options = WebOptions { time: SHORT, ..WebOptions::default() };
    let mut net = Net::with(options, |asked, to| {
        let head: &[u8] =
            if asked.path == "/head" { b"HTTP/1.1 200 OK\r\nX-Drops: " } else { b"HTTP/1.1 200 OK\r\n\r\n" };
        let mut sent = to.write_all(head);
        // Each drop comes long before a single read would have waited too long.
        while sent.is_ok() {
            thread::sleep(Duration::from_millis(20));
            sent = to.write_all(b"H").and_then(|()| to.flush());
        }
    });
    assert_eq!(net.trouble("http://news.example/head"), Trouble::Late);
    assert_eq!(net.trouble("http://news.example/body"), Trouble::Late);
}

#[test]
fn headers_without_end_and_what_is_no_http_are_refused() {
    let mut net = Net::new(|asked, to| match asked.path.as_str() {
        "/huge" => {
            let header = format!("X-Filler: {}\r\n", "a".repeat(200_000));
            answer(to, "200 OK", &header, TEXT.as_bytes());
        }
        "/many" => answer(to, "200 OK", &"X-Filler: a\r\n".repeat(3_000), TEXT.as_bytes()),
        "/mail" => server::send(to, b"220 mail.example ESMTP ready\r\n\r\n"),
        "/status" => server::send(to, b"HTTP/1.1 9999 What\r\n\r\n"),
        "/length" => server::send(to, b"HTTP/1.1 200 OK\r\nContent-Length: some\r\n\r\n"),
        "/chunk" => {
            server::send(to, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nThe\r\n0\r\n\r\n");
        }
        _ => answer(to, "200 OK", "X-Odd: \u{0}\r\n", TEXT.as_bytes()),
    });
    for path in ["/huge", "/many", "/mail", "/status", "/length", "/chunk", "/odd"] {
        let trouble = net.trouble(&format!("http://news.example{path}"));
        assert!(matches!(trouble, Trouble::Garbled(_)), "{path}: {trouble:?}");
    }
}

#[test]
fn statuses_that_bring_no_page_bring_none() {
    let mut net = Net::new(|asked, to| {
        let status = asked.path.trim_start_matches('/').to_owned();
        answer(to, &format!("{status} Odd"), "Content-Type: text/html\r\n", TEXT.as_bytes());
    });
    for status in [201, 206, 300, 401, 403, 404, 451, 501, 599] {
        assert_eq!(net.trouble(&format!("http://news.example/{status}")), Trouble::Status(status));
    }
}

#[test]
fn a_port_where_nobody_listens_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
    let at = listener.local_addr().expect("it is bound");
    drop(listener);
    let options = WebOptions { reach: Reach::Anywhere, ..WebOptions::default() };
    let mut web = Web::new(options).expect("no folder is needed");
    web.clock = Box::new(TestClock::default());
    let message = web.fetch(&format!("http://{at}/")).expect_err("nobody listens").to_string();
    assert!(message.contains("there is no connection (connection refused); check the address"), "{message}");
}
