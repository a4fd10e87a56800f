//! What must not be asked: internal hosts in any notation, by any name, behind any redirect.

use std::net::IpAddr;

use super::*;

fn lay_down(net: &Net, host: &str, answers: &[&[&str]]) {
    let answers = answers
        .iter()
        .map(|answer| answer.iter().map(|address| address.parse::<IpAddr>().expect("an address")).collect());
    net.names.0.lock().expect("no panic").insert(host.to_owned(), answers.collect());
}

fn connections(net: &Net) -> Vec<String> {
    net.diversion.wanted.lock().expect("no panic").iter().map(ToString::to_string).collect()
}

#[test]
fn an_internal_address_is_refused_in_any_notation_before_any_connection() {
    let mut net = Net::new(|_, to| answer(to, "200 OK", "", TEXT.as_bytes()));
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "0xA9FEA9FE",
        "100.100.100.200",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::10.0.0.1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[2001:db8::1]",
        "127.0.0.1.",
    ] {
        let trouble = net.trouble(&format!("http://{host}/a"));
        assert!(matches!(trouble, Trouble::Internal { .. }), "{host}: {trouble:?}");
    }
    assert_eq!(connections(&net), Vec::<String>::new());
    let message = net.error("http://0x7f.1/a").to_string();
    let expected = "http://0x7f.1/a cannot be fetched: 127.0.0.1 is internal: this machine itself; if it is yours \
        and meant, allow it with --allow-private";
    assert_eq!(message, expected);
}

#[test]
fn a_name_that_leads_inside_is_refused_even_if_it_also_leads_outside() {
    let mut net = Net::new(|_, to| answer(to, "200 OK", "", TEXT.as_bytes()));
    lay_down(&net, "inside.example", &[&["10.0.0.7"]]);
    lay_down(&net, "both.example", &[&["93.184.216.34", "::ffff:192.168.1.1"]]);
    lay_down(&net, "nowhere.example", &[]);
    let message = net.error("https://inside.example/").to_string();
    assert!(message.contains("inside.example is internal: 10.0.0.7, a private network"), "{message}");
    let message = net.error("https://both.example/").to_string();
    assert!(message.contains("both.example is internal: 192.168.1.1, a private network"), "{message}");
    let message = net.error("https://nowhere.example/").to_string();
    assert!(
        message.contains("nowhere.example was not found (it has no address); check the spelling"),
        "{message}"
    );
    assert_eq!(connections(&net), Vec::<String>::new());
}

#[test]
fn an_answer_that_changes_gains_nothing() {
    let mut net = Net::new(|_, to| answer(to, "200 OK", "", TEXT.as_bytes()));
    let outside: &[&str] = &["93.184.216.34"];
    lay_down(&net, "turning.example", &[outside, outside, &["127.0.0.1"]]);
    // Robots and page: each name is looked up once, and what was looked up is connected to.
    assert_eq!(net.text("http://turning.example/a"), TEXT);
    assert_eq!(connections(&net), ["93.184.216.34:80", "93.184.216.34:80"]);
    assert!(matches!(net.trouble("http://turning.example/b"), Trouble::Internal { .. }));
    assert_eq!(connections(&net).len(), 2, "the turned answer is not connected to");
}

#[test]
fn a_redirect_is_checked_like_the_first_address() {
    let mut net = Net::new(|asked, to| {
        let location = match asked.path.as_str() {
            "/metadata" => "http://169.254.169.254/latest/meta-data/?token=1",
            "/file" => "file:///etc/passwd",
            "/script" => "javascript:alert(1)",
            "/port" => "http://news.example:6379/",
            "/user" => "http://ann:secret@news.example/",
            "/broken" => "http://[::1",
            _ => "",
        };
        answer(to, "302 Found", &format!("Location: {location}\r\n"), b"");
    });
    for (path, words) in [
        ("/metadata", "redirected to http://169.254.169.254/latest/meta-data/, 169.254.169.254 is internal"),
        ("/file", "redirected to file:///etc/passwd, file is not fetched"),
        ("/script", "javascript is not fetched"),
        ("/port", "port 6379 is not one of the web"),
        ("/user", "redirected to http://…@news.example/, it holds a user name or a password"),
        ("/broken", "it is no address"),
    ] {
        let message = net.error(&format!("http://news.example{path}")).to_string();
        assert!(message.contains(words) && !message.contains("secret"), "{message}");
        assert!(message.starts_with(&format!("http://news.example{path} cannot be fetched: ")), "{message}");
    }
    assert!(connections(&net).iter().all(|address| address == "93.184.216.34:80"), "{:?}", connections(&net));
}

