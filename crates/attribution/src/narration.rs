//! The report's own voice: sentences that nobody is said to have said. Drafts in, the rest filled.
//!
//! Questions, fragments without a verb and headings that only name a topic put nothing forward.

use std::collections::BTreeSet;
use std::ops::Range;

use woozle_language::{Deprel, Upos, Xpos};
use woozle_text::BlockKind;

use crate::content;
use crate::direct::{Standing, is_quoted};
use crate::draft::Draft;
use crate::reading::Reading;
use crate::statement::StatementKind;

/// How far behind the verb it is said that somebody is not named.
const NEAR: usize = 8;
/// Fewest words of a narrated sentence.
const SHORTEST: usize = 4;

/// Gives every sentence without a statement to the report itself, if it puts something forward and is none of the
/// `spent`, which only tell of a source.
pub(crate) fn fill(
    reading: &Reading,
    drafts: &mut [Vec<Draft>],
    quotes: &[Standing],
    spent: &BTreeSet<usize>,
) {
    for (sentence, found) in drafts.iter_mut().enumerate() {
        let tokens = reading.sentence(sentence);
        let nothing = spent.contains(&sentence) || !proposes(reading, sentence);
        if !found.is_empty() || is_quoted(&tokens, quotes) || nothing {
            continue;
        }
        let (kind, rule) = match reading.block_kind(sentence) {
            Some(BlockKind::Headline) => (StatementKind::Headline, "headline"),
            _ => (StatementKind::Ordinary, "narration"),
        };
        let whole = content::trim(reading, tokens);
        for part in content::split(reading, whole) {
            found.push(Draft::without_cue(part, Vec::new(), kind, rule));
        }
    }
}

/// "The official asked not to be named": why a source is not named is no news.
pub(crate) fn is_of_a_source(reading: &Reading, tokens: &Range<usize>) -> bool {
    let Some(root) = tokens.clone().find(|&at| reading.head(at).is_none() && !reading.is_punct(at)) else {
        return false;
    };
    let behind = |words: &[&str]| {
        let near = root..tokens.end.min(root + NEAR);
        { near }
            .any(|at| words.iter().zip(at..).all(|(word, at)| at < tokens.end && reading.is_word(at, word)))
    };
    match reading.lemma(root) {
        "ask" | "want" | "wish" => {
            ["named", "identified", "quoted"].iter().any(|verb| behind(&["not", "to", "be", verb]))
                || behind(&["for", "anonymity"])
        }
        "request" | "demand" => behind(&["anonymity"]),
        "speak" | "talk" => behind(&["condition", "of", "anonymity"]) || behind(&["anonymously"]),
        "authorise" | "authorize" => behind(&["to", "speak"]) || behind(&["to", "talk"]),
        _ => false,
    }
}

/// Whether the sentence puts forward a proposition.
fn proposes(reading: &Reading, sentence: usize) -> bool {
    let tokens = reading.sentence(sentence);
    let heading = matches!(reading.block_kind(sentence), Some(BlockKind::Headline | BlockKind::Subheading));
    let question = reading.word(tokens.end - 1) == "?";
    let finite = tokens.clone().any(|at| reading.is_finite(at));
    if heading {
        let verb = tokens.clone().any(|at| {
            matches!(reading.token(at).upos, Upos::Verb)
                && !matches!(reading.token(at).deprel, Deprel::Amod | Deprel::Compound)
        });
        // "Port blast: What we know so far".
        let asks = tokens.clone().any(|at| {
            let opens = at == tokens.start || reading.word(at - 1) == ":";
            opens && reading.is_any(at, &["how", "why", "what", "who", "when", "where"])
        });
        return !question
            && !asks
            && verb
            && (finite && has_subject(reading, sentence) || headline_verb(reading, sentence));
    }
    // The tagger takes some past tenses for participles: a verb with a subject of its own says it as well.
    let headed = tokens.clone().any(|at| {
        reading.head(at).is_none() && reading.token(at).upos == Upos::Verb && reading.has_subject(at)
    });
    !question && (finite || headed) && reading.words_in(tokens) >= SHORTEST
}

/// "Trial paused over side effects": a participle that heads the headline.
fn headline_verb(reading: &Reading, sentence: usize) -> bool {
    let tokens = reading.sentence(sentence);
    reading.words_in(tokens.clone()) >= SHORTEST
        && tokens.clone().skip(1).any(|at| {
            matches!(reading.token(at).xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                && matches!(
                    reading.token(at).deprel,
                    Deprel::Root | Deprel::Acl | Deprel::Conj | Deprel::Parataxis | Deprel::Advcl
                )
        })
}

fn has_subject(reading: &Reading, sentence: usize) -> bool {
    reading
        .sentence(sentence)
        .any(|at| matches!(reading.token(at).upos, Upos::Verb | Upos::Aux) && reading.has_subject(at))
}
