//! [`Frame`]: a reporting word with its subject and its content. Cues in, frames out; names nobody yet.

use std::ops::Range;

use woozle_language::{Deprel, Xpos};

use crate::according;
use crate::content::{self, SHORTEST};
use crate::cue::{self, Cue, CueClass};
use crate::line;
use crate::reading::Reading;
use crate::source::{NounPhrase, can_speak};
use crate::subject;

/// A reporting word with who speaks, what is said, and the words of the frame itself.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) cue: usize,
    /// The words of the cue: "was quoted as saying", "according to".
    pub(crate) cue_tokens: Range<usize>,
    pub(crate) class: CueClass,
    pub(crate) subject: Option<NounPhrase>,
    /// Outlets between the report and the subject, nearest the report first.
    pub(crate) relays: Vec<NounPhrase>,
    /// Sources behind the subject: "citing a diplomat".
    pub(crate) deeper: Vec<NounPhrase>,
    /// The content, in order; empty where only a quotation can be it.
    pub(crate) content: Vec<Range<usize>>,
    pub(crate) negated: bool,
    /// Which construction was read.
    pub(crate) rule: &'static str,
}

/// The frames of a sentence, in order of their cues.
pub(crate) fn find(reading: &Reading, sentence: usize) -> Vec<Frame> {
    let cues = cue::find(reading, sentence);
    let mut frames: Vec<Frame> = cues.iter().filter_map(|cue| frame(reading, sentence, cue)).collect();
    let citing: Vec<Frame> = cues
        .iter()
        .filter(|cue| cue.word.class == CueClass::Relay || reading.lemma(cue.token) == "attribute")
        .filter_map(|cue| crate::citing::citation(reading, cue))
        .collect();
    crate::found::merge(reading, sentence, &mut frames);
    for claim in crate::claim::frames(reading, sentence) {
        frames.retain(|frame| frame.cue != claim.cue || frame.subject.is_some());
        if frames.iter().all(|frame| frame.cue != claim.cue && frame.content != claim.content) {
            frames.push(claim);
        }
    }
    crate::citing::attach(reading, &mut frames, citing);
    frames.sort_by_key(|frame| frame.cue);
    frames
}

fn frame(reading: &Reading, sentence: usize, cue: &Cue) -> Option<Frame> {
    if cue.according {
        return according::according(reading, sentence, cue.token);
    }
    if let Some(frame) = crate::quoted::quoted_as_saying(reading, cue) {
        return Some(frame);
    }
    if cue.word.class == CueClass::Relay || crate::quoted::is_saying_of_quoted(reading, cue.token) {
        return None;
    }
    // "Samples continued to test positive".
    let goes_on =
        reading.lemma(cue.token) == "continue" && reading.child(cue.token, &[Deprel::Xcomp]).is_some();
    if goes_on {
        return None;
    }
    let subject = subject::checked_subject(reading, cue.token);
    let class = cue::class_of(reading, cue);
    let (content, rule) = verb_content(reading, sentence, cue, class, subject.as_ref());
    let relays = crate::chain::told(reading, cue.token, &content);
    let subject = subject
        .filter(|phrase| can_speak(reading, phrase))
        .map(|phrase| crate::chain::apart(reading, phrase, &relays));
    Some(Frame {
        cue: cue.token,
        cue_tokens: cue.token..cue.token + 1,
        class,
        relays,
        subject,
        deeper: Vec::new(),
        content,
        negated: is_negated(reading, cue.token),
        rule,
    })
}

/// Most words of whoever is told of before the clause: "gathered from a source close to the talks that …".
const HEARD_FROM: usize = 12;

pub(crate) fn is_negated(reading: &Reading, verb: usize) -> bool {
    reading.children(verb).any(|child| child < verb && reading.is_any(child, &["not", "n't", "n’t", "never"]))
}

