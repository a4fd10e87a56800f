//! The address of a vocabulary (XML namespace) in, which of those that feeds and news formats use it is out.

/// Vocabularies that are told apart. A name of an unknown vocabulary is never taken for one of RSS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// No vocabulary is declared, or one of RSS and its like.
    None,
    /// Atom 0.3 and 1.0.
    Atom,
    /// Dublin Core.
    Dublin,
    /// `content:encoded` of RSS 1.0 modules.
    Content,
    /// HTML inside XML.
    Html,
    /// Podcasts.
    Itunes,
    /// Media RSS.
    Media,
    /// Any other.
    Other,
}

/// Addresses of vocabularies in lower case without their scheme, and the vocabulary. The first is the default.
const SPACES: [(&str, Space); 23] = [
    ("", Space::None),
    ("www.w3.org/2005/atom", Space::Atom),
    ("purl.org/atom/ns", Space::Atom),
    ("example.com/newformat", Space::None),
    ("backend.userland.com/rss", Space::None),
    ("blogs.law.harvard.edu/tech/rss", Space::None),
    ("purl.org/rss/1.0/modules/content/", Space::Content),
    ("purl.org/rss/1.0/modules", Space::Other),
    ("purl.org/rss/1.0", Space::None),
    ("purl.org/net/rss1.1", Space::None),
    ("my.netscape.com/rdf/simple/0.9", Space::None),
    ("my.netscape.com/publish/formats/rss-0.9", Space::None),
    ("channel.netscape.com/rdf/simple/0.9", Space::None),
    ("purl.org/dc/", Space::Dublin),
    ("www.w3.org/1999/xhtml", Space::Html),
    ("www.itunes.com/dtds/podcast-1.0.dtd", Space::Itunes),
    ("search.yahoo.com/mrss", Space::Media),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", Space::None),
    ("iptc.org/std/nar", Space::None),
    ("iptc.org/std/nitf", Space::None),
    ("schemas.openxmlformats.org/wordprocessingml", Space::None),
    ("purl.org/syndication", Space::Other),
    ("", Space::Other),
];
/// Where unknown vocabularies stand in the table.
pub(super) const UNKNOWN: u16 = 22;

/// The vocabulary's place in the table.
pub(super) fn space_of(address: &str) -> u16 {
    let lower = address.trim().to_ascii_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    if bare.is_empty() {
        return 0;
    }
    let known = SPACES
        .iter()
        .position(|(start, _)| !start.is_empty() && bare.starts_with(start.trim_end_matches('/')));
    known.and_then(|at| u16::try_from(at).ok()).unwrap_or(UNKNOWN)
}

/// What a prefix means that nobody declared.
pub(super) fn space_of_prefix(prefix: &str) -> u16 {
    let address = match prefix {
        "atom" => "www.w3.org/2005/atom",
        "dc" | "dcterms" => "purl.org/dc/",
        "content" => "purl.org/rss/1.0/modules/content/",
        "xhtml" => "www.w3.org/1999/xhtml",
        "itunes" => "www.itunes.com/dtds/podcast-1.0.dtd",
        "media" => "search.yahoo.com/mrss",
        "rss" | "rdf" => return 0,
        _ => return UNKNOWN,
    };
    space_of(address)
}

/// The vocabulary at that place of the table.
pub(super) fn space_at(place: u16) -> Space {
    SPACES[usize::from(place)].1
}
