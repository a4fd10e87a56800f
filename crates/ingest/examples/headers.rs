//! Prints what the ingest room reads from files: for looking at, not for programs.
#![allow(clippy::print_stdout)]
use woozle_ingest::{Hint, read};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        match read(&bytes, &Hint { path: Some(&path), ..Hint::default() }) {
            Err(error) => println!("{error}"),
            Ok(reports) => reports.iter().for_each(show),
        }
    }
}

fn show(report: &woozle_text::Report) {
    println!("== {}", report.path.as_deref().unwrap_or("-"));
    println!("  title {:?}\n  outlet {:?} byline {:?}", report.title, report.outlet, report.byline);
    println!("  published {:?} language {:?}", report.published.map(|p| p.iso()), report.language);
    for credit in &report.credits {
        println!("  credit {:?} {}", credit.kind, credit.name);
    }
    for notice in &report.notices {
        println!("  notice {:?} {}", notice.kind, notice.message);
    }
    for block in &report.blocks {
        let text: String = report.slice(block.span).chars().take(70).collect();
        let dateline = block.dateline.map(|span| report.slice(span));
        println!("    {:?} {:?} {text}", block.kind, dateline);
    }
}
