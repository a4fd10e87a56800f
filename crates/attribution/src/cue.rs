//! Reporting words: said, told, according to, denied. Tokens in, [`Cue`]s out; no source, no content yet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use woozle_language::{Deprel, Upos, Xpos};

use crate::reading::Reading;

/// What a reporting word does with its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueClass {
    /// Puts it forward.
    Say,
    /// Denies it.
    Deny,
    /// Documents and findings show it; people disclose it.
    Show,
    /// Holds it as an opinion.
    Hold,
    /// Carries what another said: quote, cite.
    Relay,
    /// Asks; a statement only when quoted.
    Ask,
}

/// A kind of reporting word, with the constructions it takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueWord {
    pub(crate) class: CueClass,
    pub(crate) clause: bool,
    pub(crate) object: bool,
    pub(crate) infinitive: bool,
}

/// Participles that name whom somebody has it from.
pub(crate) const CITING: &[&str] = &["citing", "quoting"];

/// Kinds of words as [`kind`] numbers them, with one more for "according".
pub(crate) const KINDS: usize = 50;

/// The kind of reporting word that a lemma is, by class and constructions; 0 for no reporting word.
pub(crate) fn kind(lemma: &str) -> u16 {
    LEXICON.get(lemma).map_or(0, |word| {
        let frame = u16::from(word.clause) + 2 * u16::from(word.object) + 4 * u16::from(word.infinitive);
        1 + 8 * word.class as u16 + frame
    })
}

/// A reporting word in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    /// The verb, or "According".
    pub(crate) token: usize,
    pub(crate) word: CueWord,
    /// "according to" rather than a verb.
    pub(crate) according: bool,
}

static LEXICON: LazyLock<BTreeMap<&'static str, CueWord>> =
    LazyLock::new(|| include_str!("../data/cues.tsv").lines().filter_map(read_line).collect());

fn read_line(line: &'static str) -> Option<(&'static str, CueWord)> {
    let mut fields = line.split('\t');
    let (lemma, class, frame) = (fields.next()?, fields.next()?, fields.next()?);
    let class = match class {
        "say" => CueClass::Say,
        "deny" => CueClass::Deny,
        "show" => CueClass::Show,
        "hold" => CueClass::Hold,
        "relay" => CueClass::Relay,
        "ask" => CueClass::Ask,
        _ => return None,
    };
    let word = CueWord {
        class,
        clause: frame.contains('c'),
        object: frame.contains('o'),
        infinitive: frame.contains('x'),
    };
    Some((lemma, word))
}

/// What a reporting word with this lemma does with its content.
pub(crate) fn class_of_lemma(lemma: &str) -> Option<CueClass> {
    LEXICON.get(lemma).map(|word| word.class)
}

/// The reporting words of the sentence, in order. Those inside quotation marks belong to the
/// speaker's own words and are left out.
pub(crate) fn find(reading: &Reading, sentence: usize) -> Vec<Cue> {
    reading
        .sentence(sentence)
        .filter(|&at| reading.quotation_of(at).is_none())
        .filter_map(|at| cue_at(reading, at))
        .collect()
}

fn cue_at(reading: &Reading, at: usize) -> Option<Cue> {
    if reading.is_word(at, "according") || in_the_words_of(reading, at) {
        let follows =
            at + 1 < reading.count() && (reading.is_word(at + 1, "to") || in_the_words_of(reading, at));
        let word = CueWord { class: CueClass::Say, clause: true, object: false, infinitive: false };
        return follows.then_some(Cue { token: at, word, according: true });
    }
    let token = reading.token(at);
    let noun = token.upos == Upos::Noun;
    let mistaken = noun && (closes_sentence(reading, at) || cites(reading, at));
    if token.upos != Upos::Verb && !(noun && is_finite_form(token.xpos)) && !mistaken {
        return None;
    }
    let known = LEXICON.get(&*token.lemma).copied();
    let word = known.or_else(|| play_down(reading, at)).or_else(|| heard_in_court(reading, at))?;
    // "so-called", "is said to be", "the plan announced in May": participles that only modify a noun report nothing.
    let modifies = matches!(token.deprel, Deprel::Amod | Deprel::Compound | Deprel::Case | Deprel::Fixed);
    // "…, as revealed by an official" reports, whatever noun before it the tree hangs it on.
    let as_told = at > 0 && reading.is_word(at - 1, "as");
    let reduced =
        (token.deprel == Deprel::Acl && token.xpos == Xpos::Vbn || describes(reading, at)) && !as_told;
    let modifies = modifies && !mistaken;
    (!modifies && !reduced).then_some(Cue { token: at, word, according: false })
}

