//! Two statements that speak of one thing in, whether the shorter has a word in the place of another out: "a comedy
//! of manners" where the longer has "a war film". A word is met where the other side has it, a word of its stem, or
//! one that is used like it; what nothing meets must have a rival of its class that nothing meets either.
//!
//! It looks at words alone. A detail that the longer leaves out looks like a rival, so this is evidence only where
//! the two are known to tell of the same thing, one of them in full.

use woozle_language::{Analysis, Deprel, Embedder, Upos};
use woozle_text::Span;

/// Least cosine of two words that are used alike; chosen on half of fever_symmetric and on SICK.
const ALIKE: f32 = 0.35;

/// A statement's words, compared with another's.
pub(crate) struct Wording {
    words: Vec<Word>,
}

struct Word {
    class: Upos,
    lemma: String,
    vector: Vec<f32>,
    /// Whether it names what the statement is about: the other may call that by a pronoun.
    topic: bool,
}

impl Wording {
    /// The words that carry meaning.
    pub(crate) fn new(analysis: &Analysis, content: Span, embedder: &Embedder) -> Self {
        let word = |at: usize| {
            let token = analysis.tokens.get(at)?;
            let class = match token.upos {
                Upos::Noun | Upos::Propn => Upos::Noun,
                class @ (Upos::Verb | Upos::Adj | Upos::Num) => class,
                _ => return None,
            };
            let lemma = token.lemma.to_lowercase();
            let vector = embedder.sentence(&lemma);
            let topic = token.upos == Upos::Propn && of_subject(analysis, at);
            lemma.contains(char::is_alphanumeric).then_some(Word { class, lemma, vector, topic })
        };
        Self { words: analysis.tokens_in(content).filter_map(word).collect() }
    }

    /// Whether the shorter of the two has a word in the place of one of the other's.
    pub(crate) fn rivals(&self, other: &Self) -> bool {
        let (short, long) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        let mut strays = short.words.iter().filter(|word| !word.topic && !long.meets(word));
        strays.any(|stray| long.words.iter().any(|word| word.class == stray.class && !short.meets(word)))
    }

    fn meets(&self, word: &Word) -> bool {
        self.words
            .iter()
            .any(|other| other.lemma == word.lemma || akin(&other.lemma, &word.lemma) || alike(other, word))
    }
}

fn alike(one: &Word, other: &Word) -> bool {
    let cosine: f32 = one.vector.iter().zip(&other.vector).map(|(a, b)| a * b).sum();
    one.class != Upos::Num && other.class != Upos::Num && cosine >= ALIKE
}

/// Whether one stem shows in both: "politics", "politician".
fn akin(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let shorter = one.chars().count().min(other.chars().count());
    shared >= 4 && shared + 3 >= shorter && one.chars().count().abs_diff(other.chars().count()) <= 4
}

/// Whether the token stands in the subject of its sentence's main clause. The walk is bounded, as trees of broken
/// text may hold rings.
fn of_subject(analysis: &Analysis, at: usize) -> bool {
    let mut at = at;
    for _ in 0..8 {
        let Some(token) = analysis.tokens.get(at) else { return false };
        if matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass) {
            return true;
        }
        match token.head {
            Some(head) => at = head as usize,
            None => return false,
        }
    }
    false
}
