//! Chains of more than one link: "told the BBC", "was quoted by Reuters as saying", "citing a diplomat".

use std::ops::Range;

use woozle_language::{Deprel, MentionKind, Upos, Xpos};

use crate::content;
use crate::cue::{self, Cue, CueClass};
use crate::frame::Frame;
use crate::line;
use crate::reading::Reading;
use crate::source::{NounPhrase, noun_phrase};
use crate::subject::subject;

/// Whether the tokens' mention is a news outlet, by name or by coreference ("the agency").
fn outlet_at(reading: &Reading, at: usize) -> Option<NounPhrase> {
    let number = reading.mention_of(at)?;
    let mention = reading.mention(number);
    reading
        .is_outlet(mention.entity)
        .then(|| NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// Last words of the names of many papers, and of much else: "told the Samoa Mail".
const PAPERS: &[&str] = &[
    "advertiser",
    "argus",
    "bulletin",
    "echo",
    "examiner",
    "express",
    "globe",
    "independent",
    "inquirer",
    "ledger",
    "mail",
    "mirror",
    "sentinel",
    "sports",
    "standard",
    "star",
    "sun",
    "voice",
    "weekly",
];

/// Whether the token's mention is an organisation with the name of a paper.
fn paper_at(reading: &Reading, at: usize) -> Option<NounPhrase> {
    let mention = reading.mention(reading.mention_of(at)?);
    let last = reading.word(mention.tokens.end - 1).to_lowercase();
    let named = mention.kind == MentionKind::Name && PAPERS.contains(&last.as_str());
    named.then(|| NounPhrase { head: mention.head, tokens: mention.tokens.clone() })
}

/// The outlet inside a noun phrase: its head, an apposition or a name beside it ("the Spanish news agency EFE").
fn outlet_in(reading: &Reading, head: usize) -> Option<NounPhrase> {
    outlet_at(reading, head).or_else(|| {
        reading
            .children(head)
            .filter(|&child| {
                matches!(
                    reading.token(child).deprel,
                    Deprel::Appos | Deprel::Compound | Deprel::Flat | Deprel::NmodDesc
                )
            })
            .find_map(|child| outlet_at(reading, child))
    })
}

/// Whether the token is "the paper", "the agency", "the station".
pub(crate) fn is_outlet_noun(reading: &Reading, at: usize) -> bool {
    let noun = matches!(
        reading.lemma(at),
        "agency"
            | "broadcaster"
            | "channel"
            | "daily"
            | "magazine"
            | "network"
            | "newspaper"
            | "newswire"
            | "outlet"
            | "paper"
            | "portal"
            | "site"
            | "station"
            | "website"
            | "weekly"
    );
    noun && reading.token(at).upos == Upos::Noun
        && reading.children(at).any(|child| reading.is_word(child, "the"))
}

/// How many sentences back an outlet was named that "the station" means.
const NAMED_BEFORE: usize = 3;

/// "she told the station": the outlet that was named last, where the report calls nothing else so.
fn outlet_meant(reading: &Reading, head: usize) -> Option<NounPhrase> {
    let open = reading.mention_of(head).is_none_or(|number| !reading.entity(number).named);
    if !open || !is_outlet_noun(reading, head) {
        return None;
    }
    let sentence = reading.analysis.sentence_of(head);
    let first = reading.sentence(sentence.saturating_sub(NAMED_BEFORE)).start;
    (first..head).rev().find_map(|at| {
        let number = reading.mention_of(at)?;
        (reading.mention(number).kind == MentionKind::Name).then(|| outlet_at(reading, at))?
    })
}

/// "told state television", "told local media": an outlet that is only described.
fn media_at(reading: &Reading, head: usize) -> Option<NounPhrase> {
    let media = matches!(
        reading.lemma(head),
        "broadcaster" | "media" | "newspaper" | "newswire" | "radio" | "television" | "tv"
    );
    let phrase = noun_phrase(reading, head);
    // "told this newspaper": the report's own.
    let said = phrase.tokens.len() > 1 && !reading.is_any(phrase.tokens.start, &["this", "our", "the"]);
    (media && said && reading.token(head).upos == Upos::Noun).then_some(phrase)
}

/// Whether the outlet is the report's own: a paper that says "told this paper" adds no link.
fn is_own(reading: &Reading, phrase: &NounPhrase) -> bool {
    let Some(number) = reading.mention_of(phrase.head) else { return false };
    let entity = reading.entity(number);
    let Some(own) = reading.own_outlet() else { return false };
    let same = |name: &str| woozle_language::same_outlet(name, own);
    entity.outlet.is_some_and(same) || same(&entity.name)
}

/// The outlets that were told, or that carried what was said: "told the BBC", "said in an interview with CBS",
/// "speaking to CBS", "in a statement carried by Tass". What stands in the content carries nothing.
pub(crate) fn told(reading: &Reading, verb: usize, content: &[Range<usize>]) -> Vec<NounPhrase> {
    let mut relays = Vec::new();
    for child in reading.children(verb) {
        let relation = reading.token(child).deprel;
        let addressed = matches!(relation, Deprel::Iobj | Deprel::Obj) && child > verb
            || matches!(relation, Deprel::Obl)
                && reading.children(child).any(|case| reading.is_any(case, &["to", "with"]));
        let told = reading.lemma(verb) == "tell";
        let outlet = outlet_in(reading, child)
            .or_else(|| outlet_meant(reading, child))
            .or_else(|| paper_at(reading, child).or_else(|| media_at(reading, child)).filter(|_| told));
        if addressed && let Some(outlet) = outlet {
            relays.push(outlet);
        }
    }
    if relays.is_empty() {
        let told = told_outlet(reading, verb).or_else(|| told_nearby(reading, verb, content));
        relays.extend(told.or_else(|| asked_by(reading, verb)));
    }
    // "told Tempo, in remarks picked up by Reuters".
    if let Some(carrier) = carried_by(reading, verb, content)
        && relays.iter().all(|relay| relay.head != carrier.head)
    {
        relays.insert(0, carrier);
    }
    relays.retain(|outlet| !is_own(reading, outlet));
    relays
}

/// The outlet whose name stands right behind "told".
pub(crate) fn told_outlet(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let tells = reading.lemma(verb) == "tell";
    let to = verb + 1 < sentence.end && reading.is_word(verb + 1, "to");
    if !tells && !to {
        return None;
    }
    let start = verb + 1 + usize::from(!tells);
    let behind = start..sentence.end.min(start + BEFORE_NAME);
    // "told a crew from Al Jazeera".
    let crew = |at: usize| {
        reading.is_any(at, &["at", "for", "from", "with"])
            && matches!(reading.lemma(at - 1), "correspondent" | "crew" | "journalist" | "reporter" | "team")
    };
    let described = behind
        .take_while(|&at| (is_description(reading, at) || crew(at)) && reading.quotation_of(at).is_none());
    described.into_iter().find_map(|at| {
        let outlet = outlet_at(reading, at).or_else(|| paper_at(reading, at))?;
        let clause = (start..outlet.tokens.start).any(|at| reading.token(at).deprel.is_subject());
        (!clause && outlet.tokens.start >= start).then_some(outlet)
    })
}

/// Whether the word may belong to a name or to what describes it: "the Cairo daily", "Belgium's".
fn is_description(reading: &Reading, at: usize) -> bool {
    let upos = reading.token(at).upos;
    matches!(upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part)
        || upos == Upos::Punct && reading.is_any(at, &["-", "'", "’", "\"", "“", "”"])
}

/// The outlet that spoke to whom the clause of the verb describes, "The BBC spoke to a survivor, who said", or that is
/// told, "the Mail was informed by a spokesman".
fn asked_by(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let outlet = |verb: usize, relation: Deprel| {
        reading.child(verb, &[relation]).and_then(|subject| outlet_in(reading, subject))
    };
    let told = outlet(verb, Deprel::NsubjPass).filter(|_| agent(reading, verb).is_some());
    told.or_else(|| {
        let described = reading.head(verb).filter(|_| reading.token(verb).deprel == Deprel::AclRelcl)?;
        let asks = reading.head(described).filter(|&asks| reading.token(asks).upos == Upos::Verb)?;
        outlet(asks, Deprel::Nsubj).filter(|outlet| outlet.head != described)
    })
}

/// What an outlet does with words that it carries, or with a document that it alone has.
const CARRIED: &[&str] = &[
    "air",
    "approach",
    "ask",
    "broadcast",
    "carry",
    "cite",
    "contact",
    "distribute",
    "interview",
    "obtain",
    "print",
    "publish",
    "quote",
    "reach",
    "relay",
    "release",
    "report",
    "review",
    "run",
    "see",
    "show",
    "view",
];
/// Words that describe an outlet before its name.
const BEFORE_NAME: usize = 7;

/// "The union, quoted by the news agency Ansa, repeated", "said in a statement carried by Tass": who carries the
/// speaker's words.
fn carried_by(reading: &Reading, verb: usize, content: &[Range<usize>]) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    let reach = sentence.start.max(verb.saturating_sub(16))..sentence.end.min(verb + 16);
    reach.filter(|at| content.iter().all(|piece| !piece.contains(at))).find_map(|at| {
        carrier_behind(reading, at, sentence.end).filter(|outlet| !outlet.tokens.contains(&verb))
    })
}

/// The outlet behind "carried by", "published in", "picked up by".
fn carrier_behind(reading: &Reading, at: usize, end: usize) -> Option<NounPhrase> {
    let participle = matches!(reading.token(at).xpos, Xpos::Vbn | Xpos::Vbd)
        && CARRIED.contains(&reading.lemma(at))
        || reading.is_any(at, &["broadcast", "up"]);
    let by = at + 1 < end && reading.is_any(at + 1, &["by", "in", "on"]);
    if !participle || !by || reading.quotation_of(at).is_some() {
        return None;
    }
    let behind = (at + 2..end.min(at + 2 + BEFORE_NAME)).take_while(|&at| is_description(reading, at));
    behind.into_iter().find_map(|at| outlet_at(reading, at))
}

/// A source without the words that tell who carried it: "a post on X" of "a post on X cited by the news site Harbourside".
pub(crate) fn apart(reading: &Reading, source: NounPhrase, relays: &[NounPhrase]) -> NounPhrase {
    let within =
        |relay: &&NounPhrase| source.head < relay.tokens.start && source.tokens.contains(&relay.tokens.start);
    let Some(relay) = relays.iter().find(within) else { return source };
    let cut = (source.head + 1..relay.tokens.start)
        .rev()
        .find(|&at| carrier_behind(reading, at, source.tokens.end).is_some());
    NounPhrase { tokens: source.tokens.start..cut.unwrap_or(source.tokens.end), ..source }
}

/// "told" directly before an outlet where the tree went astray; "speaking to CBS"; "in an interview with".
fn told_nearby(reading: &Reading, verb: usize, content: &[Range<usize>]) -> Option<NounPhrase> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    // "Speaking to the Courier, Lakshmi Patil, who heads the village council, said".
    let opens = matches!(reading.lemma(sentence.start), "appear" | "speak" | "talk" | "write");
    let before = if opens { sentence.start } else { verb.saturating_sub(12) };
    let reach = before..sentence.end.min(verb + 14);
    for at in reach.start.max(sentence.start)..reach.end {
        let Some(outlet) = outlet_at(reading, at) else { continue };
        let said = content.iter().any(|piece| piece.contains(&at));
        if at != outlet.tokens.start || reading.quotation_of(at).is_some() || said {
            continue;
        }
        let mut before = outlet.tokens.start;
        while before > sentence.start && is_lead_in(reading, before - 1) {
            before -= 1;
        }
        let opened = before.checked_sub(1).filter(|&at| at >= sentence.start);
        let behind = |at: usize, words: &[&str]| {
            (at.saturating_sub(3)..at).any(|before| words.contains(&reading.lemma(before)))
        };
        let tells = |at: usize| match reading.word(at).to_lowercase().as_str() {
            "to" | "with" => behind(at, SENT),
            "in" | "for" | "on" => {
                behind(at, &["appear", "appearance", "article", "column", "op-ed", "speak", "write"])
            }
            _ => reading.lemma(at) == "tell",
        };
        if opened.is_some_and(tells) {
            return Some(outlet);
        }
    }
    None
}

