//! Stems of inflected verbs and adjectives: an ending off, the letter that it swallowed or doubled mended.
//!
//! "stopped" is stop, "moving" move, "carried" carry, "travelled" travel. Knows no irregular forms.

/// Takes the ending off and mends the stem; a form that has not the ending, or no vowel before it, stays.
pub(super) fn stem(form: &str, ending: &str) -> Box<str> {
    let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() >= 2 && stem.is_ascii()) else {
        return form.into();
    };
    if !stem.bytes().any(|letter| is_vowel(letter) || letter == b'y') {
        return form.into();
    }
    if let Some(root) = stem.strip_suffix('i').filter(|_| ending != "ing") {
        return format!("{root}y").into();
    }
    if stem.ends_with('e') && ending != "ing" {
        // "agreed" has lost an "e"; "better" and other false endings come to little harm.
        return format!("{stem}e").into();
    }
    if is_doubled(stem) {
        return stem[..stem.len() - 1].into();
    }
    if is_silent(stem) { format!("{stem}e").into() } else { stem.into() }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// How many groups of vowels the stem has: about its syllables.
fn groups(stem: &str) -> usize {
    let bytes = stem.as_bytes();
    (0..bytes.len()).filter(|&at| is_vowel(bytes[at]) && (at == 0 || !is_vowel(bytes[at - 1]))).count()
}

/// Stems whose two last letters are their own.
const DOUBLE: &[&str] =
    &["add", "boycott", "burr", "butt", "ebb", "egg", "err", "odd", "purr", "putt", "shrugg", "whirr"];

/// Whether the last letter was doubled before the ending.
fn is_doubled(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    let last = bytes[bytes.len() - 1];
    if bytes[bytes.len() - 2] != last || is_vowel(last) {
        return false;
    }
    match last {
        b's' | b'z' | b'f' | b'c' => false,
        // "travelled", "controlled", "signalled", but "called", "installed", "fulfilled".
        b'l' => {
            let two = groups(stem) > 1;
            let kept = ["ill", "call", "stall", "fall", "pall", "roll", "pell", "well", "dwell", "ull"];
            two && (!kept.iter().any(|end| stem.ends_with(end)) || stem.ends_with("troll"))
        }
        _ => !DOUBLE.iter().any(|kept| stem.ends_with(kept) && (kept.len() > 4 || kept.len() == stem.len())),
    }
}

/// Whether an "e" was swallowed: the longest ending of [`ENDINGS`] that fits decides; before a single
/// consonant, two vowels speak against it.
fn is_silent(stem: &str) -> bool {
    let fits = ENDINGS.iter().filter(|(ending, _)| stem.ends_with(ending));
    let Some(&(ending, silent)) = fits.max_by_key(|(ending, _)| ending.len()) else { return false };
    let bytes = stem.as_bytes();
    // "treat", "avoid", "train", "repair": the ending's vowel is half of a pair.
    let short = ending.len() == 2 && is_vowel(ending.as_bytes()[0]);
    let paired = short && bytes.len() > 2 && is_vowel(bytes[bytes.len() - 3]);
    let qu = bytes.len() > 3 && bytes[bytes.len() - 3] == b'u' && bytes[bytes.len() - 4] == b'q';
    silent && (!paired || qu)
}

