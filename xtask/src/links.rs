//! Chains of mentions, gold and ours, and how well they agree.
//!
//! Comes in: OntoGUM's columns beside the running text, or an analysis. Goes out: F1 over pairs of mentions and
//! B³ (Bagga and Baldwin 1998), over the chains of two mentions or more of which one is a name. A mention is the
//! word that heads it, so that "spokesman Bo Lind" and "Bo Lind" are one.

use std::collections::{BTreeMap, BTreeSet};

use woozle_language::{Analysis, SpeakerKind, speaker_kind};
use woozle_text::{Report, Span};

/// Pronouns of the third person.
const PRONOUNS: &[&str] = &[
    "he",
    "him",
    "himself",
    "his",
    "it",
    "its",
    "itself",
    "she",
    "her",
    "hers",
    "herself",
    "them",
    "themselves",
    "they",
    "their",
    "theirs",
];

/// The first words of what follows the head of a noun phrase.
const AFTER_HEAD: &[&str] = &[
    "and", "at", "by", "for", "from", "in", "of", "on", "that", "to", "when", "which", "who", "whose", "with",
];

/// Chains of mentions.
#[derive(Default)]
pub(crate) struct Chains(Vec<Vec<Span>>);

/// Chains as sets of the places of their heads.
pub(crate) type Heads = Vec<BTreeSet<usize>>;

impl Chains {
    /// The chains of the analysis.
    pub(crate) fn of(report: &Report, analysis: &Analysis) -> Self {
        let spans = |mentions: &Vec<usize>| mentions.iter().map(|&at| analysis.mentions[at].span).collect();
        debug_assert!(analysis.mentions.iter().all(|mention| mention.span.end <= report.text.len()));
        Self(analysis.entities.iter().map(|entity| spans(&entity.mentions)).collect())
    }

    /// Every mention of the chain that holds exactly this mention.
    pub(crate) fn with(&self, mention: Span) -> impl Iterator<Item = Span> {
        self.0.iter().filter(move |chain| chain.contains(&mention)).flatten().copied()
    }

    /// The chains, as the spans of their mentions.
    pub(crate) fn spans(&self) -> &[Vec<Span>] {
        &self.0
    }

    /// Where the heads of the chain stand that holds exactly this mention.
    pub(crate) fn heads_with(&self, mention: Span, text: &str) -> Option<BTreeSet<usize>> {
        let chain = self.0.iter().find(|chain| chain.contains(&mention))?;
        Some(chain.iter().map(|&span| head(text, span)).collect())
    }

    /// The chains of two mentions or more, one of them a name.
    pub(crate) fn named(&self, text: &str) -> Heads {
        let named = |chain: &&Vec<Span>| chain.iter().any(|span| is_name(span.slice(text)));
        let heads = |chain: &Vec<Span>| chain.iter().map(|&span| head(text, span)).collect::<BTreeSet<_>>();
        self.0.iter().filter(named).map(heads).filter(|heads| heads.len() > 1).collect()
    }
}

/// The chains of a table of OntoGUM: word and brackets on each line, to be found in the running text.
pub(crate) fn read(table: &str, text: &str) -> Option<Chains> {
    let (mut open, mut chains) = (BTreeMap::<&str, Vec<usize>>::new(), BTreeMap::<&str, Vec<Span>>::new());
    let mut at = 0;
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let [_, word, marks] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
        let start = at + text[at..].find(word)?;
        at = start + word.len();
        for (from, mark) in marks.match_indices(|letter: char| letter.is_ascii_digit()) {
            // Only the first digit of a number opens or closes.
            if marks[..from].ends_with(|letter: char| letter.is_ascii_digit()) {
                continue;
            }
            let rest = marks[from..].find(|letter: char| !letter.is_ascii_digit());
            let end = rest.map_or(marks.len(), |length| from + length);
            let number = &marks[from..end];
            debug_assert!(number.starts_with(mark));
            if marks[..from].ends_with('(') {
                open.entry(number).or_default().push(start);
            }
            if marks[end..].starts_with(')') {
                let start = open.get_mut(number)?.pop()?;
                chains.entry(number).or_default().push(Span::new(start, at));
            }
        }
    }
    Some(Chains(chains.into_values().collect()))
}

/// Invented texts with their chains: `#` opens a text, `[2|the clerk]` is a mention of whom the text calls 2.
pub(crate) fn marked(file: &str) -> Vec<(String, Chains)> {
    let texts = file.split("\n# ").map(|text| text.trim_start_matches("# "));
    texts.map(|text| unmarked(text.split_once('\n').map_or("", |(_, body)| body.trim()))).collect()
}

/// The text without its marks, and the chains they make.
fn unmarked(marked: &str) -> (String, Chains) {
    let (mut text, mut chains) = (String::new(), BTreeMap::<&str, Vec<Span>>::new());
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let mention = rest.find(']').and_then(|close| Some((rest[..close].split_once('|')?, close)));
        let Some(((who, words), close)) = mention else {
            text.push('[');
            continue;
        };
        chains.entry(who).or_default().push(Span::new(text.len(), text.len() + words.len()));
        text.push_str(words);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, Chains(chains.into_values().collect()))
}

/// Whether the words are one pronoun of the third person.
pub(crate) fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&&*words.to_lowercase())
}

