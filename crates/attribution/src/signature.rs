//! Speakers who stand beside their words without a verb: “…” — Mira Quist, or, in a transcript, QUIST: …

use std::ops::Range;

use woozle_language::{MentionKind, Upos};

use crate::direct::Standing;
use crate::draft::Draft;
use crate::reading::Reading;
use crate::source::{self, NounPhrase};
use crate::statement::{Source, StatementKind};

/// Most words of a name and description behind a quotation.
const LONGEST: usize = 14;
/// Most tokens of a speaker's label before its colon.
const LABEL: usize = 5;

/// Gives quotations to those who sign them, and turns of a transcript to their speakers.
pub(crate) fn fill(reading: &Reading, drafts: &mut [Vec<Draft>], quotes: &mut [Standing]) {
    for quote in quotes.iter_mut() {
        let Some((cue, phrase)) = signed(reading, quote) else { continue };
        let chain = vec![source::resolve(reading, &phrase, None)];
        let words = quote.tokens.clone();
        let draft = Draft::without_cue(words, chain, StatementKind::Ordinary, "signature");
        let taken = |draft: &Draft| draft.quotation == Some(quote.span);
        drafts[quote.first_sentence].retain(|draft| !taken(draft));
        drafts[quote.first_sentence].push(Draft { quotation: Some(quote.span), cue: Some(cue), ..draft });
        quote.taken = true;
    }
    transcript(reading, drafts);
}

/// The dash behind a quotation and who is named behind it, where nothing else follows in the paragraph.
fn signed(reading: &Reading, quote: &Standing) -> Option<(Range<usize>, NounPhrase)> {
    let block = reading.analysis.sentences[quote.last_sentence].block;
    let at = reading.past_quote_marks(quote.tokens.end);
    let dash = (at < reading.count() && is_dash(reading.word(at))).then_some(at)?;
    let sentences = reading.analysis.sentences.iter().skip(quote.last_sentence);
    let end = sentences.take_while(|sentence| sentence.block == block).last()?.tokens.end;
    let rest = dash + 1..end;
    let capital = rest.clone().next().is_some_and(|at| reading.word(at).starts_with(char::is_uppercase));
    let quiet = rest.clone().all(|at| !reading.is_finite(at) && reading.token(at).upos != Upos::Aux);
    let phrase = named(reading, rest.start).or_else(|| {
        let stop = rest.clone().find(|&at| reading.is_punct(at)).unwrap_or(rest.end);
        Some(NounPhrase { head: stop.checked_sub(1)?, tokens: rest.start..stop })
    })?;
    let fits = rest.len() <= LONGEST && phrase.tokens.contains(&phrase.head);
    (capital && quiet && fits).then_some((dash..dash + 1, phrase))
}

/// The name that begins here.
fn named(reading: &Reading, at: usize) -> Option<NounPhrase> {
    let mention = reading.mention_of(at).map(|number| reading.mention(number))?;
    let phrase = NounPhrase { head: mention.head, tokens: at..mention.tokens.end };
    (mention.kind == MentionKind::Name && mention.tokens.start <= at).then_some(phrase)
}

fn is_dash(word: &str) -> bool {
    matches!(word, "―" | "—" | "–" | "-" | "--")
}

/// A paragraph that a speaker's label opens.
struct Turn {
    label: Range<usize>,
    /// Sentences of the paragraph.
    sentences: Range<usize>,
}

/// Gives the sentences of each turn to its speaker, where the report has several turns.
fn transcript(reading: &Reading, drafts: &mut [Vec<Draft>]) {
    let turns = turns(reading);
    if turns.len() < 3 {
        return;
    }
    for turn in turns {
        let chain = vec![speaker(reading, &turn.label)];
        for sentence in turn.sentences {
            let whole = reading.sentence(sentence);
            let words = whole.start.max(turn.label.end + 1)..whole.end;
            if reading.words_in(words.clone()) < 2 {
                continue;
            }
            let span = reading.span(words.clone());
            let draft = Draft::without_cue(words, chain.clone(), StatementKind::Ordinary, "transcript");
            drafts[sentence] = vec![Draft { quotation: Some(span), ..draft }];
        }
    }
}

fn turns(reading: &Reading) -> Vec<Turn> {
    let sentences = &reading.analysis.sentences;
    let mut turns = Vec::new();
    let mut first = 0;
    for paragraph in sentences.chunk_by(|a, b| a.block == b.block) {
        let here = first..first + paragraph.len();
        first = here.end;
        let end = paragraph[0].tokens.end;
        let start = reading.past_quote_marks(paragraph[0].tokens.start).min(end);
        let colon = (start..end.min(start + LABEL + 1)).find(|&at| reading.word(at) == ":");
        if let Some(colon) = colon.filter(|&colon| is_label(reading, start..colon)) {
            turns.push(Turn { label: start..colon, sentences: here });
        }
    }
    turns
}

/// "QUIST", "MS. QUIST", or a person's whole name.
fn is_label(reading: &Reading, tokens: Range<usize>) -> bool {
    let loud = |at: usize| {
        let letters = || reading.word(at).chars().filter(|c| c.is_alphabetic());
        letters().count() > 0 && letters().all(char::is_uppercase)
    };
    let person = reading.mention_of(tokens.start).filter(|&number| reading.is_person_name(number));
    let whole_name = person.is_some_and(|number| reading.mention(number).tokens == tokens);
    !tokens.is_empty() && (whole_name || tokens.into_iter().all(loud))
}

/// Whom the label means: the person of the report who bears its last word as last name, else as it stands.
fn speaker(reading: &Reading, label: &Range<usize>) -> Source {
    let phrase = NounPhrase { head: label.end - 1, tokens: label.clone() };
    let last = reading.word(label.end - 1).to_lowercase();
    let mut bearers = reading.analysis.entities.iter().enumerate().filter(|(_, entity)| {
        let surname = entity.name.split_whitespace().last().map(str::to_lowercase);
        entity.named && entity.name.contains(' ') && surname.as_ref() == Some(&last)
    });
    match (bearers.next(), bearers.next()) {
        (Some((entity, _)), None) => {
            source::named(reading, entity, reading.span(label.clone()), crate::statement::Known::ByName)
        }
        _ => source::resolve(reading, &phrase, None),
    }
}
