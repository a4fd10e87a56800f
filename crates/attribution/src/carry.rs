//! Speech that runs on: "He cautioned that …", a quotation without a reporting word, a sentence between
//! two of the same speaker's. Drafts of all sentences in, the gaps filled.

use std::collections::BTreeSet;

use woozle_language::{Upos, Xpos};
use woozle_text::BlockKind;

use crate::content;
use crate::direct::{Standing, is_quoted};
use crate::draft::Draft;
use crate::reading::Reading;
use crate::statement::{Known, Source, SourceKind, StatementKind};

/// Fills the sentences that attribute nothing themselves but go on in a speaker's voice; `spent` are those that only
/// tell of a source.
pub(crate) fn fill(
    reading: &Reading,
    drafts: &mut [Vec<Draft>],
    quotes: &[Standing],
    spent: &BTreeSet<usize>,
) {
    for quote in quotes.iter().filter(|quote| !quote.taken) {
        let chain = speaker_around(reading, drafts, quote).unwrap_or_default();
        let carried = carried(chain);
        let words = quote.tokens.clone();
        let draft = Draft::without_cue(words, carried, StatementKind::Ordinary, "carried-quotation");
        drafts[quote.first_sentence].push(Draft { quotation: Some(quote.span), ..draft });
    }
    for sentence in 0..drafts.len() {
        let tokens = reading.sentence(sentence);
        if drafts[sentence].is_empty()
            && !spent.contains(&sentence)
            && !is_quoted(&tokens, quotes)
            && let Some(chain) = runs_on(reading, drafts, sentence)
        {
            let whole = content::trim(reading, tokens);
            for part in content::split(reading, whole) {
                let carried = carried(chain.clone());
                drafts[sentence].push(Draft::without_cue(part, carried, StatementKind::Ordinary, "carried"));
            }
        }
    }
}

fn carried(chain: Vec<Source>) -> Vec<Source> {
    chain.into_iter().map(|source| Source { known: Known::Carried, ..source }).collect()
}

/// The speaker of a quotation without a reporting word: whoever speaks before it in its paragraph, else
/// after it; else, where the quotation goes on from the paragraph before, that one's speaker.
fn speaker_around(reading: &Reading, drafts: &[Vec<Draft>], quote: &Standing) -> Option<Vec<Source>> {
    let block = reading.analysis.sentences[quote.first_sentence].block;
    let in_block = |sentence: &usize| reading.analysis.sentences[*sentence].block == block;
    let attributed = |sentence: usize| drafts[sentence].iter().rev().find(|draft| !draft.chain.is_empty());
    let before = (0..=quote.first_sentence).rev().take_while(in_block).find_map(attributed);
    let after = || (quote.last_sentence..drafts.len()).take_while(in_block).find_map(attributed);
    let previous = || {
        let sentence = quote.first_sentence.checked_sub(1)?;
        let goes_on = reading.analysis.quotations[quote.quotation].continues
            || reading.analysis.sentences[quote.first_sentence].tokens.start + 1 >= quote.tokens.start;
        let near = (0..=sentence).rev().take(3).find_map(attributed)?;
        goes_on.then_some(near)
    };
    before.or_else(after).or_else(previous).map(|draft| draft.chain.clone())
}

/// The chain that a sentence without attribution goes on from, if it does.
fn runs_on(reading: &Reading, drafts: &[Vec<Draft>], sentence: usize) -> Option<Vec<Source>> {
    let sentences = &reading.analysis.sentences;
    let block = sentences[sentence].block;
    let kind = reading.block_kind(sentence).unwrap_or(BlockKind::Body);
    let previous = sentence.checked_sub(1)?;
    let before = drafts[previous].iter().rev().find(|draft| !draft.chain.is_empty())?;
    if sentences[previous].block != block {
        return added_next(reading, drafts, sentence, before).then(|| before.chain.clone());
    }
    if kind != BlockKind::Body || before.chain.last().is_some_and(|origin| origin.kind == SourceKind::Outlet)
    {
        return None;
    }
    // The next sentence of the paragraph that attributes anything.
    let next = (sentence + 1..drafts.len())
        .take_while(|&after| sentences[after].block == block)
        .find_map(|after| drafts[after].iter().find(|draft| !draft.chain.is_empty()));
    let between = next.is_some_and(|after| {
        let origin = |draft: &Draft| draft.chain.last().map(|origin| origin.name.clone());
        let pronoun = after.chain.last().is_some_and(|origin| origin.known != Known::ByName);
        origin(after) == origin(before) && pronoun
    });
    (between || reported_tense(reading, sentence)).then(|| before.chain.clone())
}

/// Whether the next sentence of the paragraph "adds" something of the speaker before: what it adds to is
/// this sentence, though a paragraph begins between.
fn added_next(reading: &Reading, drafts: &[Vec<Draft>], sentence: usize, before: &Draft) -> bool {
    let sentences = &reading.analysis.sentences;
    let same_block = sentences.get(sentence + 1).is_some_and(|next| next.block == sentences[sentence].block);
    let next = drafts.get(sentence + 1).filter(|_| same_block).and_then(|next| next.last());
    next.is_some_and(|after| {
        let adds = after.cue.clone().is_some_and(|mut cue| cue.any(|at| reading.lemma(at) == "add"));
        adds && after.chain.last().map(|origin| &origin.name)
            == before.chain.last().map(|origin| &origin.name)
    })
}

/// Whether the main verb is shifted back as in reported speech: "would receive", "had been told".
fn reported_tense(reading: &Reading, sentence: usize) -> bool {
    let tokens = reading.sentence(sentence);
    let Some(root) = tokens.clone().find(|&at| reading.head(at).is_none()) else { return false };
    let mut auxiliaries = reading.children(root).filter(|&child| child < root);
    auxiliaries.any(|child| {
        let shifted = reading.is_any(child, &["would", "had", "'d", "’d"]);
        shifted && reading.token(child).upos == Upos::Aux && reading.token(root).xpos != Xpos::Vbg
    })
}
