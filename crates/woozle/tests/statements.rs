//! Who said what, a few sentences of news at a time: every way in which reports attribute.
//!
//! A statement is written as its chain from the report outward, how it is put, and its content without marks at
//! its ends: `Coastal Radio < Ilse Brandt, indirect: the gate was shut`.

use woozle::attribution::{Certainty, Manner, Polarity, Statement, StatementKind};
use woozle::text::Report;
use woozle::{Options, analyze, ingest};

/// The statements of a report, written out.
fn told(text: &str) -> Vec<String> {
    let answer = analyze(vec![Report::from_text(text)], &Options { jobs: 1 }, &|_, _| ());
    let report = &answer.reports[0];
    answer.statements[0].iter().map(|statement| written(statement, report)).collect()
}

/// The statements of a text file, written out: headline, byline and dateline are told from prose there.
fn told_in_file(text: &str) -> Vec<String> {
    let report = ingest::read(text.as_bytes(), &ingest::Hint::default()).expect("a report").remove(0);
    let answer = analyze(vec![report], &Options { jobs: 1 }, &|_, _| ());
    let report = &answer.reports[0];
    answer.statements[0].iter().map(|statement| written(statement, report)).collect()
}

fn written(statement: &Statement, report: &Report) -> String {
    let chain: Vec<&str> = statement.sources.iter().map(|source| source.name.as_str()).collect();
    let mut line = chain.join(" < ");
    if !line.is_empty() {
        line.push_str(", ");
    }
    line.push_str(match statement.kind {
        StatementKind::Headline => "headline",
        StatementKind::NoComment => "silence",
        StatementKind::Ordinary => statement.manner.as_str(),
    });
    if statement.polarity == Polarity::Denied {
        line.push_str(", denied");
    }
    match statement.certainty {
        Certainty::Certain => {}
        Certainty::Likely => line.push_str(", likely"),
        Certainty::Possible => line.push_str(", possible"),
    }
    let marks = |c: char| matches!(c, '“' | '”' | '"' | ',' | '.');
    format!("{line}: {}", report.slice(statement.content).trim_matches(marks))
}

#[test]
fn direct_speech_before_and_behind_its_cue() {
    let said = ["Ilse Brandt, direct: We closed the gate at noon"];
    assert_eq!(told("“We closed the gate at noon,” said harbour master Ilse Brandt."), said);
    assert_eq!(told("“We closed the gate at noon,” harbour master Ilse Brandt told reporters."), said);
    assert_eq!(told("Harbour master Ilse Brandt said: “We closed the gate at noon.”"), said);
    assert_eq!(told("\"We closed the gate at noon,\" Ilse Brandt said on Tuesday."), said);
}

#[test]
fn indirect_speech_with_and_without_that() {
    let said = ["Ilse Brandt, indirect: the gate had been shut at noon"];
    assert_eq!(told("Harbour master Ilse Brandt said that the gate had been shut at noon."), said);
    assert_eq!(told("Ilse Brandt, the harbour master, told reporters the gate had been shut at noon."), said);
    assert_eq!(
        told("The gate was shut at noon, Ilse Brandt said in a statement."),
        ["Ilse Brandt, indirect: The gate was shut at noon"]
    );
}

#[test]
fn mixed_speech_keeps_its_marks_inside() {
    assert_eq!(
        told("Ilse Brandt said the crew had acted “with great courage” during the storm."),
        ["Ilse Brandt, mixed: the crew had acted “with great courage” during the storm"]
    );
}

#[test]
fn an_interrupted_quotation_has_one_speaker() {
    assert_eq!(
        told("“The gate was shut at noon,” Ilse Brandt said. “Nobody was on the bridge.”"),
        ["Ilse Brandt, direct: The gate was shut at noon", "Ilse Brandt, direct: Nobody was on the bridge"]
    );
}

#[test]
fn according_to_stands_first_last_or_between() {
    let told = |text: &str| told(text).join(" | ");
    assert_eq!(
        told("According to the coast guard, two boats sank off the island."),
        "the coast guard, indirect: two boats sank off the island"
    );
    assert_eq!(
        told("Two boats sank off the island, according to the coast guard."),
        "the coast guard, indirect: Two boats sank off the island"
    );
}

#[test]
fn two_sources_in_one_sentence_have_each_their_own() {
    assert_eq!(
        told(
            "Minister Piet Orlov said the dam was safe, but engineer Lena Marsh warned that it was leaking."
        ),
        ["Piet Orlov, indirect: the dam was safe", "Lena Marsh, indirect: it was leaking"]
    );
}

