//! Quotations that stand as statements of their own, told from scare quotes and quoted fragments.

use std::ops::Range;

use woozle_language::Upos;
use woozle_text::Span;

use crate::reading::Reading;

/// A quotation that stands alone: a sentence or more of somebody's own words.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// Number of the quotation in the analysis.
    pub(crate) quotation: usize,
    pub(crate) tokens: Range<usize>,
    pub(crate) span: Span,
    pub(crate) first_sentence: usize,
    pub(crate) last_sentence: usize,
    /// Whether a frame has claimed it.
    pub(crate) taken: bool,
    /// Whether it is part of a longer content, told with the words around it.
    pub(crate) absorbed: bool,
}

/// The quotations of the report that stand alone, in order.
pub(crate) fn standing(reading: &Reading) -> Vec<Standing> {
    reading
        .analysis
        .quotations
        .iter()
        .enumerate()
        .filter(|(_, quotation)| quotation.tokens.end <= reading.count() && !quotation.tokens.is_empty())
        .filter(|(_, quotation)| stands_alone(reading, &quotation.tokens))
        .map(|(number, quotation)| Standing {
            quotation: number,
            tokens: quotation.tokens.clone(),
            span: quotation.span.trim(&reading.report.text),
            first_sentence: reading.analysis.sentence_of(quotation.tokens.start),
            last_sentence: reading.analysis.sentence_of(quotation.tokens.end - 1),
            taken: false,
            absorbed: false,
        })
        .collect()
}

/// Opened at the start of a sentence or after a comma or colon, and closed by a mark of its own or
/// before one: `"We did," he said` stands alone, `he was "watching hour by hour" and` does not.
fn stands_alone(reading: &Reading, tokens: &Range<usize>) -> bool {
    let words = reading.words_in(tokens.clone());
    if words == 0 {
        return false;
    }
    let sentence = reading.sentence(reading.analysis.sentence_of(tokens.start));
    let mut before = tokens.start;
    while before > sentence.start && reading.is_quote_mark(before - 1) {
        before -= 1;
    }
    let opens =
        before <= sentence.start || matches!(reading.word(before - 1), "," | ":" | "—" | "–" | "-" | ";");
    let last = reading.word(tokens.end - 1);
    let inside = matches!(last, "," | "." | "?" | "!" | "…" | "..." | "—" | "–");
    let after = reading.past_quote_marks(tokens.end);
    let outside = after >= reading.count()
        || matches!(reading.word(after), "," | ".")
        || reading.analysis.sentence_of(after) != reading.analysis.sentence_of(tokens.end - 1);
    let clausal = tokens.clone().any(|at| matches!(reading.token(at).upos, Upos::Verb | Upos::Aux));
    opens && (inside || outside) && (clausal || words <= 12 && inside && before <= sentence.start)
}

/// Whether most of the tokens stand inside the quotation.
pub(crate) fn mostly_inside(tokens: &Range<usize>, quotation: &Range<usize>) -> bool {
    let start = tokens.start.max(quotation.start);
    let end = tokens.end.min(quotation.end);
    end > start && (end - start) * 2 >= tokens.len()
}

/// Whether most of the tokens stand inside one of the quotations.
pub(crate) fn is_quoted(tokens: &Range<usize>, quotes: &[Standing]) -> bool {
    quotes.iter().any(|quote| mostly_inside(tokens, &quote.tokens))
}
