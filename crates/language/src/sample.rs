//! Analyses written by hand, for tests: `word/XPOS` or `word/XPOS/deprel>head` (heads count from 1 within
//! the sentence), names in brackets with their class: `[PER John/NNP Kirby/NNP ]`. `|` ends a sentence,
//! `||` a paragraph; every word is followed by a space but where the next is `,`, `.` or begins with an apostrophe.

use woozle_text::{Block, BlockKind, Date, Published, Report, Span};

use crate::ner::NameSpan;
use crate::{Analysis, Deprel, NameKind, Quotation, Sentence, Token, Upos, Xpos};

/// A report published on 12 March 2025, its analysis without mentions, and the names marked in it.
pub(crate) fn read(text: &str) -> (Report, Analysis, Vec<NameSpan>) {
    let mut sample = Sample::default();
    for piece in text.split_whitespace() {
        sample.piece(piece);
    }
    sample.end_sentence(true);
    sample.finish()
}

/// The report after names, descriptions and pronouns were resolved.
pub(crate) fn resolved(text: &str) -> (Report, Analysis) {
    let (report, mut analysis, names) = read(text);
    crate::entity::resolve(&report, &mut analysis, names);
    (report, analysis)
}

#[derive(Default)]
struct Sample {
    report: Report,
    analysis: Analysis,
    names: Vec<NameSpan>,
    open: Option<(usize, NameKind)>,
    sentence: usize,
    block: usize,
    quotation: Option<usize>,
}

impl Sample {
    fn piece(&mut self, piece: &str) {
        match piece {
            "|" => self.end_sentence(false),
            "||" => self.end_sentence(true),
            "[PER" => self.open = Some((self.analysis.tokens.len(), NameKind::Person)),
            "[ORG" => self.open = Some((self.analysis.tokens.len(), NameKind::Organisation)),
            "[NORP" => self.open = Some((self.analysis.tokens.len(), NameKind::Norp)),
            "[LOC" => self.open = Some((self.analysis.tokens.len(), NameKind::Location)),
            "]" => {
                let (start, kind) = self.open.take().expect("a bracket was opened");
                self.names.push(NameSpan { tokens: start..self.analysis.tokens.len(), kind });
            }
            word => self.word(word),
        }
    }

    fn word(&mut self, piece: &str) {
        // "1\/2" is a word with a slash, as treebanks write it.
        let shielded = piece.replace("\\/", "\u{1}");
        let mut parts = shielded.split('/');
        let word = parts.next().expect("a word").replace('\u{1}', "/");
        let (word, xpos) = (word.as_str(), parts.next().unwrap_or("NN"));
        let xpos = Xpos::from_name(xpos).expect("a tag of the Penn Treebank");
        let (deprel, head) = match parts.next().and_then(|arc| arc.split_once('>')) {
            Some((deprel, head)) => {
                let head = head.parse::<usize>().expect("the number of a head");
                (Deprel::from_name(deprel).expect("a relation"), head.checked_sub(1))
            }
            None => (Deprel::Dep, None),
        };
        let glued = matches!(word, "," | "." | ":" | "%" | ")" | "”") || word.starts_with(['\'', '’']);
        let after_mark = self.report.text.ends_with(['(', '$', '£', '€', '“', '\n']);
        if !glued && !after_mark && !self.report.text.is_empty() {
            self.report.text.push(' ');
        }
        let start = self.report.text.len();
        self.report.text.push_str(word);
        let span = Span::new(start, self.report.text.len());
        let at = self.analysis.tokens.len();
        match word {
            "“" => self.quotation = Some(at),
            "”" => self.close_quotation(at, span),
            _ => {}
        }
        let head = head.map(|head| (self.sentence + head) as u32);
        let lemma = lemma(word, xpos).into();
        self.analysis.tokens.push(Token { span, upos: upos(xpos), xpos, lemma, head, deprel });
    }

    fn close_quotation(&mut self, at: usize, end: Span) {
        let Some(open) = self.quotation.take() else { return };
        let start = self.analysis.tokens[open].span;
        let (span, inner) = (Span::new(start.start, end.end), Span::new(start.end, end.start));
        self.analysis.quotations.push(Quotation {
            span,
            inner,
            tokens: open + 1..at,
            closed: true,
            continues: false,
        });
    }

    fn end_sentence(&mut self, paragraph: bool) {
        let tokens = self.sentence..self.analysis.tokens.len();
        if !tokens.is_empty() {
            let span = self.analysis.span_of(tokens.clone());
            self.analysis.sentences.push(Sentence { tokens, span, block: self.block });
            self.sentence = self.analysis.tokens.len();
        }
        if paragraph {
            self.block += 1;
            self.report.text.push('\n');
        }
    }

    fn finish(mut self) -> (Report, Analysis, Vec<NameSpan>) {
        let mut start = 0;
        for line in self.report.text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            self.report.blocks.push(Block { kind: BlockKind::Body, span, dateline: None });
        }
        let date = Date::new(2025, 3, 12).expect("a day that exists");
        self.report.published = Some(Published { date, clock: None });
        (self.report, self.analysis, self.names)
    }
}

fn upos(xpos: Xpos) -> Upos {
    match xpos {
        Xpos::Nn | Xpos::Nns => Upos::Noun,
        Xpos::Nnp | Xpos::Nnps => Upos::Propn,
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs => Upos::Adj,
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => Upos::Verb,
        Xpos::Md => Upos::Aux,
        Xpos::Dt => Upos::Det,
        Xpos::In | Xpos::To => Upos::Adp,
        Xpos::Prp | Xpos::PrpS | Xpos::Wp | Xpos::Wdt => Upos::Pron,
        Xpos::Cd => Upos::Num,
        Xpos::Rb => Upos::Adv,
        Xpos::Cc => Upos::Cconj,
        Xpos::Pos => Upos::Part,
        Xpos::Dollar | Xpos::Sym => Upos::Sym,
        _ => Upos::Punct,
    }
}

fn lemma(word: &str, xpos: Xpos) -> String {
    let lower = word.to_lowercase();
    match (&*lower, xpos) {
        ("said", _) => "say".into(),
        ("told", _) => "tell".into(),
        ("was" | "is", _) => "be".into(),
        (_, Xpos::Nnp) => word.into(),
        (_, Xpos::Vbd | Xpos::Vbn) => lower.trim_end_matches("ed").into(),
        (_, Xpos::Nns | Xpos::Vbz) => lower.trim_end_matches('s').into(),
        _ => lower,
    }
}
