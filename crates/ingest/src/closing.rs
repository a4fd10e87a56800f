//! A line in, whether it belongs to the page or credits somebody: share bars, "(Reporting by …)", "With AFP".

use crate::{
    date::find_date,
    table::{agencies_in, furniture_openings},
};
use woozle_text::{BlockKind, CreditKind};

/// No line of the page and no credit is longer than this, in bytes.
const LONGEST: usize = 900;
/// Nor has one more words, the marks around it counted.
const MOST_WORDS: usize = 50;

/// A line outside the report's own prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aside {
    /// What the line is for.
    pub kind: BlockKind,
    /// The agencies and outlets it credits: kind, first byte, one past the last.
    pub credits: Vec<(CreditKind, usize, usize)>,
}

/// Reads a line that is no prose wherever it stands: furniture, or a credit that says that it is one.
pub(crate) fn read_aside(line: &str) -> Option<Aside> {
    if !may_be_aside(line) {
        return None;
    }
    if let Some((start, end)) = republished_in(line) {
        return Some(Aside { kind: BlockKind::Credit, credits: vec![(CreditKind::Republished, start, end)] });
    }
    let kind = if is_credit(line) {
        BlockKind::Credit
    } else if belongs_to_page(line) {
        BlockKind::Furniture
    } else {
        return None;
    };
    let credits =
        agencies_in(line).into_iter().map(|(start, end)| (CreditKind::Closing, start, end)).collect();
    Some(Aside { kind, credits })
}

/// Reads a line that is a credit only because it closes the report: "AFP", "— Reuters", "str/jvg".
pub(crate) fn read_signature(line: &str) -> Option<Aside> {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let found = agencies_in(bare);
    let at = line.find(bare).unwrap_or(0);
    let agency = found.first().filter(|&&(start, end)| start == 0 && end == bare.len());
    let credits: Vec<_> =
        agency.into_iter().map(|&(start, end)| (CreditKind::Closing, at + start, at + end)).collect();
    (!credits.is_empty() || is_initials(line)).then_some(Aside { kind: BlockKind::Credit, credits })
}

/// The initials of those who handled the copy: "str/jvg/pdw", "/PV/".
fn is_initials(line: &str) -> bool {
    let line = line.trim();
    let parts: Vec<&str> = line.trim_matches('/').split(['/', '-']).collect();
    let slashes = line.matches('/').count();
    slashes >= 1
        && parts.len() <= 6
        && (parts.len() >= 2 || slashes == 2)
        && parts.iter().all(|part| (2..=4).contains(&part.len()) && part.chars().all(char::is_alphabetic))
}

/// Whether the line names those who reported, wrote, edited or helped.
fn is_credit(line: &str) -> bool {
    const OPENINGS: [&str; 17] = [
        "additional reporting",
        "agencies",
        "compiled by",
        "editing by",
        "edited by",
        "from agencies",
        "from wire reports",
        "input from",
        "inputs from",
        "reporting by",
        "source:",
        "sources:",
        "with agenc",
        "with additional reporting",
        "with input",
        "with reporting",
        "writing by",
    ];
    const ENDINGS: [&str; 8] = [
        "contributed reporting",
        "contributed to this article",
        "contributed to this report",
        "contributed to this story",
        "contributed to the report",
        "were used in this report",
        "was used in this report",
        "with agency inputs",
    ];
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != ':');
    let opens = OPENINGS.iter().any(|opening| bare.starts_with(opening));
    let ends = ENDINGS.iter().any(|ending| bare.ends_with(ending));
    let with = bare.starts_with("with ");
    if !(opens || ends || with) {
        return false;
    }
    let words = bare.split_whitespace().count();
    let opens = opens
        && (words <= 3 || !bare.starts_with("agencies"))
        && (words <= 12 || !bare.starts_with("source"));
    let with_agency = with
        && words <= 8
        && agencies_in(line).first().is_some_and(|&(start, _)| line[..start].split_whitespace().count() <= 2)
        && !bare.contains(',');
    words <= 45 && (opens || ends || with_agency)
}

/// Whether the line belongs to the page: a share bar, a teaser, a copyright line.
pub(crate) fn is_furniture(line: &str) -> bool {
    may_be_aside(line) && belongs_to_page(line)
}

/// Whether the line is no longer than lines outside the prose are.
fn may_be_aside(line: &str) -> bool {
    line.len() <= LONGEST && !has_more_words(line, MOST_WORDS)
}

/// Whether a line that is not too long for it belongs to the page.
fn belongs_to_page(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let words = || bare.split_whitespace().count();
    if bare.is_empty() || (bare.contains('©') && words() <= 40) || is_share_bar(bare) {
        return !line.trim().is_empty();
    }
    furniture_openings(bare).any(|opening| {
        let Some(rest) = bare.strip_prefix(opening) else { return false };
        let longest = match opening.split(' ').count() {
            1 if opening.ends_with(':') => 25,
            1 if opening == "copyright" => 25,
            1 => 4,
            _ => 30,
        };
        !rest.starts_with(char::is_alphanumeric)
            && words() <= longest
            && !(opening.ends_with(':') && rest_is_quotation(bare, opening))
    })
}

