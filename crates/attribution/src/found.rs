//! What a reader found, as [`Frame`]s: attributions in, frames out, merged with those that rules read off the tree.
//!
//! The reader knows better which words attribute what to whom; the rules know who carries whose words
//! ("told the BBC", "was quoted as saying"), so the chain of a frame stays theirs.

use std::borrow::Cow;
use std::ops::Range;

use woozle_language::{Deprel, Upos, Xpos};

use crate::chain;
use crate::content;
use crate::cue::{self, CueClass};
use crate::frame::Frame;
use crate::reader::Attribution;
use crate::reading::Reading;
use crate::source::{NounPhrase, can_speak, noun_phrase, speaks as can_be_heard};

/// Words of a source before which a person's name begins, if it heads it: "Foreign Ministry spokeswoman Lena Marsh".
const NAME_BEGINS: usize = 6;

/// Who knows or sees something has not said so.
const KNOWING: &[&str] = &[
    "discover",
    "forget",
    "hear",
    "know",
    "learn",
    "notice",
    "realise",
    "realize",
    "remember",
    "see",
    "understand",
];

/// Corrects and completes the frames of a sentence by what the reader found there.
pub(crate) fn merge(reading: &Reading, sentence: usize, frames: &mut Vec<Frame>) {
    for attribution in reading.attributions(sentence).iter().filter(|found| reports(reading, &found.cue)) {
        let cue = &attribution.cue;
        let near = |frame: &Frame| {
            cue.contains(&frame.cue) || (frame.cue_tokens.start < cue.end && cue.start < frame.cue_tokens.end)
        };
        let attribution = untangled(reading, attribution);
        if let Some(frame) = impersonal(reading, &attribution) {
            frames.retain(|other| !near(other));
            frames.push(frame);
            continue;
        }
        match frames.iter_mut().find(|frame| near(frame)) {
            Some(frame) => correct(reading, frame, &attribution),
            None => frames.extend(frame(reading, &attribution)),
        }
    }
}

/// Whether the cue holds a word that can report: "both" in "both denied" does not.
fn reports(reading: &Reading, cue: &Range<usize>) -> bool {
    cue.clone().any(|at| {
        let upos = reading.token(at).upos;
        if cue.len() == 1 && cue::describes(reading, at) {
            return false;
        }
        !matches!(upos, Upos::Det | Upos::Adv | Upos::Aux | Upos::Part | Upos::Pron | Upos::Cconj | Upos::Num)
    })
}

/// "It is understood that the lift was switched off": nobody is named, and nobody is to be guessed.
fn impersonal(reading: &Reading, attribution: &Attribution) -> Option<Frame> {
    let cue = head_of(reading, &attribution.cue);
    let passive = reading.token(cue).xpos == Xpos::Vbn;
    let mut subjects = reading.children(cue).filter(|&child| {
        reading.token(child).deprel.is_subject() || reading.token(child).deprel == Deprel::Expl
    });
    let it = subjects.next().is_some_and(|subject| subject < cue && reading.is_word(subject, "it"));
    let heard = reading.child(cue, &[Deprel::OblAgent, Deprel::Obl]).is_some();
    let content = content(reading, attribution);
    let said = passive && it && !heard && attribution.source.is_empty() && proposes(reading, &content);
    said.then(|| Frame {
        cue,
        cue_tokens: attribution.cue.clone(),
        class: CueClass::Say,
        relays: Vec::new(),
        subject: None,
        deeper: Vec::new(),
        content,
        negated: false,
        rule: "impersonal",
    })
}

/// "The lift had stopped twice, the tenants' speaker, Nora Falk, told": where the reader names nobody,
/// whoever stands between the content and the cue is no part of the content.
fn untangled<'a>(reading: &Reading, attribution: &'a Attribution) -> Cow<'a, Attribution> {
    let at = attribution.content.iter().position(|piece| {
        let between = piece.end..attribution.cue.start;
        piece.end <= attribution.cue.start && between.into_iter().all(|at| reading.is_punct(at))
    });
    let Some(at) = at.filter(|_| attribution.source.is_empty()) else { return Cow::Borrowed(attribution) };
    let piece = attribution.content[at].clone();
    let Some(cut) = speaker_behind(reading, &piece) else { return Cow::Borrowed(attribution) };
    let mut found = attribution.clone();
    found.source.push(cut + 1..piece.end);
    found.content[at].end = cut;
    Cow::Owned(found)
}