/// What the verb puts forward, and by which construction.
fn verb_content(
    reading: &Reading,
    sentence: usize,
    cue: &Cue,
    class: CueClass,
    subject: Option<&NounPhrase>,
) -> (Vec<Range<usize>>, &'static str) {
    let verb = cue.token;
    if cue.word.clause && subject.is_some_and(|subject| line::interrupts(reading, verb, subject)) {
        // Neither side of it says anything by itself.
        let part = segment(reading, reading.sentence(sentence), verb);
        return (vec![content::trim(reading, part)], "parenthesis");
    }
    if cue.word.clause
        && let Some(range) = trailing(reading, sentence, verb, subject)
    {
        return (vec![range], "parenthesis");
    }
    if (cue.word.clause || class == CueClass::Deny)
        && let Some(clause) = reading.child(verb, &[Deprel::Ccomp])
        && let Some(range) = if closes(reading, sentence, clause) {
            before_reporter(reading, verb, clause)
        } else if let Some(part) = (verb..clause).find(|&at| reading.parts(at)) {
            behind_that(reading, verb, part)
        } else {
            Some(clause_range(reading, clause, verb, subject))
        }
    {
        return (content::without(reading, range, &(verb..verb + 1)), "clause");
    }
    if cue.word.clause
        && let Some(range) = behind_hearer(reading, verb)
    {
        return (vec![range], "clause");
    }
    if cue.word.clause
        && let Some(pieces) = beside(reading, sentence, verb)
    {
        return (pieces, "parenthesis");
    }
    if cue.word.clause
        && let Some(range) = after_colon(reading, sentence, verb)
    {
        return (vec![range], "colon");
    }
    if cue.word.infinitive
        && let Some(range) = infinitive(reading, verb)
    {
        return (vec![range], "infinitive");
    }
    if (cue.word.object || class == CueClass::Deny)
        && let Some(range) = object(reading, verb)
    {
        return (vec![range], "object");
    }
    if cue.word.clause
        && let Some(range) = rest(reading, sentence, verb)
    {
        return (vec![range], "rest");
    }
    (Vec::new(), "quotation")
}

/// "The lift was old and had stopped twice, Mayor Ada Lind told a meeting": a reporting clause
/// that ends the sentence, whatever the tree hangs it on.
fn trailing(
    reading: &Reading,
    sentence: usize,
    verb: usize,
    subject: Option<&NounPhrase>,
) -> Option<Range<usize>> {
    let whole = segment(reading, reading.sentence(sentence), verb);
    let subject = subject?;
    let start = if subject.head < verb { subject.tokens.start } else { verb };
    let comma = start.checked_sub(1).filter(|&at| at > whole.start && reading.word(at) == ",")?;
    let nothing_follows =
        reading.children(verb).filter(|child| (verb..whole.end).contains(child)).all(|child| {
            !matches!(reading.token(child).deprel, Deprel::Ccomp | Deprel::Parataxis | Deprel::Advcl)
                || reading.is_any(child, cue::CITING)
        });
    let finite = |range: Range<usize>| range.clone().any(|at| reading.is_finite(at));
    let adjacent = reading.words_in(start..verb) <= 14 && !finite(subject.tokens.end.min(verb)..verb);
    // "…, say researchers, who showed their results in May".
    let behind = subject.tokens.end.max(verb + 1);
    let told_of = behind + 1 < whole.end
        && reading.word(behind) == ","
        && reading.is_any(behind + 1, &["who", "which", "whose"]);
    let end = if told_of { behind } else { whole.end };
    let short = reading.words_in(verb + 1..end) <= 14 && !finite(verb + 1..end);
    let range = content::trim(reading, whole.start..comma);
    let opens_late =
        reading.is_any(range.start, &["while", "although", "though", "as", "when", "if", "after", "asked"]);
    let whole_clause = finite(range.clone()) || reading.words_in(range.clone()) >= 8;
    let clause = whole_clause && reading.words_in(range.clone()) >= SHORTEST && !opens_late;
    (nothing_follows && adjacent && short && clause).then_some(range)
}

/// Whether a verb is the "reported" of "…, the agency reported." that the tree takes for what is said.
fn closes(reading: &Reading, sentence: usize, verb: usize) -> bool {
    let reports = matches!(cue::class_of_lemma(reading.lemma(verb)), Some(CueClass::Say | CueClass::Show));
    let subject = reading.child(verb, &[Deprel::Nsubj]).filter(|_| reports);
    let subject = subject.map(|head| NounPhrase { head, tokens: reading.subtree(head) });
    trailing(reading, sentence, verb, subject.as_ref()).is_some()
}

/// "told her cabinet that the dam was leaking, Reuters reported": what stands behind "that", up to who reports it.
fn before_reporter(reading: &Reading, verb: usize, reporter: usize) -> Option<Range<usize>> {
    let subject = reading.child(reporter, &[Deprel::Nsubj])?;
    behind_that(reading, verb, reading.subtree(subject).start)
}

/// "said at noon that the pilot was safe; his office has since admitted a confusion": what stands behind "that", up to
/// where it ends whatever the tree hangs on the verb.
fn behind_that(reading: &Reading, verb: usize, end: usize) -> Option<Range<usize>> {
    let that = (verb + 1..end.min(verb + HEARD_FROM)).find(|&at| reading.is_word(at, "that"))?;
    let range = content::trim(reading, that + 1..end);
    (reading.words_in(range.clone()) >= SHORTEST).then_some(range)
}

