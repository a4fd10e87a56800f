//! A plain text in, a [`Report`] out: headline, byline, header lines, dateline, paragraphs, credits.
//!
//! The text is kept whole; every line that is not blank is in one of the blocks.

use woozle_text::{Block, BlockKind, Credit, CreditKind, Report, Span};

use crate::{
    authors::split_byline,
    closing::{Aside, published_in, read_aside, read_signature},
    date::find_date,
    dateline::read_dateline,
    header::{HeaderLine, is_outlet, read_bare_line, read_header_line},
    layout::{Paragraph, ends_sentence, paragraphs},
    table::release_wires,
};

/// Reads a text that has no markup.
pub(crate) fn read_plain(text: String) -> Report {
    let paragraphs: Vec<Paragraph> =
        paragraphs(&text).into_iter().map(|paragraph| without_markup(&text, paragraph)).collect();
    let mut reader = Reader::new(text, paragraphs);
    reader.read_head();
    reader.read_body();
    reader.read_tail();
    reader.finish()
}

/// Reads a report whose paragraphs and headline are known from markup: what is left to find are byline and
/// header lines above the first paragraph, the dateline, credits and furniture.
pub(crate) fn read_marked(report: Report, marked: Vec<(Span, BlockKind)>) -> Report {
    let paragraphs = marked.iter().map(|&(span, _)| Paragraph { span, after_blank: true }).collect();
    let mut reader = Reader::new(String::new(), paragraphs);
    reader.report = report;
    reader.kinds = marked.into_iter().map(|(_, kind)| kind).collect();
    reader.read_marked_head();
    reader.read_body();
    reader.read_tail();
    reader.finish()
}

/// The paragraph without the signs by which Markdown marks headings and quotations.
fn without_markup(text: &str, paragraph: Paragraph) -> Paragraph {
    let slice = paragraph.span.slice(text);
    let rest = slice.trim_start_matches(['#', '>']);
    let marked = rest.len() < slice.len() && (rest.starts_with(' ') || slice.starts_with('>'));
    if !marked || rest.trim().is_empty() {
        return paragraph;
    }
    let span = Span::new(paragraph.span.end - rest.len(), paragraph.span.end).trim(text);
    Paragraph { span, ..paragraph }
}

/// A headline is no longer than this many words, a heading between paragraphs than that many.
const HEADLINE_WORDS: usize = 32;
const SUBHEADING_WORDS: usize = 12;
/// Signatures such as "AFP" or "str/jvg" stand among so many last paragraphs.
const TAIL: usize = 4;

/// The paragraphs with what is known of them so far.
struct Reader {
    report: Report,
    paragraphs: Vec<Paragraph>,
    kinds: Vec<BlockKind>,
    dateline: Option<(usize, Span)>,
    /// Number of the first paragraph of the report itself.
    body: usize,
}

impl Reader {
    fn new(text: String, paragraphs: Vec<Paragraph>) -> Self {
        let kinds = vec![BlockKind::Body; paragraphs.len()];
        let report = Report { text, ..Report::default() };
        Self { report, body: paragraphs.len(), paragraphs, kinds, dateline: None }
    }

    fn slice(&self, at: usize) -> String {
        self.paragraphs[at].span.slice(&self.report.text).to_owned()
    }

    /// Goes down to the first paragraph of the report itself.
    fn read_head(&mut self) {
        for at in 0..self.paragraphs.len() {
            let line = self.slice(at);
            if let Some(aside) = read_aside(&line) {
                self.take_aside(at, &aside);
            } else if let Some(read) = self.header_line(at, &line) {
                self.take_header(at, &read);
            } else if self.is_headline(at, &line) {
                self.kinds[at] = BlockKind::Headline;
                if self.report.title.is_none() {
                    self.report.title = Some(one_line(&line));
                }
            } else {
                self.body = at;
                break;
            }
        }
    }

    /// Goes down a page to the first paragraph of the report itself.
    fn read_marked_head(&mut self) {
        for at in 0..self.paragraphs.len() {
            let line = self.slice(at);
            if self.kinds[at] != BlockKind::Body {
                continue;
            }
            if let Some(aside) = read_aside(&line) {
                self.take_aside(at, &aside);
            } else if let Some(read) = read_header_line(&line).or_else(|| read_bare_line(&line)) {
                self.take_header(at, &read);
            } else {
                self.body = at;
                break;
            }
        }
    }