/// The comma behind the last clause of a content, where all that follows it describes somebody who can speak.
fn speaker_behind(reading: &Reading, piece: &Range<usize>) -> Option<usize> {
    let verb =
        piece.clone().rev().find(|&at| reading.is_finite(at) || reading.token(at).upos == Upos::Aux)?;
    let names = |tokens: Range<usize>| {
        tokens.into_iter().filter_map(|at| reading.mention_of(at)).any(|number| {
            let entity = reading.entity(number);
            can_be_heard(entity) && (entity.named || entity.outlet.is_some())
        })
    };
    // Of several commas the last but those within the description.
    let commas: Vec<usize> = (verb..piece.end).filter(|&at| reading.word(at) == ",").collect();
    let noun = |at: usize| matches!(reading.token(at).upos, Upos::Propn | Upos::Noun | Upos::Det);
    let from = commas.len().checked_sub(2).filter(|_| commas.len() > 1).unwrap_or(0);
    commas.into_iter().skip(from).find(|&comma| {
        comma + 1 < piece.end
            && noun(comma + 1)
            && names(comma + 1..piece.end)
            && reading.quotation_of(comma).is_none()
    })
}

/// Puts the reader's content and source into a frame of the same cue, unless the rules plainly see more: they know
/// a speaker where the reader names none, or what the reader takes for content puts nothing forward.
fn correct(reading: &Reading, frame: &mut Frame, attribution: &Attribution) {
    if frame.rule == "quoted-as-saying" || frame.negated {
        return;
    }
    let pieces = content(reading, attribution);
    let overlaps = |subject: &NounPhrase| {
        attribution
            .source
            .iter()
            .any(|piece| piece.start < subject.tokens.end && subject.tokens.start < piece.end)
    };
    let fuller = attribution.source.is_empty() && frame.subject.is_some() && !frame.content.is_empty();
    // Who stands behind "according to", or between a subject and its verb, is plain.
    let plain = frame.rule == "according-to" && !frame.subject.as_ref().is_some_and(overlaps);
    let parts_subject = frame.content.iter().any(|piece| piece.contains(&frame.cue));
    if fuller || plain || parts_subject || !proposes(reading, &pieces) {
        return;
    }
    if frame.class != CueClass::Ask || reading.quotes(&pieces) {
        frame.content = pieces;
    }
    if frame.relays.is_empty() {
        frame.relays = chain::told(reading, frame.cue, &frame.content);
    }
    // Who goes on speaking is named before what is said, and not in it.
    let within = |subject: &NounPhrase| frame.content.iter().any(|piece| piece.contains(&subject.head));
    if let Some(subject) = source(reading, attribution).filter(|subject| !within(subject)) {
        let same = frame.subject.as_ref().is_some_and(|own| subject.tokens.contains(&own.head));
        // "Automation, says Ada Holm, is next": a person's name right behind the cue, against words that name nobody.
        let named = frame.subject.as_ref().is_some_and(|own| {
            own.tokens.start == attribution.cue.end
                && reading.mention_of(own.head).is_some_and(|number| reading.is_person_name(number))
                && !names_speaker(reading, &subject.tokens)
        });
        if !same && !named && frame.relays.iter().all(|relay| !subject.tokens.contains(&relay.head)) {
            frame.subject = Some(chain::apart(reading, subject, &frame.relays));
        }
    }
}

