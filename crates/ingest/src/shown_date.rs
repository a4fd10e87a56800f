//! A page's passages in, the dates printed on it out: near its headline, in its opening words, anywhere on it, and those
//! of its last change. What its head, its structured data and its elements state is read in `page_date.rs`.

use woozle_text::Published;

use crate::{
    date::{FoundDate, Order, find_date_in},
    page_date::Sources,
    passage::Marks,
};

/// Words in class or id of elements that hold dates.
const DATED: [&str; 20] = [
    "date",
    "time",
    "publi",
    "posted",
    "stamp",
    "meta",
    "byline",
    "info",
    "datum",
    "fecha",
    "data",
    "created",
    "veroeffent",
    "release",
    "details",
    "author",
    "header",
    "heading",
    "tarih",
    "submitted",
];
/// Words that tell of a change.
const CHANGES: [&str; 24] = [
    "updated",
    "modified",
    "aktualisiert",
    "actualizado",
    "actualizada",
    "actualización",
    "mis à jour",
    "mise à jour",
    "modifié",
    "aggiornato",
    "atualizado",
    "atualizada",
    "bijgewerkt",
    "zaktualizowano",
    "aktualizováno",
    "обновлено",
    "оновлено",
    "güncelleme",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "last reviewed",
    "stand:",
    "更新",
];
/// Words that tell of the publication.
const PUBLISHES: [&str; 20] = [
    "publish",
    "posted",
    "veröffentlicht",
    "erschienen",
    "publicado",
    "publicada",
    "publié",
    "pubblicato",
    "pubblicata",
    "gepubliceerd",
    "opublikowano",
    "publikováno",
    "publicerad",
    "publisert",
    "udgivet",
    "yayın",
    "опубликован",
    "опубліковано",
    "نشر",
    "公開",
];
/// So many passages above and below the headline a date is looked for.
pub(crate) const ABOVE: usize = 12;
pub(crate) const BELOW: usize = 30;
/// So many passages from the headline a date is that of the article whatever is said of its element.
const ADJOINING: usize = 2;
/// So many passages from the headline a date that stands alone is the one that readers take for the article's.
const NEAR: usize = 6;
/// A date that opens the article stands in the first so many bytes of a passage.
const OPENING: usize = 60;
/// A line that dates a page has no more bytes.
const LONGEST: usize = 240;

/// The dates of a line, by what it says of them.
#[derive(Clone, Copy, Debug, Default)]
struct Dated {
    /// That of the publication, or the one of which nothing is said.
    published: Option<FoundDate>,
    /// That of the last change.
    changed: Option<FoundDate>,
}

impl Sources<'_> {
    /// The date printed near the headline.
    pub(crate) fn printed(&self, order: Order) -> Option<Published> {
        let headline = self.headline?;
        let below = headline + 1..(headline + BELOW).min(self.passages.len());
        let above = headline.saturating_sub(ABOVE)..headline;
        let date = |number: usize| self.date_of(number, order, false);
        below.clone().find_map(date).or_else(|| above.rev().find_map(date)).map(|found| found.published)
    }

    /// The one date by the headline that stands alone.
    pub(crate) fn beside_headline(&self, order: Order) -> Option<Published> {
        let headline = self.headline?;
        let near = headline.saturating_sub(NEAR)..(headline + NEAR).min(self.passages.len());
        let alone = |number: usize| {
            let found = self.date_of(number, order, true)?;
            (self.passages[number].text.len() - (found.end - found.start) <= 12).then_some(found.published)
        };
        let mut dates = near.filter_map(alone);
        let first = dates.next().filter(is_recent)?;
        dates.all(|other| other.date == first.date).then_some(first)
    }

    /// The first date that is nearly all of a passage, anywhere but in menus, teasers and comments.
    pub(crate) fn printed_anywhere(&self, order: Order) -> Option<Published> {
        let date = |number: usize| {
            let changed = || self.dated(number, order, true).changed;
            self.date_of(number, order, true).or_else(changed).map(|found| found.published)
        };
        let first = self.headline.map_or(0, |headline| headline + 1);
        (first..self.passages.len()).chain(0..first).find_map(date).filter(is_recent)
    }

    /// The date of the last change printed near the headline.
    pub(crate) fn changed(&self, order: Order) -> Option<Published> {
        let headline = self.headline?;
        let near = headline.saturating_sub(ABOVE)..(headline + BELOW).min(self.passages.len());
        near.into_iter()
            .find_map(|number| self.dated(number, order, false).changed)
            .map(|found| found.published)
    }

    /// The date in the opening words of one of the first paragraphs: "Press release of 25 January 2022 | …".
    pub(crate) fn opening(&self, order: Order) -> Option<Published> {
        let first = self.headline? + 1;
        let last = (first + ADJOINING + 1).min(self.passages.len());
        // "teaser-text" may be the class of an article's first paragraph.
        let elsewhere = Marks::COMMENT.with(Marks::NAV).with(Marks::HIDDEN);
        let opens = |number: usize| {
            let passage = Some(&self.passages[number]).filter(|_| !self.marks[number].any(elsewhere))?;
            let found = find_date_in(&passage.text, order)?;
            let before = passage.text[..found.start].split_whitespace().count();
            (found.end <= OPENING && before <= 4).then_some(found.published)
        };
        (first..last).find_map(opens).filter(is_recent)
    }

    /// Whether the passage says that its date is that of a change, and of no publication.
    pub(crate) fn changes(&self, number: usize) -> bool {
        let text = &self.passages[number].text;
        text.len() <= LONGEST && word(text, &CHANGES).is_some() && word(text, &PUBLISHES).is_none()
    }

    /// The date of publication in the passage.
    fn date_of(&self, number: usize, order: Order, alone: bool) -> Option<FoundDate> {
        self.dated(number, order, alone).published
    }

    /// The dates in the passage, if they are there to date the page: nearly all of it, or in an element called so.
    fn dated(&self, number: usize, order: Order, alone: bool) -> Dated {
        let passage = &self.passages[number];
        let elsewhere = Marks::COMMENT.with(Marks::NAV).with(Marks::HIDDEN);
        // "article-teaser" may be the class of what stands beside the headline.
        let adjoins = self.headline.is_some_and(|headline| headline.abs_diff(number) <= ADJOINING);
        let related = self.marks[number].any(Marks::RELATED) && !adjoins;
        if passage.text.len() > LONGEST || related || self.marks[number].any(elsewhere) {
            return Dated::default();
        }
        let dated = dated(&passage.text, order);
        let Some(found) = dated.published.or(dated.changed) else { return Dated::default() };
        let rest = passage.text.len() - (found.end - found.start);
        let told = word(&passage.text, &PUBLISHES).is_some();
        let mostly = rest <= if alone && !told { 30 } else { 60 };
        let called = || {
            self.tree.ancestors(passage.at).take(3).any(|above| {
                let node = &self.tree.nodes[above];
                &*node.name == "time"
                    || ["class", "id", "itemprop"].iter().any(|name| {
                        let value = node.attribute(name).unwrap_or_default().to_ascii_lowercase();
                        DATED.iter().any(|word| value.contains(word))
                    })
            })
        };
        if mostly || (!alone && called()) { dated } else { Dated::default() }
    }
}

