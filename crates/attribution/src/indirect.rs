//! The attributions of one sentence: frames become drafts, quotations find their speakers.

use std::ops::Range;

use woozle_language::{Deprel, Upos, Xpos};

use crate::content::{self, SHORTEST};
use crate::cue::CueClass;
use crate::direct::{Standing, mostly_inside};
use crate::draft::Draft;
use crate::frame::{self, Frame};
use crate::leftover;
use crate::passing;
use crate::reading::Reading;
use crate::silence;
use crate::source::{self, NounPhrase};
use crate::statement::{Known, Source, SourceKind, StatementKind};

/// Words of a silence beyond which its matter is cut off.
const LONG_SILENCE: usize = 20;

/// Drafts for what is attributed in the sentence. Quotations that find their speaker here are marked taken. `last` is
/// the origin of the statement before, for pronouns; `before` what was said last, for "denies this".
pub(crate) fn sentence(
    reading: &Reading,
    sentence: usize,
    quotes: &mut [Standing],
    last: Option<&Source>,
    before: Option<&Draft>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let silent = silence::find(reading, reading.sentence(sentence));
    let mut found = frame::find(reading, sentence);
    for frame in &mut found {
        let cue = frame.cue;
        let pieces = frame.content.iter_mut();
        pieces.for_each(|piece| {
            *piece = content::past_hearer(reading, cue, content::trim(reading, piece.clone()))
        });
    }
    passing::go_on(reading, &mut found);
    let mut frames: Vec<(Frame, Vec<Source>)> = found
        .into_iter()
        .filter(|frame| silent.is_none_or(|verb| !in_silence(reading, frame, verb)))
        .map(|frame| {
            let chain = chain(reading, &frame, last);
            (frame, chain)
        })
        .filter(|(frame, chain)| reports(reading, frame, chain))
        .collect();
    for (frame, chain) in &mut frames {
        if let Some(before) = before
            && passing::goes_on_telling(reading, frame, chain, before)
        {
            *chain = passing::through(&before.chain[..before.chain.len() - 1], chain);
        }
    }
    if let Some(verb) = silent {
        drafts.push(silent_draft(reading, sentence, verb, &frames));
    }
    passing::nest(reading, &mut frames);
    for (frame, chain) in frames.iter_mut().filter(|(frame, _)| denies_that(reading, frame)) {
        frame.content.clear();
        let denied = before.filter(|before| before.kind == StatementKind::Ordinary);
        drafts.extend(denied.map(|denied| Draft {
            quotation: denied.quotation,
            rule: "denies-that",
            ..draft(frame, chain, denied.content.clone())
        }));
    }
    claim_quotations(reading, sentence, &frames, quotes, &mut drafts);
    for (frame, chain) in &frames {
        // Of what stands around a parenthesis, the speaker's own name and description is no content.
        let own = frame.subject.as_ref().filter(|_| frame.rule == "parenthesis");
        let names_speaker = |piece: &Range<usize>| own.is_some_and(|own| mostly_inside(piece, &own.tokens));
        let pieces = frame.content.iter().filter(|piece| {
            !inside_taken(piece, quotes) && !names_speaker(piece) && !content::only_describes(reading, piece)
        });
        for piece in pieces {
            let piece = content::before_aside(reading, content::trim(reading, piece.clone()));
            let piece = if frame.class == CueClass::Deny { content::of_claim(reading, piece) } else { piece };
            for part in content::split(reading, piece) {
                if reading.words_in(part.clone()) >= 2 {
                    drafts.push(draft(frame, chain, part));
                }
            }
        }
    }
    drop_repeats(&mut drafts);
    let left = leftover::find(reading, sentence, &frames, &drafts);
    drafts.extend(left);
    drafts.sort_by_key(|draft| (draft.content.start, draft.content.end));
    drafts
}

fn draft(frame: &Frame, chain: &[Source], content: Range<usize>) -> Draft {
    Draft {
        content,
        quotation: None,
        chain: chain.to_vec(),
        cue: Some(frame.cue_tokens.clone()),
        class: frame.class,
        kind: StatementKind::Ordinary,
        rule: frame.rule,
    }
}

