//! What the reader looks at in a word beside the states of the language network: [`Input`], a row in each of
//! twelve small tables.
//!
//! Training and analysis share [`inputs`] and [`passages`], so a row means the same in both.

use std::ops::Range;

use woozle_language::word::norm;
use woozle_language::{Analysis, Deprel, MentionKind, NameKind, Upos, Xpos, speaker_kind};
use woozle_text::{BlockKind, Report};

use crate::cue;

/// Rows of each table: part of speech, Penn part of speech, relation to the head, lemma, lemma of the head, way to
/// the head, place in a quotation, mention, kind of reporting word, that of the head, place in the sentence,
/// relation of the head to its own.
pub const TABLES: [usize; 12] = [
    Upos::ALL.len(),
    Xpos::ALL.len(),
    Deprel::ALL.len(),
    LEMMAS,
    LEMMAS,
    40,
    16,
    32,
    cue::KINDS,
    cue::KINDS,
    32,
    Deprel::ALL.len() + 1,
];
/// Rows of a table of lemmas; row 0 stands for none.
const LEMMAS: usize = 4096;
/// Longest passage that is read in one piece, in words.
const LONGEST: usize = 400;

/// A word as the reader sees it: its row in each of the [`TABLES`].
pub type Input = [u16; TABLES.len()];

/// The paragraphs of a report as ranges of its tokens: those that are too long cut between sentences, and one
/// that ends in a colon, or whose quotation runs on, together with the next.
#[must_use]
pub fn passages(analysis: &Analysis) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut block = None;
    for sentence in &analysis.sentences {
        let mut tokens = sentence.tokens.clone();
        let goes_on = block == Some(sentence.block) || runs_on(analysis, tokens.start);
        match passages.last_mut() {
            Some(last) if goes_on && last.len() + tokens.len() <= LONGEST => last.end = tokens.end,
            _ => {
                while tokens.len() > LONGEST {
                    passages.push(tokens.start..tokens.start + LONGEST);
                    tokens.start += LONGEST;
                }
                passages.push(tokens);
            }
        }
        block = Some(sentence.block);
    }
    passages
}

/// Whether what begins at the token goes on from the paragraph before: behind a colon, or a quotation that runs on.
fn runs_on(analysis: &Analysis, start: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| analysis.tokens.get(at));
    let announced = before.is_some_and(|before| before.xpos == Xpos::Colon && &*before.lemma == ":");
    let first = analysis.quotations.partition_point(|quotation| quotation.tokens.start < start);
    let quoted = analysis
        .quotations
        .get(first)
        .is_some_and(|quotation| quotation.continues && quotation.tokens.start <= start + 1);
    announced || quoted
}

/// What the reader looks at in each token of a report.
#[must_use]
pub fn inputs(report: &Report, analysis: &Analysis) -> Vec<Input> {
    let tokens = &analysis.tokens;
    let lemma = |at: usize| (1 + norm(&tokens[at].lemma) as usize % (LEMMAS - 1)) as u16;
    let head = |at: usize| tokens[at].head.map(|head| head as usize).filter(|&head| head < tokens.len());
    let quoted = quotations(analysis);
    let meant = mentions(analysis);
    let placed = places(report, analysis);
    let kinds: Vec<u16> = (0..tokens.len()).map(|at| kind(report, analysis, at)).collect();
    let input = |at: usize| {
        let above = head(at);
        [
            tokens[at].upos as u16,
            tokens[at].xpos as u16,
            tokens[at].deprel as u16,
            lemma(at),
            above.map_or(0, lemma),
            above.map_or(0, |above| way(at, above, tokens[above].upos)),
            quoted[at],
            meant[at],
            kinds[at],
            above.map_or(0, |above| kinds[above]),
            placed[at],
            above.map_or(0, |above| 1 + tokens[above].deprel as u16),
        ]
    };
    (0..tokens.len()).map(input).collect()
}

fn kind(report: &Report, analysis: &Analysis, at: usize) -> u16 {
    let token = &analysis.tokens[at];
    if token.span.slice(&report.text).eq_ignore_ascii_case("according") {
        return cue::KINDS as u16 - 1;
    }
    cue::kind(&token.lemma)
}

/// How far away the head stands, on which side, and whether it is a verb, a noun or something else.
fn way(at: usize, head: usize, upos: Upos) -> u16 {
    let far = match at.abs_diff(head) {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        5..=8 => 3,
        9..=16 => 4,
        _ => 5,
    };
    let side = if head < at { 6 } else { 0 };
    let sort = match upos {
        Upos::Verb | Upos::Aux => 0,
        Upos::Noun | Upos::Propn | Upos::Pron => 12,
        _ => 24,
    };
    1 + far + side + sort
}

/// Where each token stands in its outermost quotation, by the length of that: 0 outside, then opening mark,
/// first word, within, last word, closing mark, for short, middling and long ones.
fn quotations(analysis: &Analysis) -> Vec<u16> {
    let count = analysis.tokens.len();
    let mut places = vec![0; count];
    for quotation in &analysis.quotations {
        let inside = quotation.tokens.start.min(count)..quotation.tokens.end.min(count);
        if inside.is_empty() || places[inside.start] != 0 {
            continue;
        }
        let length = match inside.len() {
            0..=3 => 0,
            4..=8 => 5,
            _ => 10,
        };
        let last = inside.end - 1;
        if let Some(before) = inside.start.checked_sub(1) {
            places[before] = 1 + length;
        }
        if quotation.closed && inside.end < count {
            places[inside.end] = 5 + length;
        }
        for at in inside.clone() {
            places[at] = 3 + length;
        }
        places[last] = 4 + length;
        places[inside.start] = 2 + length;
    }
    places
}