#[test]
fn redirects_are_followed_to_their_end_but_not_for_ever() {
    let mut net = Net::new(|asked, to| match asked.path.as_str() {
        "/1" => answer(to, "301 Moved Permanently", "Location: /2\r\n", b""),
        "/2" => answer(to, "302 Found", "Location: //other.example/3#x\r\n", b""),
        "/3" => answer(to, "303 See Other", "Location: 4?key=secret\r\n", b""),
        "/4?key=secret" => answer(to, "307 Temporary Redirect", "Location: ./5?key=secret\r\n", b""),
        "/5?key=secret" => answer(to, "308 Permanent Redirect", "Location: 6?key=secret\r\n", b""),
        "/6?key=secret" => answer(to, "200 OK", "", TEXT.as_bytes()),
        "/nowhere" => answer(to, "302 Found", "", b""),
        _ => answer(to, "302 Found", "Location: /loop\r\n", b""),
    });
    let page = net.page("http://news.example/1");
    assert_eq!(page.address.as_deref(), Some("http://other.example/6"), "the key is nobody's business");
    assert_eq!(net.trouble("http://news.example/loop"), Trouble::Redirects(5));
    let loops = net.server.paths().iter().filter(|path| *path == "/loop").count();
    assert_eq!(loops, 6, "the first and five redirects");
    assert_eq!(net.trouble("http://news.example/nowhere"), Trouble::NoLocation);
}

#[test]
fn a_location_beyond_ascii_is_followed() {
    let mut net = Net::new(|asked, to| match asked.path.as_str() {
        "/utf8" => answer(to, "302 Found", "Location: /caf\u{e9}\r\n", b""),
        "/latin1" => server::send(
            to,
            b"HTTP/1.1 302 Found\r\nConnection: close\r\nX-Odd: \xff\xfe\r\nLocation: /caf\xe9\r\n\r\n",
        ),
        "/caf%C3%A9" => answer(to, "200 OK", "", TEXT.as_bytes()),
        _ => answer(to, "404 Not Found", "", b""),
    });
    assert_eq!(net.text("http://news.example/utf8"), TEXT);
    assert_eq!(net.text("http://news.example/latin1"), TEXT);
}

#[test]
fn what_the_user_wrote_is_checked_before_anything_is_asked() {
    let mut net = Net::new(|_, to| answer(to, "200 OK", "", TEXT.as_bytes()));
    for (address, words) in [
        ("ftp://news.example/a", "ftp is not fetched; give an address that begins with https://"),
        (
            "https://ann:secret@news.example/a",
            "https://…@news.example/a cannot be fetched: it holds a user name",
        ),
        ("https://news.example:22/a", "port 22 is not one of the web"),
        ("https://", "it is no address (empty host)"),
    ] {
        let message = net.error(address).to_string();
        assert!(message.contains(words) && !message.contains("secret"), "{message}");
    }
    assert_eq!(connections(&net), Vec::<String>::new());
}

#[test]
fn the_flag_opens_internal_hosts_and_other_ports() {
    let options = WebOptions { reach: Reach::Anywhere, ..WebOptions::default() };
    let mut net = Net::with(options, |_, to| answer(to, "200 OK", "", TEXT.as_bytes()));
    assert_eq!(net.text("http://127.0.0.1:8080/a"), TEXT);
    assert_eq!(net.text("http://[::1]/a"), TEXT);
    assert_eq!(connections(&net), ["127.0.0.1:8080", "127.0.0.1:8080", "[::1]:80", "[::1]:80"]);
}