/// A frame for an attribution that no rule read. An attitude is a statement only where it puts a clause forward
/// ("is of the view that").
fn frame(reading: &Reading, attribution: &Attribution) -> Option<Frame> {
    let cue = head_of(reading, &attribution.cue);
    let quoted = attribution.cue.clone().any(|at| reading.quotation_of(at).is_some());
    let that = attribution.content.first().is_some_and(|piece| reading.is_word(piece.start, "that"));
    let knows = KNOWING.contains(&reading.lemma(cue));
    if quoted || !attribution.communication && (!that || knows) {
        return None;
    }
    let subject = source(reading, attribution).or_else(|| issuer(reading, cue));
    if subject.as_ref().is_some_and(|subject| is_told(reading, subject, cue)) {
        return None;
    }
    let mut content = noun_content(reading, cue).unwrap_or_else(|| content(reading, attribution));
    let known = cue::class_of_lemma(reading.lemma(cue));
    // "citing two officials": who is cited is no content.
    if known == Some(CueClass::Relay)
        && let Some(cited) = reading.child(cue, &[Deprel::Obj])
    {
        let quoted = reading.quotation_of(cited).is_some();
        let cited = cue..if quoted { cue } else { noun_phrase(reading, cited).tokens.end };
        content = content.into_iter().flat_map(|piece| content::without(reading, piece, &cited)).collect();
    }
    let quotes = reading.quotes(&content);
    let clausal = quotes || content.iter().cloned().flatten().any(|at| reading.is_finite(at));
    // "asked not to be named": a request puts nothing forward.
    let asks = known == Some(CueClass::Ask) && !quotes;
    // "Port Alder blast: what we know": a colon is a cue behind whoever can speak.
    let topic =
        reading.word(cue) == ":" && !attribution.source.iter().any(|piece| names_speaker(reading, piece));
    // "Lunde names a new harbour master": a noun phrase behind a rare cue, or in a headline, reports nothing.
    let weak = !clausal && (known.is_none() || reading.in_headline(cue));
    let cites = known == Some(CueClass::Relay) && !clausal;
    if content.is_empty() || asks || topic || weak || cites || !proposes(reading, &content) {
        return None;
    }
    let relays = chain::told(reading, cue, &content);
    Some(Frame {
        cue,
        cue_tokens: attribution.cue.clone(),
        class: known.unwrap_or(CueClass::Say),
        subject: subject.map(|subject| chain::apart(reading, subject, &relays)),
        relays,
        deeper: Vec::new(),
        content,
        negated: crate::frame::is_negated(reading, cue),
        rule: "reader",
    })
}

/// "He was told to leave": who is told says nothing.
fn is_told(reading: &Reading, subject: &NounPhrase, cue: usize) -> bool {
    const TELL: &[&str] = &["advise", "assure", "brief", "inform", "notify", "tell", "warn"];
    TELL.contains(&reading.lemma(cue))
        && reading.token(subject.head).deprel == Deprel::NsubjPass
        && reading.head(subject.head) == Some(cue)
}

/// "the claim that the dam was unsafe": what a noun puts forward is the clause that hangs on it.
pub(crate) fn noun_content(reading: &Reading, cue: usize) -> Option<Vec<Range<usize>>> {
    let noun = reading.token(cue).upos == Upos::Noun;
    let clause = reading.child(cue, &[Deprel::Acl, Deprel::Ccomp]).filter(|&clause| noun && clause > cue)?;
    let that = reading.children(clause).any(|mark| reading.is_word(mark, "that"));
    let range = content::trim(reading, reading.subtree(clause));
    (that && reading.words_in(range.clone()) >= content::SHORTEST).then(|| std::iter::once(range).collect())
}

/// Whoever a noun that reports comes from: "a warning from the service that", "the claim … came from the union".
fn issuer(reading: &Reading, cue: usize) -> Option<NounPhrase> {
    if reading.token(cue).upos != Upos::Noun {
        return None;
    }
    let own = from_whom(reading, cue).map(|head| noun_phrase(reading, head));
    own.or_else(|| Some(comes_from(reading, cue)?.1)).filter(|phrase| can_speak(reading, phrase))
}

/// "The claim … came from the union": the verb, and whoever it names. The tree hangs the noun on the verb, or the verb
/// on the noun.
pub(crate) fn comes_from(reading: &Reading, noun: usize) -> Option<(usize, NounPhrase)> {
    let around = reading.head(noun).into_iter().chain(reading.children(noun));
    let mut comes = around.filter(|&verb| verb > noun && reading.lemma(verb) == "come");
    let (verb, head) = comes.find_map(|verb| Some((verb, from_whom(reading, verb)?)))?;
    Some((verb, noun_phrase(reading, head))).filter(|(_, phrase)| can_speak(reading, phrase))
}

