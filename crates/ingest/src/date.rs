//! A line in, the first full date in it out: the forms in which news pages and files print dates.
//!
//! Months are known by their names in the languages of the press, and by the signs of Chinese, Japanese and
//! Korean; digits and calendars of other scripts are those of `calendar.rs`. A date without a year is no date here (its year would have to be guessed), nor is a time alone.

mod clock;

use woozle_text::{Date, Published};

use self::clock::{find_time, time_at, time_before, time_within};

use crate::{
    calendar::{day, day_of_numbers, digit, is_mark, is_year_of, persian_month},
    table::month,
};

/// A date with where it stands in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// The day, and the time where one stands beside it.
    pub published: Published,
    /// First byte of the date.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// Which number of 03/04/2025 is the month, where both could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// The second, as most of the world prints it.
    #[default]
    DayFirst,
    /// The first, as in the United States.
    MonthFirst,
}

/// A run of digits, of letters, or one other character.
#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    text: &'a str,
    start: usize,
}

impl Piece<'_> {
    fn number(self) -> Option<i32> {
        if !self.text.starts_with(|letter| digit(letter).is_some()) || self.width() > 4 {
            return None;
        }
        self.text.chars().try_fold(0, |value, letter| Some(value * 10 + digit(letter)?))
    }

    /// How many characters it has.
    fn width(self) -> usize {
        self.text.chars().count()
    }

    fn end(self) -> usize {
        self.start + self.text.len()
    }
}

/// Finds the first full date in the line.
pub(crate) fn find_date(line: &str) -> Option<FoundDate> {
    find_date_in(line, Order::DayFirst)
}

/// Finds the first full date in a line whose numbers stand in the given order.
pub(crate) fn find_date_in(line: &str, order: Order) -> Option<FoundDate> {
    // Most lines hold no number.
    if !line.chars().any(|letter| digit(letter).is_some()) {
        return None;
    }
    let pieces = pieces(line);
    let (date, from, to) = (0..pieces.len()).find_map(|at| {
        if !may_begin(&pieces[at..]) {
            return None;
        }
        let (date, to) = numeric(&pieces, at, order)
            .or_else(|| with_month_name(&pieces, at))
            .or_else(|| with_year_first(&pieces, at))
            .or_else(|| with_signs(&pieces, at))?;
        Some((date, at, to))
    })?;
    let (start, mut end) = (pieces[from].start, pieces[to - 1].end());
    let time = find_time(&pieces, to);
    if let Some((_, last)) = time {
        end = pieces[last - 1].end();
    }
    let clock = time
        .map(|(clock, _)| clock)
        .or_else(|| time_within(&pieces, from, to))
        .or_else(|| time_before(&pieces, from));
    Some(FoundDate { published: Published { date, clock }, start, end })
}

/// Whether a date may begin the pieces: every one begins with a number, or with the name of a month, of at most two
/// words and points between them, and a number.
fn may_begin(pieces: &[Piece<'_>]) -> bool {
    let is_number = |piece: &Piece<'_>| piece.text.starts_with(|letter| digit(letter).is_some());
    let is_word = |piece: &Piece<'_>| piece.text.starts_with(char::is_alphabetic);
    let mut behind = pieces.iter().filter(|piece| piece.text != ".").take(3);
    pieces.first().is_some_and(|first| is_number(first) || (is_word(first) && behind.any(is_number)))
}

/// Cuts the line into numbers, words and marks; white space falls away.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let class = |letter: char, last: u8| match letter {
        _ if digit(letter).is_some() => 1,
        _ if letter.is_alphabetic() || last == 2 && is_mark(letter) => 2,
        _ if letter.is_whitespace() => 0,
        _ => 3,
    };
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut last = 0;
    for (at, letter) in line.char_indices() {
        let next = class(letter, last);
        let end = at + letter.len_utf8();
        match pieces.last_mut() {
            Some(piece) if next == last && matches!(next, 1 | 2) => piece.text = &line[piece.start..end],
            _ if next != 0 => pieces.push(Piece { text: &line[at..end], start: at }),
            _ => {}
        }
        last = next;
    }
    pieces
}

