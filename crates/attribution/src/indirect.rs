//! The attributions of one sentence: frames become drafts, quotations find their speakers.

use std::ops::Range;

use woozle_language::{Deprel, Upos, Xpos};

use crate::chain;
use crate::content::{self, SHORTEST};
use crate::cue::CueClass;
use crate::direct::{Standing, mostly_inside};
use crate::draft::Draft;
use crate::frame::{self, Frame};
use crate::leftover;
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
    go_on(reading, &mut found);
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
            && goes_on_telling(reading, frame, chain, before)
        {
            *chain = through(&before.chain[..before.chain.len() - 1], chain);
        }
    }
    if let Some(verb) = silent {
        drafts.push(silent_draft(reading, sentence, verb, &frames));
    }
    nest(reading, &mut frames);
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
            let piece = content::past_hearer(reading, frame.cue, content::trim(reading, piece.clone()));
            let piece = content::before_aside(reading, piece);
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
    for phrase in links {
        let link = source::resolve(reading, phrase, last);
        // "Kyodo reported, citing the weather agency": that is not Kyodo again.
        let again = link.known == Known::ByRole && chain.iter().any(|known| known.name == link.name);
        let link = if again && !relay(phrase) { source::as_written(reading, phrase) } else { link };
        append(&mut chain, link);
    }
    if frame.subject.is_none() {
        chain.clear();
    }
    chain
}

/// "…, an official told Mehr. “We do not negotiate,” the official said.": who is not named again and is quoted in the same
/// paragraph goes on telling whom he told before, unless another hearer is named.
fn goes_on_telling(reading: &Reading, frame: &Frame, chain: &[Source], before: &Draft) -> bool {
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
    let frame = chain::only_cites(reading, sentence)?;
    let subject = frame.subject.as_ref()?;
    let citer = source::resolve(reading, subject, last);
    // "The paper cited an officer": the outlet that was named before.
    let outlet = last.filter(|last| last.kind == SourceKind::Outlet && last.entity.is_some());
    let meant = outlet.filter(|_| citer.entity.is_none() || citer.known == Known::Described);
    let citer = meant.filter(|_| chain::is_outlet_noun(reading, subject.head)).cloned().unwrap_or(citer);
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
fn through(carrier: &[Source], carried: &[Source]) -> Vec<Source> {
    let mut chain = carrier.to_vec();
    for link in carried {
        append(&mut chain, link.clone());
    }
    chain
}

/// Adds a link that the chain does not name yet.
fn append(chain: &mut Vec<Source>, link: Source) {
    if chain.iter().all(|known| known.name != link.name) {
        chain.push(link);
    }
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
    let weak_rule =
        matches!(frame.rule, "rest" | "object" | "colon" | "infinitive") && !denies_that(reading, frame);
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

/// A frame inside the content of another. Where it is what the other says, "diplomats said the envoy had told them
/// that …", or makes up most of what an outlet carries, the other's source becomes the nearer link of its chain. Else
/// the content is left whole.
fn nest(reading: &Reading, frames: &mut Vec<(Frame, Vec<Source>)>) {
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
fn go_on(reading: &Reading, frames: &mut [Frame]) {
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
