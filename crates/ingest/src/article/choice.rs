//! The passages in and around the element that holds the article in, what each is for out: standfirst, paragraph,
//! subheading, caption, or none of the article.

use woozle_text::BlockKind;

use super::Page;
use crate::{
    closing::is_furniture,
    date::find_date,
    layout::ends_sentence,
    passage::{Form, Marks},
    wording::{is_caption, is_code, is_promotion, is_sentence},
};

/// A line that dates an article is shorter, in bytes.
const LONGEST_DATED: usize = 160;
/// So many links of a menu end an article that has begun, which takes so many bytes of sentences.
const MENU: usize = 10;
const BEGUN: f32 = 200.0;
/// What stands behind such a menu is the article all the same if it says so many times as much.
const OUTWEIGHS: f32 = 3.0;

impl Page<'_> {
    /// What stands between the headline and the element that holds the article and belongs to it: standfirst
    /// and first paragraphs.
    pub(super) fn standfirst(&self, first: usize) -> Vec<(usize, BlockKind)> {
        let Some(headline) = self.headline.filter(|&headline| headline < first) else { return Vec::new() };
        let summary = self.clues.summary.unwrap_or_default();
        let belongs = |number: &usize| {
            let passage = &self.passages[*number];
            let said = passage.text.len() > 30 && summary.starts_with(passage.text.as_str());
            let marks = self.marks[*number];
            let unlinked = passage.link_density() < 0.3 && passage.form != Form::Caption;
            let called = marks.any(Marks::STANDFIRST) && !marks.any(Marks::OUTSIDE);
            let titled = called && passage.text.len() > 30;
            let written = is_sentence(&passage.text) && passage.text.len() > 60;
            said || (unlinked && (titled || written && !marks.any(Marks::OUTSIDE)))
        };
        (headline + 1..first).filter(belongs).map(|number| (number, BlockKind::Body)).collect()
    }

    /// What the passage is for; `None` where it is none of the article.
    pub(super) fn kind(&self, number: usize) -> Option<BlockKind> {
        let passage = &self.passages[number];
        let marks = self.marks[number];
        if passage.form == Form::Caption || marks.only(Marks::OUTSIDE) == Marks::CAPTION {
            return Some(BlockKind::Caption);
        }
        let quoted = passage.form == Form::Quotation && !marks.any(Marks::SURELY);
        if (marks.any(Marks::OUTSIDE) && !quoted) || is_furniture(&passage.text) {
            return None;
        }
        if is_caption(&passage.text) {
            return Some(BlockKind::Caption);
        }
        if is_promotion(passage) {
            return None;
        }
        let linked = passage.link_density();
        match passage.form {
            Form::Heading(_) => {
                (linked < 0.5 || self.titled.contains(&number)).then_some(BlockKind::Subheading)
            }
            Form::Code if is_code(&passage.text) => None,
            Form::Paragraph | Form::Code => {
                let written = is_sentence(&passage.text) && linked < 0.8;
                (linked < 0.6 || written).then_some(BlockKind::Body)
            }
            Form::Item | Form::Cell => {
                (linked < 0.5 || self.linked_share(number) < 0.6).then_some(BlockKind::Body)
            }
            Form::Quotation => Some(BlockKind::Body),
            Form::Caption => Some(BlockKind::Caption),
        }
    }

    /// Whether the paragraph begins with an author's name and goes on to tell of them.
    pub(super) fn is_about_author(&self, text: &str) -> bool {
        let opening = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        self.clues.authors.iter().any(|name| {
            let rest = opening.strip_prefix(name.as_str());
            name.contains(' ')
                && rest.is_some_and(|rest| {
                    rest.split_whitespace().count() >= 3 && !rest.starts_with(char::is_alphanumeric)
                })
        })
    }

    /// Takes away what stands behind a menu or footer of the site: addresses, terms of use. An article that goes on
    /// behind a long list of links has headings there.
    pub(super) fn end_at_menu(&self, kept: &mut Vec<(usize, BlockKind)>) {
        let linked = |number: &usize| {
            self.marks[*number].any(Marks::NAV) && self.passages[*number].link_density() > 0.5
        };
        let menu = |pair: &[(usize, BlockKind)]| (pair[0].0 + 1..pair[1].0).filter(linked).count() >= MENU;
        let borders = kept.windows(2).enumerate().filter(|(_, pair)| menu(pair)).map(|(at, _)| at + 1);
        let said =
            |kept: &[(usize, BlockKind)]| kept.iter().map(|&(number, _)| self.mass[number]).sum::<f32>();
        let borders: Vec<usize> = borders.collect();
        for &border in borders.iter().rev() {
            let before = said(&kept[..border]);
            let headed = kept[border..].iter().any(|&(_, kind)| kind == BlockKind::Subheading);
            if headed || before < BEGUN || said(&kept[border..]) > OUTWEIGHS * before {
                return;
            }
            kept.truncate(border);
        }
    }

    /// Takes away what stands before the first and behind the last sentence; `above` of them stand before the
    /// element that holds the article, and stay.
    pub(super) fn trim(&self, kept: &mut Vec<(usize, BlockKind)>, above: usize) {
        let written = |&(number, kind): &(usize, BlockKind)| {
            let passage = &self.passages[number];
            if is_dated_line(&passage.text) {
                return false;
            }
            let called = self.marks[number].any(Marks::STANDFIRST) && passage.text.len() > 30;
            let long = passage.text.len() > 60 || called;
            let unlinked = passage.link_density() < 0.3;
            kind == BlockKind::Body
                && (long && unlinked || is_sentence(&passage.text) || passage.form != Form::Paragraph)
        };
        let Some(last) = kept.iter().rposition(written) else { return };
        kept.truncate(last + 1);
        let first = kept.iter().skip(above).position(written).map_or(above, |first| first + above);
        let heading = first > above && kept[first - 1].1 == BlockKind::Subheading;
        kept.drain(above..first - usize::from(heading));
    }
}

