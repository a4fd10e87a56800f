//! A report in, the outlets out that its sentences credit beside the chains of its statements: "under a protocol
//! quoted by Reuters", "declined to comment on a report by Tass".
//!
//! It looks at the words next to the outlet's name alone. An outlet that stands deeper in a chain is indirect and
//! is not told.

use woozle_language::{Analysis, Mention, Upos};
use woozle_text::Span;

use crate::StoryInput;

/// An outlet that a sentence credits.
pub(crate) struct Mentioned<'a> {
    /// Its fullest name in the report.
    pub(crate) name: &'a str,
    /// Where it is named.
    pub(crate) span: Span,
}

/// The outlets credited in the report's prose, in order, each mention once.
pub(crate) fn mentioned<'a>(input: &StoryInput<'a>, report: usize) -> Vec<Mentioned<'a>> {
    let (item, analysis) = (&input.reports[report], &input.analyses[report]);
    let prose = |span: Span| item.blocks.iter().any(|block| block.kind.is_prose() && block.prose().contains(span));
    let chained = |name: &str| {
        let sources = input.statements[report].iter().flat_map(|statement| &statement.sources);
        { sources }.any(|source| crate::lineage::alike(&source.name, name))
    };
    let found = analysis.mentions.iter().filter_map(|mention| {
        let entity = analysis.entities.get(mention.entity)?;
        let outlet = woozle_attribution::is_outlet(entity);
        (outlet && credited(analysis, mention) && prose(mention.span) && !chained(&entity.name))
            .then_some(Mentioned { name: &entity.name, span: mention.span })
    });
    found.collect()
}

/// Whether the words around the name say that something comes from there.
fn credited(analysis: &Analysis, mention: &Mention) -> bool {
    const MADE: &[&str] = &[
        "air", "analysis", "article", "broadcast", "carry", "cite", "disclose", "dispatch", "interview",
        "investigation", "obtain", "publish", "quote", "release", "report", "reveal", "review", "see", "story",
        "verify",
    ];
    const STANDS: &[&str] = &["article", "dispatch", "interview", "investigation", "report", "story"];
    let lemma = |at: usize| analysis.tokens.get(at).map_or("", |token| &*token.lemma);
    // "the Spanish news agency EFE": the words before a name that belong to it.
    let attached = |at: usize| {
        let upos = analysis.tokens.get(at).map(|token| token.upos);
        matches!(upos, Some(Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn))
    };
    let mut first = mention.tokens.start;
    let least = first.saturating_sub(5);
    while first > least && attached(first - 1) {
        first -= 1;
    }
    if first < 2 {
        return false;
    }
    match (lemma(first - 2), lemma(first - 1)) {
        (made, "by") => MADE.contains(&made),
        (stands, "in" | "from" | "with") => STANDS.contains(&stands),
        ("accord", "to") | ("according", "to") | (_, "cite" | "quote" | "tell") => true,
        _ => false,
    }
}
