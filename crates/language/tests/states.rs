//! What the network makes of each token, seen through a lens and whole: rows stand beside their tokens, and are
//! the same in any company.

use std::sync::LazyLock;

use woozle_language::analyse::{analyse_states, analyse_through, word_states};
use woozle_language::neural::{Affine, Lens, States};
use woozle_language::{Analysis, Model, analyse};
use woozle_neural::blob::{Header, Reader, Writer};
use woozle_neural::noise::Noise;
use woozle_text::Report;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(woozle_model_en::LANGUAGE).expect("the embedded model is whole"));

const WIDTH: usize = 20;

fn affine() -> Affine {
    Noise::new(6).affine(WIDTH, MODEL.network.state_width())
}

fn lens() -> Lens {
    Lens::quantise(&affine(), &MODEL.network)
}

/// A headline-like line, a list, an outcry, a sentence as long as they get, and more than one block of words.
fn text() -> String {
    let mut text =
        String::from("The ferry sank, harbour officials said.\n\n\"We don't know why,\" Ane Dorr said. ");
    text.push_str(&"Nobody was told, and the crew left, and ".repeat(90));
    text.push_str("that was that.\n\nNo! (1) Boats; (2) ropes.\n\n");
    text.push_str(&"The owner has denied it since May. ".repeat(400));
    text
}

fn row_count<V>(analysis: &Analysis, states: &States<V>) -> (usize, usize) {
    (analysis.tokens.len(), states.len())
}

#[test]
fn every_token_has_a_row_and_nothing_else_changes() {
    let report = Report::from_text(text());
    let plain = analyse(&report, &MODEL);
    assert!(plain.states().is_none());
    assert!(plain.sentences.iter().any(|sentence| sentence.tokens.len() > 200), "no long sentence");
    let lens = lens();
    let seen = analyse_through(&report, &MODEL, &lens);
    let states = seen.states().expect("a lens was given");
    assert_eq!(row_count(&seen, states), (plain.tokens.len(), plain.tokens.len()));
    assert_eq!((states.width(), lens.width()), (WIDTH, WIDTH));
    let (whole, floats) = analyse_states(&report, &MODEL);
    assert_eq!(whole, plain);
    assert_eq!(row_count(&whole, &floats), (plain.tokens.len(), plain.tokens.len()));
    assert_eq!((seen.tokens, seen.mentions), (plain.tokens, plain.mentions));
    // Longer than one pass of the network.
    let words = vec!["harbour"; 700];
    let one = 0..words.len();
    assert_eq!(word_states(&words, std::slice::from_ref(&one), &MODEL).len(), 700);
    let none = analyse_through(&Report::from_text(String::new()), &MODEL, &lens);
    assert!(none.states().is_some_and(States::is_empty));
}

#[test]
fn a_lens_shows_what_its_matrix_makes_of_the_whole_states() {
    let report = Report::from_text(text());
    let (weights, seen) = (affine(), analyse_through(&report, &MODEL, &lens()));
    let (_, floats) = analyse_states(&report, &MODEL);
    let states = seen.states().expect("a lens was given");
    let mut most = 0.0_f32;
    for token in (0..states.len()).step_by(7) {
        let rows = weights.weights.chunks_exact(floats.width()).zip(&weights.bias);
        for (&byte, (row, bias)) in states.row(token).iter().zip(rows) {
            let sum: f32 = row.iter().zip(floats.row(token)).map(|(w, x)| w * x).sum();
            most = most.max(((f32::from(byte) - 128.0) / 127.0 - (sum + bias).tanh()).abs());
        }
    }
    assert!(most < 0.05, "{most}");
}

#[test]
fn a_sentence_has_the_same_states_in_any_company() {
    let report = Report::from_text(text());
    let lens = lens();
    let seen = analyse_through(&report, &MODEL, &lens);
    let (states, (_, floats)) = (seen.states().expect("a lens was given"), analyse_states(&report, &MODEL));
    // The report is longer than a block of the network; the sentences alone are blocks of their own.
    assert!(seen.tokens.len() > 3000);
    for sentence in seen.sentences.iter().step_by(5) {
        let texts: Vec<&str> =
            seen.tokens[sentence.tokens.clone()].iter().map(|token| report.slice(token.span)).collect();
        let whole = 0..texts.len();
        let alone = word_states(&texts, std::slice::from_ref(&whole), &MODEL);
        let places = sentence.tokens.start * floats.width()..sentence.tokens.end * floats.width();
        assert!(alone.rows() == &floats.rows()[places], "{:?}", report.slice(sentence.span));
        let one = analyse_through(&Report::from_text(report.slice(sentence.span)), &MODEL, &lens);
        if one.tokens.len() == texts.len() && one.sentences.len() == 1 {
            let places = sentence.tokens.start * WIDTH..sentence.tokens.end * WIDTH;
            assert!(one.states().is_some_and(|one| one.rows() == &states.rows()[places]));
        }
    }
}

#[test]
fn a_packed_lens_comes_back_and_no_other() {
    const HEADER: Header = Header { magic: b"TEST", version: 1 };
    let (lens, mut writer) = (lens(), Writer::new(HEADER));
    lens.write(&mut writer);
    let bytes = writer.finish();
    let read = |width| {
        Lens::read(&mut Reader::new(&bytes, HEADER).expect("a whole container"), width, &MODEL.network)
    };
    assert_eq!(read(WIDTH), Ok(lens));
    assert!(read(WIDTH + 4).is_err() && read(0).is_err());
}
