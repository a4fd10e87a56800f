//! The page of the ferry story in an installed browser: what a reader does, and what lights up.
//!
//! Without a browser on this machine the tests say so and end. With `WOOZLE_PICTURES` naming a folder they
//! also leave pictures there, to be looked at.

#[path = "browser/crowd.rs"]
mod crowd;
#[path = "browser/devtools.rs"]
mod devtools;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process;

use serde_json::{Value, json};
use woozle::text::{Date, Published};
use woozle_render::{fixture, html};

use devtools::{Browser, installed};

/// A page written to a file, opened in a browser; `None` where there is no browser.
struct Desk {
    browser: Browser,
    file: PathBuf,
}

impl Desk {
    fn open(name: &str, page: &str) -> Option<Self> {
        let Some(program) = installed() else {
            let skipped = format!("{name}: skipped, no Chromium or Chrome on PATH or in CHROME");
            writeln!(io::stderr(), "{skipped}").expect("stderr takes a line");
            return None;
        };
        let folder = env::temp_dir().join(format!("woozle-{}-{name}", process::id()));
        fs::create_dir_all(&folder).expect("a temporary folder can be made");
        let file = folder.with_extension("html");
        fs::write(&file, page).expect("a temporary file can be written");
        let mut browser = Browser::start(&program, folder);
        browser.resize(1400, 900);
        browser.prefer("light");
        let mut desk = Self { browser, file };
        desk.visit("");
        Some(desk)
    }

    fn visit(&mut self, fragment: &str) {
        let address = format!("file://{}{fragment}", self.file.display());
        self.browser.open(&address);
    }

    fn evaluate(&mut self, expression: &str) -> Value {
        self.browser.evaluate(expression)
    }

    /// The lit words of each report, in order.
    fn lit(&mut self) -> BTreeMap<String, Vec<String>> {
        let lit = self.evaluate(
            "Object.fromEntries([...document.querySelectorAll('.report')].map(report => [report.id, \
             [...report.querySelectorAll('.lit')].map(passage => passage.textContent)])\
             .filter(([, passages]) => passages.length))",
        );
        serde_json::from_value(lit).expect("reports with lists of words")
    }

    /// The claim that is chosen, as a screen reader is told.
    fn chosen(&mut self) -> Value {
        self.evaluate("document.querySelector('.choose[aria-pressed=true]')?.closest('.claim').id ?? null")
    }

    /// Leaves a picture where one is asked for.
    fn picture(&mut self, name: &str) {
        let Some(folder) = env::var_os("WOOZLE_PICTURES") else { return };
        let picture = self.browser.send("Page.captureScreenshot", json!({ "format": "png" }));
        self.keep(&PathBuf::from(folder).join(format!("{name}.png")), &picture["data"]);
    }

    /// Leaves the printed page where one is asked for.
    fn print(&mut self, name: &str) {
        let Some(folder) = env::var_os("WOOZLE_PICTURES") else { return };
        let printed = self.browser.send(
            "Page.printToPDF",
            json!({ "preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69 }),
        );
        self.keep(&PathBuf::from(folder).join(format!("{name}.pdf")), &printed["data"]);
    }

    fn keep(&self, path: &PathBuf, data: &Value) {
        fs::write(path, decode(data.as_str().expect("a picture in base 64")))
            .expect("pictures can be written");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}

/// Bytes from base 64.
fn decode(text: &str) -> Vec<u8> {
    let digit = |byte: u8| {
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|&d| d == byte)
    };
    let mut bytes = Vec::new();
    for four in text.as_bytes().chunks(4) {
        let digits: Vec<usize> = four.iter().filter_map(|&byte| digit(byte)).collect();
        let bits = digits.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - digits.len()));
        bytes.extend_from_slice(&(bits as u32).to_be_bytes()[1..digits.len()]);
    }
    bytes
}

fn ferry() -> String {
    html(&fixture::answer())
}