#[test]
fn an_outlet_that_was_told_is_a_link_and_reporters_are_none() {
    assert_eq!(
        told("“The dam is leaking,” engineer Lena Marsh told the BBC on Monday."),
        ["BBC < Lena Marsh, direct: The dam is leaking"]
    );
    assert_eq!(
        told("Lena Marsh told journalists that the dam was leaking."),
        ["Lena Marsh, indirect: the dam was leaking"]
    );
    assert_eq!(
        told("Lena Marsh was quoted by Reuters as saying that the dam was leaking."),
        ["Reuters < Lena Marsh, indirect: the dam was leaking"]
    );
    assert_eq!(
        told("The dam is leaking, Reuters reported on Monday, citing two engineers."),
        ["Reuters < two engineers, indirect: The dam is leaking"]
    );
}

#[test]
fn documents_speak() {
    assert_eq!(
        told("A letter from the regulator says the dam failed two inspections."),
        ["A letter from the regulator, indirect: the dam failed two inspections"]
    );
}

#[test]
fn speech_runs_on_in_the_voice_of_its_speaker() {
    assert_eq!(
        told("Lena Marsh said the dam was leaking. The water would reach the village by Friday, she added."),
        [
            "Lena Marsh, indirect: the dam was leaking",
            "Lena Marsh, indirect: The water would reach the village by Friday"
        ]
    );
    let lines = told("Lena Marsh said the dam was leaking. The village would have to be cleared by Friday.");
    assert_eq!(lines[1], "Lena Marsh, indirect: The village would have to be cleared by Friday");
}

#[test]
fn a_quotation_without_a_cue_goes_on_with_its_speaker() {
    let lines = told("Lena Marsh has inspected the dam twice, she said. “It should be emptied now.”");
    assert_eq!(lines.last().map(String::as_str), Some("Lena Marsh, direct: It should be emptied now"));
}

#[test]
fn a_denial_is_no_silence_and_a_silence_no_denial() {
    assert_eq!(
        told("The ministry denied that the dam was leaking."),
        ["The ministry, indirect, denied: the dam was leaking"]
    );
    assert_eq!(told("The ministry declined to comment."), ["silence: The ministry declined to comment"]);
    assert_eq!(
        told("A spokesman neither confirmed nor denied the leak."),
        ["silence: A spokesman neither confirmed nor denied the leak"]
    );
    assert_eq!(
        told("The ministry did not respond to a request for comment."),
        ["silence: The ministry did not respond to a request for comment"]
    );
}

#[test]
fn two_who_both_deny_deny() {
    let lines = told("Lena Marsh and the regulator both denied that the dam was leaking.");
    assert_eq!(lines.len(), 1);
    assert!(lines[0].ends_with("indirect, denied: the dam was leaking"), "{lines:?}");
}

#[test]
fn a_denial_of_this_denies_what_was_said_before() {
    assert_eq!(
        told(
            "The alarm was switched off on Monday, a guard said. Greyline, which runs the mill, denies this."
        ),
        [
            "a guard, indirect: The alarm was switched off on Monday",
            "Greyline, indirect, denied: The alarm was switched off on Monday"
        ]
    );
}

#[test]
fn certainty_is_of_the_content_and_of_a_nested_cue() {
    assert_eq!(
        told("Lena Marsh said the dam may have to be emptied."),
        ["Lena Marsh, indirect, possible: the dam may have to be emptied"]
    );
    assert_eq!(
        told("Lena Marsh said the dam is likely to hold until spring."),
        ["Lena Marsh, indirect, likely: the dam is likely to hold until spring"]
    );
    assert_eq!(
        told("The ministry denied that the dam might be emptied."),
        ["The ministry, indirect, denied, possible: the dam might be emptied"]
    );
    assert_eq!(
        told("Lena Marsh said the gate was shut on Friday so divers could reach the sluice."),
        ["Lena Marsh, indirect: the gate was shut on Friday so divers could reach the sluice"]
    );
    assert_eq!(
        told("Lena Marsh said the flood so far could have been worse."),
        ["Lena Marsh, indirect, possible: the flood so far could have been worse"]
    );
}

#[test]
fn scare_quotes_and_titles_are_nobodys_statement() {
    assert_eq!(
        told("The so-called “people's dam” was built in 1961."),
        ["narration: The so-called “people's dam” was built in 1961"]
    );
    assert_eq!(
        told("Her first novel, “The Long Winter”, sold a million copies."),
        ["narration: Her first novel, “The Long Winter”, sold a million copies"]
    );
}

