//! Whether a sentence speaks of what is to come, which decides between the last Tuesday and the next.

use super::Scan;
use crate::{Upos, Xpos};

impl Scan<'_> {
    /// Whether the sentence speaks of what is to come at this token: "will", "is to", "until", present tense
    /// of a verb that does not report.
    pub(super) fn is_future(&self, at: usize) -> bool {
        if (at.saturating_sub(3)..at).any(|at| self.is(at, &["until", "till"]))
            || at > 0 && self.is(at - 1, &["by", "next", "coming"])
        {
            return true;
        }
        let mut verb = at;
        for _ in 0..8 {
            let Some(head) = self.view.head(verb) else { break };
            verb = head;
            if self.view.upos(verb) == Upos::Verb {
                break;
            }
        }
        if self.view.upos(verb) != Upos::Verb {
            return false;
        }
        let floor = self.floor;
        let before: Vec<usize> = (floor.max(verb.saturating_sub(6))..verb).collect();
        let has = |words: &[&str]| {
            before.iter().any(|&at| self.view.head(at) == Some(verb) && self.view.is(at, words))
        };
        // "Is to open", "is to be opened".
        let passive = self.view.xpos(verb) == Xpos::Vbn && has(&["be"]);
        let infinitive = (self.view.xpos(verb) == Xpos::Vb || passive) && has(&["to"]);
        let present = matches!(self.view.xpos(verb), Xpos::Vbz | Xpos::Vbp)
            && !crate::noun::is_speech_verb(self.view.lemma(verb));
        let helped = has(&["will", "would", "shall", "'ll", "’ll", "wo", "may", "could"]);
        helped || infinitive || present
    }
}

#[cfg(test)]
mod tests {
    use crate::time::tests::found;

    #[test]
    fn what_is_to_be_held_lies_ahead() {
        assert_eq!(
            found(
                "It/PRP is/VBZ/root>0 to/TO/mark>5 be/VB/aux:pass>5 held/VBN/xcomp>2 on/IN/case>7 Tuesday/NNP/obl>5 ./."
            ),
            ["Tuesday=2025-03-18"]
        );
    }
}
