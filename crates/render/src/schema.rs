//! The JSON Schema (draft 2020-12) of what [`json`](crate::json()) gives, from the same types.

use schemars::generate::SchemaSettings;

use crate::json::wire;

/// The JSON Schema of an answer, indented, ending with a line break.
#[must_use]
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<wire::Document<'static>>();
    let mut value = schema.to_value();
    if let Some(object) = value.as_object_mut() {
        object.insert("title".into(), "woozle/1".into());
    }
    let mut text = serde_json::to_string_pretty(&value).expect("a schema is plain JSON");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::schema;
    use crate::fixture;

    fn validator() -> jsonschema::Validator {
        let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
        jsonschema::validator_for(&schema).expect("the schema is a schema")
    }

    fn document() -> Value {
        serde_json::from_str(&crate::json(&fixture::answer())).expect("JSON that parses")
    }

    #[test]
    fn every_answer_keeps_to_its_schema() {
        let validator = validator();
        let errors: Vec<String> = validator.iter_errors(&document()).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
        let nothing = serde_json::from_str(&crate::json(&fixture::nothing())).expect("JSON that parses");
        assert!(validator.is_valid(&nothing));
    }

    #[test]
    fn statements_alone_are_the_objects_of_the_schema() {
        let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
        let found: Value = serde_json::from_str(&crate::statements_json(&fixture::answer())).expect("JSON");
        assert_eq!(found["schema"], "woozle/1");
        for (list, kind) in [("reports", "Report"), ("statements", "Statement")] {
            let one = json!({"$ref": format!("#/$defs/{kind}"), "$defs": schema["$defs"]});
            let validator = jsonschema::validator_for(&one).expect("a schema");
            let all = found[list].as_array().expect("a list");
            assert!(!all.is_empty() && all.iter().all(|one| validator.is_valid(one)), "{list}");
        }
        assert_eq!(found["statements"], document()["statements"]);
    }

    #[test]
    fn the_schema_refuses_what_breaks_the_contract() {
        let validator = validator();
        for (pointer, wrong) in [
            ("/statements/0/start", json!("16")),
            ("/claims/0/status", json!("confirmed")),
            ("/statements/0/sources/0/kind", json!("website")),
            ("/statements/0/sources/0/known", json!("by-guess")),
            ("/lineage/0/from", json!({"reporter": "r1"})),
        ] {
            let mut document = document();
            *document.pointer_mut(pointer).expect("the fixture has it") = wrong;
            assert!(!validator.is_valid(&document), "{pointer}");
        }
    }
}