/// What is said, or done, to an outlet.
const SENT: &[&str] = &[
    "comment",
    "e-mail",
    "email",
    "interview",
    "letter",
    "message",
    "remark",
    "reply",
    "response",
    "speak",
    "statement",
    "talk",
    "testimony",
    "text",
];

/// Words that may stand between "told" and the outlet's name.
fn is_lead_in(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.token(at).deprel,
        Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc
    ) || reading
        .is_any(at, &["the", "news", "agency", "broadcaster", "newspaper", "daily", "state", "website"])
}

/// "Lind was quoted by Ansa as saying that …", "the agency quoted the pilot as saying …".
pub(crate) fn quoted_as_saying(reading: &Reading, cue: &Cue) -> Option<Frame> {
    if cue.word.class != CueClass::Relay {
        return None;
    }
    let verb = cue.token;
    let saying = saying_under(reading, verb)?;
    let passive = reading.child(verb, &[Deprel::NsubjPass, Deprel::AuxPass]).is_some()
        || reading.token(verb).xpos == Xpos::Vbn && reading.child(verb, &[Deprel::Obj]).is_none();
    let object = reading.child(verb, &[Deprel::Obj]).or_else(|| object_between(reading, verb, saying));
    let (speaker, relay) = if passive {
        let outside = |phrase: &NounPhrase| {
            phrase.tokens.clone().all(|at| reading.quotation_of(at).is_none())
                && !line::has_finite(reading, phrase)
        };
        let speaker = reading
            .child(verb, &[Deprel::NsubjPass, Deprel::Nsubj])
            .map(|head| noun_phrase(reading, head))
            .filter(outside)
            .or_else(|| line::speaker(reading, verb))
            .or_else(|| subject_above(reading, verb).filter(outside));
        (
            speaker,
            agent(reading, verb).map(|head| outlet_in(reading, head).unwrap_or(noun_phrase(reading, head))),
        )
    } else {
        let relay = subject(reading, verb, 0);
        (
            object.map(|head| noun_phrase(reading, head)),
            relay.map(|phrase| outlet_in(reading, phrase.head).unwrap_or(phrase)),
        )
    };
    let start = [&speaker, &relay].into_iter().flatten().map(|phrase| phrase.tokens.start).min();
    let content = saying_content(reading, saying, start.map_or(verb, |start| start.min(verb)));
    let relays = relay.into_iter().filter(|relay| !is_own(reading, relay)).collect();
    Some(Frame {
        cue: verb,
        cue_tokens: verb..saying.max(verb) + 1,
        class: CueClass::Say,
        subject: speaker,
        relays,
        deeper: Vec::new(),
        content,
        negated: false,
        rule: "quoted-as-saying",
    })
}

