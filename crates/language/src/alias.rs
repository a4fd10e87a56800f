//! Two names in; whether they may be variants of one: surname, initials, acronym, misspelling, word order.
//!
//! It compares words only. Whether a variant is unique enough to be joined is for [`crate::entity`].

/// Whether the shorter name may be a variant of the longer person's name: "Kirby", "Kim" (a surname
/// first), "J. Kirby", "Kirbby".
pub(crate) fn person(short: &[String], long: &[String]) -> bool {
    if short == long {
        return true;
    }
    if short.is_empty() || short.len() > long.len() {
        return false;
    }
    if let ([word], [.., last]) = (short, long) {
        return word == last || misspelt(word, last) || (long.len() > 1 && word == &long[0]);
    }
    let (Some(first), Some(last)) = (short.first(), short.last()) else { return false };
    let (Some(full_first), Some(full_last)) = (long.first(), long.last()) else { return false };
    let firsts = first == full_first || initial(first, full_first) || misspelt(first, full_first);
    let surname = last == full_last || (first == full_first && misspelt(last, full_last));
    (firsts && surname) || long.ends_with(short) || (short.len() > 1 && long.starts_with(short))
}

/// Whether the name is only a person's surname or its misspelling, not the first name.
pub(crate) fn surname_of(short: &[String], long: &[String]) -> bool {
    matches!((short, long), ([word], [.., last]) if word == last || misspelt(word, last))
}

/// Whether the shorter name may be a variant of the longer organisation's: its acronym, its beginning or
/// end, the same words in another order.
pub(crate) fn organisation(short: &[String], long: &[String], short_text: &str) -> bool {
    let (short, long) = (without_form(short), without_form(long));
    if short == long {
        return true;
    }
    if short.is_empty() || long.is_empty() {
        return false;
    }
    if acronym(short_text, long) {
        return true;
    }
    let end =
        short.len() < long.len() && long.ends_with(short) && !is_object(&long[..long.len() - short.len()]);
    let start = short.len() < long.len() && long.starts_with(short) && !is_occasion(long);
    !another_field(short, long) && (start || end || reordered(short, long))
}

/// "Charter of the" before "United Nations": what follows is another one's name.
fn is_object(before: &[String]) -> bool {
    let last = before.iter().rev().find(|word| *word != "the");
    last.is_some_and(|word| small(word) && !matches!(&**word, "and" | "&"))
}

/// "Skarv Science Fair": whoever lends the name is not the event.
fn is_occasion(long: &[String]) -> bool {
    let last = long.last().map_or("", |word| word);
    matches!(
        last,
        "arena"
            | "award"
            | "awards"
            | "championship"
            | "cup"
            | "fair"
            | "festival"
            | "prize"
            | "stadium"
            | "summit"
    )
}

/// "Mines Ministry" beside "Ministry of Energy and Mines": of several fields an abbreviation keeps the first, so one
/// that lacks it is another institution's.
fn another_field(short: &[String], long: &[String]) -> bool {
    let Some(and) = long.iter().position(|word| matches!(&**word, "and" | "&")) else { return false };
    let first = long[..and].iter().rev().take_while(|word| !small(word)).find(|word| !institution(word));
    let within = |word: &String| short.contains(word);
    first.is_some_and(|first| !within(first)) && short.iter().any(|word| institution(word))
}

/// Whether the text is made of the initials of the words: "SEM", "U.N.".
pub(crate) fn acronym(text: &str, words: &[String]) -> bool {
    let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let capitals = letters.iter().all(|letter| letter.is_uppercase() || letter.is_numeric());
    if letters.len() < 2 || letters.len() > 8 || !capitals || words.len() < 2 {
        return false;
    }
    let acronym: String = letters.iter().collect::<String>().to_lowercase();
    let initials = |skip: bool| -> String {
        words.iter().filter(|word| !(skip && small(word))).filter_map(|word| word.chars().next()).collect()
    };
    acronym == initials(true) || acronym == initials(false)
}

