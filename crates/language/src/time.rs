//! Expressions of date and time: a tagged report in, [`Time`]s out, as intervals anchored to the dateline or
//! the day of publication. What nothing anchors is found all the same, without days.
//!
//! It finds no durations ("for two weeks"): those are quantities. Times that come again ("on Mondays") are
//! found without days, and so is "today" where it means nowadays; their [`TimeKind`] says so.

mod amount;
mod beside;
mod clock;
mod date;
mod decade;
mod holiday;
mod nth;
mod numeric;
mod opener;
mod part;
mod period;
mod present;
mod relative;
mod season;
mod spelt;
mod tense;
mod told;
mod weekday;
mod year;

use woozle_text::{Date, Report};

use crate::view::View;
use crate::{Analysis, Granularity, MentionKind, NameKind, Time, TimeKind, Upos};

use opener::Opener;

/// All expressions of time in the report, in order, not overlapping.
#[must_use]
pub fn times(report: &Report, analysis: &Analysis) -> Vec<Time> {
    let view = View { report, analysis };
    let mut scan = Scan {
        view,
        anchor: anchor(report),
        ancient: false,
        last: None,
        last_end: 0,
        year: None,
        floor: 0,
        stop: 0,
    };
    scan.ancient = scan.is_ancient();
    let mut times = Vec::new();
    for sentence in &analysis.sentences {
        scan.floor = sentence.tokens.start;
        scan.stop = sentence.tokens.end;
        let mut at = sentence.tokens.start;
        while at < scan.stop {
            let Some(found) = scan.expression(at).filter(|found| found.end > at) else {
                at += 1;
                continue;
            };
            if scan.is_word_of_name(at, found.end) {
                at = found.end;
                continue;
            }
            let span = analysis.span_of(at..found.end);
            scan.remember(at, &found);
            let Found { days, minutes, utc_offset, granularity, kind, .. } = found;
            times.push(Time { span, days, minutes, utc_offset, granularity, kind });
            at = found.end;
        }
    }
    times
}

/// The day that "Tuesday" and "yesterday" count from: the dateline's where it has one, else publication.
fn anchor(report: &Report) -> Option<Date> {
    let published = report.published.map(|published| published.date);
    let dateline = report.blocks.iter().find_map(|block| {
        let line = woozle_text::Span::new(block.span.start, block.span.start.max(block.dateline?.end));
        numeric::in_text(report.slice(line), published)
    });
    let near = |date: &Date| {
        published.is_none_or(|day| (date.days_since_epoch() - day.days_since_epoch()).abs() < 15)
    };
    dateline.filter(near).or(published)
}

/// What was found from a token on.
#[derive(Clone, Copy)]
struct Found {
    /// One past its last token.
    end: usize,
    days: Option<(Date, Date)>,
    minutes: Option<(u16, u16)>,
    utc_offset: Option<i16>,
    granularity: Granularity,
    kind: TimeKind,
    /// Whether the year was written beside it.
    dated: bool,
}

impl Found {
    fn days(end: usize, granularity: Granularity, days: Option<(Date, Date)>) -> Self {
        let kind = TimeKind::Point;
        Self { end, days, minutes: None, utc_offset: None, granularity, kind, dated: false }
    }
}

/// The reading head over the tokens.
#[derive(Clone, Copy)]
struct Scan<'a> {
    view: View<'a>,
    anchor: Option<Date>,
    /// Whether the report speaks of years before 1000: "AD 842", "c. 314".
    ancient: bool,
    /// The period named last: "the next day" and "that year" count from it.
    last: Option<(Date, Date)>,
    /// One past the last token of the words that named it.
    last_end: usize,
    /// The year written last and the token where: a story told of 1985 goes on in 1985.
    year: Option<(i32, usize)>,
    /// First token of the sentence.
    floor: usize,
    /// One past the last token of the sentence.
    stop: usize,
}

/// Finds an expression from a token on.
type Reader<'a> = fn(&Scan<'a>, usize) -> Option<Found>;