/// The frame's chain, from the link nearest the report outward.
fn chain(reading: &Reading, frame: &Frame, last: Option<&Source>) -> Vec<Source> {
    let links = frame.relays.iter().chain(&frame.subject).chain(&frame.deeper);
    let relay = |phrase: &NounPhrase| frame.relays.contains(phrase);
    let mut chain: Vec<Source> = Vec::new();
    // "the Kyodo news agency" and the name within it are one.
    let names = |phrase: &NounPhrase| {
        let part = |relay: &NounPhrase| {
            let relation = reading.token(relay.head).deprel;
            reading.head(relay.head) == Some(phrase.head)
                && matches!(relation, Deprel::Appos | Deprel::Compound | Deprel::Flat | Deprel::NmodDesc)
        };
        !relay(phrase) && frame.relays.iter().any(part)
    };
    for phrase in links.filter(|phrase| !names(phrase)) {
        let link = source::resolve(reading, phrase, last);
        // "Kyodo reported, citing the weather agency": that is not Kyodo again.
        let again = link.known == Known::ByRole && chain.iter().any(|known| known.name == link.name);
        let link = if again && !relay(phrase) { source::as_written(reading, phrase) } else { link };
        passing::append(&mut chain, link);
    }
    if frame.subject.is_none() {
        chain.clear();
    }
    chain
}

/// Whether the frame reports at all: somebody who can speak does so, and is not said to keep silent.
fn reports(reading: &Reading, frame: &Frame, chain: &[Source]) -> bool {
    if frame.rule == "impersonal" {
        return true;
    }
    // "the operator must report any spill": what is to be said is not said.
    let first = reading.head(frame.cue).filter(|_| reading.token(frame.cue).deprel == Deprel::Conj);
    let must = std::iter::once(frame.cue).chain(first).flat_map(|verb| reading.children(verb)).any(|child| {
        reading.token(child).deprel == Deprel::Aux && reading.is_any(child, &["must", "shall", "should"])
    });
    if chain.is_empty() || frame.negated || must || is_attitude(reading, frame) {
        return false;
    }
    let Some(subject) = &frame.subject else { return false };
    let source = chain.iter().find(|source| source.span == reading.span(subject.tokens.clone()));
    let described_thing = source.is_some_and(|source| {
        source.entity.is_none() && source.kind == SourceKind::Organisation && source.members.is_empty()
    });
    // "An official who requested anonymity", "Expressen, which first reported the arrest".
    let clausal = frame.content.iter().cloned().flatten().any(|at| reading.is_finite(at));
    if !clausal && !reading.quotes(&frame.content) && in_relative_clause(reading, frame.cue) {
        return false;
    }
    let weak_word = matches!(frame.class, CueClass::Show | CueClass::Hold);
    let weak_rule = matches!(frame.rule, "rest" | "object" | "colon" | "infinitive")
        && reading.lemma(frame.cue) != "deny"
        && !denies_that(reading, frame);
    let institution = woozle_language::is_organisation_noun(reading.lemma(subject.head));
    !((weak_word || weak_rule) && described_thing && !institution)
}

/// Whether a verb stands in a clause that only describes somebody: the head of it, or beside it.
fn in_relative_clause(reading: &Reading, verb: usize) -> bool {
    let first = reading.head(verb).filter(|_| reading.token(verb).deprel == Deprel::Conj).unwrap_or(verb);
    let who = |child: usize| child < verb && reading.is_any(child, &["who", "which", "that"]);
    reading.token(first).deprel == Deprel::AclRelcl && reading.children(verb).any(who)
}

/// "Greyline Grain denies this", "rejected the claims": what is denied was said before.
fn denies_that(reading: &Reading, frame: &Frame) -> bool {
    let object = reading.child(frame.cue, &[Deprel::Obj]).filter(|&object| object > frame.cue);
    let Some(object) = object.filter(|_| frame.class == CueClass::Deny) else { return false };
    let bare = reading
        .subtree(object)
        .all(|at| matches!(reading.token(at).deprel, Deprel::Det | Deprel::Amod) || at == object);
    let claim = matches!(
        reading.lemma(object),
        "claim" | "allegation" | "accusation" | "charge" | "suggestion" | "report"
    );
    let definite = reading
        .children(object)
        .any(|child| reading.is_any(child, &["the", "this", "that", "these", "those"]));
    bare && (reading.is_any(object, &["this", "it", "that"]) || claim && definite)
}

/// "voiced her regret at the delay": a noun phrase that the source owns is an attitude, no statement.
fn is_attitude(reading: &Reading, frame: &Frame) -> bool {
    let [piece] = &frame.content[..] else { return false };
    let owned = reading.token(piece.start).xpos == Xpos::PrpS
        && reading.is_any(piece.start, &["his", "her", "its", "their"]);
    // In "its list held 298 names" the noun is the subject of a clause.
    let object = |noun: usize| reading.head(noun).is_none_or(|head| !piece.contains(&head));
    let noun =
        reading.head(piece.start).is_some_and(|noun| reading.token(noun).upos == Upos::Noun && object(noun));
    owned && noun && !piece.clone().any(|at| reading.quotation_of(at).is_some())
}