fn subject_above(reading: &Reading, verb: usize) -> Option<NounPhrase> {
    let head = reading.head(verb)?;
    reading.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]).map(|head| noun_phrase(reading, head))
}

fn agent(reading: &Reading, verb: usize) -> Option<usize> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    reading
        .child(verb, &[Deprel::OblAgent])
        .or_else(|| {
            reading
                .children(verb)
                .find(|&child| reading.children(child).any(|case| reading.is_word(case, "by")))
        })
        .or_else(|| {
            let by = (verb..sentence.end.min(verb + 3)).find(|&at| reading.is_word(at, "by"))?;
            (by + 1..sentence.end.min(by + 8)).find(|&at| outlet_at(reading, at).is_some())
        })
}

/// The "saying" of "quoted as saying": a participle marked by "as" just after the verb.
fn saying_under(reading: &Reading, verb: usize) -> Option<usize> {
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    const SAYING: &[&str] = &[
        "saying",
        "telling",
        "warning",
        "claiming",
        "adding",
        "calling",
        "writing",
        "stating",
        "declaring",
        "describing",
    ];
    (verb + 1..sentence.end.min(verb + 16))
        .find(|&at| reading.is_any(at, SAYING) && reading.is_word(at - 1, "as"))
}

/// Whether the verb is the "saying" of a "quoted as saying", whose frame speaks for both.
pub(crate) fn is_saying_of_quoted(reading: &Reading, verb: usize) -> bool {
    if reading.token(verb).xpos != Xpos::Vbg || verb == 0 || !reading.is_word(verb - 1, "as") {
        return false;
    }
    let sentence = reading.sentence(reading.analysis.sentence_of(verb));
    (sentence.start.max(verb.saturating_sub(16))..verb)
        .any(|at| matches!(reading.lemma(at), "quote" | "cite" | "report"))
}

