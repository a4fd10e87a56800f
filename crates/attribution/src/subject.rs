//! Whoever does a reporting verb: its subject by the tree, checked against the line of words. A verb in, a
//! noun phrase out; says nothing of who that is.

use woozle_language::{Deprel, NameKind, Upos, Xpos};

use crate::line;
use crate::reading::Reading;
use crate::source::{NounPhrase, noun_phrase};

/// The subject by the tree, unless the line of words plainly shows another speaker.
pub(crate) fn checked_subject(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    if suffers(reading, verb) {
        return heard_from(reading, verb).or_else(|| subject(reading, verb, 0));
    }
    // "…, say glaciologists at the university": nobody else is there to say it.
    let own = reading.children(verb).any(|child| reading.token(child).deprel.is_subject());
    if !own
        && let Some(speaker) = line::behind(reading, verb)
        && reading
            .mention_of(speaker.head)
            .is_some_and(|number| reading.mention(number).name_kind == NameKind::Person)
    {
        return Some(speaker);
    }
    let tree = subject(reading, verb, 0)
        .filter(|phrase| reading.quotation_of(phrase.head).is_none() && !line::has_finite(reading, phrase));
    let Some(line) = line::speaker(reading, verb) else {
        return tree.or_else(|| line::opening_phrase(reading, verb));
    };
    let Some(tree) = tree else { return Some(line) };
    if line::interrupts(reading, verb, &line) {
        return Some(line);
    }
    let person = reading.mention_of(line.head).is_some_and(|number| reading.is_person_name(number));
    let covered = tree.tokens.contains(&line.head) && tree.tokens.len() <= line.tokens.len() + 12;
    let far = tree.tokens.end + 3 < verb && !tree.tokens.contains(&line.head) && line.tokens.end + 1 >= verb;
    if far && !person {
        return Some(line);
    }
    let tree_names = reading.mention_of(tree.head) == reading.mention_of(line.head);
    if person && !tree_names && !(covered && tree.head >= line.tokens.start) {
        Some(line)
    } else {
        Some(tree)
    }
}

/// Whoever does the verb: its subject, its agent where it is passive, the subject of the verb that
/// governs it, or the noun that its clause describes.
pub(crate) fn subject(reading: &Reading, verb: usize, depth: usize) -> Option<NounPhrase> {
    if depth > 6 {
        return None;
    }
    let agent = |verb: usize| {
        reading.child(verb, &[Deprel::OblAgent]).or_else(|| {
            reading.children(verb).filter(|&child| reading.token(child).deprel == Deprel::Obl).find(
                |&child| {
                    reading
                        .children(child)
                        .any(|case| reading.token(case).deprel == Deprel::Case && reading.is_word(case, "by"))
                },
            )
        })
    };
    let own = reading.children(verb).find(|&child| reading.token(child).deprel.is_subject());
    let agent = |verb: usize| agent(verb).filter(|&agent| agent_speaks(reading, agent));
    let passive = reading.token(verb).xpos == Xpos::Vbn
        && (own.is_none_or(|own| reading.token(own).deprel == Deprel::NsubjPass));
    if passive && let Some(agent) = agent(verb) {
        return Some(noun_phrase(reading, agent));
    }
    let suffers = own.is_some_and(|own| reading.token(own).deprel == Deprel::NsubjPass);
    if passive && suffers && reading.child(verb, &[Deprel::AuxPass]).is_some() {
        // "The report is expected in May", "she was told that": whoever it happens to says nothing.
        return heard_from(reading, verb);
    }
    if let Some(own) = own {
        if reading.is_any(own, &["who", "which", "that"]) && own < verb {
            return antecedent(reading, verb).map(|head| noun_phrase(reading, head));
        }
        if reading.token(own).deprel == Deprel::Expl
            || reading.is_word(own, "it") && impersonal(reading, verb)
        {
            return heard_from(reading, verb);
        }
        return Some(noun_phrase(reading, own));
    }
    if impersonal(reading, verb)
        && let Some(heard) = heard_from(reading, verb)
    {
        return Some(heard);
    }
    governed(reading, verb, depth)
}