    /// What the line says if it belongs to the header; forms that need a headline above only below one.
    fn header_line<'a>(&self, at: usize, line: &'a str) -> Option<HeaderLine<'a>> {
        if is_rule(line) {
            return None;
        }
        let below_headline = self.report.title.is_some();
        read_header_line(line)
            .or_else(|| read_bare_line(line).filter(|_| below_headline))
            .or_else(|| read_bare_line(line).filter(|_| at == 0 && self.opens_header(line)))
            .or_else(|| self.masthead(at, line))
    }

    /// Whether a first line may be a byline or outlet although no headline stands above it.
    fn opens_header(&self, line: &str) -> bool {
        let Some(next) = self.next_line(0) else { return false };
        let next_is_headline = !ends_sentence(&next) && read_header_line(&next).is_none();
        (is_outlet(line) && next_is_headline && next.split_whitespace().count() > 3)
            || (ends_sentence(&next)
                && read_bare_line(line).is_some_and(|read| read.byline.is_some_and(|b| b.agency)))
    }

    /// A first line of one capitalised word above a headline is an outlet's name.
    fn masthead<'a>(&self, at: usize, line: &'a str) -> Option<HeaderLine<'a>> {
        let next = self.next_line(at)?;
        let name = line.split_whitespace().count() == 1 && line.starts_with(char::is_uppercase);
        let plain =
            line.chars().all(|c| c.is_alphanumeric() || "-.&".contains(c)) && line.chars().count() > 2;
        let headline = !ends_sentence(&next) && next.split_whitespace().count() >= 3;
        (at == 0
            && name
            && plain
            && headline
            && read_header_line(&next).is_none()
            && read_dateline(&next).is_none())
        .then_some(HeaderLine {
            kind: BlockKind::Header,
            outlet: Some(line),
            byline: None,
            published: None,
            title: None,
            url: None,
        })
    }

    fn next_line(&self, at: usize) -> Option<String> {
        (at + 1 < self.paragraphs.len()).then(|| self.slice(at + 1))
    }

    /// Whether the line is a headline, a line below one, or a lead between headline and byline.
    fn is_headline(&self, at: usize, line: &str) -> bool {
        let words = line.split_whitespace().count();
        if at + 1 == self.paragraphs.len() || words > 2 * HEADLINE_WORDS || read_dateline(line).is_some() {
            return is_rule(line);
        }
        let stopped = ends_sentence(line) && !line.trim_end().ends_with(['?', '!']);
        if !stopped {
            return words <= HEADLINE_WORDS;
        }
        // A sentence above the byline stands for the report, it does not begin it.
        let explicit = |line: &str| read_header_line(line).is_some();
        self.report.title.is_some()
            && self.report.byline.is_none()
            && self.report.published.is_none()
            && self.next_line(at).is_some_and(|next| explicit(&next))
    }

    fn take_header(&mut self, at: usize, read: &HeaderLine<'_>) {
        self.kinds[at] = read.kind;
        let report = &mut self.report;
        if let Some(byline) = read.byline {
            if byline.agency {
                let span = self.paragraphs[at].span;
                let found = span.slice(&report.text).find(byline.text).map(|start| span.start + start);
                let span = found.map(|start| Span::new(start, start + byline.text.len()));
                report.credits.push(Credit { name: byline.text.to_owned(), kind: CreditKind::Byline, span });
            }
            report.byline.get_or_insert_with(|| byline.text.to_owned());
        }
        if let Some(title) = read.title {
            report.title.get_or_insert_with(|| title.to_owned());
        }
        report.outlet = report.outlet.take().or_else(|| read.outlet.map(str::to_owned));
        report.url = report.url.take().or_else(|| read.url.map(str::to_owned));
        report.published = report.published.or(read.published);
    }

    fn take_aside(&mut self, at: usize, aside: &Aside) {
        self.kinds[at] = aside.kind;
        let paragraph = self.paragraphs[at].span;
        for &(kind, start, end) in &aside.credits {
            let span = Span::new(paragraph.start + start, paragraph.start + end);
            let name = span.slice(&self.report.text).to_owned();
            self.report.credits.push(Credit { name, kind, span: Some(span) });
        }
    }

    /// Reads the dateline, then tells headings and asides from paragraphs.
    fn read_body(&mut self) {
        self.read_dateline();
        for at in self.body + 1..self.paragraphs.len() {
            let line = self.slice(at);
            if let Some(aside) = read_aside(&line) {
                self.take_aside(at, &aside);
            } else if is_rule(&line) {
                self.kinds[at] = BlockKind::Furniture;
            } else if self.kinds[at] == BlockKind::Body
                && at + 1 < self.paragraphs.len()
                && is_subheading(&line)
            {
                self.kinds[at] = BlockKind::Subheading;
            }
        }
    }

    fn read_dateline(&mut self) {
        let Some(paragraph) = self.paragraphs.get(self.body).map(|paragraph| paragraph.span) else { return };
        let Some(dateline) = read_dateline(paragraph.slice(&self.report.text)) else { return };
        self.dateline = Some((self.body, Span::new(paragraph.start, paragraph.start + dateline.end)));
        let report = &mut self.report;
        report.published = report.published.or(dateline.published);
        if let Some((start, end)) = dateline.outlet {
            let span = Span::new(paragraph.start + start, paragraph.start + end);
            let name = span.slice(&report.text).to_owned();
            report.credits.push(Credit { name, kind: CreditKind::Dateline, span: Some(span) });
        }
    }

    /// Reads what only the last lines of a report say: who put it together, where it was printed.
    fn read_tail(&mut self) {
        let first = self.paragraphs.len().saturating_sub(TAIL).max(self.body + 1);
        for at in first..self.paragraphs.len() {
            let line = self.slice(at);
            if !matches!(self.kinds[at], BlockKind::Body | BlockKind::Subheading) {
                continue;
            }
            if let Some((start, end)) = published_in(&line) {
                self.kinds[at] = BlockKind::Header;
                let report = &mut self.report;
                report.outlet.get_or_insert_with(|| line[start..end].to_owned());
                report.published = report.published.or(find_date(&line).map(|found| found.published));
            } else if let Some(aside) = read_signature(&line) {
                self.take_aside(at, &aside);
            } else if at + 1 == self.paragraphs.len() && line_is_header(&line) {
                self.take_header(at, &read_header_line(&line).expect("it was just read"));
            }
        }
    }

    /// Puts the blocks together; the outlet is the credited agency where nothing else is stated.
    fn finish(mut self) -> Report {
        let blocks =
            self.paragraphs.iter().zip(&self.kinds).enumerate().map(|(at, (paragraph, &kind))| Block {
                kind,
                span: paragraph.span,
                dateline: self.dateline.and_then(|(of, span)| (of == at).then_some(span)),
            });
        self.report.blocks = blocks.collect();
        let report = &mut self.report;
        for credit in &mut report.credits {
            if release_wires().any(|wire| wire == credit.name) {
                credit.kind = CreditKind::PressRelease;
            }
        }
        if let Some(byline) = report.byline.as_deref().filter(|_| report.authors.is_empty()) {
            report.authors = split_byline(byline, report.outlet.as_deref()).first().to_vec();
        }
        if self.report.outlet.is_none() {
            let own = |credit: &&Credit| matches!(credit.kind, CreditKind::Dateline | CreditKind::Byline);
            self.report.outlet = self.report.credits.iter().find(own).map(|credit| credit.name.clone());
        }
        self.report
    }
}

/// A last line that is a header line misplaced: "Ana Petrova | 3 May 2025".
fn line_is_header(line: &str) -> bool {
    !ends_sentence(line) && find_date(line).is_some() && read_header_line(line).is_some()
}

/// Whether the line is drawn, not written: "-----", "* * *", "====".
fn is_rule(line: &str) -> bool {
    !line.chars().any(char::is_alphanumeric)
}

/// Whether the paragraph is a heading: short, without a final stop, not opening a list or quotation.
fn is_subheading(line: &str) -> bool {
    let last = line.trim_end().chars().next_back().unwrap_or(' ');
    line.split_whitespace().count() <= SUBHEADING_WORDS
        && !ends_sentence(line)
        && (last.is_alphanumeric() || "’'”\")".contains(last))
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "‘“\"".contains(c))
}

/// The words of a headline that may be wrapped over lines.
fn one_line(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