/// Whether the line has more words than that.
fn has_more_words(line: &str, most: usize) -> bool {
    // Every word but the last takes a letter and a space.
    line.len() > 2 * most && line.split_whitespace().nth(most).is_some()
}

fn rest_is_quotation(bare: &str, opening: &str) -> bool {
    bare[opening.len()..].trim_start().starts_with(['"', '“'])
}

/// Whether the line lists networks and nothing else: "Telegram | Facebook | Copy link".
fn is_share_bar(lower: &str) -> bool {
    const NETWORKS: [&str; 17] = [
        "bluesky",
        "copy",
        "copy link",
        "email",
        "e-mail",
        "facebook",
        "instagram",
        "linkedin",
        "messenger",
        "pinterest",
        "print",
        "reddit",
        "telegram",
        "threads",
        "twitter",
        "whatsapp",
        "x",
    ];
    let mut parts = lower.split(['|', '/', '·', '•', ',']).map(str::trim).filter(|part| !part.is_empty());
    let Some(first) = parts.next().filter(|first| NETWORKS.contains(first)) else { return false };
    let mut others = parts.map(|part| NETWORKS.contains(&part));
    others.next().map_or(first.len() > 5, |second| second && others.all(|other| other))
}

/// The outlet in "This article was originally published in …".
fn republished_in(line: &str) -> Option<(usize, usize)> {
    const WORDS: [&str; 8] = [
        "originally published",
        "originally appeared",
        "first published",
        "first appeared",
        "republished from",
        "republished with",
        "was published first",
        "courtesy of",
    ];
    if has_more_words(line, 30) {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let opens = ["this ", "the article", "the story", "originally", "first ", "republished", "courtesy"];
    if !opens.iter().any(|word| lower.trim_start_matches(['(', '*', '_']).starts_with(word)) {
        return None;
    }
    let at = WORDS.iter().find_map(|words| lower.find(words).map(|at| at + words.len()))?;
    outlet_after(line, at)
}

/// The outlet in "Published in the Courier, June 5th, 2025": a line that closes a report and names its own outlet.
pub(crate) fn published_in(line: &str) -> Option<(usize, usize)> {
    let lower = line.to_ascii_lowercase();
    let at = ["published in ", "published by "].iter().find(|words| lower.starts_with(**words))?.len();
    (line.split_whitespace().count() <= 12).then(|| outlet_after(line, at - 4)).flatten()
}

/// The name after "in", "by", "on", "at" or "from", up to a mark or a date.
fn outlet_after(line: &str, at: usize) -> Option<(usize, usize)> {
    let rest = line.get(at..)?;
    let start = [" in ", " by ", " on ", " at ", " from "]
        .iter()
        .filter_map(|word| rest.find(word).map(|found| found + word.len()))
        .min()
        .map_or(at, |found| at + found);
    let tail = &line[start..];
    let date = find_date(tail).map_or(tail.len(), |found| found.start);
    let mark = tail.find([',', ';', '(', ')', '|']).unwrap_or(tail.len());
    let stop = tail.find(". ").unwrap_or(tail.len());
    let name = tail[..date.min(mark).min(stop)].trim_end_matches(|c: char| !c.is_alphanumeric());
    let trimmed = name.trim_start();
    let start = start + (name.len() - trimmed.len());
    let looks_named = trimmed
        .split_whitespace()
        .next()
        .is_some_and(|word| word.starts_with(char::is_uppercase) || word.contains('.') || word == "the");
    (looks_named && trimmed.len() <= 60).then_some((start, start + trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<BlockKind> {
        read_aside(line).map(|aside| aside.kind)
    }

    #[test]
    fn lines_of_the_page_are_told_from_sentences() {
        for line in [
            "Share this article: Facebook | X | WhatsApp",
            "Telegram | Facebook | Copy link",
            "Read more: What is known about the dam?",
            "Follow us on Facebook, X and Telegram for more news.",
            "© 2025 The Courier. All rights reserved.",
            "Advertisement",
            "Sign up to our daily newsletter",
        ] {
            assert_eq!(kind(line), Some(BlockKind::Furniture), "{line}");
        }
        for line in [
            "Comments by the minister angered the union.",
            "Recommended doses are lower in Japan.",
            "With the river rising, the town was cut off.",
            "Share prices fell by a tenth.",
        ] {
            assert_eq!(kind(line), None, "{line}");
        }
    }

    #[test]
    fn credits_name_their_agencies() {
        let credited = |line: &str| {
            let aside = read_aside(line).or_else(|| read_signature(line)).expect("a credit");
            assert_eq!(aside.kind, BlockKind::Credit, "{line}");
            aside.credits.iter().map(|&(_, start, end)| line[start..end].to_owned()).collect::<Vec<_>>()
        };
        assert!(credited("(Reporting by Ana Petrova; Editing by Li Wei)").is_empty());
        assert_eq!(credited("With AFP and Reuters"), ["AFP", "Reuters"]);
        assert_eq!(credited("The Associated Press contributed to this report."), ["The Associated Press"]);
        assert_eq!(credited("This article was originally published in Harbour Weekly."), ["Harbour Weekly"]);
        assert_eq!(credited("— AFP"), ["AFP"]);
        assert!(credited("ab/cde/fg").is_empty());
    }
}
