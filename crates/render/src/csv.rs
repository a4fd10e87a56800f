//! Statements in, a table of comma-separated values (RFC 4180) out: a row for each statement, for counting.
//!
//! Text is on one line and harmless, so that a row is a line and neither a terminal nor a spreadsheet obeys it; the
//! exact words stand between the offsets, and in the JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use woozle::Answer;

use crate::json::{statements, wire};
use crate::shown::one_line;

/// A row. Offsets count Unicode scalar values; what is not known is empty.
#[derive(Serialize)]
struct Row<'a> {
    report: &'a str,
    path: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    published: Option<&'a str>,
    statement: &'a str,
    start: usize,
    end: usize,
    content: String,
    kind: wire::StatementKind,
    manner: wire::Manner,
    certainty: wire::Certainty,
    polarity: wire::Polarity,
    cue: Option<String>,
    /// The names of the chain, nearest the report first.
    chain: String,
    links: usize,
    origin: Option<String>,
    origin_kind: Option<wire::SourceKind>,
    origin_known: Option<wire::Known>,
    origin_affiliation: Option<String>,
}

/// The statements of an answer as a table whose first row names the columns.
///
/// The same answer gives the same bytes.
#[must_use]
pub fn statements_csv(answer: &Answer) -> String {
    let found = statements(answer);
    let reports: BTreeMap<&str, &wire::Report<'_>> =
        found.reports.iter().map(|report| (report.id.as_str(), report)).collect();
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    table.write_record(COLUMNS).expect("memory takes every record");
    for statement in &found.statements {
        let Some(report) = reports.get(statement.report.as_str()) else { continue };
        table.serialize(row(report, statement)).expect("a row is flat, and memory takes it");
    }
    let bytes = table.into_inner().expect("memory takes every record");
    String::from_utf8(bytes).expect("the cells are text")
}

/// The names of the columns, in the order of [`Row`].
const COLUMNS: [&str; 20] = [
    "report",
    "path",
    "url",
    "outlet",
    "published",
    "statement",
    "start",
    "end",
    "content",
    "kind",
    "manner",
    "certainty",
    "polarity",
    "cue",
    "chain",
    "links",
    "origin",
    "origin_kind",
    "origin_known",
    "origin_affiliation",
];

fn row<'a>(report: &'a wire::Report<'_>, statement: &'a wire::Statement<'_>) -> Row<'a> {
    let origin = statement.sources.last();
    let names: Vec<&str> = statement.sources.iter().map(|source| source.name).collect();
    Row {
        report: &report.id,
        path: report.path.map(cell),
        url: report.url.map(cell),
        outlet: report.outlet.map(cell),
        published: report.published.as_deref(),
        statement: &statement.id,
        start: statement.start,
        end: statement.end,
        content: cell(statement.text),
        kind: statement.kind,
        manner: statement.manner,
        certainty: statement.certainty,
        polarity: statement.polarity,
        cue: statement.cue.as_ref().map(|cue| cell(cue.text)),
        chain: cell(&names.join(" ← ")),
        links: statement.sources.len(),
        origin: origin.map(|origin| cell(origin.name)),
        origin_kind: origin.map(|origin| origin.kind),
        origin_known: origin.map(|origin| origin.known),
        origin_affiliation: origin.and_then(|origin| origin.affiliation).map(cell),
    }
}

/// Text on one line, after an apostrophe where a spreadsheet would take it for a formula.
fn cell(text: &str) -> String {
    let line = one_line(text);
    let guard = if line.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("{guard}{line}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// The rows, each cell by the name of its column.
    fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        reader.deserialize().map(|row| row.expect("a row that parses")).collect()
    }

    #[test]
    fn a_row_says_who_said_it_through_whom() {
        let answer = fixture::answer();
        let rows = rows(&statements_csv(&answer));
        assert_eq!(rows.len(), answer.statements.iter().map(Vec::len).sum::<usize>());
        let row = &rows[1];
        let cells = [
            ("report", "r1"),
            ("path", "ferry/coastal-post.txt"),
            ("outlet", "The Coastal Post"),
            ("statement", "s2"),
            ("content", "The Halden ferry will stop sailing on Monday"),
            ("kind", "ordinary"),
            ("manner", "indirect"),
            ("certainty", "certain"),
            ("polarity", "affirmed"),
            ("cue", "told"),
            ("chain", "Meridian News ← a transport official"),
            ("links", "2"),
            ("origin", "a transport official"),
            ("origin_kind", "unnamed"),
        ];
        for (column, cell) in cells {
            assert_eq!(row[column], cell, "{column}");
        }
        let own = &rows[2];
        assert_eq!(
            (&*own["manner"], &*own["chain"], &*own["links"], &*own["origin"]),
            ("narration", "", "0", "")
        );
    }

    #[test]
    fn offsets_are_those_of_the_json() {
        let answer = fixture::answer();
        let json: serde_json::Value =
            serde_json::from_str(&crate::statements_json(&answer)).expect("JSON that parses");
        let rows = rows(&statements_csv(&answer));
        let statements = json["statements"].as_array().expect("a list");
        assert_eq!(rows.len(), statements.len());
        for (row, statement) in rows.iter().zip(statements) {
            assert_eq!(row["start"], statement["start"].to_string());
            assert_eq!(row["end"], statement["end"].to_string());
            assert_eq!(row["statement"], statement["id"].as_str().expect("an id"));
        }
    }

    #[test]
    fn the_columns_are_named_even_where_nothing_was_found() {
        let empty = statements_csv(&fixture::nothing());
        assert_eq!(empty, COLUMNS.join(",") + "\n");
        let full = statements_csv(&fixture::answer());
        assert!(full.starts_with(&empty));
        // The names are the fields' own.
        let answer = fixture::answer();
        let found = statements(&answer);
        let mut named = csv::Writer::from_writer(Vec::new());
        named.serialize(row(&found.reports[0], &found.statements[0])).expect("a flat row");
        let named = String::from_utf8(named.into_inner().expect("memory")).expect("text");
        assert_eq!(named.lines().next(), empty.lines().next());
    }

    #[test]
    fn a_cell_is_one_line_and_neither_escape_nor_formula() {
        assert_eq!(cell("a \n b\u{1b}[2J"), "a b␛[2J");
        for text in ["=HYPERLINK(1)", "+44", "-1", "@desk", " \t=1"] {
            assert!(cell(text).starts_with('\''), "{text}");
        }
        assert_eq!(cell("no formula = here"), "no formula = here");
        let mut answer = fixture::answer();
        answer.statements[0][1].sources[1].name = "the \"desk\", he said\nand left".into();
        let rows = rows(&statements_csv(&answer));
        assert_eq!(rows[1]["origin"], "the \"desk\", he said and left");
    }
}
