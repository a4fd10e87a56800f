//! [`Robots`]: the bytes of a `robots.txt` in, which paths Woozle may ask for out (RFC 9309), and how slowly.
//!
//! Our own because the crates for it are no longer kept up, and one turns foreign patterns into regular
//! expressions, the other takes cubic time. This one takes time linear in rule and path.

use std::time::Duration;

use url::Url;

/// The name that a group of rules must have to be for us.
const PRODUCT: &str = "woozle";

/// More bytes than this are not read (the standard asks for at least 500 KiB).
pub(crate) const LARGEST: usize = 512_000;

/// What a host asks of Woozle.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Robots {
    rules: Vec<Rule>,
    /// How long to wait between two requests; no part of the standard, but common.
    pub(crate) delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    allow: bool,
    /// In the form that [`normal`] gives.
    pattern: String,
}

/// The rules that are for some agents, in the order of the file.
#[derive(Default)]
struct Group {
    ours: bool,
    everybody: bool,
    robots: Robots,
}

impl Robots {
    /// Reads the file; lines that say nothing are passed over.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(LARGEST)]);
        let groups = groups(text.trim_start_matches('\u{feff}'));
        let named = groups.iter().any(|group| group.ours);
        let mut robots = Self::default();
        for group in groups {
            if if named { group.ours } else { group.everybody } {
                robots.rules.extend(group.robots.rules);
                robots.delay = robots.delay.max(group.robots.delay);
            }
        }
        robots
    }

    /// Whether the address may be asked for: the longest rule that fits decides, and if as long, the kinder.
    pub(crate) fn allows(&self, url: &Url) -> bool {
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        if path == "/robots.txt" {
            return true;
        }
        let path = normal(&path, Wildcards::Escaped);
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        fitting.map(|rule| (rule.pattern.len(), rule.allow)).max().is_none_or(|(_, allow)| allow)
    }
}

/// The groups of the file. A group begins with the names of its agents and ends before the next names;
/// unknown lines (Sitemap) do not end it.
fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut naming = false;
    for line in text.split(['\n', '\r']) {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        if key == "user-agent" {
            if !naming {
                groups.push(Group::default());
            }
            naming = true;
            if let Some(group) = groups.last_mut() {
                group.everybody |= value.starts_with('*');
                group.ours |= product(value).eq_ignore_ascii_case(PRODUCT);
            }
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        match key.as_str() {
            "allow" | "disallow" if value.is_empty() => naming = false,
            "allow" | "disallow" => {
                naming = false;
                let pattern = normal(value, Wildcards::Kept);
                group.robots.rules.push(Rule { allow: key == "allow", pattern });
            }
            "crawl-delay" => {
                naming = false;
                let seconds = value.parse::<f64>().ok().filter(|seconds| (0.0..=1e6).contains(seconds));
                group.robots.delay = group.robots.delay.max(seconds.map(Duration::from_secs_f64));
            }
            _ => {}
        }
    }
    groups
}

/// The name without a version: "Woozle" of "Woozle/1.0 (news)".
fn product(value: &str) -> &str {
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || "-_".contains(c))).unwrap_or(value.len());
    &value[..end]
}

/// Whether `*` and `$` have a meaning, or are letters of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wildcards {
    Kept,
    Escaped,
}

/// A form in which paths and patterns that mean the same are the same: unreserved letters plain, others
/// beyond ASCII percent-encoded, digits of codes in capitals.
fn normal(text: &str, wildcards: Wildcards) -> String {
    let mut form = String::with_capacity(text.len());
    let mut bytes = text.as_bytes();
    while let Some((&byte, rest)) = bytes.split_first() {
        bytes = rest;
        if let Some(coded) = coded(rest).filter(|_| byte == b'%') {
            bytes = &rest[2..];
            if coded.is_ascii_alphanumeric() || b"-._~".contains(&coded) {
                form.push(char::from(coded));
            } else {
                form.push_str(&format!("%{coded:02X}"));
            }
        } else if byte.is_ascii_graphic() && (wildcards == Wildcards::Kept || !b"*$".contains(&byte)) {
            form.push(char::from(byte));
        } else {
            form.push_str(&format!("%{byte:02X}"));
        }
    }
    form
}

