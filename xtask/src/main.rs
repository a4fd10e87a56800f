//! Checks, training and benchmarks of the repository.

// Its commands print: that is what they are for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench_dates;
mod bench_language;
mod train;
mod train_embed;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("train") if args.get(1).is_some_and(|what| what == "embed") => train_embed::run(&args[2..]),
        Some("train") => train::run(&args[1..]),
        Some("bench") if args.get(1).is_some_and(|what| what == "dates") => bench_dates::run(&args[2..]),
        Some("bench") => bench_language::run(&args[1..]),
        _ => anyhow::bail!(
            "usage: xtask train language … | xtask train embed … | xtask bench language … | xtask bench dates …"
        ),
    }
}