#[test]
fn a_headline_is_a_statement_where_it_puts_something_forward() {
    let report = "Dam leaks after storm\n\nBy Rosa Lind\n\nORV, 4 June (Reuters) - The dam at Orv has been leaking since Monday.\n";
    assert_eq!(
        told_in_file(report),
        ["headline: Dam leaks after storm", "narration: The dam at Orv has been leaking since Monday"]
    );
    let topic = "The dam of Orv\n\nThe dam at Orv has been leaking since Monday.\n";
    assert_eq!(told_in_file(topic), ["narration: The dam at Orv has been leaking since Monday"]);
}

#[test]
fn whoever_signs_a_quotation_said_it() {
    assert_eq!(
        told("“We have been afraid since the spring.” — Mira Quist, baker"),
        ["Mira Quist, direct: We have been afraid since the spring"]
    );
}

#[test]
fn labels_name_the_speakers_of_a_transcript() {
    let talk = "Piet Orlov met engineer Lena Marsh on Monday.\n\nORLOV: Is the dam safe?\n\nMARSH: It is leaking in two places.\n\nORLOV: We will empty it by Friday.";
    assert_eq!(
        told(talk)[1..],
        [
            "Piet Orlov, direct: Is the dam safe?",
            "Lena Marsh, direct: It is leaking in two places",
            "Piet Orlov, direct: We will empty it by Friday"
        ]
    );
}

#[test]
fn a_colon_hands_the_word_to_the_next_paragraph() {
    assert_eq!(
        told("Lena Marsh told the meeting:\n\n“The dam is leaking in two places.”"),
        ["Lena Marsh, direct: The dam is leaking in two places"]
    );
}

#[test]
fn clauses_beside_a_reporting_clause_are_told_too() {
    assert_eq!(
        told("The gate was shut at noon, Ilse Brandt said, and nobody was on the bridge."),
        [
            "Ilse Brandt, indirect: The gate was shut at noon",
            "Ilse Brandt, indirect: nobody was on the bridge"
        ]
    );
    assert_eq!(
        told("A second crane is coming, but engineer Lena Marsh says the river is empty."),
        ["narration: A second crane is coming", "Lena Marsh, indirect: the river is empty"]
    );
    assert_eq!(
        told("Piet Orlov said the dam was safe as he left the meeting."),
        ["Piet Orlov, indirect: the dam was safe as he left the meeting"]
    );
}

#[test]
fn contrasted_clauses_of_one_speaker_are_two_statements() {
    assert_eq!(
        told("Lena Marsh said the lower gate was leaking, while the upper gate had been closed since May."),
        [
            "Lena Marsh, indirect: the lower gate was leaking",
            "Lena Marsh, indirect: the upper gate had been closed since May"
        ]
    );
}

#[test]
fn a_quotation_within_a_longer_content_stays_there() {
    assert_eq!(
        told(
            "Lena Marsh warned that the dam might have to be emptied by Friday, “in one night and with no one warned”."
        ),
        [
            "Lena Marsh, mixed, possible: the dam might have to be emptied by Friday, “in one night and with no one warned"
        ]
    );
}

#[test]
fn what_a_source_feels_is_no_statement() {
    let lines = told("The two ministers met on Friday, expressing their commitment to peace.");
    assert!(lines.iter().all(|line| line.starts_with("narration")), "{lines:?}");
}

#[test]
fn who_owns_the_noun_does_not_speak() {
    assert_eq!(
        told(
            "Emil Karsten was 41. Mr Karsten's sister, Anna Karsten, told the council he had worked there for years."
        )[1..],
        ["Anna Karsten, indirect: he had worked there for years"]
    );
}

#[test]
fn several_speak_as_one() {
    let lines = told("Piet Orlov and Lena Marsh said the dam was leaking.");
    assert_eq!(lines, ["Piet Orlov and Lena Marsh, indirect: the dam was leaking"]);
}

#[test]
fn what_is_understood_has_no_source() {
    assert_eq!(
        told("It is understood that the dam was emptied on Friday."),
        ["narration: the dam was emptied on Friday"]
    );
}

#[test]
fn pronouns_and_roles_mean_the_speaker_of_before() {
    assert_eq!(
        told("Lena Marsh, an engineer, said the dam was leaking. She said that nobody had listened."),
        ["Lena Marsh, indirect: the dam was leaking", "Lena Marsh, indirect: nobody had listened"]
    );
}

