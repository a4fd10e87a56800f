//! Two reports in, how much of one's wording stands in the other out. Quotations are set aside: two reporters
//! at one press conference share them honestly.

use std::collections::{BTreeMap, BTreeSet};

use woozle_text::{content_id, fold};

use crate::StoryInput;

/// Words in a row that count as a passage.
const ROW: usize = 6;

/// The rows of words of each of the story's reports outside quotations, by the report's index.
pub(crate) type Wordings = BTreeMap<usize, BTreeSet<u64>>;

/// Reads every report's wording once, for lineage and for counting distinct texts.
pub(crate) fn wordings(input: &StoryInput) -> Wordings {
    input.sorted_members().into_iter().map(|report| (report, shingles(input, report))).collect()
}

fn shingles(input: &StoryInput, report: usize) -> BTreeSet<u64> {
    let analysis = &input.analyses[report];
    let mut rows = BTreeSet::new();
    for sentence in &analysis.sentences {
        let words: Vec<String> = analysis.tokens[sentence.tokens.clone()]
            .iter()
            .filter(|token| !analysis.quotations.iter().any(|quotation| quotation.span.contains(token.span)))
            .map(|token| fold(input.slice(report, token.span)).text)
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .collect();
        rows.extend(words.windows(ROW).map(|row| content_id(row.join(" ").as_bytes())));
    }
    rows
}

/// The share of the smaller set that stands in the other.
pub(crate) fn containment(one: &BTreeSet<u64>, other: &BTreeSet<u64>) -> f32 {
    let smaller = one.len().min(other.len());
    if smaller == 0 { 0.0 } else { one.intersection(other).count() as f32 / smaller as f32 }
}