/// The readers of expressions that such a word opens.
fn readers<'a>(opener: Opener) -> &'a [Reader<'a>] {
    match opener {
        Opener::Digits => &[
            Scan::numeric,
            Scan::day_month,
            Scan::clock,
            Scan::ago,
            Scan::century,
            Scan::decade,
            Scan::quarter,
            Scan::nth,
            Scan::year,
        ],
        Opener::Month => &[Scan::month_day],
        Opener::Weekday => &[Scan::month_day, Scan::day_month, Scan::weekday, Scan::beside_a_day],
        Opener::Amount => &[
            Scan::day_month,
            Scan::ago,
            Scan::clock,
            Scan::nth,
            Scan::quarter,
            Scan::century,
            Scan::spelt_year,
        ],
        Opener::Indefinite => &[Scan::ago, Scan::clock],
        Opener::In => &[Scan::ago],
        Opener::Turn => &[
            Scan::present,
            Scan::told_weekday,
            Scan::weekday,
            Scan::relative,
            Scan::season,
            Scan::holiday,
            Scan::nth,
        ],
        Opener::Definite => &[
            Scan::present,
            Scan::beside_a_day,
            Scan::told_weekday,
            Scan::day_month,
            Scan::day_alone,
            Scan::relative,
            Scan::part_of,
            Scan::nth,
            Scan::week_of,
            Scan::quarter,
            Scan::century,
            Scan::decade,
            Scan::season,
            Scan::holiday,
            Scan::old_year,
        ],
        Opener::Other => &[
            Scan::present,
            Scan::relative,
            Scan::beside_a_day,
            Scan::ago,
            Scan::part_of,
            Scan::week_of,
            Scan::decade,
            Scan::season,
            Scan::holiday,
            Scan::old_year,
        ],
    }
}

impl<'a> Scan<'a> {
    /// The longest expression that starts at the token.
    fn expression(&self, at: usize) -> Option<Found> {
        let opener = opener::opener(self.word(at))?;
        if matches!(opener, Opener::Definite | Opener::In | Opener::Indefinite) {
            let next = self.word(at + 1);
            if opener::opener(next).is_none() && period::unit(next).is_none() && !opener::is_about(next) {
                return None;
            }
        }
        let mut longest: Option<Found> = None;
        for found in readers(opener).iter().filter_map(|read| read(self, at)) {
            if longest.is_none_or(|longest| found.end > longest.end) {
                longest = Some(found);
            }
        }
        longest
    }

    /// "The Sunday Times", "USA Today", "the Monday Club": whether the words, all of them capitalised and none in
    /// figures, are a part of the name of an institution or thing.
    fn is_word_of_name(&self, at: usize, end: usize) -> bool {
        if self.word(at) == "Today" && at > self.floor && self.view.upos(at - 1) == Upos::Propn {
            return true;
        }
        let mentions = &self.view.analysis.mentions;
        let until = mentions.partition_point(|mention| mention.tokens.start <= at);
        let holds = |mention: &crate::Mention| {
            let thing =
                matches!(mention.name_kind, NameKind::Organisation | NameKind::Product | NameKind::Misc);
            mention.kind == MentionKind::Name
                && thing
                && mention.tokens.end >= end
                && mention.tokens.len() > end - at
        };
        (at..end).all(|at| self.view.is_capitalised(at))
            && mentions[until.saturating_sub(3)..until].iter().any(holds)
    }

    fn word(&self, at: usize) -> &'a str {
        if at < self.stop { self.view.word(at) } else { "" }
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        at < self.stop && self.view.is(at, words)
    }
}

#[cfg(test)]
mod tests {
    use crate::TimeKind;
    use crate::sample::read;

    /// Every time found: its words and its days, in a report published on Wednesday, 12 March 2025.
    pub(super) fn found(text: &str) -> Vec<String> {
        let (report, analysis, _) = read(text);
        let times = super::times(&report, &analysis);
        let day = |days: Option<(woozle_text::Date, woozle_text::Date)>| match days {
            Some((first, last)) if first == last => first.iso(),
            Some((first, last)) => format!("{}..{}", first.iso(), last.iso()),
            None => "?".to_owned(),
        };
        times.iter().map(|time| format!("{}={}", report.slice(time.span), day(time.days))).collect()
    }

    #[test]
    fn weekdays_count_from_the_day_of_publication() {
        assert_eq!(
            found("The/DT pier/NN closed/VBD/root>0 on/IN Tuesday/NNP/obl>3 ./."),
            ["Tuesday=2025-03-11"]
        );
        assert_eq!(
            found("The/DT pier/NN will/MD/aux>4 close/VB/root>0 on/IN Tuesday/NNP/obl>4 ./."),
            ["Tuesday=2025-03-18"]
        );
        assert_eq!(
            found("It/PRP shut/VBD last/JJ Friday/NNP evening/NN ./."),
            ["last Friday evening=2025-03-07"]
        );
    }