/// Whether a common noun heads the words.
pub(crate) fn is_description(words: &str) -> bool {
    let span = Span::new(0, words.len());
    let determiner = ["a ", "an ", "the ", "his ", "her ", "its ", "their ", "my ", "our ", "this ", "one "];
    let lower = words.to_lowercase();
    let introduced = determiner.iter().any(|determiner| lower.starts_with(determiner)) || lower.contains(' ');
    introduced && words[head(words, span)..].starts_with(char::is_lowercase)
}

/// Whether a proper noun heads the words: "Ada Holm", not "the Senator from Selda".
pub(crate) fn is_name(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    let other =
        ["i", "me", "my", "we", "us", "our", "you", "your", "this", "that", "these", "those", "who", "which"];
    let head = &words[head(words, Span::new(0, words.len()))..];
    let noun = head.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    let office = words.to_lowercase().starts_with("the ")
        && matches!(
            speaker_kind(noun),
            Some(SpeakerKind::Person | SpeakerKind::Title | SpeakerKind::Unnamed)
        );
    !is_pronoun(&first) && !other.contains(&&*first) && !office && head.starts_with(char::is_uppercase)
}

/// The word that heads the mention.
pub(crate) fn head_word(text: &str, mention: Span) -> Span {
    let start = head(text, mention);
    let length = text[start..mention.end].find(char::is_whitespace).unwrap_or(mention.end - start);
    Span::new(start, start + length)
}

/// Where the word stands that heads the mention: the last before a preposition, clause or comma.
fn head(text: &str, mention: Span) -> usize {
    let mut head = mention.start;
    let mut at = mention.start;
    for (number, word) in mention.slice(text).split_inclusive([' ', '\n']).enumerate() {
        let bare = word.trim();
        let after = AFTER_HEAD.contains(&bare) || bare.starts_with(['(', ',', '–', '—']);
        if number > 0 && after {
            break;
        }
        if bare.starts_with(char::is_alphanumeric) {
            head = at;
        }
        at += word.len();
        if bare.ends_with(',') {
            break;
        }
    }
    head
}

/// Right, found, wanted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) found: usize,
    pub(crate) wanted: usize,
}

impl Count {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            found: self.found + other.found,
            wanted: self.wanted + other.wanted,
        }
    }

    /// F1 in percent.
    pub(crate) fn percent(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }

    pub(crate) fn f1(self) -> String {
        format!("{:.1}", self.percent())
    }

    pub(crate) fn precision_and_recall(self) -> String {
        let share = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        format!("{:.1}, {:.1}", share(self.found), share(self.wanted))
    }
}

/// Pairs of mentions said to be one entity.
pub(crate) fn links(gold: &Heads, found: &Heads) -> Count {
    let pairs = |chains: &Heads| -> BTreeSet<(usize, usize)> {
        let pair = |chain: &BTreeSet<usize>| -> Vec<(usize, usize)> {
            chain.iter().flat_map(|&one| chain.range(one + 1..).map(move |&other| (one, other))).collect()
        };
        chains.iter().flat_map(pair).collect()
    };
    let (gold, found) = (pairs(gold), pairs(found));
    Count { right: gold.intersection(&found).count(), found: found.len(), wanted: gold.len() }
}

/// Sums of B³ over documents.
#[derive(Default)]
pub(crate) struct Closeness {
    precision: f64,
    found: usize,
    recall: f64,
    wanted: usize,
}

impl Closeness {
    pub(crate) fn add(&mut self, gold: &Heads, found: &Heads) {
        self.precision += overlap(found, gold);
        self.recall += overlap(gold, found);
        self.found += found.iter().map(BTreeSet::len).sum::<usize>();
        self.wanted += gold.iter().map(BTreeSet::len).sum::<usize>();
    }

    pub(crate) fn f1(&self) -> String {
        let (precision, recall) =
            (self.precision / self.found.max(1) as f64, self.recall / self.wanted.max(1) as f64);
        format!("{:.1}", 200.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE))
    }
}

/// Of every mention the share of its chain that the other side puts with it, summed.
fn overlap(chains: &Heads, other: &Heads) -> f64 {
    let share = |chain: &BTreeSet<usize>| -> f64 {
        let common = other.iter().map(|other| chain.intersection(other).count());
        common.map(|common| (common * common) as f64).sum::<f64>() / chain.len() as f64
    };
    chains.iter().map(share).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_told_from_names() {
        for words in ["the senator from Alaska", "Her lawyer", "Australian woman", "The city"] {
            assert!(is_description(words) && !is_name(words), "{words}");
        }
        for words in ["Prime Minister Ada Holm", "the University of Selda", "Holm, who left", "Selda"] {
            assert!(is_name(words) && !is_description(words), "{words}");
        }
        assert!(!is_name("The Senator from Alaska"));
    }

    #[test]
    fn pairs_and_closeness_of_a_chain_cut_in_two() {
        let gold: Heads = vec![(0..4).collect()];
        let found: Heads = vec![(0..2).collect(), (2..4).collect()];
        let pairs = links(&gold, &found);
        assert_eq!((pairs.right, pairs.found, pairs.wanted), (2, 2, 6));
        let mut closeness = Closeness::default();
        closeness.add(&gold, &found);
        // Precision 1, recall a half.
        assert_eq!(closeness.f1(), "66.7");
    }

    #[test]
    fn brackets_of_the_table_become_spans_of_the_text() {
        let table = "# begin\n0\tAda\t(1\n1\tHolm\t1)\n2\tsaid\t_\n3\tshe\t(1)\n4\twon\t_\n";
        let chains = read(table, "Ada Holm said she won").expect("the words are there");
        assert_eq!(chains.0, [vec![Span::new(0, 8), Span::new(14, 17)]]);
    }
}
