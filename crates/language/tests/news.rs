//! The trained analyser reads a few sentences of news, and survives what is no news.

use std::sync::LazyLock;

use woozle_language::{Analysis, Deprel, Model, NameKind, Upos, Xpos, analyse};
use woozle_text::Report;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(woozle_model_en::LANGUAGE).expect("the embedded model is whole"));

fn read(text: &str) -> (Report, Analysis) {
    let report = Report::from_text(text);
    let analysis = analyse(&report, &MODEL);
    check(&report, &analysis);
    (report, analysis)
}

/// What holds for every analysis, whatever the text.
fn check(report: &Report, analysis: &Analysis) {
    let mut last = 0;
    for token in &analysis.tokens {
        assert!(token.span.start >= last && !report.slice(token.span).is_empty());
        last = token.span.end;
    }
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, next);
        next = sentence.tokens.end;
        let roots = sentence.tokens.clone().filter(|&at| analysis.tokens[at].head.is_none()).count();
        assert_eq!(roots, 1, "a sentence has one root");
        for at in sentence.tokens.clone() {
            let head = analysis.tokens[at].head;
            assert!(
                head.is_none_or(|head| sentence.tokens.contains(&(head as usize)) && head as usize != at)
            );
        }
    }
    assert_eq!(next, analysis.tokens.len());
    for quotation in &analysis.quotations {
        assert!(
            quotation.span.contains(quotation.inner)
                && report.text.get(quotation.inner.start..quotation.inner.end).is_some()
        );
    }
}

/// "dependent <label head" for the token with this form.
fn arc(report: &Report, analysis: &Analysis, form: &str) -> (Deprel, String) {
    let token =
        analysis.tokens.iter().find(|token| report.slice(token.span) == form).expect("the form stands there");
    let head = token.head.map_or("root", |head| report.slice(analysis.tokens[head as usize].span));
    (token.deprel, head.to_owned())
}

#[test]
fn a_reporting_clause_has_its_speaker_and_its_content() {
    let (report, analysis) = read("The minister said on Monday that the dam had failed.");
    assert_eq!(arc(&report, &analysis, "minister"), (Deprel::Nsubj, "said".into()));
    assert_eq!(arc(&report, &analysis, "failed"), (Deprel::Ccomp, "said".into()));
    let said = &analysis.tokens[2];
    assert_eq!((said.upos, said.xpos, &*said.lemma), (Upos::Verb, Xpos::Vbd, "say"));
}

#[test]
fn according_to_marks_a_source() {
    let (report, analysis) = read("The bridge will close in May, according to two officials.");
    assert_eq!(arc(&report, &analysis, "officials"), (Deprel::Obl, "close".into()));
    assert_eq!(arc(&report, &analysis, "according"), (Deprel::Case, "officials".into()));
}

#[test]
fn names_are_found_with_their_class() {
    let (report, analysis) =
        read("Maria Lopez of the World Health Organization flew from Paris to Kenya on Tuesday.");
    let names: Vec<(&str, NameKind)> =
        analysis.mentions.iter().map(|mention| (report.slice(mention.span), mention.name_kind)).collect();
    for expected in [
        ("Maria Lopez", NameKind::Person),
        ("World Health Organization", NameKind::Organisation),
        ("Paris", NameKind::Location),
        ("Kenya", NameKind::Location),
    ] {
        assert!(names.contains(&expected), "{expected:?} is not among {names:?}");
    }
}

#[test]
fn what_is_no_news_is_survived() {
    for text in
        ["", " \n\t\n", ".", "\"", "’", "\u{feff}\u{200b}", "a\u{301}\u{0}\u{1}", "((((", "....", "$1$1$1$1"]
    {
        read(text);
    }
    // A cheap generator of odd text from the characters that the rules look at.
    let odd: Vec<char> = ".?!…\"'“”‘’«»()-—$%/ \n\taZ1st.".chars().collect();
    let mut seed = 7_u64;
    let mut text = String::new();
    for _ in 0..20_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push(odd[(seed >> 33) as usize % odd.len()]);
    }
    read(&text);
}

#[test]
fn one_endless_line_is_read_in_pieces() {
    for unit in ["word ", "x", "'", "$1", "- 1. A ", "a.) ", "“a ", "1-2-", "a'"] {
        let (_, analysis) = read(&unit.repeat(200_000 / unit.len()));
        assert!(analysis.sentences.iter().all(|sentence| sentence.tokens.len() <= 251));
    }
}

#[test]
fn what_is_said_before_its_verb_is_the_clause_of_the_verb() {
    let (report, analysis) = read(
        "\"We will not close the yard, we have tried to sell it and nobody came, so the men will stay,\" Ms Orme said.",
    );
    assert_eq!(arc(&report, &analysis, "said").0, Deprel::Root);
    assert_eq!(arc(&report, &analysis, "close"), (Deprel::Ccomp, "said".into()));
    // Who thinks so at the end hedges what is said.
    let (report, analysis) = read("The yard will close in March, I think.");
    assert_eq!(arc(&report, &analysis, "close").0, Deprel::Root);
}

#[test]
fn a_verb_has_one_subject() {
    let (report, analysis) = read(
        "The gates of the plant are undergoing planned tests and the filling of the reservoir has not begun, the \
         Ministry of Energy and Water Resources of the republic said on Wednesday.",
    );
    assert_eq!(arc(&report, &analysis, "gates"), (Deprel::Nsubj, "undergoing".into()));
    assert_eq!(arc(&report, &analysis, "Ministry"), (Deprel::Nsubj, "said".into()));
}