/// The passages that state the claim that the ferry stops, report by report.
fn stops() -> BTreeMap<String, Vec<String>> {
    let passages = [
        ("r1", vec!["Halden ferry to stop on Monday", "The Halden ferry will stop sailing on Monday"]),
        (
            "r2",
            vec![
                "Island ferry likely to stop next week",
                "The Halden ferry is likely to stop sailing on Monday",
            ],
        ),
        (
            "r4",
            vec![
                "Ferry to Halden out of service after grounding",
                "The ferry to Halden will be taken out of service on Monday",
            ],
        ),
        ("r5", vec!["The Halden ferry may stop sailing next week"]),
    ];
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    passages.into_iter().map(|(report, words)| (report.to_owned(), owned(words))).collect()
}

#[test]
fn a_click_on_a_claim_lights_every_passage_that_states_it_and_no_other() {
    let Some(mut desk) = Desk::open("click", &ferry()) else { return };
    assert!(desk.lit().is_empty(), "nothing is lit before a claim is chosen");
    desk.picture("desk");
    desk.browser.click("#c1 .choose");
    assert_eq!(desk.chosen(), "c1");
    assert_eq!(desk.lit(), stops());
    assert_eq!(desk.evaluate("location.hash"), "#c1");
    desk.picture("chosen");
    for part in ["differences", "denials", "graph"] {
        desk.evaluate(&format!("document.getElementById('t1-{part}').scrollIntoView()"));
        desk.picture(part);
    }
    desk.browser.click("#c3 .choose");
    let quotation = vec!["“We cannot guarantee the hull,”".to_owned()];
    let by_report = ["r1", "r4", "r5"].map(|report| (report.to_owned(), quotation.clone()));
    assert_eq!(desk.lit(), BTreeMap::from(by_report));
    let sources = "[...document.querySelectorAll('.lit-source')].map(source => source.textContent).join('|')";
    assert_eq!(desk.evaluate(sources), "Ane Lunde|Ane Lunde|Transport Minister Jonas Brandt");
    assert_eq!(
        desk.browser.complaints()[1..],
        [] as [String; 0],
        "one request for the page itself, no complaint"
    );
}

#[test]
fn a_click_on_a_passage_chooses_its_claim_and_brings_the_others_into_sight() {
    let Some(mut desk) = Desk::open("passage", &ferry()) else { return };
    desk.browser.click("#r2 .content[data-content=c4]");
    assert_eq!(desk.chosen(), "c4");
    let in_sight = desk.evaluate(
        "[...document.querySelectorAll('.lit')].every(passage => { const text = passage.closest('.text').getBoundingClientRect(); \
         const box = passage.getBoundingClientRect(); return box.top >= text.top && box.bottom <= text.bottom; })",
    );
    assert_eq!(in_sight, true);
}

#[test]
fn the_keyboard_alone_chooses_steps_and_releases() {
    let Some(mut desk) = Desk::open("keyboard", &ferry()) else { return };
    desk.evaluate("document.querySelector('#c1 .choose').focus()");
    desk.browser.press("Enter");
    assert_eq!(desk.chosen(), "c1");
    desk.browser.press("ArrowDown");
    assert_eq!(desk.chosen(), "c2");
    desk.browser.press("j");
    assert_eq!(desk.chosen(), "c3");
    desk.browser.press("k");
    desk.browser.press("ArrowUp");
    assert_eq!((desk.chosen(), desk.lit()), (json!("c1"), stops()));
    assert_eq!(desk.evaluate("document.activeElement.closest('.claim').id"), "c1", "focus goes along");
    desk.browser.press("Escape");
    assert_eq!((desk.chosen(), desk.lit()), (Value::Null, BTreeMap::new()));
}

#[test]
fn an_address_with_a_claim_opens_with_it_chosen() {
    let Some(mut desk) = Desk::open("address", &ferry()) else { return };
    desk.visit("#c1");
    assert_eq!((desk.chosen(), desk.lit()), (json!("c1"), stops()));
    assert_eq!(desk.evaluate("document.querySelectorAll('.panel').length > 1 && [...document.querySelectorAll('.panel')].filter(panel => panel.offsetHeight).length"), 1);
}

