//! "citing a diplomat", "which quoted an unnamed official": who stands behind whoever cites, in its sentence or in one of
//! its own.

use woozle_language::{Deprel, Xpos};

use crate::content;
use crate::cue::{self, Cue, CueClass};
use crate::frame::Frame;
use crate::quoted::saying_under;
use crate::reading::Reading;
use crate::source::{NounPhrase, noun_phrase};
use crate::subject::subject;

/// What is attributed to a source, and not to a cause.
const ATTRIBUTED: &[&str] = &[
    "claim",
    "comment",
    "figure",
    "finding",
    "information",
    "news",
    "remark",
    "report",
    "statement",
    "toll",
];

/// "citing the transport ministry", "which quoted an unnamed official": who stands behind the citer.
pub(crate) fn citation(reading: &Reading, cue: &Cue) -> Option<Frame> {
    let verb = cue.token;
    if saying_under(reading, verb).is_some() || reading.token(verb).xpos == Xpos::Vbn {
        return None;
    }
    // "without citing sources".
    let without = |at: usize| reading.is_word(at, "without");
    if verb > 0 && without(verb - 1) || reading.children(verb).any(without) {
        return None;
    }
    let object = reading.child(verb, &[Deprel::Obj]).filter(|&object| object > verb)?;
    // "attributing the finding to the weather service".
    let to = |child: &usize| reading.children(*child).any(|case| reading.is_word(case, "to"));
    let object = match reading.lemma(verb) {
        "attribute"
            if reading.token(verb).xpos == Xpos::Vbg && ATTRIBUTED.contains(&reading.lemma(object)) =>
        {
            reading.children(verb).filter(|&child| child > object).find(to)?
        }
        "attribute" => return None,
        _ => object,
    };
    // 'citing "systemic failings"': words and no source.
    if reading.quotation_of(object).is_some() {
        return None;
    }
    Some(Frame {
        cue: verb,
        cue_tokens: verb..verb + 1,
        class: CueClass::Relay,
        subject: subject(reading, verb, 0),
        relays: Vec::new(),
        deeper: vec![noun_phrase(reading, object)],
        content: Vec::new(),
        negated: false,
        rule: "citing",
    })
}

/// Most words of a sentence that does nothing but name whom somebody cites.
const SHORT: usize = 24;

/// "The agency cited the ministry.": the citation of a sentence that does nothing else.
pub(crate) fn only_cites(reading: &Reading, sentence: usize) -> Option<Frame> {
    let words = reading.sentence(sentence);
    let root = words.clone().find(|&at| reading.head(at).is_none() && !reading.is_punct(at))?;
    let alone = reading.words_in(words.clone()) <= SHORT
        && reading.is_finite(root)
        && words.clone().all(|at| reading.quotation_of(at).is_none());
    let cue = cue::find(reading, sentence).into_iter().find(|cue| cue.token == root)?;
    citation(reading, &cue)
        .filter(|frame| alone && cue.word.class == CueClass::Relay && frame.subject.is_some())
}

/// Hangs every citation on the frame whose source does the citing.
pub(crate) fn attach(reading: &Reading, frames: &mut [Frame], citing: Vec<Frame>) {
    for citation in citing {
        let rank = |frame: &Frame| {
            let other = |(own, cites): (&NounPhrase, &NounPhrase)| own.head != cites.head;
            let another = frame.subject.as_ref().zip(citation.subject.as_ref()).is_some_and(other)
                && reading.token(citation.cue).xpos != Xpos::Vbg;
            // "…; Premium Times, citing neighbours, put it at nine": whoever cites is named right before.
            let named = citation.cue > 1 && reading.word(citation.cue - 1) == ",";
            let before = reading.mention_of(citation.cue.saturating_sub(2)).filter(|_| named);
            let source = frame.subject.as_ref().map(|source| source.tokens.end);
            let another = another
                || before.is_some_and(|number| {
                    let mention = reading.mention(number);
                    reading.is_outlet(mention.entity) && source != Some(mention.tokens.end)
                });
            let under_cue = !another && reading.descends(citation.cue, frame.cue);
            let by_source =
                frame.subject.as_ref().is_some_and(|source| reading.descends(citation.cue, source.head));
            let same_subject = match (&frame.subject, &citation.subject) {
                (Some(a), Some(b)) => a.head == b.head,
                _ => false,
            };
            // `the Courier, citing a draft, said`, whatever the tree makes of it.
            let behind = frame.subject.as_ref().is_some_and(|source| {
                source.tokens.end + 1 == citation.cue && reading.word(source.tokens.end) == ","
            });
            let outside = frame.content.iter().all(|piece| !piece.contains(&citation.cue));
            // The surest first.
            [behind, by_source, same_subject, under_cue && outside].into_iter().position(|holds| holds)
        };
        let ranked = frames.iter().enumerate().filter_map(|(at, frame)| Some((rank(frame)?, at)));
        let host = ranked.min().map(|(_, at)| at);
        // "The Tribune reported that a second operator had come, citing a worker": only outlets cite.
        let outlet = |frame: &Frame| {
            let source = frame.subject.as_ref().and_then(|source| reading.mention_of(source.head));
            source.is_some_and(|number| reading.is_outlet(reading.mention(number).entity))
        };
        let participle = reading.token(citation.cue).xpos == Xpos::Vbg;
        let host = match host {
            None if participle => frames.iter().position(|frame| frame.cue < citation.cue && outlet(frame)),
            host => host,
        };
        if let Some(host) = host.map(|host| &mut frames[host]) {
            // The citation is no part of what was said.
            let start = reading.subtree(citation.cue).start.min(citation.cue);
            let end = citation.deeper.iter().map(|cited| cited.tokens.end).max();
            let hole = start..end.unwrap_or(start).max(citation.cue + 1);
            let pieces = std::mem::take(&mut host.content).into_iter();
            host.content = pieces
                .flat_map(|piece| match piece.contains(&citation.cue) {
                    true => content::without(reading, piece, &hole).into_iter().next(),
                    false if hole.contains(&piece.start) => {
                        let rest = content::trim(reading, hole.end.min(piece.end)..piece.end);
                        Some(rest).filter(|rest| !rest.is_empty())
                    }
                    false => Some(piece),
                })
                .collect();
            host.deeper.extend(citation.deeper);
        }
    }
}