#[test]
fn as_told_by_somebody_reports_whatever_stands_before_it() {
    let lines = told(
        "The minister will travel to Norway in spring for talks with President Olav Berg, as confirmed by a \
         palace official, Nils Aas.",
    );
    assert_eq!(
        lines,
        ["Nils Aas, indirect: The minister will travel to Norway in spring for talks with President Olav \
             Berg"]
    );
    let lines = told(
        "The dam will open in May, as disclosed by an engineer talking to the Courier. The plant will close, as reported by the Courier.",
    );
    assert_eq!(
        lines[1], "Courier, indirect: The plant will close",
        "a word of a description is not who it is of"
    );
}

#[test]
fn a_noun_can_attribute() {
    let lines = told("The regulator issued a warning that the dam could burst within days.");
    assert_eq!(lines, ["The regulator, indirect, possible: the dam could burst within days"]);
    let lines = told("The claim that the dam was unsafe came from the engineers' union.");
    assert_eq!(lines, ["the engineers' union, indirect: the dam was unsafe"]);
    let lines = told("An allegation that the gate had been left open first came from a former keeper.");
    assert_eq!(lines, ["a former keeper, indirect: the gate had been left open"]);
}

#[test]
fn nothing_is_in_a_statement_that_the_report_does_not_hold() {
    let text = "“Odd” quotes “never closed, she said. It is “ here. \"'And' there\" — said who? «No» ";
    for statement in
        analyze(vec![Report::from_text(text)], &Options { jobs: 1 }, &|_, _| ()).statements.concat()
    {
        assert!(statement.content.end <= text.len());
        assert!(statement.manner != Manner::Narration || statement.sources.is_empty());
    }
}

#[test]
fn what_is_dismissed_is_what_was_suggested() {
    for denial in [
        "The ministry dismissed suggestions that the crane had been overloaded.",
        "The ministry rejected the allegation of some dockers that the crane had been overloaded.",
    ] {
        assert_eq!(
            told(denial),
            ["The ministry, indirect, denied: the crane had been overloaded"],
            "{denial}"
        );
    }
}

#[test]
fn who_is_told_is_no_part_of_what_is_told() {
    for told_whom in ["a meeting of farmers in Orm", "angry members of the guild", "the committee"] {
        let text = format!("Ada Lind told {told_whom} that the gates had been shut since Monday.");
        assert_eq!(told(&text), ["Ada Lind, indirect: the gates had been shut since Monday"], "{text}");
    }
}

#[test]
fn a_name_with_an_and_in_it_is_one_source() {
    assert_eq!(
        told(
            "The gates of the plant are undergoing planned tests and the filling of the reservoir has not begun, the \
             Ministry of Energy and Water Resources of the Republic of Tajikistan said on Wednesday."
        ),
        [
            "Ministry of Energy and Water Resources of the Republic of Tajikistan, indirect: The gates of the plant \
             are undergoing planned tests",
            "Ministry of Energy and Water Resources of the Republic of Tajikistan, indirect: the filling of the \
             reservoir has not begun",
        ]
    );
}

#[test]
fn who_cites_and_who_is_cited_are_links_and_no_content() {
    assert_eq!(
        told("The dam is leaking, the Courier reported on Monday, citing an engineer in Orv."),
        ["Courier < an engineer in Orv, indirect: The dam is leaking"]
    );
    assert_eq!(
        told("Kyodo reported, citing the weather agency, that the storm would reach Orv by noon."),
        ["Kyodo < the weather agency, indirect: the storm would reach Orv by noon"]
    );
    assert_eq!(
        told("Tass reported on Monday that two gates had been shut, citing a keeper."),
        ["Tass < a keeper, indirect: two gates had been shut"]
    );
    assert_eq!(
        told("Interfax said that the gates had been shut. The agency cited the transport ministry."),
        ["Interfax < the transport ministry, indirect: the gates had been shut"]
    );
    assert_eq!(
        told("Channel 12, without citing sources, reported that the gates had been shut."),
        ["Channel 12, indirect: the gates had been shut"]
    );
}

