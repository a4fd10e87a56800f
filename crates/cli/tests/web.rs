//! Addresses on the command line: what is fetched, what is refused, what stands in the answer.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Command, Output, Stdio},
    thread,
};

use serde_json::Value;

const TEXT: &str = "Ferry to stop\n\nThe Halden ferry will stop sailing on Monday, a transport official told \
    Meridian News. Norvik Line denied that the hull was torn.\n";

/// A path, the headers and the body that are there.
type Answer = (&'static str, &'static str, &'static [u8]);

/// A server on loopback: each path has an answer, the rest is not there. Ends with the process.
fn serve<const N: usize>(answers: [Answer; N]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback is there");
    let at = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = answer(stream, &answers);
        }
    });
    format!("http://{at}")
}

fn answer(mut stream: TcpStream, answers: &[Answer]) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let found = answers.iter().find(|(known, _, _)| *known == path);
    let (head, body) = match found {
        Some((_, headers, body)) => (format!("200 OK\r\n{headers}"), *body),
        None => ("404 Not Found\r\n".to_owned(), &b""[..]),
    };
    let length = body.len();
    stream.write_all(
        format!("HTTP/1.1 {head}Connection: close\r\nContent-Length: {length}\r\n\r\n").as_bytes(),
    )?;
    stream.write_all(body)
}

fn woozle(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_woozle"));
    // Nobody listens there: a program that heeded them would fetch nothing.
    for proxy in ["http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"] {
        command.env(proxy, "http://127.0.0.1:9");
    }
    command.env_remove("no_proxy").env_remove("NO_PROXY");
    command.args(arguments).stdin(Stdio::null()).output().expect("the command runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The first report of the JSON answer.
fn report(output: &Output) -> Value {
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON alone on stdout");
    answer["reports"][0].clone()
}

#[test]
fn an_internal_address_needs_the_flag() {
    let server = serve([("/a", "Content-Type: text/plain\r\n", TEXT.as_bytes())]);
    let address = format!("{server}/a");
    let refused = woozle(&[&address]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains(&address), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("allow it with --allow-private"), "{}", stderr(&refused));
    let metadata = woozle(&["http://0xA9FEA9FE/latest/meta-data"]);
    assert_eq!(metadata.status.code(), Some(2));
    assert!(stderr(&metadata).contains("169.254.169.254 is internal"), "{}", stderr(&metadata));
    let allowed = woozle(&["analyze", &address, "--allow-private", "--format", "json"]);
    assert_eq!((allowed.status.code(), stderr(&allowed)), (Some(0), String::new()));
    let report = report(&allowed);
    assert_eq!(report["path"], address.as_str(), "as it was written");
    assert_eq!(report["url"], address.as_str());
}

#[test]
fn what_cannot_be_fetched_is_told_and_the_rest_is_analysed() {
    let server = serve([("/a", "", TEXT.as_bytes())]);
    let (good, missing) = (format!("{server}/a"), format!("{server}/b"));
    let secret = "https://ann:secret@news.example/a";
    let output = woozle(&[&missing, &good, secret, "ftp://news.example/a", "--allow-private"]);
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    assert!(
        said.contains(&format!("{missing} cannot be fetched: the server answered 404 Not Found")),
        "{said}"
    );
    assert!(said.contains("https://…@news.example/a") && !said.contains("secret"), "{said}");
    assert!(said.contains("ftp is not fetched"), "{said}");
}

#[test]
fn the_servers_encoding_goes_before_the_pages() {
    const PAGE: &[u8] = b"<html><head><meta charset=\"iso-8859-1\"><title>\xcf\xe0\xf0\xee\xec</title></head><body>\
        <p>\xcf\xe0\xf0\xee\xec \xee\xf1\xf2\xe0\xed\xee\xe2\xff\xf2 \xe2 \xef\xee\xed\xe5\xe4\xe5\xeb\xfc\xed\xe8\xea.</p></body></html>";
    let server = serve([
        ("/header", "Content-Type: text/html; charset=windows-1251\r\n", PAGE),
        ("/meta", "Content-Type: text/html\r\n", PAGE),
    ]);
    let title = |path: &str| {
        let output = woozle(&[&format!("{server}{path}"), "--allow-private", "--format", "json"]);
        report(&output)["title"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!((title("/header"), title("/meta")), ("Паром".to_owned(), "Ïàðîì".to_owned()));
}

#[test]
fn when_a_page_without_a_date_was_changed_is_a_notice_and_no_date() {
    let server = serve([("/a", "Last-Modified: Wed, 04 Mar 2026 10:00:00 GMT\r\n", TEXT.as_bytes())]);
    let output = woozle(&[&format!("{server}/a"), "--allow-private", "--format", "json"]);
    let report = report(&output);
    assert_eq!(report["published"], Value::Null);
    assert!(
        report["notices"].to_string().contains("last changed on Wed, 04 Mar 2026 10:00:00 GMT"),
        "{report}"
    );
}

#[test]
fn pages_are_kept_where_the_user_says() {
    let folder: PathBuf = env::temp_dir().join(format!("woozle-web-cache-{}", std::process::id()));
    let server = serve([("/a", "ETag: \"v1\"\r\n", TEXT.as_bytes())]);
    let cache = folder.to_string_lossy().into_owned();
    let output = woozle(&[&format!("{server}/a"), "--allow-private", "--cache", &cache]);
    let kept = fs::read_dir(&folder).map(Iterator::count);
    let _ = fs::remove_dir_all(&folder);
    assert_eq!((output.status.code(), kept.ok()), (Some(0), Some(1)), "{}", stderr(&output));
    let nowhere = woozle(&[&format!("{server}/a"), "--cache", "/dev/null/pages"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(stderr(&nowhere).contains("/dev/null/pages cannot be written"), "{}", stderr(&nowhere));
}
