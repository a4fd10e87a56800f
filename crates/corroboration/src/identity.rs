//! Two last links of chains in, what their names and what a report says around them tell of whether they are one
//! source, one institution or two. It knows no lineage and no wording of what they say.

use woozle_attribution::SourceKind;
use woozle_language::is_speaker_noun;

use crate::StoryInput;
use crate::name::{overlap, same};
use crate::origin::{Link, Relation};

/// The words around the first place where the report has the whole name: "Kalina Dobreva, a spokeswoman for …".
pub(crate) fn profile(input: &StoryInput, report: usize, name: &str) -> String {
    let text = &input.reports[report].text;
    let Some(at) = text.find(name) else { return String::new() };
    let from = text[..at].char_indices().rev().take(45).last().map_or(at, |(byte, _)| byte);
    let before = text[from..at].rsplit(['.', '\n', '"', '”']).next().unwrap_or("");
    let rest: String = text[at + name.len()..].chars().take(90).collect();
    let after = rest.split(['\n', '"', '“']).next().unwrap_or("");
    let after = after.split(" said").next().unwrap_or("").split(". ").next().unwrap_or("");
    // What runs on with a verb tells what was done and not who it was.
    let next = after.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    let describes = after.trim_start().starts_with([',', '(', '–', '—', '-'])
        || matches!(next, "of" | "from" | "at" | "for" | "with" | "who" | "whose");
    let after = if describes { after } else { "" };
    format!("{before} {after}")
}

/// Whether the link has a description and no name.
pub(crate) fn described(link: &Link) -> bool {
    link.kind == SourceKind::Unnamed
        || (link.kind == SourceKind::Group && !link.name.chars().any(char::is_uppercase))
}

/// Whether the first is a definite description that means some other link of the claim, and the second is a name it
/// does not fit: how the two stand is for that other link to say.
pub(crate) fn apart(link: &Link, other: &Link) -> bool {
    link.anchored && !other.vague && !described(other) && !fits(link, other)
}

/// Whether a definite description fits a name: "the coastguard" the Philippine Coast Guard, "the UN envoy" whom a
/// report calls "the U.N. envoy, Ada Quill".
pub(crate) fn fits(link: &Link, other: &Link) -> bool {
    /// Letters below which a word is in many names by chance.
    const LETTERS: usize = 6;
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let Some(bare) = link.name.strip_prefix("the ").or_else(|| link.name.strip_prefix("The ")) else {
        return false;
    };
    let open = link.vague || described(link);
    let words = letters(bare);
    if !open || other.vague || described(other) || words.chars().count() < LETTERS {
        return false;
    }
    letters(other.name).contains(&words) || (bare.contains(' ') && letters(&other.profile).contains(&words))
}

/// How two people or houses stand, neither of which is an outlet.
pub(crate) fn people(a: &Link, b: &Link) -> Relation {
    if colleagues(a, b) {
        return Relation::NotEstablished("people of one institution count once");
    }
    match (described(a), described(b)) {
        (false, false) if unplaced(a) || unplaced(b) => {
            Relation::NotEstablished("the report does not say for whom the person speaks")
        }
        (false, false) => Relation::Different,
        (true, true) if outsiders(a.name) != outsiders(b.name) => Relation::Different,
        (true, true) => {
            Relation::NotEstablished("unnamed sources whose descriptions do not exclude one another")
        }
        (true, false) if outsiders(a.name) && b.kind != SourceKind::Person => Relation::Different,
        (false, true) if outsiders(b.name) && a.kind != SourceKind::Person => Relation::Different,
        _ => Relation::NotEstablished("the unnamed source may be the named one"),
    }
}

/// A person for whom no report gives an institution, nor an office of one ("mayor of Orm"), and who is no outsider: may speak for anybody.
fn unplaced(link: &Link) -> bool {
    let office = || {
        let words: Vec<String> =
            link.profile.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        words
            .windows(2)
            .any(|pair| is_speaker_noun(&pair[0]) && matches!(pair[1].as_str(), "of" | "at" | "for"))
    };
    link.kind == SourceKind::Person && link.affiliation.is_none() && !outsiders(&link.profile) && !office()
}

/// People who speak for nobody but themselves.
fn outsiders(description: &str) -> bool {
    const WORDS: &[&str] = &[
        "passenger",
        "resident",
        "witness",
        "survivor",
        "villager",
        "farmer",
        "trader",
        "buyer",
        "driver",
        "fisherman",
        "student",
        "teacher",
        "neighbour",
        "neighbor",
        "manager",
        "shopkeeper",
        "patient",
        "relative",
        "tourist",
    ];
    let lower = description.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// Whether both speak for one institution, by affiliation, name or what a report says around the name.
fn colleagues(a: &Link, b: &Link) -> bool {
    let institutions = |link: &Link| {
        let mut names: Vec<String> = link.affiliation.iter().map(|name| (*name).to_owned()).collect();
        if matches!(link.kind, SourceKind::Organisation | SourceKind::Document)
            || (link.kind == SourceKind::Group && !described(link))
        {
            names.push(link.name.to_owned());
        }
        names
    };
    let (x, y) = (institutions(a), institutions(b));
    let shared = x.iter().any(|one| y.iter().any(|other| same(one, other) || overlap(one, other) >= 0.99));
    let spoken = |names: &[String], link: &Link| {
        let heads = |name: &String| heads(name, &link.profile);
        names.iter().any(|name| overlap_in(name, &link.profile) || overlap_in(name, link.name))
            || names.iter().any(heads)
    };
    shared || spoken(&x, b) || spoken(&y, a)
}

/// Whether the text tells of an office of the ministry: "the secretary of state for fisheries".
fn heads(name: &str, profile: &str) -> bool {
    let lower = name.to_lowercase();
    let field = ["ministry of ", "department of ", "ministry", "department"].iter().find_map(|noun| {
        lower.strip_prefix("the ").unwrap_or(&lower).strip_prefix(noun).or(lower.strip_suffix(noun))
    });
    let office = profile
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word.to_lowercase().as_str(), "minister" | "ministry" | "secretary"));
    office && field.is_some_and(|field| !field.trim().is_empty() && overlap_in(field, profile))
}

/// Whether the text holds every telling word of the name.
pub(crate) fn overlap_in(name: &str, text: &str) -> bool {
    let words = crate::name::words(name);
    let there: Vec<String> = crate::name::words(text).iter().map(|word| crate::name::stem(word)).collect();
    !words.is_empty() && words.iter().all(|word| there.contains(&crate::name::stem(word)))
}