fn object_between(reading: &Reading, verb: usize, saying: usize) -> Option<usize> {
    (verb + 1..saying).find_map(|at| reading.mention_of(at).map(|number| reading.mention(number).head))
}

/// What is said behind the "saying", or else before the frame, which begins at `start`.
fn saying_content(reading: &Reading, saying: usize, start: usize) -> Vec<Range<usize>> {
    let sentence = reading.sentence(reading.analysis.sentence_of(saying));
    let rest = saying + 1..sentence.end;
    let of = |relation: Deprel| {
        let clause = reading.child(saying, &[relation]).map(|clause| reading.subtree(clause));
        clause.filter(|range| range.start > saying)
    };
    let finite = |range: &Range<usize>| range.clone().any(|at| reading.is_finite(at));
    // An object is all of it only where no verb follows.
    let object = of(Deprel::Obj).filter(|object| finite(object) || !finite(&rest));
    let after = of(Deprel::Ccomp).or(object).or_else(|| of(Deprel::Parataxis)).unwrap_or(rest);
    let after = content::trim(reading, after);
    // "…, state media quoted the minister as saying." stands behind what was said.
    let comma = (sentence.start..start)
        .rev()
        .find(|&at| reading.word(at) == "," && reading.words_in(sentence.start..at) >= content::SHORTEST);
    let before = comma.map(|comma| content::trim(reading, sentence.start..comma));
    // "…, as saying by telephone from Orm".
    let clause = after.clone().any(|at| reading.is_finite(at) || reading.quotation_of(at).is_some());
    let after = Some(after).filter(|after| reading.words_in(after.clone()) >= content::SHORTEST);
    let best = if clause { after.or(before) } else { before.or(after) };
    best.into_iter().collect()
}

