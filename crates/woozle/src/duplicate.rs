//! Reports in, a notice on every one that came in before: under the same address, or with the same words.
//!
//! Nothing is left out and nothing counts differently for it: corroboration finds by the wording that two
//! reports are one text. The notice tells the reader why so many files are so few texts.

use std::collections::BTreeMap;

use woozle_text::{BlockKind, Notice, NoticeKind, Report, content_id, fold};

/// Adds the notices. Reports are compared with those before them: their order must not depend on chance.
pub(crate) fn notice(reports: &mut [Report]) {
    let mut texts: BTreeMap<u64, usize> = BTreeMap::new();
    let mut addresses: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..reports.len() {
        let words = words(&reports[at]);
        let same = (!words.is_empty()).then(|| *texts.entry(content_id(words.as_bytes())).or_insert(at));
        let address = reports[at].url.as_deref().map(plain_address);
        let version = address.map(|address| *addresses.entry(address).or_insert(at));
        let message = match (same, version) {
            (Some(first), _) if first != at => format!("the same text as {}", name(&reports[first])),
            (_, Some(first)) if first != at => {
                format!("another version of {}: the same address, other words", name(&reports[first]))
            }
            _ => continue,
        };
        reports[at].notices.push(Notice::new(NoticeKind::Duplicate, message));
    }
}

/// What to call the other report: its path, which tells copies apart, else its label.
fn name(report: &Report) -> String {
    report.path.as_deref().unwrap_or_else(|| report.label()).to_owned()
}

/// The words of the report's paragraphs, folded; a short text is no evidence.
fn words(report: &Report) -> String {
    const FEWEST: usize = 20;
    let blocks = report.blocks.iter().filter(|block| block.kind == BlockKind::Body);
    let text: Vec<String> = blocks.map(|block| fold(report.slice(block.prose())).text).collect();
    let text = text.join(" ");
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() < FEWEST { String::new() } else { words.join(" ") }
}

/// The address without what does not tell articles apart: scheme, "www.", "/amp", fragment, tracking, final slash.
fn plain_address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m.", "amp."]
        .iter()
        .fold(host.as_str(), |host, part| host.strip_prefix(part).unwrap_or(host));
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/amp").or_else(|| path.strip_prefix("amp/")).unwrap_or(path);
    let told = |pair: &&str| {
        let key = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
        !key.is_empty()
            && !key.starts_with("utm_")
            && !["fbclid", "gclid", "srsltid", "ref", "amp", "cmp"].contains(&key.as_str())
    };
    let mut query: Vec<&str> = query.split('&').filter(told).collect();
    query.sort_unstable();
    format!("{host}/{path}?{}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The old bridge over the river was closed on Monday after an inspection, Mayor Ada Lind said, and \
        engineers will need two weeks for the repair of its cables.";

    fn report(path: &str, url: &str, text: &str) -> Report {
        let url = (!url.is_empty()).then(|| url.to_owned());
        Report { path: Some(path.to_owned()), url, ..Report::from_text(text) }
    }

    fn notices(mut reports: Vec<Report>) -> Vec<String> {
        notice(&mut reports);
        reports.iter().flat_map(|report| report.notices.iter().map(|notice| notice.message.clone())).collect()
    }

    #[test]
    fn a_copy_is_noticed_whatever_its_marks_and_spaces() {
        let copy = LONG.replace(", ", " – ").replace(' ', "\u{a0}");
        let found = notices(vec![report("a.txt", "", LONG), report("b.txt", "", &copy)]);
        assert_eq!(found, ["the same text as a.txt"]);
    }

    #[test]
    fn a_version_is_told_by_its_address() {
        let later = LONG.replace("two weeks", "three weeks");
        let found = notices(vec![
            report("a.html", "https://www.courier.example/bridge?utm_source=x", LONG),
            report("b.html", "http://courier.example/bridge/amp", &later),
            report("c.html", "http://courier.example/bridge?page=2", &LONG.replace("Monday", "Tuesday")),
        ]);
        assert_eq!(found, ["another version of a.html: the same address, other words"]);
    }

    #[test]
    fn short_texts_are_no_evidence() {
        assert!(
            notices(vec![report("a.txt", "", "Bridge closed."), report("b.txt", "", "Bridge closed.")])
                .is_empty()
        );
    }
}