/// Whether the line tells the day and perhaps the author, as one above or below an article does, and is no sentence.
fn is_dated_line(text: &str) -> bool {
    text.len() < LONGEST_DATED && !ends_sentence(text) && find_date(text).is_some()
}

/// Takes away headings under which nothing stands.
pub(super) fn drop_empty_headings(kept: &mut Vec<(usize, BlockKind)>) {
    let mut followed = false;
    let mut keep = vec![true; kept.len()];
    for (at, &(_, kind)) in kept.iter().enumerate().rev() {
        match kind {
            BlockKind::Subheading => keep[at] = followed,
            BlockKind::Body => followed = true,
            _ => {}
        }
    }
    let mut keep = keep.into_iter();
    kept.retain(|_| keep.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::tests::{BRIDGE, BUSES, body, texts};

    const TERMS: &str =
        "What is printed here may be sent on to friends, but nobody may sell it without our leave.";
    const HARBOUR: &str =
        "The harbour master expects more ferries in the meantime, and the first of them will sail at six.";

    /// A menu of the site with so many links.
    fn menu(links: usize) -> String {
        let link = |number| format!("<li><a href='/{number}'>Desk {number} of the town</a></li>");
        format!("<div class='footer-links'><ul>{}</ul></div>", (0..links).map(link).collect::<String>())
    }

    fn page(parts: &[&str]) -> String {
        format!("<h1>Old bridge closed</h1><div>{}</div>", parts.concat())
    }

    #[test]
    fn a_menu_of_the_site_ends_an_article_that_has_begun() {
        let article = format!("<p>{BRIDGE}</p><p>{BUSES}</p>");
        let behind = format!("<p>{TERMS}</p>");
        assert_eq!(body(&page(&[&article, &menu(12), &behind])), [BRIDGE, BUSES]);
        // A few links are a menu of the article's own.
        assert_eq!(body(&page(&[&article, &menu(4), &behind])), [BRIDGE, BUSES, TERMS]);
        // One line above a menu is no article yet.
        let line = format!("<p>{HARBOUR}</p>");
        assert_eq!(body(&page(&[&line, &menu(12), &article])), [HARBOUR, BRIDGE, BUSES]);
        // Nor is what stands above it the article where far more stands behind.
        let opening = format!("<p>{HARBOUR}</p><p>{BUSES}</p>");
        let rest: String = (0..6).map(|day| format!("<p>On day {day}: {BRIDGE}</p>")).collect();
        assert_eq!(body(&page(&[&opening, &menu(12), &rest])).len(), 8);
    }

    #[test]
    fn an_article_goes_on_behind_a_long_menu_where_it_has_headings() {
        let article = format!("<p>{BRIDGE}</p><p>{BUSES}</p>");
        let behind = format!("<h2>By water</h2><p>{HARBOUR}</p>");
        let found = texts(&page(&[&article, &menu(12), &behind]));
        let heading = (BlockKind::Subheading, "By water".to_owned());
        assert_eq!(found[2..], [heading, (BlockKind::Body, HARBOUR.to_owned())]);
    }

    #[test]
    fn teasers_that_are_called_a_standfirst_are_none() {
        let above = |class: &str| {
            format!(
                "<h1>Old bridge closed</h1><div class='{class}'><p class='summary'>Market stalls move to the \
                school yard</p></div><div><div><p>{BRIDGE}</p><p>{BUSES}</p></div></div>"
            )
        };
        assert_eq!(body(&above("teaser")), [BRIDGE, BUSES]);
        assert_eq!(body(&above("opening")).len(), 3);
    }

    #[test]
    fn a_large_table_of_the_article_stays() {
        let row = |number| format!("<tr><td>Bus {number}</td><td>{number} minutes</td></tr>");
        let rows: String = (0..150).map(row).collect();
        let found =
            body(&page(&[&format!("<p>{BRIDGE}</p><p>{BUSES}</p><table>{rows}</table><p>{HARBOUR}</p>")]));
        assert_eq!(found.len(), 303);
        assert_eq!(found[300..], ["Bus 149", "149 minutes", HARBOUR]);
    }
}
