//! Words that pass through somebody else's, from frame to frame: a frame within another ("diplomats said the envoy had
//! told them that …"), speech that goes on ("…, adding that …"), and whom a sentence of its own says was cited.

use std::ops::Range;

use woozle_language::{Deprel, Upos, Xpos};

use crate::citing;
use crate::content;
use crate::cue::CueClass;
use crate::draft::Draft;
use crate::frame::Frame;
use crate::leftover;
use crate::outlet;
use crate::reading::Reading;
use crate::source::{self, NounPhrase};
use crate::statement::{Known, Source, SourceKind};

/// A frame inside the content of another. Where it is what the other says, "diplomats said the envoy had told them
/// that …", or makes up most of what an outlet carries, the other's source becomes the nearer link of its chain. Else
/// the content is left whole.
pub(crate) fn nest(reading: &Reading, frames: &mut Vec<(Frame, Vec<Source>)>) {
    carry(frames);
    let mut at = 0;
    while at < frames.len() {
        let within = |outer: &Frame, inner: &Frame| {
            outer.cue != inner.cue && outer.content.iter().any(|piece| piece.contains(&inner.cue))
        };
        let Some(outer) = (0..frames.len()).find(|&outer| within(&frames[outer].0, &frames[at].0)) else {
            at += 1;
            continue;
        };
        // Each within the other: what ends the sentence tells the rest.
        if within(&frames[at].0, &frames[outer].0) && frames[at].0.rule == "parenthesis" {
            frames.remove(outer);
            at = 0;
            continue;
        }
        let origin =
            |at: usize, frames: &[(Frame, Vec<Source>)]| frames[at].1.last().map(|link| link.name.clone());
        let same = origin(at, frames) == origin(outer, frames);
        if same && resumes(frames, outer, at, reading) {
            at += 1;
            continue;
        }
        let beside = |&other: &usize| {
            within(&frames[outer].0, &frames[other].0)
                && origin(other, frames) != origin(outer, frames)
                && !frames[other].0.content.is_empty()
        };
        let all: Vec<usize> = (0..frames.len()).filter(beside).collect();
        let outlet = frames[outer].1.last().is_some_and(|link| link.kind == SourceKind::Outlet);
        let carried = if is_what_is_said(reading, &frames[outer].0, &frames[at].0)
            && (!same || frames[at].0.class == CueClass::Deny)
        {
            vec![at]
        } else if outlet && make_up(reading, &frames[outer].0, all.iter().map(|&inner| &frames[inner].0)) {
            all
        } else {
            frames.remove(at);
            continue;
        };
        let (carrier, chain) = frames[outer].clone();
        let words = leftover::words_of(&carrier);
        for inner in carried {
            let (frame, own) = &mut frames[inner];
            *own = through(&chain, own);
            frame.content = past_carrier(reading, &frame.content, &words);
            // Its words are part of the frame.
            frame.relays.push(NounPhrase { head: carrier.cue, tokens: words.clone() });
        }
        frames.remove(outer);
        at = 0;
    }
    told_alike(frames);
}

/// "Marsh told the Courier she denied that …", where the tree gives "told" nothing: who told an outlet tells it the rest
/// of the sentence too.
fn told_alike(frames: &mut [(Frame, Vec<Source>)]) {
    for at in 1..frames.len() {
        let [speaker] = &frames[at].1[..] else { continue };
        let told = frames[..at].iter().rev().find(|(frame, chain)| {
            frame.content.is_empty()
                && chain.len() > 1
                && chain.last().is_some_and(|origin| origin.name == speaker.name)
        });
        if let Some((_, chain)) = told {
            frames[at].1 = through(&chain[..chain.len() - 1], &frames[at].1);
        }
    }
}

/// Whether what the one frame puts forward is that the other reports, and nothing beside.
fn is_what_is_said(reading: &Reading, outer: &Frame, inner: &Frame) -> bool {
    let puts = |frame: &Frame| matches!(frame.class, CueClass::Say | CueClass::Show);
    let clause = inner
        .content
        .iter()
        .cloned()
        .flatten()
        .any(|at| reading.is_finite(at) || reading.quotation_of(at).is_some());
    let main = matches!(&outer.content[..], [piece] if content::top(reading, piece) == Some(inner.cue));
    let clause = clause
        && matches!(inner.rule, "clause" | "parenthesis" | "quotation" | "reader" | "quoted-as-saying")
        || reading.lemma(inner.cue) == "deny";
    // Whoever does it is named, before it; "it" is whoever speaks anyway.
    let subject = reading.children(inner.cue).find(|&child| reading.token(child).deprel.is_subject());
    let agent = reading.child(inner.cue, &[Deprel::OblAgent]);
    let named = agent.or(subject).is_some_and(|subject| {
        let known = reading.token(subject).upos != Upos::Pron || inner.class == CueClass::Deny;
        known && !reading.is_any(subject, &["whoever", "nobody", "everyone", "anyone"])
    });
    named && puts(outer) && (puts(inner) || inner.class == CueClass::Deny) && !outer.negated && clause && main
}

