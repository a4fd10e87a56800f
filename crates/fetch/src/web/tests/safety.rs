//! Encrypted connections: whom to trust, and what is said when a page leaves them.

use std::{net::TcpStream, sync::Arc};

use rcgen::{CertificateParams, Issuer, KeyPair};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::*;

/// An authority that only this test trusts, and a server for the host by its word.
struct Authority {
    certificate: Vec<u8>,
    server: Arc<ServerConfig>,
}

fn authority(host: &str) -> Authority {
    let key = || KeyPair::generate().expect("keys can be made");
    let mut root = CertificateParams::new(Vec::new()).expect("no names");
    root.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let (root_key, leaf_key) = (key(), key());
    let certificate = root.self_signed(&root_key).expect("it can be signed").der().to_vec();
    let issuer = Issuer::new(root, root_key);
    let leaf = CertificateParams::new(vec![host.to_owned()]).expect("a name");
    let leaf = leaf.signed_by(&leaf_key, &issuer).expect("it can be signed");
    let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the usual versions")
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], secret)
        .expect("they belong together");
    Authority { certificate, server: Arc::new(server) }
}

/// What an encrypted connection begins with.
const HANDSHAKE: [u8; 1] = [0x16];

/// A server that answers encrypted to who asks so; `/down` leads to the unprotected web.
fn net(authority: &Authority) -> Net {
    let server = Arc::clone(&authority.server);
    let wrap = move |stream: TcpStream| {
        let mut first = [0];
        stream.peek(&mut first).ok()?;
        if first != HANDSHAKE {
            return Some(Box::new(stream) as Box<dyn Connection>);
        }
        let encrypted = ServerConnection::new(Arc::clone(&server)).expect("the settings are sound");
        Some(Box::new(StreamOwned::new(encrypted, stream)) as Box<dyn Connection>)
    };
    let server = Server::start_behind(wrap, |asked, to| match asked.path.as_str() {
        "/robots.txt" => answer(to, "404 Not Found", "", b""),
        "/down" => answer(to, "302 Found", "Location: http://news.example/a\r\n", b""),
        "/moved" => answer(to, "302 Found", "Location: /a\r\n", b""),
        _ => answer(to, "200 OK", "", TEXT.as_bytes()),
    });
    Net::around(server, WebOptions::default())
}

fn trusting(mut net: Net, authority: &Authority) -> Net {
    let roots = RootCerts::new_with_certs(&[Certificate::from_der(&authority.certificate).to_owned()]);
    let connector = ().chain(Diverted(Arc::clone(&net.diversion))).chain(RustlsConnector::default());
    let resolver = NameService(Arc::clone(&net.names));
    let tls = TlsConfig::builder().root_certs(roots).build();
    net.web.agent = exchange::agent_trusting(tls, connector, resolver, Reach::Public);
    net
}

#[test]
fn a_page_comes_through_encryption_when_its_certificate_is_trusted_and_of_its_host() {
    let authority = authority("news.example");
    let mut net = trusting(net(&authority), &authority);
    assert_eq!(net.text("https://news.example/a"), TEXT);
    let page = net.page("https://news.example/moved");
    assert_eq!((page.address.as_deref(), page.remarks.len()), (Some("https://news.example/a"), 0));
    let message = net.error("https://other.example/a").to_string();
    assert!(
        message.contains("there is no safe connection") && message.contains("not valid for name"),
        "{message}"
    );
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    let authority = authority("news.example");
    let mut net = net(&authority);
    let message = net.error("https://news.example/a").to_string();
    assert!(message.contains("there is no safe connection (invalid peer certificate"), "{message}");
    assert!(message.contains("look at it in a browser"), "{message}");
    assert!(net.server.paths().is_empty(), "nothing was asked");
}

#[test]
fn a_server_that_does_not_speak_encryption_is_refused() {
    let server = Server::start_behind(
        |mut stream| {
            server::send(&mut stream, b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            None
        },
        |_, _| {},
    );
    let mut net = Net::around(server, WebOptions::default());
    assert!(matches!(net.trouble("https://news.example/a"), Trouble::Safety(_)));
}

#[test]
fn that_protection_was_lost_on_the_way_is_told() {
    let authority = authority("news.example");
    let mut net = trusting(net(&authority), &authority);
    let page = net.page("https://news.example/down");
    assert_eq!(String::from_utf8_lossy(&page.bytes), TEXT);
    let expected =
        "it came over an unprotected connection from news.example, and may have been changed on its way";
    assert_eq!(page.remarks, [expected]);
    assert!(net.page("http://news.example/a").remarks.is_empty(), "it never was protected");
}
