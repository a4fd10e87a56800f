//! [`Cache`]: pages in a folder, so that servers need only be asked whether they have changed since
//! (RFC 9110, section 13).
//!
//! A file that is damaged, or of another address, is as if it were not there.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use ureq::http::{HeaderMap, HeaderName, header};
use url::Url;
use woozle_text::content_id;

use super::exchange::{self, Reply};
use crate::{FetchError, error::unwritable, write_whole};

/// The first line of each file; another format will have another number.
const FIRST_LINE: &str = "woozle page 1";

/// A page with what its server said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// The server's own mark of this version.
    pub entity_tag: Option<String>,
    /// The server's time of this version, as it wrote it.
    pub last_modified: Option<String>,
    /// Unpacked.
    pub bytes: Vec<u8>,
}

impl Page {
    pub(crate) fn of(reply: Reply) -> Self {
        let text = |name: HeaderName| exchange::header(&reply.headers, &name);
        Self {
            content_type: text(header::CONTENT_TYPE),
            entity_tag: text(header::ETAG).filter(|tag| can_be_sent(tag)),
            last_modified: text(header::LAST_MODIFIED).filter(|date| can_be_sent(date)),
            bytes: reply.body,
        }
    }

    /// Whether the server can be asked if this version still stands.
    const fn can_be_asked_for(&self) -> bool {
        self.entity_tag.is_some() || self.last_modified.is_some()
    }
}

/// Whether the value can go into a header of ours as it is.
fn can_be_sent(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Whether the server lets the answer be kept.
pub(crate) fn may_be_kept(headers: &HeaderMap) -> bool {
    let control = exchange::header(headers, &header::CACHE_CONTROL).unwrap_or_default();
    !control.to_ascii_lowercase().contains("no-store")
}

/// A folder of pages.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// Keeps pages in the folder, which is made when there is none.
    pub(crate) fn open(folder: &Path) -> Result<Self, FetchError> {
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, error))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// The page as it was kept, if its server can be asked about it.
    pub(crate) fn find(&self, url: &Url) -> Option<Page> {
        let bytes = fs::read(self.file(url)).ok()?;
        parse(&bytes, url).filter(Page::can_be_asked_for)
    }

    /// Keeps the page, if its server can be asked about it later.
    pub(crate) fn keep(&self, url: &Url, page: &Page) -> Result<(), FetchError> {
        if page.can_be_asked_for() { write_whole(&self.file(url), &print(page, url)) } else { Ok(()) }
    }

    fn file(&self, url: &Url) -> PathBuf {
        self.folder.join(format!("{:016x}.page", content_id(url.as_str().as_bytes())))
    }
}

fn print(page: &Page, url: &Url) -> Vec<u8> {
    let mut head = format!("{FIRST_LINE}\naddress {url}\nlength {}\n", page.bytes.len());
    for (name, value) in [
        ("content-type", &page.content_type),
        ("etag", &page.entity_tag),
        ("last-modified", &page.last_modified),
    ] {
        if let Some(value) = value {
            // Writing to a string cannot fail.
            let _ = writeln!(head, "{name} {value}");
        }
    }
    head.push('\n');
    [head.as_bytes(), &page.bytes].concat()
}

fn parse(file: &[u8], url: &Url) -> Option<Page> {
    let end = file.windows(2).position(|pair| pair == b"\n\n")?;
    let bytes = file[end + 2..].to_vec();
    let mut lines = std::str::from_utf8(&file[..end]).ok()?.lines();
    if lines.next() != Some(FIRST_LINE) {
        return None;
    }
    let mut page = Page { bytes, ..Page::default() };
    let (mut address, mut length) = (None, None);
    for (name, value) in lines.filter_map(|line| line.split_once(' ')) {
        let value = value.to_owned();
        match name {
            "address" => address = Some(value),
            "length" => length = value.parse::<usize>().ok(),
            "content-type" => page.content_type = Some(value),
            "etag" => page.entity_tag = Some(value).filter(|tag| can_be_sent(tag)),
            "last-modified" => page.last_modified = Some(value).filter(|date| can_be_sent(date)),
            _ => {}
        }
    }
    (address.as_deref() == Some(url.as_str()) && length == Some(page.bytes.len())).then_some(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::tests::Folder;

    fn page() -> Page {
        Page {
            content_type: Some("text/html; charset=windows-1252".to_owned()),
            entity_tag: Some("W/\"v 1\"".to_owned()),
            last_modified: None,
            bytes: b"<p>caf\xe9\n\nclosed</p>".to_vec(),
        }
    }

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn what_is_kept_is_found_as_it_was() {
        let folder = Folder::new("cache");
        let cache = Cache::open(&folder.path("deep/er")).expect("it can be made");
        let url = url("https://news.example/a?b=c d");
        assert_eq!(cache.find(&url), None);
        cache.keep(&url, &page()).expect("it can be kept");
        assert_eq!(cache.find(&url), Some(page()));
        let unmarked = Page { entity_tag: None, ..page() };
        let other = Url::parse("https://news.example/b").expect("an address");
        cache.keep(&other, &unmarked).expect("nothing is done");
        assert_eq!(cache.find(&other), None, "nobody could be asked about it");
    }

    #[test]
    fn a_damaged_file_or_another_addresss_is_as_none() {
        let url = url("https://news.example/a");
        let file = print(&page(), &url);
        assert_eq!(parse(&file, &url), Some(page()));
        assert_eq!(parse(&file, &Url::parse("https://news.example/b").expect("an address")), None);
        for end in 0..file.len() {
            assert_eq!(parse(&file[..end], &url), None, "cut after {end}");
        }
        let text = String::from_utf8_lossy(&file).replace("page 1", "page 2");
        assert_eq!(parse(text.as_bytes(), &url), None, "of another version");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let folder = Folder::new("cache-file");
        folder.write("taken", "a file");
        let error = Cache::open(&folder.path("taken")).expect_err("it is a file");
        assert!(error.to_string().contains("taken cannot be written"), "{error}");
    }

    #[test]
    fn only_no_store_keeps_a_page_out() {
        let with = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CACHE_CONTROL, value.parse().expect("a header value"));
            may_be_kept(&headers)
        };
        assert!(with("no-cache, max-age=0") && may_be_kept(&HeaderMap::new()));
        assert!(!with("private, No-Store"));
    }
}