/// Ends of stems and whether a silent "e" follows, the longest that fits counting; ends that are not here
/// have none.
const ENDINGS: &[(&str, bool)] = &[
    // Always, whatever stands before.
    ("c", true),
    ("u", true),
    ("v", true),
    ("z", true),
    ("zz", false),
    ("s", true),
    ("ss", false),
    // g
    ("ag", true),
    ("ang", true),
    ("bang", false),
    ("hang", false),
    ("chang", true),
    ("dg", true),
    ("eg", true),
    ("eng", true),
    ("fring", true),
    ("lg", true),
    ("lung", true),
    ("oblig", true),
    ("rg", true),
    ("sieg", true),
    ("ting", true),
    ("sting", false),
    // l
    ("bl", true),
    ("cl", true),
    ("dl", true),
    ("fl", true),
    ("gl", true),
    ("kl", true),
    ("pl", true),
    ("tl", true),
    ("zl", true),
    ("il", true),
    ("ncil", false),
    ("ul", true),
    ("nsul", false),
    ("yl", true),
    ("hal", true),
    ("pal", true),
    ("scal", true),
    ("stal", true),
    ("whol", true),
    ("nsol", true),
    ("ajol", true),
    // r
    ("ar", true),
    ("dollar", false),
    ("ir", true),
    ("ur", true),
    ("murmur", false),
    ("sulfur", false),
    ("ador", true),
    ("bor", true),
    ("arbor", false),
    ("labor", false),
    ("ignor", true),
    ("plor", true),
    ("scor", true),
    ("stor", true),
    ("nvestor", false),
    ("rdher", false),
    ("adher", true),
    ("oher", true),
    ("terfer", true),
    ("ersever", true),
    ("rever", true),
    ("sincer", true),
    ("sever", true),
    // t
    ("at", true),
    ("combat", false),
    ("format", false),
    ("creat", true),
    ("meat", true),
    ("neat", true),
    ("iat", true),
    ("uat", true),
    ("et", false),
    ("complet", true),
    ("delet", true),
    ("ompet", true),
    ("secret", true),
    ("cit", true),
    ("licit", false),
    ("bit", true),
    ("hibit", false),
    ("rbit", false),
    ("pedit", true),
    ("gnit", true),
    ("unit", true),
    ("whit", true),
    ("writ", true),
    ("nvit", true),
    ("ot", true),
    ("ballot", false),
    ("pilot", false),
    ("pivot", false),
    ("ut", true),
    ("debut", false),
    ("hast", true),
    ("past", true),
    ("tast", true),
    ("wast", true),
    // d
    ("ad", true),
    ("suad", true),
    ("id", true),
    ("guid", true),
    ("ced", true),
    ("imped", true),
    ("persed", true),
    ("tamped", true),
    ("od", true),
    ("ud", true),
    // n
    ("in", true),
    ("argin", false),
    ("abin", false),
    ("tpon", true),
    ("phon", true),
    ("ndon", true),
    ("bandon", false),
    ("aton", true),
    ("clon", true),
    ("ston", true),
    ("terven", true),
    ("onven", true),
    ("traven", true),
    ("un", true),
    // m
    ("im", true),
    ("victim", false),
    ("am", true),
    ("um", true),
    ("com", true),
    ("hom", true),
    // k, p, b, f, h, w
    ("ak", true),
    ("ik", true),
    ("ok", true),
    ("uk", true),
    ("ap", true),
    ("ip", true),
    ("gossip", false),
    ("ship", false),
    ("op", true),
    ("elop", false),
    ("gallop", false),
    ("yp", true),
    ("ib", true),
    ("ob", true),
    ("af", true),
    ("if", true),
    ("breath", true),
    ("bath", true),
    ("cloth", true),
    ("loath", true),
    ("sooth", true),
    ("seeth", true),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_mended() {
        let cases = [
            (
                "ed",
                "stopped moved carried required created offered opened quoted filed described agreed called",
            ),
            (
                "ed",
                "travelled controlled installed boycotted added needed treated avoided visited invited united",
            ),
            (
                "ed",
                "postponed abandoned interfered developed escaped guided equipped signalled pleaded acquired",
            ),
            ("ing", "becoming arguing seizing hiring bringing changing staging mentioning planning seeing"),
            ("er", "later longer larger bigger earlier safer simpler greater"),
        ];
        let expected = [
            "stop move carry require create offer open quote file describe agree call",
            "travel control install boycott add need treat avoid visit invite unite",
            "postpone abandon interfere develop escape guide equip signal plead acquire",
            "become argue seize hire bring change stage mention plan see",
            "late long large big early safe simple great",
        ];
        for ((ending, forms), expected) in cases.into_iter().zip(expected) {
            let found: Vec<_> = forms.split(' ').map(|form| stem(form, ending).into_string()).collect();
            assert_eq!(found.join(" "), expected);
        }
    }

    #[test]
    fn what_has_no_stem_stays() {
        for form in ["red", "bed", "ed", "ned", "éed", "", "shed"] {
            assert_eq!(&*stem(form, "ed"), form);
        }
    }
}
