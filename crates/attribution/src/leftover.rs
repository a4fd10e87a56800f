//! What a sentence puts forward beside what its frames hold: "The gate was shut, he said, and nobody was hurt",
//! "A second lift is planned, but a tenant says it will be late". Frames and drafts in, drafts out.

use std::ops::Range;

use woozle_language::{Deprel, Upos};

use crate::content::{self, SHORTEST};
use crate::draft::Draft;
use crate::frame::Frame;
use crate::reading::Reading;
use crate::statement::{Source, StatementKind};

/// Drafts for the clauses of the sentence that no draft and no frame holds: those that a parenthesis interrupts
/// or that go on behind it are its speaker's, the others the report's own.
pub(crate) fn find(
    reading: &Reading,
    sentence: usize,
    frames: &[(Frame, Vec<Source>)],
    drafts: &[Draft],
) -> Vec<Draft> {
    if frames.is_empty() || drafts.is_empty() {
        return Vec::new();
    }
    let whole = reading.sentence(sentence);
    let mut held = vec![false; whole.len()];
    let mut hold = |tokens: &Range<usize>| {
        for at in tokens.start.max(whole.start)..tokens.end.min(whole.end) {
            held[at - whole.start] = true;
        }
    };
    for draft in drafts {
        hold(&draft.content);
    }
    for (frame, _) in frames {
        hold(&words_of(frame));
    }
    let free = |at: usize| !held[at - whole.start];
    let mut found = Vec::new();
    let mut start = whole.start;
    while start < whole.end {
        let end = (start..whole.end).find(|&at| !free(at)).unwrap_or(whole.end);
        let bounded =
            start == whole.start || reading.is_punct(start) || reading.is_any(start, &["and", "but"]);
        if start < end && bounded {
            found.extend(clause(reading, start..end, frames, drafts));
        }
        start = end.max(start + 1);
    }
    found
}

/// The words of a frame, from the first to the last of its source and cue.
pub(crate) fn words_of(frame: &Frame) -> Range<usize> {
    let mut words = frame.cue_tokens.clone();
    for phrase in frame.subject.iter().chain(&frame.relays).chain(&frame.deeper) {
        words = words.start.min(phrase.tokens.start)..words.end.max(phrase.tokens.end);
    }
    words
}

/// A draft for a stretch that nothing holds, if it is a clause that puts something forward.
fn clause(
    reading: &Reading,
    run: Range<usize>,
    frames: &[(Frame, Vec<Source>)],
    drafts: &[Draft],
) -> Option<Draft> {
    let mut words = content::trim(reading, run.clone());
    let contrast = words.len() > SHORTEST && reading.is_any(words.start, &["while", "whereas"]);
    words.start += usize::from(contrast);
    let top = content::top(reading, &words)?;
    let relation = reading.token(top).deprel;
    let depends = matches!(
        relation,
        Deprel::Advcl | Deprel::Acl | Deprel::AclRelcl | Deprel::AdvclRelcl | Deprel::Appos | Deprel::Obl
    );
    let opens_below = reading.token(words.start).deprel == Deprel::Mark
        || reading
            .is_any(words.start, &["who", "which", "whom", "whose", "as", "when", "after", "before", "if"]);
    let finite = words.clone().any(|at| reading.is_finite(at) && reading.quotation_of(at).is_none());
    let predicate = matches!(reading.token(top).upos, Upos::Verb | Upos::Aux)
        || reading.children(top).any(|child| reading.token(child).deprel == Deprel::Cop);
    let last = words.end - 1;
    let broken = matches!(reading.token(last).upos, Upos::Adp | Upos::Det | Upos::Sconj | Upos::Part);
    if depends && !contrast
        || opens_below
        || broken
        || !finite
        || !predicate
        || reading.words_in(words.clone()) < SHORTEST
    {
        return None;
    }
    let subject =
        reading.children(top).any(|child| reading.token(child).deprel.is_subject() && words.contains(&child));
    let joined = joins(reading, &run);
    let (frame, chain) = frames.iter().min_by_key(|(frame, _)| {
        let frame = words_of(frame);
        if frame.end <= run.start { run.start - frame.end } else { frame.start.saturating_sub(run.end) }
    })?;
    let own = words_of(frame);
    let before = |at: usize| drafts.iter().any(|draft| draft.chain == *chain && draft.content.end <= at);
    // "Shares fell after the builder reported a drop, and airlines were mixed": that goes on with the main clause.
    let main = reading.head(top).is_some_and(|main| {
        reading.token(top).deprel == Deprel::Conj
            && main != frame.cue
            && hangs_aside(reading, frame.cue, main)
    });
    let behind =
        own.end <= run.start && before(own.start) && (joined || reading.word(run.start) == ":") && !main;
    let parted = run.end <= own.start
        && own.start - run.end <= 1
        && run.clone().next_back().is_some_and(|last| reading.word(last) == ",");
    // "… said that it was old and that it had stopped twice": "that" hangs on the same cue.
    let again =
        run.clone().take(4).any(|at| reading.is_word(at, "that") && reading.token(at).deprel == Deprel::Mark);
    let adjoins = drafts.iter().any(|draft| draft.chain == *chain && draft.content.end == run.start);
    let listed = own.end <= run.start && joined && again && adjoins;
    // "… will travel, while the place is not confirmed": the contrast hangs on what was said.
    let hangs = contrast
        && reading.head(top).is_some_and(|head| {
            drafts.iter().any(|draft| draft.chain == *chain && draft.content.contains(&head))
        });
    if (behind || parted || listed || hangs) && !chain.is_empty() {
        let same = Draft::without_cue(words, chain.clone(), StatementKind::Ordinary, "parenthesis");
        return Some(Draft { cue: Some(frame.cue_tokens.clone()), class: frame.class, ..same });
    }
    subject.then(|| Draft::without_cue(words, Vec::new(), StatementKind::Ordinary, "narration"))
}

/// Whether a word hangs below another in an adverbial clause.
fn hangs_aside(reading: &Reading, mut at: usize, above: usize) -> bool {
    let mut aside = false;
    for _ in 0..12 {
        aside |= reading.token(at).deprel == Deprel::Advcl;
        match reading.head(at) {
            Some(head) if head == above => return aside,
            Some(head) => at = head,
            None => break,
        }
    }
    false
}

/// Whether the stretch goes on with "and" or "but".
fn joins(reading: &Reading, run: &Range<usize>) -> bool {
    let mut opening = run.clone().take(3).skip_while(|&at| reading.is_punct(at));
    opening.next().is_some_and(|at| reading.is_any(at, &["and", "but"]))
        && !run.clone().take(2).any(|at| reading.word(at) == ";")
}
