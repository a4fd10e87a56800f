//! Statements of one invented story: which of them are nearest, and which of their words meet.

use woozle_language::{Embedder, StoryVectors};

static TABLE: &[u8] = include_bytes!("../../../models/embed-en.bin");

const STATEMENTS: [&str; 6] = [
    "The bridge at Harnfeld collapsed shortly after midnight",
    "the crossing gave way just after 12 a.m.",
    "Two lorry drivers are missing",
    "a pair of truckers could not be found",
    "the Harnfeld council had been warned about rust in the bridge",
    "Corrosion was reported to local officials years ago",
];

fn embedder() -> Embedder {
    Embedder::parse(TABLE).expect("the table in the repository is sound")
}

fn nearest(vectors: &StoryVectors, to: usize) -> usize {
    let others = (0..STATEMENTS.len()).filter(|&other| other != to);
    others
        .max_by(|&a, &b| vectors.similarity(to, a).total_cmp(&vectors.similarity(to, b)))
        .expect("there are others")
}

#[test]
fn a_paraphrase_is_nearer_than_the_rest_of_the_story() {
    let vectors = StoryVectors::new(&embedder(), &STATEMENTS);
    for (one, other) in [(1, 0), (2, 3), (3, 2), (5, 4)] {
        assert_eq!(STATEMENTS[nearest(&vectors, one)], STATEMENTS[other], "nearest to {:?}", STATEMENTS[one]);
    }
}

/// known wrong: a shared place and thing outweigh a paraphrase in other words; the caller must not merge on
/// nearness alone.
#[test]
fn shared_names_can_outweigh_a_paraphrase() {
    let vectors = StoryVectors::new(&embedder(), &STATEMENTS);
    assert_eq!(STATEMENTS[nearest(&vectors, 0)], STATEMENTS[4]);
}

#[test]
fn matches_show_where_two_reports_differ() {
    let texts = ["The minister said Kessler would visit in May", "Watson will visit in May, a minister said"];
    let vectors = StoryVectors::new(&embedder(), &texts);
    let matches = vectors.matches(0, 1);
    let of = |word: &str| {
        matches
            .iter()
            .find(|pair| pair.left.slice(texts[0]) == word)
            .expect("the word is one piece")
            .right
            .slice(texts[1])
    };
    assert_eq!(of("visit"), "visit");
    assert_eq!(of("would"), "will");
    let unmatched =
        matches.iter().min_by(|a, b| a.similarity.total_cmp(&b.similarity)).expect("there are pieces");
    assert!("Kessler".contains(unmatched.left.slice(texts[0])), "{:?}", unmatched.left.slice(texts[0]));
}

#[test]
fn odd_text_is_compared_without_complaint() {
    let texts = ["", "\u{200b}\u{301}", "東京 «Ünïcödé» İ ﬁ 🚆", "🚆🚆🚆", &"x".repeat(5000)];
    let embedder = embedder();
    let vectors = StoryVectors::new(&embedder, &texts);
    for (one, text) in texts.iter().enumerate() {
        for piece in embedder.pieces(text) {
            assert!(text.get(piece.span.start..piece.span.end).is_some_and(|slice| !slice.is_empty()));
        }
        for other in 0..=texts.len() {
            assert!((0.0..=1.001).contains(&vectors.similarity(one, other)), "{one} {other}");
            assert!((vectors.similarity(one, other) - vectors.similarity(other, one)).abs() < 1e-6);
        }
    }
}
