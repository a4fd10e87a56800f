//! Writes the page of the fictional ferry story to standard output, to be looked at in a browser.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    io::stdout().write_all(woozle_render::html(&woozle_render::fixture::answer()).as_bytes())
}