/// The part of a sentence between semicolons, or behind a colon, in which a word stands.
pub(crate) fn segment(reading: &Reading, whole: Range<usize>, word: usize) -> Range<usize> {
    let opens =
        |&at: &usize| reading.parts(at) || reading.word(at) == ":" && reading.quotation_of(at).is_none();
    let start = (whole.start..word).rev().find(opens);
    let end = (word..whole.end).find(|&at| reading.parts(at));
    start.map_or(whole.start, |at| at + 1)..end.unwrap_or(whole.end)
}

/// The clause under the cue, without the subject and the cue where the tree wove them in.
fn clause_range(reading: &Reading, clause: usize, verb: usize, subject: Option<&NounPhrase>) -> Range<usize> {
    let range = reading.subtree(clause);
    let mut start = range.start;
    let mut end = range.end;
    if clause > verb {
        start = start.max(verb + 1);
        // What stands between the verb and "that" belongs to the frame: "told reporters that".
        if let Some(that) = (start..clause)
            .find(|&at| reading.token(at).deprel == Deprel::Mark && reading.is_word(at, "that"))
        {
            start = that + 1;
        }
    } else {
        let frame_start =
            subject.filter(|s| s.tokens.start > clause).map_or(verb, |s| s.tokens.start.min(verb));
        end = end.min(frame_start);
    }
    start..end.max(start)
}

/// "told the network he had hidden his son", where the tree has the clause tell of the network.
fn behind_hearer(reading: &Reading, verb: usize) -> Option<Range<usize>> {
    let hearer =
        reading.child(verb, &[Deprel::Iobj, Deprel::Obj]).filter(|_| reading.lemma(verb) == "tell")?;
    let clause =
        reading.child(hearer, &[Deprel::AclRelcl]).filter(|&clause| hearer > verb && clause > hearer)?;
    let range = content::trim(reading, reading.subtree(clause));
    let pronoun = reading.is_any(range.start, &["he", "i", "it", "she", "they", "we"]);
    (pronoun && reading.words_in(range.clone()) >= SHORTEST).then_some(range)
}

/// "The train left the track, she said": the clause that the parenthesis interrupts or follows.
fn beside(reading: &Reading, sentence: usize, verb: usize) -> Option<Vec<Range<usize>>> {
    let as_told = matches!(reading.token(verb).deprel, Deprel::Advcl | Deprel::Parataxis | Deprel::Acl)
        && reading.children(verb).any(|child| child < verb && reading.is_word(child, "as"));
    if reading.token(verb).deprel != Deprel::Parataxis && !as_told {
        return None;
    }
    let whole = reading.sentence(sentence);
    let hole = reading.subtree(verb);
    let pieces = content::without(reading, whole, &hole);
    (!pieces.is_empty()).then_some(pieces)
}

fn after_colon(reading: &Reading, sentence: usize, verb: usize) -> Option<Range<usize>> {
    let whole = reading.sentence(sentence);
    let colon = (verb..whole.end.min(verb + 12)).find(|&at| reading.word(at) == ":")?;
    let range = content::trim(reading, colon + 1..whole.end);
    (reading.words_in(range.clone()) >= SHORTEST).then_some(range)
}

/// "vowed to appeal", "urged the company to check every sign", "denied having received it".
fn infinitive(reading: &Reading, verb: usize) -> Option<Range<usize>> {
    let clause = reading.child(verb, &[Deprel::Xcomp, Deprel::Advcl])?;
    if clause < verb {
        return None;
    }
    let object = reading.child(verb, &[Deprel::Obj]).filter(|&object| object > verb && object < clause);
    let start =
        object.map_or(reading.subtree(clause).start, |object| reading.subtree(object).start).max(verb + 1);
    let range = content::trim(reading, start..reading.subtree(clause).end);
    (reading.words_in(range.clone()) >= 2).then_some(range)
}

/// "rejected suggestions that …", "put participation at 71%", "accused X of …": object and what completes it.
fn object(reading: &Reading, verb: usize) -> Option<Range<usize>> {
    let object = reading
        .child(verb, &[Deprel::Obj, Deprel::Xcomp])
        .or_else(|| {
            reading.child(verb, &[Deprel::Obl]).filter(|&obl| obl > verb && prepositional(reading, obl))
        })
        .filter(|&object| object > verb)?;
    if let Some(clause) = noun_clause(reading, object) {
        return Some(clause);
    }
    // "put participation at 71%" reports; "put a cup on the table" does not.
    let at = |child: usize| child > object && reading.children(child).any(|case| reading.is_word(case, "at"));
    if reading.lemma(verb) == "put" && !reading.children(verb).chain(reading.children(object)).any(at) {
        return None;
    }
    if let Some(charge) = charge(reading, verb, object) {
        return Some(charge);
    }
    let mut range = reading.subtree(object);
    for child in reading.children(verb).filter(|&child| child > object) {
        let completes = matches!(reading.token(child).deprel, Deprel::Obl | Deprel::Advcl | Deprel::Xcomp)
            && reading.children(child).any(|case| reading.is_any(case, &["at", "as", "of", "for"]));
        if completes {
            range.end = range.end.max(reading.subtree(child).end);
        }
    }
    let range = content::trim(reading, range.start.max(verb + 1)..range.end);
    (reading.words_in(range.clone()) >= 2).then_some(range)
}