/// Whether most of what an outlet carries are other frames and what they hold.
fn make_up<'a>(reading: &Reading, outer: &Frame, inner: impl Iterator<Item = &'a Frame>) -> bool {
    let clausal = |frame: &Frame| {
        let mut words = frame.content.iter().cloned().flatten();
        words.any(|at| reading.is_finite(at) || reading.quotation_of(at).is_some())
    };
    let parts: Vec<Range<usize>> = inner
        .filter(|frame| clausal(frame))
        .flat_map(|frame| {
            let source = frame.subject.iter().chain(&frame.relays).map(|phrase| phrase.tokens.clone());
            frame.content.iter().cloned().chain(source).chain([frame.cue_tokens.clone()])
        })
        .collect();
    let carrier = leftover::words_of(outer);
    let words = outer.content.iter().cloned().flatten();
    let words: Vec<usize> = words.filter(|at| !reading.is_punct(*at) && !carrier.contains(at)).collect();
    let held = words.iter().filter(|at| parts.iter().any(|part| part.contains(at))).count();
    held * 5 >= words.len() * 3 && held > 0
}

/// "…, Tass reported": who carries what was said, and when, is no part of it.
fn past_carrier(reading: &Reading, content: &[Range<usize>], carrier: &Range<usize>) -> Vec<Range<usize>> {
    let cut = |piece: &Range<usize>| {
        let behind = carrier.end.max(piece.start)..piece.end;
        if carrier.start >= piece.end || carrier.end <= piece.start {
            vec![piece.clone()]
        } else if behind.into_iter().any(|at| reading.is_finite(at)) {
            content::without(reading, piece.clone(), carrier)
        } else {
            vec![content::trim(reading, piece.start..carrier.start.max(piece.start))]
        }
    };
    content.iter().flat_map(cut).filter(|piece| reading.words_in(piece.clone()) > 0).collect()
}

/// "…, Varn told the BBC, adding that …": what one goes on to say comes the same way.
pub(crate) fn go_on(reading: &Reading, frames: &mut [Frame]) {
    for at in 0..frames.len() {
        // "…, it said, adding that it stood ready": who goes on is who spoke, whatever the participle hangs on.
        let within = |before: &&Frame, head: usize| before.content.iter().any(|piece| piece.contains(&head));
        let Some(speaker) = frames[at].subject.as_ref().map(|subject| subject.head) else { continue };
        let first = frames[..at].iter().rev().find(|before| within(before, speaker));
        let first = first.and_then(|before| before.subject.clone());
        if reading.token(frames[at].cue).xpos == Xpos::Vbg
            && reading.token(speaker).upos == Upos::Pron
            && first.is_some()
        {
            frames[at].subject = first;
        }
        let Some(speaker) = frames[at].subject.as_ref().map(|subject| subject.head) else { continue };
        if !frames[at].relays.is_empty() {
            continue;
        }
        let resumed = reading.token(frames[at].cue).xpos == Xpos::Vbg;
        let told = frames[..at].iter().rev().find_map(|before| {
            let own = before.subject.as_ref().filter(|subject| resumed && subject.head == speaker);
            // "…, quoting sources in Cairo, who added that …".
            let cited = before.deeper.iter().any(|cited| cited.head == speaker);
            let carriers = before.relays.iter().chain(&before.subject).cloned();
            own.map(|_| before.relays.clone()).or_else(|| cited.then(|| carriers.collect()))
        });
        frames[at].relays.extend(told.unwrap_or_default());
    }
}

