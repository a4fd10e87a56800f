//! Words that say where something is kept: mail and web addresses, file names. Marks of names in, those on such words
//! alone taken away.

use crate::ner::{Part, part_and_kind};

/// What names of files end with.
const ENDINGS: [&str; 19] = [
    ".asp", ".csv", ".doc", ".docx", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".mp3", ".mp4", ".pdf",
    ".php", ".png", ".ppt", ".txt", ".xls", ".xlsx", ".zip",
];

/// Takes the mark from each address or file name that is marked as a name by itself: "Budget.pdf" is no person. Inside
/// of a longer name it stays.
pub(crate) fn unmark(texts: &[&str], marks: &mut [u8]) {
    for (text, marked) in texts.iter().zip(marks) {
        let alone = part_and_kind(*marked).is_some_and(|(part, _)| part == Part::Unit as usize);
        if alone && is_locator(text) {
            *marked = 0;
        }
    }
}

/// Whether the word is a mail address, a web address with its scheme or "www.", or the name of a file. "Orme.com" is
/// none: companies are called so.
fn is_locator(word: &str) -> bool {
    let bytes = word.as_bytes();
    let starts =
        |start: &str| bytes.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()));
    let ends = |ending: &&str| {
        let from = bytes.len().checked_sub(ending.len()).filter(|&from| from > 0);
        from.is_some_and(|from| bytes[from..].eq_ignore_ascii_case(ending.as_bytes()))
    };
    let mail = || word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    word.contains("://") || starts("www.") || mail() || ENDINGS.iter().any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ner;

    #[test]
    fn addresses_and_files_are_no_names() {
        for word in ["Budget.pdf", "TABLES.XLS", "j.Orme@press.example", "WWW.press.example", "ftp://Orme"] {
            assert!(is_locator(word), "{word}");
        }
        for word in ["Orme.com", "U.S.", "@Orme", "Orme@NORDLAND", ".doc", "A.", "", "Éva.pdfé", "@"] {
            assert!(!is_locator(word), "{word}");
        }
    }

    #[test]
    fn a_file_loses_its_mark_only_where_it_stands_alone() {
        let at = |part, kind| ner::mark(part, kind) as u8;
        let mut marks = [at(Part::Unit, 0), at(Part::Unit, 1), at(Part::Begin, 0), at(Part::Last, 0)];
        let kept = marks;
        unmark(&["Budget.pdf", "Orme", "Orme", "j@press.example"], &mut marks);
        assert_eq!(marks, [0, kept[1], kept[2], kept[3]]);
    }
}