/// "She was told that", "he has been questioned": whoever it happens to does not do it.
fn suffers(reading: &Reading, verb: usize) -> bool {
    reading.token(verb).xpos == Xpos::Vbn
        && reading.child(verb, &[Deprel::NsubjPass]).is_some()
        && reading.child(verb, &[Deprel::AuxPass]).is_some()
}

/// "said by telephone" has no agent.
fn agent_speaks(reading: &Reading, agent: usize) -> bool {
    !matches!(
        reading.lemma(agent),
        "telephone" | "phone" | "email" | "e-mail" | "text" | "video" | "letter" | "way"
    )
}

/// "It was gathered from a source", "We learned from officials".
fn heard_from(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    reading
        .children(verb)
        .filter(|&child| matches!(reading.token(child).deprel, Deprel::Obl | Deprel::Nmod))
        .find(|&child| reading.children(child).any(|case| reading.is_word(case, "from")))
        .map(|head| noun_phrase(reading, head))
}

fn impersonal(reading: &Reading, verb: usize) -> bool {
    reading.token(verb).xpos == Xpos::Vbn
        && (reading.child(verb, &[Deprel::AuxPass]).is_some()
            || matches!(reading.lemma(verb), "gather" | "learn"))
}

/// The noun that the relative clause around the verb describes.
fn antecedent(reading: &Reading, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        let head = reading.head(at)?;
        if matches!(reading.token(at).deprel, Deprel::AclRelcl | Deprel::Acl) {
            // "Ada Lind, the mayor, who said": whoever the description is of.
            let described = reading.head(head).filter(|_| reading.token(head).deprel == Deprel::Appos);
            let named = described.unwrap_or(head);
            return Some(
                reading.head(named).filter(|_| reading.token(named).deprel == Deprel::Flat).unwrap_or(named),
            );
        }
        at = head;
    }
    None
}

/// The subject of the verb that a bare "adding", "saying", "and said" hangs on.
fn governed(reading: &Reading, verb: usize, depth: usize) -> Option<NounPhrase> {
    let head = reading.head(verb)?;
    // Who acts before a semicolon does not speak behind it.
    let whole = reading.sentence(reading.analysis.sentence_of(verb));
    if head < verb && (head..verb).any(|at| reading.parts(at)) {
        return inverted(reading, verb).or_else(|| line::opening_name(reading, whole, verb));
    }
    match reading.token(verb).deprel {
        Deprel::Acl => {
            let noun = matches!(reading.token(head).upos, Upos::Noun | Upos::Propn | Upos::Pron);
            if noun { Some(noun_phrase(reading, head)) } else { subject(reading, head, depth + 1) }
        }
        Deprel::AclRelcl => Some(noun_phrase(reading, head)),
        Deprel::Conj | Deprel::Advcl | Deprel::Xcomp | Deprel::Parataxis | Deprel::Ccomp | Deprel::Dep => {
            let inverted = inverted(reading, verb);
            inverted.or_else(|| subject(reading, head, depth + 1))
        }
        _ => inverted(reading, verb),
    }
}

/// "…," said Otto Renn, reported the Associated Press: a name or description right behind a bare
/// verb, where the tree missed it.
fn inverted(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    if !matches!(reading.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn) {
        return None;
    }
    let limit = reading.count().min(verb + 7);
    let mut next = verb + 1;
    while next < limit && is_lead_in(reading, next) {
        next += 1;
    }
    let number = (next < limit).then(|| reading.mention_of(next)).flatten()?;
    let mention = reading.mention(number);
    let object = matches!(reading.token(mention.head).deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl);
    let speaks = !object || reading.is_outlet(reading.mention(number).entity);
    speaks.then(|| NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// What may stand between a bare verb and the name behind it: "reported British media website BBC".
fn is_lead_in(reading: &Reading, at: usize) -> bool {
    let named = reading.mention_of(at).is_some_and(|number| {
        let entity = reading.entity(number);
        entity.named && entity.kind != NameKind::Norp
    });
    !named && matches!(reading.token(at).upos, Upos::Det | Upos::Adj | Upos::Noun)
}