/// "Water Resources Ministry" and "Ministry of Water Resources": the words of one are among the other's.
fn reordered(short: &[String], long: &[String]) -> bool {
    let content = |words: &[String]| words.iter().filter(|word| !small(word)).count();
    let within = || short.iter().filter(|word| !small(word)).all(|word| long.contains(word));
    short.iter().any(|word| institution(word)) && content(short) >= 2 && within()
}

/// Whether the word says that the name is a public body's.
fn institution(word: &str) -> bool {
    matches!(
        word,
        "ministry"
            | "department"
            | "office"
            | "authority"
            | "agency"
            | "committee"
            | "commission"
            | "court"
            | "council"
            | "university"
            | "board"
            | "bank"
            | "institute"
    )
}

/// The name without the words for its legal form.
fn without_form(words: &[String]) -> &[String] {
    let form = |word: &String| {
        matches!(
            word.trim_end_matches('.'),
            "ltd"
                | "inc"
                | "corp"
                | "co"
                | "plc"
                | "llc"
                | "ag"
                | "sa"
                | "gmbh"
                | "nv"
                | "spa"
                | "limited"
                | "corporation"
        )
    };
    match words {
        [rest @ .., last] if !rest.is_empty() && form(last) => rest,
        _ => words,
    }
}

fn small(word: &str) -> bool {
    matches!(
        word,
        "of" | "the" | "and" | "for" | "on" | "in" | "de" | "del" | "des" | "la" | "du" | "to" | "&"
    )
}

fn initial(short: &str, long: &str) -> bool {
    let letter = short.trim_end_matches('.');
    letter.chars().count() == 1 && long.starts_with(letter)
}

/// Whether two long words with the same first letter differ by one letter added, dropped, changed or swapped.
pub(crate) fn misspelt(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 4 || one.chars().next() != other.chars().next() {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < 5 || long.len() < 6 || long.len() - short.len() > 1 || short == long {
        return false;
    }
    let same_start = short.iter().zip(&long).take_while(|(one, other)| one == other).count();
    let (short, long) = (&short[same_start..], &long[same_start..]);
    if short.len() < long.len() {
        return short == &long[1..];
    }
    let swapped = short.len() > 1 && short[0] == long[1] && short[1] == long[0] && short[2..] == long[2..];
    short[1..] == long[1..] || swapped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        name.to_lowercase().split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn variants_of_a_person() {
        for (short, long) in [
            ("Tarrow", "Mira Tarrow"),
            ("Tarow", "Mira Tarrow"),
            ("Park", "Park Sung Ho"),
            ("Mira Tarrow", "Mira Elsbeth Tarrow"),
            ("M. Tarrow", "Mira Tarrow"),
        ] {
            assert!(person(&words(short), &words(long)), "{short} for {long}");
        }
        for (short, long) in [("Kerr", "Ann Karr"), ("Jon Tarrow", "Mira Tarrow"), ("Ho Park", "Park Ho")] {
            assert!(!person(&words(short), &words(long)), "{short} is not {long}");
        }
    }

    #[test]
    fn variants_of_an_organisation() {
        for (short, long) in [
            ("NHB", "National Harbour Board"),
            ("Selda", "Selda Shipping"),
            ("Port Authority", "Port Authority of Selda"),
            ("Energy Ministry", "Ministry of Energy and Mines"),
        ] {
            assert!(organisation(&words(short), &words(long), short), "{short} for {long}");
        }
        for (short, long) in [
            ("Energy Ministry", "Ministry of Transport"),
            ("Mines Ministry", "Ministry of Energy and Mines"),
            ("Water Ministry", "Energy and Water Ministry"),
            ("Selda Union", "Charter of the Selda Union"),
            ("Selda", "Selda Science Fair"),
        ] {
            assert!(!organisation(&words(short), &words(long), short), "{short} is not {long}");
        }
        assert!(!organisation(&words("Harbour Bank"), &words("National Harbour Board"), "Harbour Bank"));
    }
}
