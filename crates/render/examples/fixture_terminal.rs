//! Prints the hand-made answer as the terminal shows it, to look at: width, "color" or "plain", "full" or
//! "short", or an id to explain.

use std::env;
use std::io::{self, Write};

use woozle_render::{TerminalOptions, explain, fixture, markdown, terminal};

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|given| given == word);
    let width = words.first().and_then(|width| width.parse().ok()).unwrap_or(80);
    let options = TerminalOptions { width, color: has("color"), full: has("full") };
    let answer = fixture::answer();
    let text = match words.last().and_then(|id| explain(&answer, id, options)) {
        Some(text) => text,
        None if has("markdown") => markdown(&answer),
        None => terminal(&answer, options),
    };
    io::stdout().write_all(text.as_bytes())
}