/// What is attributed to a source, and not to a cause.
const ATTRIBUTED: &[&str] = &[
    "claim",
    "comment",
    "figure",
    "finding",
    "information",
    "news",
    "remark",
    "report",
    "statement",
    "toll",
];

/// "citing the transport ministry", "which quoted an unnamed official": who stands behind the citer.
pub(crate) fn citation(reading: &Reading, cue: &Cue) -> Option<Frame> {
    let verb = cue.token;
    if saying_under(reading, verb).is_some() || reading.token(verb).xpos == Xpos::Vbn {
        return None;
    }
    // "without citing sources".
    let without = |at: usize| reading.is_word(at, "without");
    if verb > 0 && without(verb - 1) || reading.children(verb).any(without) {
        return None;
    }
    let object = reading.child(verb, &[Deprel::Obj]).filter(|&object| object > verb)?;
    // "attributing the finding to the weather service".
    let to = |child: &usize| reading.children(*child).any(|case| reading.is_word(case, "to"));
    let object = match reading.lemma(verb) {
        "attribute"
            if reading.token(verb).xpos == Xpos::Vbg && ATTRIBUTED.contains(&reading.lemma(object)) =>
        {
            reading.children(verb).filter(|&child| child > object).find(to)?
        }
        "attribute" => return None,
        _ => object,
    };
    // 'citing "systemic failings"': words and no source.
    if reading.quotation_of(object).is_some() {
        return None;
    }
    Some(Frame {
        cue: verb,
        cue_tokens: verb..verb + 1,
        class: CueClass::Relay,
        subject: subject(reading, verb, 0),
        relays: Vec::new(),
        deeper: vec![noun_phrase(reading, object)],
        content: Vec::new(),
        negated: false,
        rule: "citing",
    })
}