fn in_silence(reading: &Reading, frame: &Frame, verb: usize) -> bool {
    frame.cue == verb || reading.descends(frame.cue, verb) || frame.cue.abs_diff(verb) <= 3
}

fn silent_draft(reading: &Reading, sentence: usize, verb: usize, frames: &[(Frame, Vec<Source>)]) -> Draft {
    let whole = reading.sentence(sentence);
    let content = if frames.is_empty() { whole } else { reading.subtree(verb) };
    // What nobody would speak about is told at length elsewhere: of a long sentence the silence alone is kept.
    let spoken = (verb..content.end.min(verb + 5))
        .find(|&at| reading.is_any(at, &["comment", "respond", "say", "answer"]));
    let content = match spoken {
        Some(at) if reading.words_in(content.clone()) > LONG_SILENCE => content.start..at + 1,
        _ => content,
    };
    Draft::without_cue(content::trim(reading, content), Vec::new(), StatementKind::NoComment, "silence")
}

/// Gives the standing quotations of the sentence to the nearest frame that can speak them.
fn claim_quotations(
    reading: &Reading,
    sentence: usize,
    frames: &[(Frame, Vec<Source>)],
    quotes: &mut [Standing],
    drafts: &mut Vec<Draft>,
) {
    for quote in quotes.iter_mut().filter(|quote| !quote.taken) {
        let here = quote.first_sentence <= sentence && sentence <= quote.last_sentence;
        let just_before = quote.last_sentence + 1 == sentence && follows_on(reading, sentence);
        if !here && !just_before {
            continue;
        }
        let nearest = frames
            .iter()
            .filter(|(frame, _)| !quote.tokens.contains(&frame.cue))
            .filter(|(frame, _)| frame.class != CueClass::Relay)
            .min_by_key(|(frame, _)| distance(frame.cue, &quote.tokens));
        let Some((frame, chain)) = nearest else { continue };
        quote.taken = true;
        // "warned that the lift might be taken out, “in the dead of night”": one statement, partly in the source's words.
        quote.absorbed = frame.content.iter().any(|piece| extends(reading, piece, &quote.tokens));
        if quote.absorbed {
            continue;
        }
        drafts.push(Draft {
            content: quote.tokens.clone(),
            quotation: Some(quote.span),
            class: CueClass::Say,
            rule: "quotation",
            ..draft(frame, chain, quote.tokens.clone())
        });
    }
}

/// Whether the sentence goes on from a quotation that the splitter cut off: it begins in lower case.
fn follows_on(reading: &Reading, sentence: usize) -> bool {
    let first = reading.sentence(sentence).start;
    reading.word(first).chars().next().is_some_and(char::is_lowercase)
}

fn distance(cue: usize, tokens: &Range<usize>) -> usize {
    if cue < tokens.start { tokens.start - cue } else { cue.saturating_sub(tokens.end) }
}

/// Whether the content holds the quotation and a clause of its own beside it.
fn extends(reading: &Reading, piece: &Range<usize>, quotation: &Range<usize>) -> bool {
    let beside = || piece.clone().filter(|at| !quotation.contains(at) && reading.quotation_of(*at).is_none());
    piece.start <= quotation.start
        && quotation.end <= piece.end
        && beside().filter(|&at| !reading.is_punct(at)).count() >= SHORTEST
        && beside().any(|at| reading.is_finite(at))
}

fn inside_taken(piece: &Range<usize>, quotes: &[Standing]) -> bool {
    quotes.iter().any(|quote| quote.taken && !quote.absorbed && mostly_inside(piece, &quote.tokens))
}

/// Of drafts over much the same words only the first that names a speaker is kept.
fn drop_repeats(drafts: &mut Vec<Draft>) {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts.drain(..) {
        let repeats = kept.iter().any(|other| {
            let start = draft.content.start.max(other.content.start);
            let end = draft.content.end.min(other.content.end);
            end > start && (end - start) * 2 > draft.content.len().min(other.content.len()).max(SHORTEST)
        });
        if !repeats {
            kept.push(draft);
        }
    }
    kept.sort_by_key(|draft| (draft.content.start, draft.content.end));
    *drafts = kept;
}
