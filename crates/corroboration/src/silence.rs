//! Records of silence in, whether two bodies are silent out: "the Commission declined to comment" and "the port did not
//! reply" differ in nothing but who.

use woozle_attribution::StatementKind;

use crate::name::same;
use crate::{StatementRef, StoryInput};

/// Whether both record a silence, of bodies known by name that are not the same.
pub(crate) fn of_two(input: &StoryInput, one: StatementRef, other: StatementRef) -> bool {
    let silent = |at: StatementRef| input.statement(at).kind == StatementKind::NoComment;
    silent(one)
        && silent(other)
        && matches!((who(input, one), who(input, other)), (Some(a), Some(b)) if !same(a, b))
}

/// The name of the first subject in the statement, if it is one.
fn who<'a>(input: &StoryInput<'a>, at: StatementRef) -> Option<&'a str> {
    let analysis = &input.analyses[at.report];
    let mut tokens = analysis.tokens_in(input.statement(at).content);
    let subject = tokens.find(|&token| analysis.tokens[token].deprel.is_subject())?;
    let mention = analysis.mentions.iter().find(|mention| mention.tokens.contains(&subject))?;
    let entity = analysis.entities.get(mention.entity).filter(|entity| entity.named)?;
    Some(&entity.name)
}
