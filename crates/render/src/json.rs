//! An answer in, the JSON of schema "woozle/1" out: whole, or its statements alone.
//!
//! The only place that turns byte spans into offsets of Unicode scalar values. It changes no text: JSON
//! is for programs, which must find the passage by its offsets.

mod convert;
pub(crate) mod offsets;
pub(crate) mod wire;

use serde::Serialize;
use woozle::Answer;

pub(crate) use convert::statements;

/// The answer as JSON, indented, ending with a line break.
///
/// The same answer gives the same bytes.
#[must_use]
pub fn json(answer: &Answer) -> String {
    pretty(&convert::document(answer))
}

/// The reports and their statements alone as JSON, in the same objects, ending with a line break.
#[must_use]
pub fn statements_json(answer: &Answer) -> String {
    pretty(&convert::statements(answer))
}

fn pretty(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document)
        .expect("the wire types are structs and lists of text and numbers");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::json;
    use crate::fixture;

    fn parsed() -> Value {
        serde_json::from_str(&json(&fixture::answer())).expect("JSON that parses")
    }

    #[test]
    fn offsets_count_characters_and_cut_out_the_statement() {
        let answer = fixture::answer();
        let document = parsed();
        let mut beyond_ascii = 0;
        for statement in document["statements"].as_array().expect("a list") {
            let report: usize = statement["report"].as_str().expect("an id")[1..].parse().expect("a number");
            let text = &answer.reports[report - 1].text;
            let (start, end) =
                (statement["start"].as_u64().expect("start"), statement["end"].as_u64().expect("end"));
            let cut: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(cut, statement["text"].as_str().expect("text"));
            beyond_ascii += usize::from(!cut.is_ascii());
        }
        assert!(beyond_ascii >= 3, "the fixture quotes with typographic marks");
    }

    #[test]
    fn the_names_are_those_of_the_contract() {
        let document = parsed();
        assert_eq!(document["schema"], "woozle/1");
        let statement = &document["statements"][1];
        assert_eq!(statement["id"], "s2");
        assert_eq!(statement["report"], "r1");
        assert_eq!(statement["claim"], "c1");
        assert_eq!(statement["manner"], "indirect");
        assert_eq!(statement["sources"][0]["name"], "Meridian News");
        assert_eq!(statement["sources"][1]["kind"], "unnamed");
        assert_eq!(statement["cue"]["text"], "told");
        let claim = &document["claims"][0];
        assert_eq!(claim["independent_origins"], 1);
        assert_eq!(claim["possible_origins"], 2);
        assert_eq!(claim["status"], "single-origin");
        assert_eq!(claim["weakest_link"], "one unnamed official, through Meridian News");
        assert_eq!(document["discrepancies"][1]["kind"], "speaker");
        assert_eq!(document["discrepancies"][1]["values"][2]["value"], "Jonas Brandt");
        assert_eq!(document["lineage"][0]["from"]["report"], "r4");
        assert_eq!(document["lineage"][1]["from"]["unseen"], "Baltic Wire");
        assert_eq!(document["lineage"][2]["kind"], "inferred");
        assert_eq!(document["denials"][0]["dropped_by"][0], "r2");
        assert_eq!(claim["common_upstreams"][0]["through"]["unseen"], "Meridian News");
        assert_eq!(document["doubts"][0]["claim"], "c1");
        assert_eq!(document["alterations"][1]["kind"], "credit-lost");
        assert_eq!(document["alterations"][1]["to"]["value"], Value::Null);
        assert_eq!(document["what_if_without"]["left_out"][0]["kind"], "source");
        assert_eq!(document["what_if_without"]["claims"][0]["before"]["status"], "disputed");
        assert_eq!(document["what_if_without"]["claims"][1]["after"], Value::Null);
        assert_eq!(document["reports"][2]["notices"][0]["kind"], "other-language");
        assert_eq!(document["reports"][3]["published"], "2031-03-11T06:30+01:00");
    }
}
