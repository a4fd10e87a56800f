//! Whether an expression of time can start with a word: a cheap look at every token, so that the readers run
//! on the few that can.

/// Whether one of the readers may find something from this word on.
pub(super) fn opens(word: &str) -> bool {
    let bytes = word.as_bytes();
    let Some(first) = bytes.first() else { return false };
    if first.is_ascii_digit() {
        return true;
    }
    let words: &[&str] = match first.to_ascii_lowercase() {
        b'a' => &[
            "a", "ad", "all", "anzac", "armistice", "ascension", "afternoon", "an", "apr", "april", "as", "ash", "at", "aug", "august", "autumn",
        ],
        b'b' => &["bastille", "beginning", "between", "black", "boxing", "by"],
        b'c' => &["ca", "centuries", "christmas", "circa", "close", "coming", "columbus", "couple", "current", "cyber", "currently"],
        b'd' => &["day", "dec", "decades", "december", "diwali"],
        b'e' => &[
            "each", "earlier", "early", "earth", "easter", "eid", "eight", "eighteen", "eighteenth", "eighth",
            "eighties", "eighty", "election", "eleven", "eleventh", "end", "evening", "every",
        ],
        b'f' => &[
            "fall", "father", "feb", "february", "few", "fifteen", "fifteenth", "fifth", "fifties", "fifty",
            "first", "five", "following", "forties", "forty", "four", "fourteen", "fourteenth", "fourth",
            "fri", "friday", "fridays",
        ],
        b'g' => &["good", "groundhog", "guy"],
        b'h' => &["half", "halloween", "hanukkah", "hundreds"],
        b'i' => &["in", "independence"],
        b'j' => &["jan", "january", "jul", "july", "jun", "june", "juneteenth"],
        b'l' => &["labor", "labour", "last", "late", "later"],
        b'm' => &[
            "many", "mar", "march", "martin", "maundy", "mlk", "may", "memorial", "mid", "midday", "middle", "midnight",
            "midsummer", "millions", "mon", "monday", "mondays", "morning", "mother",
        ],
        b'n' => &[
            "new", "next", "night", "nine", "nineteen", "nineteenth", "nineties", "ninety", "ninth", "noon",
            "nov", "november", "now", "nowadays",
        ],
        b'o' => &["oct", "october", "on", "one", "overnight"],
        b'p' => &["palm", "past", "pentecost", "pair", "patrick", "presidents", "preceding", "present", "previous"],
        b'q' => &["q1", "q2", "q3", "q4", "quarter"],
        b'r' => &["ramadan", "recent", "recently", "remainder", "remembrance", "rest"],
        b's' => &[
            "same", "sat", "saturday", "saturdays", "second", "sep", "sept", "september", "seven",
            "seventeen", "seventeenth", "seventh", "seventies", "seventy", "several", "six", "sixteen",
            "sixteenth", "sixth", "sixties", "sixty", "some", "spring", "st", "start", "summer", "summers",
            "sun", "sunday", "sundays",
        ],
        b't' => &[
            "ten", "tenth", "thanksgiving", "that", "the", "these", "third", "thirteen", "thirteenth",
            "thirties", "thirtieth", "thirty", "this", "those", "thousands", "three", "thu", "thur", "thurs",
            "thursday", "thursdays", "today", "tomorrow", "tonight", "tue", "tues", "tuesday", "tuesdays",
            "turn", "twelfth", "twelve", "twenties", "twentieth", "twenty", "two",
        ],
        b'u' => &["upcoming"],
        b'v' => &["valentine", "veterans"],
        b'w' => &["wed", "wednesday", "wednesdays", "week", "weekend", "whit", "within", "winter", "winters", "world"],
        b'x' => &["xmas"],
        b'y' => &["year", "years", "yesterday"],
        _ => return false,
    };
    let stem = word.trim_end_matches('.');
    words.iter().any(|other| other.eq_ignore_ascii_case(stem)) || word.contains('-') && compound(word)
}

/// "mid-August", "twenty-five", "year-end", "first-quarter".
fn compound(word: &str) -> bool {
    let Some((first, _)) = word.split_once('-') else { return false };
    first.eq_ignore_ascii_case("mid") || !first.contains('-') && opens(first)
}