/// "accused Tajikistan of starting to fill the reservoir": what it is accused of.
fn charge(reading: &Reading, verb: usize, object: usize) -> Option<Range<usize>> {
    if !matches!(reading.lemma(verb), "accuse" | "suspect" | "warn") {
        return None;
    }
    let of =
        (object..reading.sentence(reading.analysis.sentence_of(verb)).end.min(object + 10)).find(|&at| {
            reading.is_word(at, "of") && at + 1 < reading.count() && reading.token(at + 1).xpos == Xpos::Vbg
        })?;
    let clause = reading.subtree(of + 1);
    let range = content::trim(reading, of + 1..clause.end.max(of + 2));
    (reading.words_in(range.clone()) >= 2).then_some(range)
}

fn prepositional(reading: &Reading, at: usize) -> bool {
    reading.children(at).any(|case| reading.is_any(case, &["of", "against"]))
}

/// "rejected suggestions that the train had been speeding": the clause is the content, not the noun.
fn noun_clause(reading: &Reading, noun: usize) -> Option<Range<usize>> {
    let idea = matches!(
        reading.lemma(noun),
        "suggestion"
            | "claim"
            | "allegation"
            | "report"
            | "assertion"
            | "accusation"
            | "idea"
            | "notion"
            | "talk"
            | "rumour"
            | "rumor"
            | "view"
            | "hope"
            | "fear"
            | "concern"
            | "statement"
    );
    let clause = reading.child(noun, &[Deprel::Acl, Deprel::Ccomp, Deprel::AclRelcl]).filter(|_| idea)?;
    let range = content::trim(reading, reading.subtree(clause));
    (reading.words_in(range.clone()) >= 2).then_some(range)
}

/// Where the tree shows no content: what follows the verb up to the sentence's end, if it holds a verb,
/// or what precedes a frame that ends the sentence.
fn rest(reading: &Reading, sentence: usize, verb: usize) -> Option<Range<usize>> {
    let whole = segment(reading, reading.sentence(sentence), verb);
    let aside = reading.token(verb).deprel == Deprel::AclRelcl;
    let clausal = |range: &Range<usize>| {
        range.clone().any(|at| reading.is_finite(at) && reading.quotation_of(at).is_none())
    };
    let own = reading.subtree(verb);
    let comma = (whole.start..verb).rev().find(|&at| reading.word(at) == ",");
    let finite = reading.is_finite(verb) || reading.children(verb).any(|child| reading.is_finite(child));
    // "…, the two have agreed to share a plant": what they agreed stands behind.
    let complete = reading.child(verb, &[Deprel::Ccomp, Deprel::Xcomp]).is_some_and(|clause| clause > verb);
    if let Some(comma) = comma.filter(|_| finite && !aside && !complete)
        && reading.words_in(comma..verb) <= 12
        && reading.words_in(verb..whole.end) <= 8
    {
        let range = content::trim(reading, whole.start..comma);
        if clausal(&range) && reading.words_in(range.clone()) >= SHORTEST {
            return Some(range);
        }
    }
    let range = content::trim(reading, verb + 1..own.end.min(whole.end).max(verb + 1));
    // "agreed on a price", "briefed on the talks": what it is about is not what was said, nor is who told it,
    // "gathered from officials that …".
    let that = range.clone().take(HEARD_FROM).find(|&at| reading.is_word(at, "that"));
    let about = !range.is_empty() && reading.token(range.start).deprel == Deprel::Case;
    let range = that.filter(|_| about).map_or(range.clone(), |that| content::trim(reading, that..range.end));
    // "answered calls for help, and volunteers stayed awake".
    let answered = reading.child(verb, &[Deprel::Obj]).is_some_and(|object| {
        object > verb && !reading.subtree(object).any(|at| reading.is_finite(at)) && that.is_none()
    });
    let about = about && that.is_none() || answered;
    (!about && clausal(&range) && reading.words_in(range.clone()) >= SHORTEST).then_some(range)
}