/// The byte of the two hexadecimal digits that the text begins with.
fn coded(rest: &[u8]) -> Option<u8> {
    let digit = |at: usize| rest.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// Whether the pattern fits the beginning of the path: `*` stands for any letters, `$` at the end for the end.
///
/// Each part between stars is taken where it first occurs: what fits later fits there as well.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let (first, others) = pattern.split_once('*').map_or((pattern, None), |(a, b)| (a, Some(b)));
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let Some(others) = others else { return !to_the_end || rest.is_empty() };
    let (middle, last) = others.rsplit_once('*').unwrap_or(("", others));
    for part in middle.split('*') {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    if to_the_end { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        let url = Url::parse(&format!("https://news.example{path}")).expect("an address");
        Robots::read(robots.as_bytes()).allows(&url)
    }

    #[test]
    fn the_longest_rule_decides_and_if_as_long_the_kinder() {
        let robots = "User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /a\nAllow: /a\n";
        assert!(!allows(robots, "/news/1"));
        assert!(allows(robots, "/news/open/1"));
        assert!(allows(robots, "/a"), "as long");
        assert!(allows(robots, "/sport"), "no rule");
        assert!(!allows("user-agent:*\ndisallow:/", "/"));
        assert!(allows("user-agent:*\ndisallow:/", "/robots.txt"), "the file itself");
        assert!(allows("User-agent: *\nDisallow:\n", "/a"), "an empty rule forbids nothing");
        assert!(allows("Disallow: /\n", "/a"), "a rule for nobody");
        assert!(allows("<html>not found: /</html>", "/a"), "no such file at all");
    }

    #[test]
    fn our_own_groups_go_before_everybodys() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: OtherBot\nUser-agent: WOOZLE/2.0\n\
            Sitemap: https://news.example/map.xml\nDisallow: /private # not for us\n\n\
            User-agent: woozle\nDisallow: /drafts\n";
        assert!(allows(robots, "/news"));
        assert!(!allows(robots, "/private/x"));
        assert!(!allows(robots, "/drafts"), "groups with our name are one");
        assert!(allows("User-agent: woozlebot\nDisallow: /\n", "/a"), "another name");
        assert!(!allows("\u{feff}User-agent: otherbot\r\rUser-agent: *\rDisallow: /\r", "/a"));
    }

    #[test]
    fn stars_and_ends() {
        let cases = [
            ("/*.pdf$", "/a/b.pdf", true),
            ("/*.pdf$", "/a/b.pdf?x=1", false),
            ("/*.pdf", "/a/b.pdf?x=1", true),
            ("/a*b*c", "/aXbYc/d", true),
            ("/a*b*c$", "/abcbc", true),
            ("/a*b*c", "/acb", false),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("*", "/", true),
            ("/**", "/x", true),
            ("$", "/", false),
            ("/a*$", "/abc", true),
            ("/*?print", "/a?x=1&print", false),
            ("/*?*print", "/a?x=1&print", true),
        ];
        for (pattern, path, expected) in cases {
            let forbidden = !allows(&format!("User-agent: *\nDisallow: {pattern}\n"), path);
            assert_eq!(forbidden, expected, "{pattern} {path}");
        }
    }

    #[test]
    fn codes_and_letters_that_mean_the_same_are_the_same() {
        for (pattern, path) in [
            ("/caf\u{e9}", "/caf%C3%A9"),
            ("/caf%c3%a9", "/caf\u{e9}"),
            ("/%7Eann", "/~ann"),
            ("/a%2Ab", "/a*b"),
            ("/a%2fb", "/a%2Fb"),
            ("/100%", "/100%"),
        ] {
            assert!(!allows(&format!("User-agent: *\nDisallow: {pattern}\n"), path), "{pattern} {path}");
        }
        assert!(allows("User-agent: *\nDisallow: /a%2Fb\n", "/a/b"), "a coded slash is another");
    }

    #[test]
    fn a_delay_is_read_and_nonsense_is_not() {
        let delay = |text: &str| Robots::read(text.as_bytes()).delay;
        assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5\n"), Some(Duration::from_millis(2_500)));
        for text in ["Crawl-delay: 5", "User-agent: *\nCrawl-delay: -1", "User-agent: *\nCrawl-delay: NaN"] {
            assert_eq!(delay(text), None, "{text}");
        }
    }

    #[test]
    fn hostile_files_end_in_time() {
        let stars = "*a".repeat(100_000);
        let robots =
            format!("User-agent: *\nDisallow: /{stars}b\n{}", "Disallow: /*a*a*a*a*b$\n".repeat(10_000));
        assert!(allows(&robots, &format!("/{}", "a".repeat(7_000))));
    }
}