#[test]
fn a_value_of_the_table_leads_to_the_passage_that_has_it() {
    let Some(mut desk) = Desk::open("table", &ferry()) else { return };
    desk.browser.click("#t1-differences td[data-report='Radio Velm'] a[href='#s22']");
    assert_eq!(desk.chosen(), "c3");
    let pointed = desk.evaluate("document.querySelector('#r5 .pointed').textContent");
    assert_eq!(pointed, "“We cannot guarantee the hull,”");
    assert_eq!(desk.evaluate("document.querySelector('.pointed').getBoundingClientRect().top > 0"), true);
}

#[test]
fn two_stories_stand_apart_with_one_name_for_each_part() {
    let mut answer = fixture::answer();
    let mut other = answer.stories[0].clone();
    answer.stories[0].story.reports.retain(|&report| report != 2);
    other.story.reports = vec![2];
    other.findings = Default::default();
    answer.stories.push(other);
    let Some(mut desk) = Desk::open("stories", &html(&answer)) else { return };
    let titles = "[...document.querySelectorAll('h1')].map(title => title.textContent).join('|')";
    assert_eq!(
        desk.evaluate(titles),
        "Halden ferry to stop on Monday, official says|Fähre nach Halden wird eingestellt"
    );
    let twice = "[...document.querySelectorAll('[id]')].map(part => part.id).filter((id, at, all) => all.indexOf(id) !== at)";
    assert_eq!(desk.evaluate(twice), json!([]));
    let astray = "[...document.querySelectorAll('a[href^=\"#\"]')].map(link => link.hash.slice(1))\
        .filter(id => !document.getElementById(id))";
    assert_eq!(desk.evaluate(astray), json!([]), "every way leads somewhere");
    desk.picture("stories");
}

#[test]
fn dark_rooms_get_dark_pages_that_can_be_read() {
    let Some(mut desk) = Desk::open("dark", &ferry()) else { return };
    desk.browser.prefer("dark");
    desk.browser.click("#c2 .choose");
    desk.picture("dark");
    let weak = desk.evaluate(CONTRAST);
    assert_eq!(weak, json!([]), "words below a contrast of 4.5 in the dark");
    desk.browser.prefer("light");
    let weak = desk.evaluate(CONTRAST);
    assert_eq!(weak, json!([]), "words below a contrast of 4.5 in the light");
}

/// Words whose colour has less than WCAG's AA contrast to what they stand on.
const CONTRAST: &str = r"(() => {
  const parse = colour => colour.match(/[\d.]+/g).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.offsetParent || element.closest('svg, script')) continue;
    const [one, other] = [bright(parse(getComputedStyle(element).color)), bright(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) weak.push(walker.currentNode.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2));
  }
  return weak;
})()";

#[test]
fn a_telephone_shows_the_page_without_scrolling_sideways() {
    let Some(mut desk) = Desk::open("phone", &ferry()) else { return };
    desk.browser.resize(360, 800);
    desk.picture("phone");
    desk.browser.click("#c1 .choose");
    desk.picture("phone-chosen");
    assert_eq!(desk.evaluate("document.documentElement.scrollWidth"), 360);
    assert_eq!(desk.lit(), stops());
    for part in ["differences", "lineage", "graph", "timeline"] {
        desk.evaluate(&format!("document.getElementById('t1-{part}').scrollIntoView()"));
        desk.picture(&format!("phone-{part}"));
    }
}