/// The dates of the line. Of several, the one behind "published" is that of the publication, the one behind
/// "updated" that of the change; where only a change is told, a date before the word and one behind it are both.
fn dated(text: &str, order: Order) -> Dated {
    let Some(first) = find_date_in(text, order) else { return Dated::default() };
    let behind = |words: &[&str]| {
        let at = word(text, words)?;
        let found = find_date_in(&text[at..], order);
        Some((at, found.map(|date| FoundDate { start: date.start + at, end: date.end + at, ..date })))
    };
    match (behind(&PUBLISHES), behind(&CHANGES)) {
        (None, None) => Dated { published: Some(first), changed: None },
        (Some((_, published)), None) => Dated { published: published.or(Some(first)), changed: None },
        (None, Some((at, changed))) => {
            let both = first.end <= at && changed.is_some();
            Dated { published: both.then_some(first), changed: changed.or(Some(first)) }
        }
        (Some((_, published)), Some((_, changed))) => {
            Dated { published: published.or(Some(first)), changed: changed.or(published) }
        }
    }
}

/// Where the first of the words, given in lower case, begins in the text.
fn word(text: &str, words: &[&str]) -> Option<usize> {
    let begins = |&(at, _): &(usize, char)| {
        words.iter().any(|word| {
            let mut letters = text[at..].chars().flat_map(char::to_lowercase);
            word.chars().all(|letter| letters.next() == Some(letter))
        })
    };
    text.char_indices().find(begins).map(|(at, _)| at)
}

/// Whether the day may be one on which a page was published: older ones are those of lives and wars.
pub(crate) fn is_recent(published: &Published) -> bool {
    published.date.year >= 1993
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_dates_in_a_line_each_is_what_the_word_before_it_says() {
        for (line, published, changed) in [
            ("12 March 2025", Some("2025-03-12"), None),
            ("Updated 13 March 2025", None, Some("2025-03-13")),
            ("13 March 2025 (updated)", None, Some("2025-03-13")),
            ("Updated: 13 March 2025. Published: 12 March 2025", Some("2025-03-12"), Some("2025-03-13")),
            ("Published 12 March 2025, UPDATED 13 March 2025", Some("2025-03-12"), Some("2025-03-13")),
            ("12.03.2025 - Güncelleme : 13.03.2025", Some("2025-03-12"), Some("2025-03-13")),
            ("Received 01.03.2025; accepted 09.03.2025; published 12.03.2025", Some("2025-03-12"), None),
        ] {
            let found = dated(line, Order::DayFirst);
            let iso = |found: Option<FoundDate>| found.map(|found| found.published.date.iso());
            assert_eq!(iso(found.published).as_deref(), published, "{line}");
            assert_eq!(iso(found.changed).as_deref(), changed, "{line}");
        }
    }
}