/// Most words of a sentence that does nothing but name whom somebody cites.
const SHORT: usize = 24;

/// "The agency cited the ministry.": the citation of a sentence that does nothing else.
pub(crate) fn only_cites(reading: &Reading, sentence: usize) -> Option<Frame> {
    let words = reading.sentence(sentence);
    let root = words.clone().find(|&at| reading.head(at).is_none() && !reading.is_punct(at))?;
    let alone = reading.words_in(words.clone()) <= SHORT
        && reading.is_finite(root)
        && words.clone().all(|at| reading.quotation_of(at).is_none());
    let cue = cue::find(reading, sentence).into_iter().find(|cue| cue.token == root)?;
    citation(reading, &cue)
        .filter(|frame| alone && cue.word.class == CueClass::Relay && frame.subject.is_some())
}

/// Hangs every citation on the frame whose source does the citing.
pub(crate) fn attach(reading: &Reading, frames: &mut [Frame], citing: Vec<Frame>) {
    for citation in citing {
        let host = frames.iter().position(|frame| {
            let other = |(own, cites): (&NounPhrase, &NounPhrase)| own.head != cites.head;
            let another = frame.subject.as_ref().zip(citation.subject.as_ref()).is_some_and(other)
                && reading.token(citation.cue).xpos != Xpos::Vbg;
            let under_cue = !another && reading.descends(citation.cue, frame.cue);
            let by_source =
                frame.subject.as_ref().is_some_and(|source| reading.descends(citation.cue, source.head));
            let same_subject = match (&frame.subject, &citation.subject) {
                (Some(a), Some(b)) => a.head == b.head,
                _ => false,
            };
            // `the Courier, citing a draft, said`, whatever the tree makes of it.
            let behind = frame.subject.as_ref().is_some_and(|source| {
                source.tokens.end + 1 == citation.cue && reading.word(source.tokens.end) == ","
            });
            by_source
                || behind
                || same_subject
                || (under_cue && frame.content.iter().all(|piece| !piece.contains(&citation.cue)))
        });
        // "The Tribune reported that a second operator had come, citing a worker": only outlets cite.
        let outlet = |frame: &Frame| {
            let source = frame.subject.as_ref().and_then(|source| reading.mention_of(source.head));
            source.is_some_and(|number| reading.is_outlet(reading.mention(number).entity))
        };
        let participle = reading.token(citation.cue).xpos == Xpos::Vbg;
        let host = match host {
            None if participle => frames.iter().position(|frame| frame.cue < citation.cue && outlet(frame)),
            host => host,
        };
        if let Some(host) = host.map(|host| &mut frames[host]) {
            // The citation is no part of what was said.
            let start = reading.subtree(citation.cue).start.min(citation.cue);
            let end = citation.deeper.iter().map(|cited| cited.tokens.end).max();
            let hole = start..end.unwrap_or(start).max(citation.cue + 1);
            let pieces = std::mem::take(&mut host.content).into_iter();
            host.content = pieces
                .flat_map(|piece| match piece.contains(&citation.cue) {
                    true => content::without(reading, piece, &hole).into_iter().next(),
                    false => Some(piece).filter(|piece| !hole.contains(&piece.start) || piece.end > hole.end),
                })
                .collect();
            host.deeper.extend(citation.deeper);
        }
    }
}