#[test]
fn whoever_carries_a_statement_is_a_link() {
    let carried = ["Tass < the Water Ministry, indirect: the gates had been shut"];
    assert_eq!(
        told("The Water Ministry said in a statement carried by Tass that the gates had been shut.")[0],
        carried[0].replace("the Water", "Water")
    );
    assert_eq!(
        told("In remarks published by the Cairo daily Al-Masar, Lena Marsh said the gates had been shut."),
        ["Al-Masar < Lena Marsh, indirect: the gates had been shut"]
    );
    assert_eq!(
        told("Lena Marsh said that the gates had been shut, Interfax reported."),
        ["Interfax < Lena Marsh, indirect: the gates had been shut"]
    );
    assert_eq!(
        told("“The dam is leaking in two places,” Reuters quoted a keeper, Nils Aas, as saying."),
        ["Reuters < Nils Aas, direct: The dam is leaking in two places"]
    );
    assert_eq!(
        told("The dam is leaking, Lena Marsh told the weekly Tempo in remarks picked up by Reuters."),
        ["Reuters < Tempo < Lena Marsh, indirect: The dam is leaking"]
    );
    assert_eq!(
        told("“The dam is leaking,” Lena Marsh was quoted as saying by the news agency Interfax on Friday."),
        ["Interfax < Lena Marsh, direct: The dam is leaking"]
    );
    assert_eq!(
        told("The minister has been reported as saying that the dam was sound."),
        ["The minister, indirect: the dam was sound"]
    );
}

#[test]
fn what_stands_between_a_subject_and_its_verb_parts_no_statement() {
    assert_eq!(
        told("The gate, says the mayor, was shut. The keepers, said Ada Lind, had left the tower."),
        [
            "the mayor, indirect: The gate, says the mayor, was shut",
            "Ada Lind, indirect: The keepers, said Ada Lind, had left the tower"
        ]
    );
    assert_eq!(
        told("The plan to rebuild the dam, according to two officials, would cost 40 million euros."),
        [
            "two officials, indirect: The plan to rebuild the dam, according to two officials, would cost 40 million euros"
        ]
    );
    assert_eq!(
        told("Prices, according to the bank, will rise."),
        ["the bank, indirect: Prices, according to the bank, will rise"]
    );
}

#[test]
fn who_is_said_to_have_been_the_one_who_said_it_said_it() {
    assert_eq!(
        told("It was the fire brigade that first reported that four people were missing."),
        ["the fire brigade, indirect: four people were missing"]
    );
    assert_eq!(
        told(
            "It was Lena Marsh, the water minister, who said at the weekend that the upper gate had been opened."
        ),
        ["Lena Marsh, indirect: the upper gate had been opened"]
    );
    assert_eq!(
        told("It is the operator who says the gate was shut."),
        ["the operator, indirect: the gate was shut"]
    );
    let parted = told(
        "It was Ivo Marsh, the harbour master, who said on Friday evening that the pilot had been rescued; his office \
         has since spoken of two boats.",
    );
    assert_eq!(parted[0], "Ivo Marsh, indirect: the pilot had been rescued");
}

#[test]
fn an_outlet_is_known_by_what_it_is_called() {
    assert_eq!(
        told("Lena Marsh told the news site Harbourside that the dam was leaking."),
        ["Harbourside < Lena Marsh, indirect: the dam was leaking"]
    );
    assert_eq!(
        told("Lena Marsh told BBC Scotland the dam had been leaking for years."),
        ["BBC Scotland < Lena Marsh, indirect: the dam had been leaking for years"]
    );
    assert_eq!(
        told("Lena Marsh told local radio that the dam was leaking."),
        ["local radio < Lena Marsh, indirect: the dam was leaking"]
    );
    assert_eq!(
        told("Speaking to the Orv Courier, engineer Lena Marsh said the dam was leaking."),
        ["Orv Courier < Lena Marsh, indirect: the dam was leaking"]
    );
}

#[test]
fn what_one_says_that_another_said_comes_from_the_other() {
    assert_eq!(
        told("Two diplomats told Reuters that the envoy had told his hosts the talks were over."),
        ["Reuters < Two diplomats < the envoy, indirect: the talks were over"]
    );
    assert_eq!(
        told("Lena Marsh told the Courier she “firmly” denied that the dam was leaking."),
        ["Courier < Lena Marsh, indirect, denied: the dam was leaking"]
    );
    assert_eq!(
        told("The leader inspected a new shipyard on the coast and praised its workers, Kyodo reported."),
        ["Kyodo, indirect: The leader inspected a new shipyard on the coast and praised its workers"]
    );
}