/// The head of what hangs on the word by "from" or "by".
fn from_whom(reading: &Reading, at: usize) -> Option<usize> {
    let related = |child: &usize| {
        *child > at && matches!(reading.token(*child).deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
    };
    let from = |child: &usize| reading.children(*child).any(|case| reading.is_any(case, &["from", "by"]));
    reading.children(at).filter(related).find(from)
}

/// The verb of a cue, else its first word.
fn head_of(reading: &Reading, cue: &Range<usize>) -> usize {
    let verb = |at: &usize| reading.token(*at).upos == Upos::Verb;
    let gerund = |at: &usize| verb(at) && reading.token(*at).xpos == Xpos::Vbg;
    cue.clone().find(|at| verb(at) && !gerund(at)).or_else(|| cue.clone().find(verb)).unwrap_or(cue.start)
}

/// The content: in the cue's own sentence, and beyond it what stands between quotation marks or behind a colon.
fn content(reading: &Reading, attribution: &Attribution) -> Vec<Range<usize>> {
    let own = reading.sentence(reading.analysis.sentence_of(attribution.cue.start));
    let announced = attribution.cue.end.max(1) - 1;
    let announced = own.end > 0 && reading.word(own.end - 1) == ":" && own.contains(&announced);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for piece in &attribution.content {
        for sentence in
            reading.analysis.sentence_of(piece.start)..=reading.analysis.sentence_of(piece.end - 1)
        {
            let whole = reading.sentence(sentence);
            let mut part = piece.start.max(whole.start)..piece.end.min(whole.end);
            // What stands behind a semicolon is told by itself.
            if attribution.cue.end <= part.start
                && let Some(end) = part.clone().find(|&at| reading.parts(at))
            {
                part.end = end;
            }
            let quoted = || {
                !part.is_empty()
                    && part
                        .clone()
                        .filter(|&at| !reading.is_punct(at))
                        .all(|at| reading.quotation_of(at).is_some())
            };
            if whole == own || announced || quoted() {
                pieces.push(part);
            }
        }
    }
    let words = |piece: &Range<usize>| reading.words_in(piece.clone());
    // "…, Falk said as she left": when it was said is no part of what was said.
    let circumstance = |piece: &Range<usize>| {
        let first = piece.clone().find(|&at| !reading.is_punct(at)).unwrap_or(piece.start);
        let start = first + usize::from(reading.is_word(first, "even"));
        let mark = start < piece.end
            && reading.is_any(start, &["as", "when", "after", "before"])
            && reading.token(start).deprel == Deprel::Mark;
        let speaking = reading.is_any(first, content::ASIDES);
        // "on condition they not be identified".
        let condition =
            (first..piece.end).take(2).chain(first.checked_sub(1)).any(|at| reading.is_word(at, "condition"));
        piece.start >= attribution.cue.end && (mark || speaking || condition)
    };
    let several = pieces.len() > 1;
    let bare = |piece: &Range<usize>| !proposes(reading, std::slice::from_ref(piece));
    let whole = pieces.iter().any(|piece| !bare(piece));
    pieces.retain(|piece| words(piece) > 0 && !(several && (circumstance(piece) || whole && bare(piece))));
    let pieces: Vec<Range<usize>> = pieces.into_iter().map(|piece| content::trim(reading, piece)).collect();
    if pieces.iter().map(words).sum::<usize>() < 2 {
        return Vec::new();
    }
    pieces
}

/// Whether a content puts something forward: it holds a verb, or words of the source's own.
fn proposes(reading: &Reading, pieces: &[Range<usize>]) -> bool {
    pieces.iter().cloned().flatten().any(|at| {
        matches!(reading.token(at).upos, Upos::Verb | Upos::Aux) && reading.token(at).deprel != Deprel::Amod
            || reading.quotation_of(at).is_some()
    })
}

/// The noun phrase that the reader takes for the source; a relative pronoun is left to the tree.
fn source(reading: &Reading, attribution: &Attribution) -> Option<NounPhrase> {
    let mentions = |piece: &Range<usize>| piece.clone().filter_map(|at| reading.mention_of(at));
    let person = |piece: &&Range<usize>| mentions(piece).any(|number| reading.is_person_name(number));
    let named = |piece: &&Range<usize>| mentions(piece).any(|number| reading.entity(number).named);
    let own = reading.sentence(reading.analysis.sentence_of(attribution.cue.start));
    let here: Vec<Range<usize>> =
        attribution.source.iter().filter(|piece| own.contains(&piece.start)).cloned().collect();
    let pieces = if here.is_empty() { &attribution.source } else { &here };
    // Of several the one that bears a name and stands nearest the cue.
    let far = |piece: &&Range<usize>| {
        let (before, behind) =
            (attribution.cue.start.abs_diff(piece.end), piece.start.abs_diff(attribution.cue.end));
        (!person(piece), !named(piece), before.min(behind))
    };
    let piece = pieces.iter().min_by_key(far)?;
    let head = head_noun(reading, piece)?;
    if reading.is_any(head, &["who", "which", "that", "whom", "the", "a", "an"]) {
        return None;
    }
    // "The minister's assertion": the mark of the possessive is no part of who it is.
    let possessive = reading.token(piece.end - 1).xpos == Xpos::Pos;
    let piece = &(piece.start..piece.end - usize::from(possessive));
    // "Mr Karsten's sister, Anna Karsten", "one Karsten campaign source": a name that owns the noun or tells its kind
    // is not who speaks.
    let name = piece.clone().take(NAME_BEGINS).find_map(|at| {
        let number = reading.mention_of(at).filter(|&number| reading.is_person_name(number))?;
        let mention = reading.mention(number);
        let modifies = reading.token(mention.head).deprel == Deprel::Compound
            && mention.tokens.end < piece.end
            && !reading.is_punct(mention.tokens.end);
        (reading.token(mention.head).deprel != Deprel::NmodPoss && !modifies).then_some(mention)
    });
    // "Otto Renn, a porter of many years at the hall": the name heads it, whatever the tree says.
    if let Some(name) = name.filter(|name| head > name.tokens.end) {
        let tokens = piece.start.min(name.tokens.start)..name.tokens.end;
        return Some(NounPhrase { head: name.head, tokens });
    }
    // "Sources close to the matter": one stretch is one phrase, whatever the tree leaves out or hangs on it.
    if !piece.clone().any(|at| reading.is_punct(at)) {
        // "Two people in the room who spoke to Politico": who they are ends before the clause.
        let who = (head + 1..piece.end.max(head + 1)).find(|&at| reading.is_word(at, "who"));
        return Some(NounPhrase { head, tokens: piece.start..who.unwrap_or(piece.end) })
            .filter(|phrase| speaks(reading, phrase));
    }
    let phrase = noun_phrase(reading, head);
    let tokens = phrase.tokens.start.max(piece.start)..phrase.tokens.end.min(piece.end);
    let phrase = NounPhrase { head, tokens: if tokens.contains(&head) { tokens } else { piece.clone() } };
    speaks(reading, &phrase).then_some(phrase)
}

/// Whether the piece names a person, an institution or an outlet.
fn names_speaker(reading: &Reading, piece: &Range<usize>) -> bool {
    piece.clone().filter_map(|at| reading.mention_of(at)).any(|number| can_be_heard(reading.entity(number)))
}

/// The noun that heads the piece, else whatever does.
fn head_noun(reading: &Reading, piece: &Range<usize>) -> Option<usize> {
    let nominal = |at: &usize| matches!(reading.token(*at).upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let outside = |at: &usize| reading.head(*at).is_none_or(|head| !piece.contains(&head));
    piece.clone().find(|at| nominal(at) && outside(at)).or_else(|| content::top(reading, piece))
}

/// Whether the phrase can be a source. Where the reader hears one, a name that the tagger took for a verb speaks,
/// and so do "it" and "one of them".
fn speaks(reading: &Reading, phrase: &NounPhrase) -> bool {
    let capital = reading.word(phrase.head).starts_with(char::is_uppercase);
    let mistagged = matches!(reading.token(phrase.head).upos, Upos::Verb | Upos::Adv | Upos::Intj) && capital;
    mistagged || reading.is_any(phrase.head, &["it", "one"]) || can_speak(reading, phrase)
}