/// The mention that each token stands in: 0 none, then by class of name, kind of speaker, or pronoun.
fn mentions(analysis: &Analysis) -> Vec<u16> {
    let mut meant = vec![0; analysis.tokens.len()];
    // The outer mention comes first: the name inside a description is the more telling.
    for mention in &analysis.mentions {
        let entity = &analysis.entities[mention.entity];
        let row = match mention.kind {
            MentionKind::Name if entity.outlet.is_some() => 1,
            MentionKind::Name => match mention.name_kind {
                NameKind::Person => 2,
                NameKind::Organisation => 3,
                NameKind::Location => 4,
                NameKind::Norp => 5,
                NameKind::Date | NameKind::Money => 6,
                NameKind::Facility => 7,
                NameKind::Product | NameKind::Misc => 8,
            },
            MentionKind::Nominal => {
                let head = analysis.tokens.get(mention.head);
                9 + head.and_then(|head| speaker_kind(&head.lemma)).map_or(0, |kind| 1 + kind as u16)
            }
            MentionKind::Pronoun if entity.kind == NameKind::Person => 15,
            MentionKind::Pronoun => 16,
        };
        for at in mention.tokens.clone() {
            if let Some(slot) = meant.get_mut(at) {
                *slot = row + if at == mention.head { 0 } else { 16 };
            }
        }
    }
    meant.iter().map(|&row: &u16| row.min(31)).collect()
}

/// Place in the sentence, as bits: its first token 1, its last word 2, first sentence of its paragraph 4,
/// headline 8, right behind a colon 16.
fn places(report: &Report, analysis: &Analysis) -> Vec<u16> {
    let mut places = vec![0; analysis.tokens.len()];
    let mut block = None;
    for sentence in &analysis.sentences {
        let kind = report.blocks.get(sentence.block).map(|block| block.kind);
        let whole =
            4 * u16::from(block != Some(sentence.block)) + 8 * u16::from(kind == Some(BlockKind::Headline));
        block = Some(sentence.block);
        let mut behind = false;
        for at in sentence.tokens.clone() {
            places[at] = whole + 16 * u16::from(behind);
            behind = analysis.tokens[at].xpos == Xpos::Colon;
        }
        let word = |at: &usize| analysis.tokens[*at].upos != Upos::Punct;
        if let Some(last) = sentence.tokens.clone().rev().find(word) {
            places[last] |= 2;
        }
        places[sentence.tokens.start] |= 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::sample::language;

    fn read(text: &str) -> (Vec<String>, Vec<Input>, Vec<Range<usize>>) {
        let report = Report::from_text(text);
        let analysis = woozle_language::analyse(&report, &language());
        let words = analysis.tokens.iter().map(|token| token.span.slice(&report.text).to_owned()).collect();
        (words, inputs(&report, &analysis), passages(&analysis))
    }

    #[test]
    fn every_row_lies_in_its_table() {
        let text = "PORT Ørn, 3 May - “We — all 12 of us — saw it,” he said.\n\nNobody, according to Ada Lind, did: \
                    «nothing».\n\n\u{200b} 🙂 --- \"\n\nIt cost €3.5m.";
        let (words, rows, _) = read(text);
        assert_eq!(words.len(), rows.len());
        for (row, word) in rows.iter().zip(&words) {
            assert!(row.iter().zip(TABLES).all(|(&row, rows)| usize::from(row) < rows), "{word}: {row:?}");
        }
    }

    #[test]
    fn a_word_shows_where_in_a_quotation_it_stands() {
        let (words, rows, _) = read("She spoke of “great and lasting damage to the old harbour” on Monday.");
        let place = |word: &str| words.iter().position(|other| other == word).map(|at| rows[at][6]);
        assert_eq!(place("She"), Some(0));
        let inside = ["“", "great", "lasting", "harbour", "”"].map(place);
        assert_eq!(inside, [6, 7, 8, 9, 10].map(Some));
        assert_eq!(place("Monday"), Some(0));
    }

    #[test]
    fn a_paragraph_behind_a_colon_is_read_with_the_one_before() {
        let (words, _, passages) = read(
            "The mill closed.\n\nAda Lind told the meeting:\n\n“It will open in May.”\n\nThe rain went on.",
        );
        let starts: Vec<&str> = passages.iter().map(|passage| words[passage.start].as_str()).collect();
        assert_eq!(starts, ["The", "Ada", "The"]);
        assert_eq!(passages.last().map(|last| last.end), Some(words.len()));
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences() {
        let (words, _, passages) = read(&"The dam is leaking again today. ".repeat(200));
        assert!(passages.len() > 2 && passages.iter().all(|passage| passage.len() <= LONGEST));
        assert!(passages.iter().all(|passage| words[passage.start] == "The"));
    }
}