/// "Two people briefed on the talks": a participle that tells of the noun before it, whatever the tree makes of it.
pub(crate) fn describes(reading: &Reading, at: usize) -> bool {
    let auxiliary = |child: usize| matches!(reading.token(child).deprel, Deprel::Aux | Deprel::AuxPass);
    let form = reading.token(at).xpos;
    let participle = form == Xpos::Vbn || form == Xpos::Vbd && reading.token(at).deprel == Deprel::Acl;
    let noun = at > 0 && matches!(reading.token(at - 1).upos, Upos::Noun | Upos::Propn);
    let related = at + 1 < reading.count() && reading.token(at + 1).upos == Upos::Adp;
    participle && noun && related && !reading.children(at).any(auxiliary)
}

/// "…, their union, SEM, claims.", "…, an affidavit shows.": a verb in -s that the tagger took for a plural, last in its
/// sentence, right behind a comma or a document that a comma sets off.
fn closes_sentence(reading: &Reading, at: usize) -> bool {
    let sentence = reading.sentence(reading.analysis.sentence_of(at));
    let last = at + 1 >= sentence.end || (at + 2 >= sentence.end && reading.is_punct(at + 1));
    let noun =
        |at: &usize| matches!(reading.token(*at).upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn);
    let document = || {
        let before = (sentence.start..at).rev().find(|at| !noun(at));
        before.is_some_and(|before| at > before + 1 && reading.word(before) == ",")
            && woozle_language::is_document_noun(&reading.word(at - 1).to_lowercase())
    };
    let set_off = at > sentence.start && (reading.word(at - 1) == "," || document());
    last && reading.word(at).ends_with('s') && set_off
}

/// Whether "in the words of", "by the account of" begins at the token.
pub(crate) fn in_the_words_of(reading: &Reading, at: usize) -> bool {
    const WORDS: &[&str] = &["account", "estimation", "opinion", "reckoning", "telling", "view", "words"];
    at + 4 < reading.count()
        && reading.is_any(at, &["by", "in"])
        && reading.is_word(at + 1, "the")
        && reading.is_any(at + 2, WORDS)
        && reading.is_word(at + 3, "of")
}

fn is_finite_form(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
}

/// "…, the broadcaster reports, quoting a zoologist": the verb in -s that the tagger took for a plural.
fn cites(reading: &Reading, at: usize) -> bool {
    at + 2 < reading.count()
        && reading.word(at).ends_with('s')
        && reading.word(at + 1) == ","
        && reading.is_any(at + 2, CITING)
}

/// "The inquest heard that the diver had waved": what is said in court.
fn heard_in_court(reading: &Reading, at: usize) -> Option<CueWord> {
    const COURTS: &[&str] = &[
        "commission",
        "committee",
        "court",
        "hearing",
        "inquest",
        "inquiry",
        "jury",
        "panel",
        "trial",
        "tribunal",
    ];
    let court = reading.lemma(at) == "hear"
        && reading.child(at, &[Deprel::Ccomp]).is_some()
        && reading.children(at).any(|child| {
            reading.token(child).deprel == Deprel::Nsubj && COURTS.contains(&reading.lemma(child))
        });
    let said = CueWord { class: CueClass::Say, clause: true, object: false, infinitive: false };
    court.then_some(said)
}

/// "played down the danger".
fn play_down(reading: &Reading, at: usize) -> Option<CueWord> {
    let denial = CueWord { class: CueClass::Deny, clause: false, object: true, infinitive: false };
    with_particle(reading, at, "play", "down").then_some(denial)
}

fn with_particle(reading: &Reading, at: usize, lemma: &str, particle: &str) -> bool {
    reading.lemma(at) == lemma && at + 1 < reading.count() && reading.is_word(at + 1, particle)
}

/// What the cue does with its content: "rules out a collision" is a denial, unlike "ruled that".
pub(crate) fn class_of(reading: &Reading, cue: &Cue) -> CueClass {
    if with_particle(reading, cue.token, "rule", "out") { CueClass::Deny } else { cue.word.class }
}