#[test]
fn paper_shows_every_claim_with_its_passages() {
    let Some(mut desk) = Desk::open("paper", &ferry()) else { return };
    desk.browser.send("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let closed =
        desk.evaluate("[...document.querySelectorAll('.panel')].filter(panel => !panel.offsetHeight).length");
    assert_eq!(closed, 0);
    assert_eq!(
        desk.evaluate(
            "[...document.querySelectorAll('.filter, .strip')].filter(bar => bar.offsetHeight).length"
        ),
        0
    );
    desk.print("paper");
}

#[test]
fn strangers_words_neither_run_nor_call_nor_break_the_page() {
    let mut answer = fixture::answer();
    let evil = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>\u{202E}";
    for report in &mut answer.reports {
        report.outlet = Some(format!("{evil} {}", "Donaudampfschifffahrt".repeat(12)));
        report.title = Some(evil.to_owned());
        report.byline = Some(evil.to_owned());
        report.url = Some("javascript:document.title='run'".to_owned());
    }
    for source in answer.statements.iter_mut().flatten().flat_map(|statement| &mut statement.sources) {
        source.name = evil.to_owned();
    }
    for origin in answer.stories[0].findings.claims.iter_mut().flat_map(|claim| &mut claim.origins) {
        origin.name = evil.to_owned();
    }
    let Some(mut desk) = Desk::open("strangers", &html(&answer)) else { return };
    desk.browser.click("#c1 .choose");
    assert_eq!(desk.evaluate("document.images.length + document.scripts.length"), 1);
    assert_eq!(
        desk.evaluate("document.title === 'run' || document.body.innerText.includes('\\u202e')"),
        false
    );
    assert_eq!(desk.evaluate("document.querySelectorAll('a[href^=javascript]').length"), 0);
    assert_eq!(desk.browser.complaints()[1..], [] as [String; 0]);
    desk.browser.resize(360, 800);
    assert_eq!(desk.evaluate("document.documentElement.scrollWidth"), 360);
}

#[test]
fn twelve_long_reports_and_two_hundred_claims_stay_in_order() {
    let Some(mut desk) = Desk::open("crowd", &html(&crowd::answer())) else { return };
    desk.picture("crowd");
    desk.browser.click("#c150 .choose");
    desk.picture("crowd-chosen");
    let expected = ["r2", "r5", "r8", "r11"].map(|report| (report.to_owned(), vec![crowd::words(149)]));
    assert_eq!(desk.lit(), BTreeMap::from(expected));
    let in_sight = "[...document.querySelectorAll('.lit')].every(passage => { \
        const text = passage.closest('.text').getBoundingClientRect(); const box = passage.getBoundingClientRect(); \
        return box.top >= text.top && box.top <= text.bottom; })";
    assert_eq!(desk.evaluate(in_sight), true, "every column went to its passage");
    desk.browser.click("#c14 .choose");
    desk.picture("crowd-rtl");
    desk.browser.click("#c8 .choose");
    desk.picture("crowd-long");
    desk.browser.click("#c150 .choose");
    desk.browser.click(".only");
    desk.picture("crowd-narrowed");
    assert_eq!(
        desk.evaluate(
            "[...document.querySelectorAll('.report')].filter(report => report.offsetWidth).length"
        ),
        4
    );
    assert_eq!(desk.evaluate("document.documentElement.scrollWidth"), 1400);
    for part in ["graph", "timeline"] {
        desk.evaluate(&format!("document.getElementById('t1-{part}').scrollIntoView()"));
        desk.picture(&format!("crowd-{part}"));
    }
    desk.browser.resize(360, 800);
    desk.picture("crowd-phone");
    assert_eq!(desk.evaluate("document.documentElement.scrollWidth"), 360);
}

#[test]
fn without_any_date_the_timeline_says_so() {
    let mut answer = fixture::answer();
    for report in &mut answer.reports {
        report.published = None;
    }
    assert!(html(&answer).contains("No report says when it was published"));
    answer.reports[1].published = Date::new(2031, 3, 11).map(|date| Published { date, clock: None });
    let page = html(&answer);
    assert!(page.contains("Without a date of publication") && page.contains("Tue 11 Mar"));
}

#[test]
fn no_reports_at_all_still_make_a_page() {
    let page = html(&fixture::nothing());
    assert!(page.contains("No statement was found"));
    let Some(mut desk) = Desk::open("nothing", &page) else { return };
    desk.browser.press("j");
    assert_eq!(desk.browser.complaints()[1..], [] as [String; 0]);
}