/// `2026-03-11`, `2026/03/11`, `04.06.2025`, `10/03/2026`; gives one past the last piece.
fn numeric(pieces: &[Piece<'_>], at: usize, order: Order) -> Option<(Date, usize)> {
    let [first, mark, second, same, third] = pieces.get(at..at + 5)? else {
        return None;
    };
    let spaced = mark.text == "." && (third.width() == 4 || first.width() == 4);
    let glued = first.end() == mark.start && (same.end() == third.start || spaced);
    let inside =
        at > 0 && pieces[at - 1].end() == first.start && [".", "/", "-", ":"].contains(&pieces[at - 1].text);
    if inside || mark.text != same.text || !["-", "/", "."].contains(&mark.text) || !glued {
        return None;
    }
    let (a, b, c) = (first.number()?, second.number()?, third.number()?);
    let date = match (first.width(), third.width()) {
        (4, 1..=2) => day_of_numbers(a, b, c),
        // Day before month, as most of the world prints it, unless only the other order is a date.
        (1..=2, 4) if order == Order::MonthFirst && mark.text != "." => day(c, a, b).or_else(|| day(c, b, a)),
        (1..=2, 4) => day(c, b, a).or_else(|| day(c, a, b)),
        (1..=2, 2) if order == Order::MonthFirst && mark.text == "/" => day(2000 + c, a, b),
        (1..=2, 2) if mark.text != "-" => day(2000 + c, b, a).or_else(|| day(2000 + c, a, b)),
        _ => None,
    }?;
    Some((date, at + 5))
}

/// `12 March 2025`, `June 5th, 2025`, `Mar. 13 2025`, `Mar 13 09:40:00 EST 2025`; gives one past the last piece.
fn with_month_name(pieces: &[Piece<'_>], at: usize) -> Option<(Date, usize)> {
    let mut reader = Reader { pieces, at };
    if let Some(month) = reader.month() {
        let number = reader.day_number()?;
        reader.skip(&[",", ".", "de"]);
        reader.skip_time();
        let year = reader.year_of(month)?;
        return Some((day(year, month, number)?, reader.at));
    }
    let number = reader.day_number()?;
    reader.skip(&["of", "-", ".", "de", "del", "di", "d", "'", "’", "/", "ta", "da"]);
    let month = reader.month()?;
    // Arabic papers print both names of a month: "مايو/أيار".
    reader.skip(&["/"]);
    let _ = reader.month();
    reader.skip(&[",", "-", "de", "del", "do", "/", ".", "năm", "พ", "ศ"]);
    let year = reader.year_of(month)?;
    Some((day(year, month, number)?, reader.at))
}

/// `2025. március 12.`, `2025 m. kovo 12 d.`, `2025-Mar-12`; gives one past the last piece.
fn with_year_first(pieces: &[Piece<'_>], at: usize) -> Option<(Date, usize)> {
    let mut reader = Reader { pieces, at };
    let year = reader.year()?;
    reader.skip(&[".", "-", "m", "gada", ",", "ko", "/"]);
    let month = reader.month().filter(|&month| is_year_of(month, year))?;
    reader.skip(&["-", "/"]);
    let number = reader.day_number()?;
    let end = reader.at;
    // "Since 2019. May 12, 2020": the year stands behind.
    reader.skip(&[",", "."]);
    if reader.year().is_some() {
        return None;
    }
    Some((day(year, month, number)?, end))
}

/// `2025年3月12日`, `2025년 3월 12일`; gives one past the last piece. Signs and digits are pieces of their own.
fn with_signs(pieces: &[Piece<'_>], at: usize) -> Option<(Date, usize)> {
    let [year, first, month, second, number] = pieces.get(at..at + 5)? else { return None };
    let signed = matches!((first.text, second.text), ("年", "月") | ("년", "월"));
    let date = day(year.number()?, month.number()?, number.number()?)?;
    let last = usize::from(pieces.get(at + 5).is_some_and(|piece| matches!(piece.text, "日" | "일")));
    (signed && year.width() == 4).then_some((date, at + 5 + last))
}

/// Reads piece after piece.
struct Reader<'a> {
    pieces: &'a [Piece<'a>],
    at: usize,
}

impl Reader<'_> {
    fn skip(&mut self, words: &[&str]) {
        while self.pieces.get(self.at).is_some_and(|piece| words.contains(&piece.text)) {
            self.at += 1;
        }
    }

    /// Goes past a time and its zone, as programs write them before the year: `09:40:00 EST`.
    fn skip_time(&mut self) {
        if self.pieces.get(self.at + 1).is_some_and(|piece| piece.text == ":")
            && let Some((_, end)) = time_at(self.pieces, self.at)
        {
            self.at = end;
        }
    }

    fn month(&mut self) -> Option<i32> {
        let word = self.pieces.get(self.at)?.text;
        if !word.starts_with(char::is_alphabetic) {
            return None;
        }
        // "İ" becomes "i" and a dot of its own in lower case.
        let lower = |word: &str| word.to_lowercase().replace('\u{307}', "");
        let next = |count: usize| self.pieces.get(self.at + count).map_or("", |piece| piece.text);
        let (month, taken) = if let Some(month) = month(&lower(word)).or_else(|| persian_month(word)) {
            (month, 1)
        } else if matches!(&*lower(word), "tháng" | "thg") {
            let number = self.pieces.get(self.at + 1)?.number();
            (number.filter(|number| (1..=12).contains(number))?, 2)
        } else if next(1) == "." {
            // "มิ.ย."
            (month(&format!("{word}.{}", next(2)))?, 3)
        } else {
            (month(&format!("{} {}", lower(word), lower(next(1))))?, 2)
        };
        self.at += taken;
        self.skip(&["."]);
        Some(month)
    }

    fn day_number(&mut self) -> Option<i32> {
        let piece = self.pieces.get(self.at).filter(|piece| piece.width() <= 2)?;
        let number = piece.number().filter(|number| (1..=31).contains(number))?;
        self.at += 1;
        self.skip(&["st", "nd", "rd", "th", "ST", "ND", "RD", "TH"]);
        Some(number)
    }

    fn year(&mut self) -> Option<i32> {
        let piece = self.pieces.get(self.at).filter(|piece| piece.width() == 4)?;
        let year = piece.number()?;
        self.at += 1;
        Some(year)
    }

    fn year_of(&mut self, month: i32) -> Option<i32> {
        self.year().filter(|&year| is_year_of(month, year))
    }
}

/// The month that the word names, in full or by its usual short forms.
pub(crate) fn month_number(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    let named =
        |month: &&str| **month == word || (word.len() == 3 && month.starts_with(&word)) || word == "sept";
    let at = if word == "sept" { 8 } else { Date::MONTHS.iter().position(named)? };
    i32::try_from(at + 1).ok()
}

pub(crate) fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && days.iter().any(|day| *day == word || (word.len() <= 5 && day.starts_with(&word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(line: &str) -> Option<String> {
        find_date(line).map(|found| found.published.iso())
    }

    #[test]
    fn printed_dates_are_read_in_their_common_forms() {
        for (line, expected) in [
            ("Published: 12 March 2025", "2025-03-12"),
            ("Thu Mar 13 2025 - 06:00", "2025-03-13T06:00"),
            ("Updated / Thursday, 5 Jun 2025 08:12", "2025-06-05T08:12"),
            ("PUBLISHED JUN 17, 2025, 6:15 PM", "2025-06-17T18:15"),
            ("MAY 5 2025", "2025-05-05"),
            ("Printed in the Gazette, June 5th, 2025", "2025-06-05"),
            ("Updated 2026-03-11 09:40", "2026-03-11T09:40"),
            ("2026-03-11T09:40:07.123Z", "2026-03-11T09:40Z"),
            ("2026-03-11T09:40:07+02:00", "2026-03-11T09:40+02:00"),
            ("By Fergus Tiernan 10/03/2026", "2026-03-10"),
            ("04.06.2025 /NA/", "2025-06-04"),
            ("03/25/2026", "2026-03-25"),
            ("Sept. 3, 2024 at 7 a.m. EDT", "2024-09-03T07:00-04:00"),
            ("9.05pm BST, Tuesday 1 July 2025", "2025-07-01T21:05+01:00"),
            ("Wed, 02 Oct 2024 13:00:00 GMT", "2024-10-02T13:00Z"),
            ("12:30am on 3 May 2025", "2025-05-03T00:30"),
            ("14. November 2025", "2025-11-14"),
            ("Publicado el 4 de mayo de 2025", "2025-05-04"),
            ("4 Mayıs 2025 Pazar", "2025-05-04"),
            ("1. 5. 2025", "2025-05-01"),
            ("2025年3月12日 09:40", "2025-03-12T09:40"),
            ("2025년 3월 12일", "2025-03-12"),
            ("12 марта 2025, 09:40", "2025-03-12T09:40"),
            ("12 अक्टूबर 2025", "2025-10-12"),
            ("१२ मार्च २०२५", "2025-03-12"),
            ("২২ মে ২০২৫", "2025-05-22"),
            ("١٢ مارس ٢٠٢٥", "2025-03-12"),
            ("12 كانون الأول 2025", "2025-12-12"),
            ("12 مايو/أيار 2025", "2025-05-12"),
            ("۱۵ مهر ۱۳۹۹", "2020-10-06"),
            ("۱۳۹۹/۰۷/۱۵", "2020-10-06"),
            ("5 มิถุนายน 2563", "2020-06-05"),
            ("5 มิ.ย. พ.ศ. 2563", "2020-06-05"),
            ("ngày 12 tháng 3 năm 2025", "2025-03-12"),
            ("2025. március 12.", "2025-03-12"),
            ("2025 m. kovo 12 d.", "2025-03-12"),
            ("12 KASIM 2025", "2025-11-12"),
            ("4 NİSAN 2025", "2025-04-04"),
            ("12 Eki 2025", "2025-10-12"),
            ("12 ΙΟΥΝΙΟΥ 2025", "2025-06-12"),
            ("12 septembar 2025.", "2025-09-12"),
            ("Wed Mar 12 09:40:07 EDT 2025", "2025-03-12T09:40-04:00"),
            ("Wed Mar 12 09:40:07 +0000 2025", "2025-03-12T09:40Z"),
            ("2025-Mar-12", "2025-03-12"),
            ("Since 2019. May 12, 2025", "2025-05-12"),
        ] {
            assert_eq!(iso(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn a_day_without_a_year_and_other_numbers_are_no_dates() {
        for line in [
            "SOFIA, March 11",
            "at 6:40 p.m. (1640 GMT)",
            "31/31/2025",
            "Flight 2025-99-01",
            "12 May 1399",
            "version 1.2.3",
        ] {
            assert_eq!(iso(line), None, "{line}");
        }
    }
}