    #[test]
    fn weeks_months_and_years_before() {
        for (text, expected) in [
            ("last/JJ week/NN", "last week=2025-03-03..2025-03-09"),
            ("late/RB last/JJ month/NN", "late last month=2025-02-15..2025-02-28"),
            ("earlier/RBR this/DT year/NN", "earlier this year=2025-01-01..2025-03-12"),
            ("two/CD days/NNS ago/RB", "two days ago=2025-03-10"),
            ("three/CD years/NNS ago/RB", "three years ago=2022-01-01..2022-12-31"),
            ("last/JJ autumn/NN", "last autumn=2024-09-01..2024-11-30"),
            ("yesterday/NN", "yesterday=2025-03-11"),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
    }

    #[test]
    fn dates_in_full_and_in_part() {
        for (text, expected) in [
            ("on/IN March/NNP 11/CD", "March 11=2025-03-11"),
            ("on/IN 11/CD March/NNP 2024/CD", "11 March 2024=2024-03-11"),
            ("on/IN January/NNP 16th/NN", "January 16th=2025-01-16"),
            ("on/IN May/NNP 28/CD ,/, 2023/CD", "May 28, 2023=2023-05-28"),
            ("in/IN November/NNP", "November=2024-11-01..2024-11-30"),
            ("in/IN 2023/CD", "2023=2023-01-01..2023-12-31"),
            ("since/IN February/NNP 3/CD", "February 3=2025-02-03"),
            ("in/IN the/DT 1990s/NNS", "the 1990s=1990-01-01..1999-12-31"),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
    }

    #[test]
    fn a_day_whose_year_nothing_tells_is_found_without_days() {
        for (text, expected) in [
            ("The/DT pier/NN opens/VBZ/root>0 on/IN June/NNP 12/CD ./.", vec!["June 12"]),
            ("The/DT pier/NN opens/VBZ/root>0 on/IN 12/CD June/NNP ./.", vec!["12 June"]),
            ("The/DT pier/NN opens/VBZ/root>0 on/IN June/NNP 31/CD ./.", vec![]),
        ] {
            let (mut report, analysis, _) = read(text);
            report.published = None;
            let times = super::times(&report, &analysis);
            let words: Vec<&str> = times.iter().map(|time| report.slice(time.span)).collect();
            assert_eq!(words, expected);
            assert!(times.iter().all(|time| time.days.is_none()));
        }
    }

    #[test]
    fn ranges_and_numbered_parts() {
        for (text, expected) in [
            ("from/IN Friday/NNP to/TO Monday/NNP", "Friday to Monday=2025-03-07..2025-03-10"),
            ("on/IN January/NNP 7/CD -/HYPH 9/CD", "January 7 - 9=2025-01-07..2025-01-09"),
            ("in/IN the/DT first/JJ half/NN of/IN 2023/CD", "the first half of 2023=2023-01-01..2023-06-30"),
            (
                "on/IN the/DT last/JJ Monday/NNP of/IN May/NNP 2024/CD",
                "the last Monday of May 2024=2024-05-27",
            ),
            ("in/IN mid-August/NNP", "mid-August=2024-08-11..2024-08-21"),
            ("over/IN the/DT weekend/NN", "the weekend=2025-03-08..2025-03-09"),
            ("by/IN year-end/NN", "year-end=2025-12-31"),
            ("in/IN the/DT sixties/NNS", "the sixties=1960-01-01..1969-12-31"),
            (
                "in/IN the/DT third/JJ quarter/NN of/IN 2024/CD",
                "the third quarter of 2024=2024-07-01..2024-09-30",
            ),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
    }

    #[test]
    fn holidays_and_stretches_of_history() {
        for (text, expected) in [
            ("on/IN Christmas/NNP Eve/NNP", "Christmas Eve=2024-12-24"),
            ("on/IN Good/NNP Friday/NNP 2024/CD", "Good Friday 2024=2024-03-29"),
            ("last/JJ Thanksgiving/NNP", "last Thanksgiving=2024-11-28"),
            ("after/IN World/NNP War/NNP II/NNP", "World War II=1939-09-01..1945-09-02"),
        ] {
            assert_eq!(found(&format!("It/PRP shut/VBD {text} ./.")), [expected]);
        }
    }

    #[test]
    fn a_story_of_another_year_goes_on_in_that_year() {
        assert_eq!(
            found("In/IN 1985/CD it/PRP was/VBD sold/VBN ./. | On/IN July/NNP 10/CD it/PRP sank/VBD ./."),
            ["1985=1985-01-01..1985-12-31", "July 10=1985-07-10"]
        );
        assert_eq!(
            found("It/PRP opened/VBD in/IN 1996/CD ./. | It/PRP shut/VBD that/DT year/NN ./."),
            ["1996=1996-01-01..1996-12-31", "that year=1996-01-01..1996-12-31"]
        );
        assert_eq!(
            found("It/PRP opened/VBD in/IN 1996/CD ./. | Two/CD years/NNS later/RB it/PRP shut/VBD ./."),
            ["1996=1996-01-01..1996-12-31", "Two years later=1998-01-01..1998-12-31"]
        );
    }

    #[test]
    fn what_comes_again_or_is_left_open_has_no_days() {
        for (text, words, kind) in [
            ("it/PRP meets/VBZ every/DT Friday/NNP", "every Friday", TimeKind::Recurring),
            ("it/PRP meets/VBZ on/IN Mondays/NNPS", "Mondays", TimeKind::Recurring),
            ("it/PRP shut/VBD a/DT few/JJ months/NNS ago/RB", "a few months ago", TimeKind::Vague),
            ("it/PRP grew/VBD in/IN recent/JJ years/NNS", "recent years", TimeKind::Vague),
            ("the/DT mill/NN is/VBZ still/RB used/VBN today/NN", "today", TimeKind::Present),
        ] {
            let (report, analysis, _) = read(&format!("{text} ./."));
            let times = super::times(&report, &analysis);
            let all: Vec<_> =
                times.iter().map(|time| (report.slice(time.span), time.days, time.kind)).collect();
            assert_eq!(all, [(words, None, kind)]);
        }
        assert_eq!(found("The/DT court/NN said/VBD so/RB today/NN ./."), ["today=2025-03-12"]);
    }

    #[test]
    fn times_of_day_in_words_and_as_ranges() {
        for (text, expected) in [
            ("at/IN 3/CD in/IN the/DT afternoon/NN", (900, 900)),
            ("at/IN a/DT quarter/NN past/IN 8/CD p.m./NN", (1215, 1215)),
            ("at/IN two/CD o'clock/RB", (120, 120)),
            ("from/IN 9/CD to/TO 11/CD a.m./NN", (540, 660)),
            ("at/IN 9:01:10/CD a.m./NN", (541, 541)),
            ("at/IN 15h30/CD", (930, 930)),
            ("at/IN half/NN three/CD", (210, 210)),
            ("from/IN 9:30/CD to/TO 11:00/CD CST/NNP", (570, 660)),
        ] {
            let (report, analysis, _) = read(&format!("It/PRP shut/VBD {text} ./."));
            let minutes: Vec<_> = super::times(&report, &analysis).iter().map(|time| time.minutes).collect();
            assert_eq!(minutes, [Some(expected)], "{text}");
        }
    }

    #[test]
    fn years_before_1000_need_a_report_that_speaks_of_them() {
        assert_eq!(
            found("It/PRP fell/VBD in/IN AD/NNP 842/CD ./. | In/IN 866/CD it/PRP rose/VBD ./."),
            ["AD 842=0842-01-01..0842-12-31", "866=0866-01-01..0866-12-31"]
        );
        assert!(found("It/PRP rose/VBD in/IN 348/CD towns/NNS ./.").is_empty());
    }

    #[test]
    fn a_word_of_a_name_is_no_day() {
        let (report, mut analysis, names) = read(
            "The/DT [ORG Sunday/NNP Mirror/NNP ] said/VBD so/RB on/IN Monday/NNP ,/, [ORG Media/NNP Today/NNP ] too/RB ./.",
        );
        crate::entity::resolve(&report, &mut analysis, names);
        let times = super::times(&report, &analysis);
        let words: Vec<&str> = times.iter().map(|time| report.slice(time.span)).collect();
        assert_eq!(words, ["Monday"]);
    }

    #[test]
    fn letters_of_several_bytes_among_digits_are_survived() {
        assert!(found("It/PRP rose/VBD 1é2/CD GMT/NNP ,/, 9ü9s/CD ,/, 20é/CD :/: 1/CD é/NN ./.").is_empty());
    }

    /// Openers in a row must neither nest without end nor be read again and again.
    #[test]
    fn endless_openers_come_to_an_end() {
        for word in ["early/RB", "later/RB", "last/JJ", "1/CD", "the/DT", "March/NNP", "half/NN", "mid/NN"] {
            let (report, analysis, _) = read(&format!("{word} ").repeat(30_000));
            assert!(super::times(&report, &analysis).len() <= 30_000);
        }
    }

    #[test]
    fn numbers_are_no_years_and_verbs_no_months() {
        assert!(found("It/PRP may/MD march/VB with/IN 2000/CD soldiers/NNS ./.").is_empty());
    }

    #[test]
    fn a_time_of_day_with_its_zone() {
        let (report, analysis, _) =
            read("It/PRP sank/VBD at/IN 6:40/CD p.m./NN (/-LRB- 1640/CD GMT/NNP )/-RRB- ./.");
        let times = super::times(&report, &analysis);
        assert_eq!(times.len(), 1);
        assert_eq!(times[0].minutes, Some((1120, 1120)));
        assert_eq!(times[0].utc_offset, Some(120));
    }
}
