//! What the language layer makes of a text: every sentence with its tokens, tags, heads and names.

use std::path::Path;

use anyhow::Context as _;
use woozle_language::{Model, analyse};
use woozle_text::Report;

/// Prints the analysis of a text file: `FILE`.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let path = args.first().context("name a text file")?;
    let text = std::fs::read_to_string(Path::new(path)).with_context(|| path.clone())?;
    let report = Report::from_text(text);
    let model = Model::parse(woozle_model_en::LANGUAGE)?;
    let analysis = analyse(&report, &model);
    for sentence in &analysis.sentences {
        println!("\n{}", report.slice(sentence.span));
        for at in sentence.tokens.clone() {
            let token = &analysis.tokens[at];
            let head = token.head.map_or("-".to_string(), |head| head.to_string());
            let mention =
                analysis.mentions.iter().find(|mention| mention.tokens.start == at).map(|mention| {
                    let entity = &analysis.entities[mention.entity];
                    format!(
                        "{:?} {:?} {} = {}",
                        mention.kind,
                        entity.kind,
                        report.slice(mention.span),
                        entity.name
                    )
                });
            println!(
                "{at:4} {:16} {:6} {:5} {head:>4} {:12} {}",
                report.slice(token.span),
                token.upos.as_str(),
                token.xpos.as_str(),
                token.deprel.as_str(),
                mention.unwrap_or_default()
            );
        }
    }
    Ok(())
}