#[test]
fn who_goes_on_telling_tells_the_same_outlet() {
    assert_eq!(
        told("Lena Marsh told Tass that the dam was leaking, adding that the village would be cleared."),
        [
            "Tass < Lena Marsh, indirect: the dam was leaking",
            "Tass < Lena Marsh, indirect: the village would be cleared"
        ]
    );
    assert_eq!(
        told("The dam is leaking, an engineer told Tass. “It should be emptied now,” the engineer said.")[1],
        "Tass < an engineer, direct: It should be emptied now"
    );
    let lines = told(
        "Tass had quoted Lena Marsh as saying that the dam was leaking. “I never said that,” she told reporters.",
    );
    assert_eq!(lines[1], "Lena Marsh, direct: I never said that");
}

#[test]
fn what_describes_a_source_says_nothing() {
    assert_eq!(
        told("Four men were hurt, according to two people briefed on the search who asked not to be named."),
        ["two people briefed on the search, indirect: Four men were hurt"]
    );
    assert_eq!(
        told("The dam is leaking, an engineer said, speaking on condition of anonymity."),
        ["an engineer, indirect: The dam is leaking"]
    );
    assert_eq!(
        told("An engineer who requested anonymity told Reuters that the dam was leaking."),
        ["Reuters < An engineer, indirect: the dam was leaking"]
    );
}

#[test]
fn why_a_source_is_not_named_is_no_statement() {
    for aside in [
        "The engineer asked not to be named because the inquiry has only begun.",
        "She spoke on condition of anonymity.",
        "The engineer was not authorised to speak publicly about the dam.",
    ] {
        let text = format!("An engineer told Reuters that the dam was leaking. {aside}");
        assert_eq!(told(&text), ["Reuters < An engineer, indirect: the dam was leaking"], "{aside}");
    }
    assert_eq!(
        told("The council asked the keepers on Monday to shut the lower gate of the dam."),
        ["narration: The council asked the keepers on Monday to shut the lower gate of the dam"]
    );
}

#[test]
fn what_is_asked_of_somebody_or_told_to_him_is_not_his_word() {
    let own = |text: &str| {
        told(text).iter().all(|line| line.starts_with("narration") || line.starts_with("silence"))
    };
    assert!(own("Lena Marsh was told to expect no more than five gates."));
    assert!(own("Two keepers have been questioned over the leak at the dam."));
    assert!(own("The operator must report any spill above 50 litres to the council."));
    assert!(own("Samples from the reservoir continued to test positive in June."));
    assert!(own("The minister would not be drawn on the size of the settlement."));
}

#[test]
fn parts_of_a_sentence_have_speakers_of_their_own() {
    assert_eq!(
        told("The council said the lower gate was shut; Orv Radio, citing neighbours, said it was open."),
        ["The council, indirect: the lower gate was shut", "Orv Radio < neighbours, indirect: it was open"]
    );
    assert_eq!(
        told("The inquest heard that the diver had surfaced once and waved."),
        ["The inquest, indirect: the diver had surfaced once and waved"]
    );
    assert_eq!(
        told("It was, in the words of one engineer, “a dam made of hope and sand”."),
        ["one engineer, direct: a dam made of hope and sand"]
    );
    assert_eq!(
        told("The gate is shut, the council said on X. Keepers had left the tower by noon.")[0],
        "the council, indirect: The gate is shut"
    );
}

#[test]
fn the_newspaper_is_the_one_that_was_named_before() {
    assert_eq!(
        told(
            "The dam is leaking, the Lorne Gazette reported. The newspaper said it had been leaking since May."
        ),
        [
            "Lorne Gazette, indirect: The dam is leaking",
            "Lorne Gazette, indirect: it had been leaking since May"
        ]
    );
    assert_eq!(
        told(
            "Lena Marsh told the Lagos Meridian that the dam was leaking. The gate was shut, she told the newspaper."
        ),
        [
            "Lagos Meridian < Lena Marsh, indirect: the dam was leaking",
            "Lagos Meridian < Lena Marsh, indirect: The gate was shut"
        ]
    );
    assert_eq!(
        told(
            "Residents told Al Jazeera that the dam was leaking. A baker told the network he had left his house."
        )[1],
        "Al Jazeera < A baker, indirect: he had left his house"
    );
}

#[test]
fn whoever_is_cited_stands_behind_the_one_who_cites() {
    assert_eq!(
        told(
            "The minister told her cabinet that the dam was leaking, Reuters reported, citing two engineers."
        ),
        ["Reuters < two engineers < The minister, indirect: the dam was leaking"]
    );
    assert_eq!(
        told(
            "According to the Kyodo news agency, which cited two engineers, the dam is leaking in two places."
        ),
        ["Kyodo < two engineers, indirect: the dam is leaking in two places"]
    );
}