/// "The statement, according to Reuters, said that …": of two frames around the same content that of an outlet
/// carries the other.
fn carry(frames: &mut Vec<(Frame, Vec<Source>)>) {
    let outlet = |chain: &[Source]| chain.last().is_some_and(|link| link.kind == SourceKind::Outlet);
    let same = |a: &Frame, b: &Frame| match (&a.content[..], &b.content[..]) {
        ([a], [b]) => a.start.abs_diff(b.start) <= 1 && a.end.abs_diff(b.end) <= 1,
        _ => false,
    };
    for at in (0..frames.len()).rev() {
        let carried = (0..frames.len()).find(|&other| {
            other != at
                && outlet(&frames[at].1)
                && !outlet(&frames[other].1)
                && same(&frames[at].0, &frames[other].0)
        });
        if let Some(carried) = carried {
            frames[carried].1 = through(&frames[at].1, &frames[carried].1);
            frames.remove(at);
        }
    }
}

/// "The silo is open, Varn said, adding that it was too early to name a cause": the participle opens a
/// statement of its own, and the one before ends there.
fn resumes(frames: &mut [(Frame, Vec<Source>)], outer: usize, inner: usize, reading: &Reading) -> bool {
    let cue = frames[inner].0.cue;
    let comma = cue > 0 && reading.word(cue - 1) == ",";
    let participle = comma && reading.token(cue).xpos == Xpos::Vbg;
    if !participle || frames[inner].0.content.is_empty() {
        return false;
    }
    for piece in &mut frames[outer].0.content {
        if piece.contains(&cue) {
            *piece = content::trim(reading, piece.start..cue);
        }
    }
    frames[outer].0.content.retain(|piece| reading.words_in(piece.clone()) > 0);
    true
}

/// "…, an official told Mehr. “We do not negotiate,” the official said.": who is not named again and is quoted in the same
/// paragraph goes on telling whom he told before, unless another hearer is named.
pub(crate) fn goes_on_telling(reading: &Reading, frame: &Frame, chain: &[Source], before: &Draft) -> bool {
    let [speaker] = chain else { return false };
    let block = |at: usize| reading.analysis.sentences[reading.analysis.sentence_of(at)].block;
    let told = before.chain.len() > 1 && before.rule != "quoted-as-saying";
    let same = told && before.chain.last().is_some_and(|origin| origin.name == speaker.name);
    let again = speaker.known != Known::ByName || reading.lemma(frame.cue) == "add";
    let words = reading.sentence(reading.analysis.sentence_of(frame.cue));
    let quoted = words.into_iter().any(|at| reading.quotation_of(at).is_some());
    let hearer = reading.child(frame.cue, &[Deprel::Iobj]).is_some() || reading.lemma(frame.cue) == "tell";
    same && again && quoted && !hearer && block(before.content.start) == block(frame.cue)
}

/// Whom a sentence names that does nothing else, "The agency cited the ministry.": who cites, and whom.
pub(crate) fn cited(
    reading: &Reading,
    sentence: usize,
    last: Option<&Source>,
) -> Option<(Source, Vec<Source>)> {
    let frame = citing::only_cites(reading, sentence)?;
    let subject = frame.subject.as_ref()?;
    let citer = source::resolve(reading, subject, last);
    // "The paper cited an officer": the outlet that was named before.
    let outlet = last.filter(|last| last.kind == SourceKind::Outlet && last.entity.is_some());
    let meant = outlet.filter(|_| citer.entity.is_none() || citer.known == Known::Described);
    let citer = meant.filter(|_| outlet::is_outlet_noun(reading, subject.head)).cloned().unwrap_or(citer);
    let resolved = |phrase| {
        let link = source::resolve(reading, phrase, Some(&citer));
        if link.name == citer.name { source::as_written(reading, phrase) } else { link }
    };
    let cited: Vec<Source> = frame.deeper.iter().map(resolved).collect();
    Some((citer, cited))
}

/// Lets statements that end with the citer go on to whom it cites. Whether there are any.
pub(crate) fn cite(drafts: &mut [Draft], (citer, cited): &(Source, Vec<Source>)) -> bool {
    let mut any = false;
    for draft in
        drafts.iter_mut().filter(|draft| draft.chain.last().is_some_and(|link| link.name == citer.name))
    {
        draft.chain = through(&draft.chain, cited);
        any = true;
    }
    any
}

/// The chain of what one carries that another said.
pub(crate) fn through(carrier: &[Source], carried: &[Source]) -> Vec<Source> {
    let mut chain = carrier.to_vec();
    for link in carried {
        append(&mut chain, link.clone());
    }
    chain
}

/// Adds a link that the chain does not name yet.
pub(crate) fn append(chain: &mut Vec<Source>, link: Source) {
    if chain.iter().all(|known| known.name != link.name) {
        chain.push(link);
    }
}
