//! Whether the words of a mention are a subject, and of a verb of speech.

use std::ops::Range;

use crate::noun::is_speech_verb;
use crate::view::View;
use crate::{Deprel, Upos, Xpos};

/// Whether the word, or the one it only names more closely, is a subject.
pub(crate) fn is_subject(view: View, head: usize) -> bool {
    let mut at = head;
    for _ in 0..3 {
        if view.deprel(at).is_subject() {
            return true;
        }
        match view.head(at) {
            Some(head)
                if matches!(
                    view.deprel(at),
                    Deprel::Flat | Deprel::Appos | Deprel::Compound | Deprel::NmodDesc
                ) =>
            {
                at = head
            }
            _ => return false,
        }
    }
    false
}

/// Whether the words are the subject of a verb of speech, by the tree or by standing beside it.
pub(crate) fn speaks(view: View, tokens: Range<usize>, head: usize) -> bool {
    let verb = |at: usize| {
        matches!(view.upos(at), Upos::Verb | Upos::Aux | Upos::Noun)
            && is_speech_verb(view.lemma(at))
            && matches!(view.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn | Xpos::Vb)
    };
    let by_tree = is_subject(view, head)
        && view.head(head).is_some_and(|at| verb(at) && view.xpos(at) != Xpos::Vbn || view.is(at, &["said"]));
    let mut next = tokens.end;
    while view.upos(next) == Upos::Adv || view.is(next, &["has", "had", "have", "also"]) {
        next += 1;
    }
    let sentence = view.sentence(head);
    let follows = next < sentence.end && verb(next);
    let mut start = tokens.start;
    let title = |at: usize| crate::noun::speaker_kind(view.word(at)) == Some(crate::SpeakerKind::Title);
    while start > sentence.start && (view.is(start - 1, &["the", "a", "an"]) || title(start - 1)) {
        start -= 1;
    }
    let precedes = start > sentence.start
        && verb(start - 1)
        && matches!(view.xpos(start - 1), Xpos::Vbd | Xpos::Vbz)
        && (start < sentence.start + 2 || view.upos(start - 2) == Upos::Punct);
    let according =
        start >= sentence.start + 2 && view.is(start - 1, &["to"]) && view.is(start - 2, &["according"]);
    by_tree || follows || precedes || according
}
