//! Checks, training and benchmarks of the repository: `cargo xtask check | tidy | bench … | train …`.
//!
//! Reads and writes files and starts programs; nothing of it is in the woozle binary.

// Its commands print: that is what they are for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod baseline;
mod bench_attribution;
mod bench_cases;
mod bench_chains;
mod bench_dates;
mod bench_encoder;
mod bench_feeds;
mod bench_growth;
mod bench_ingest;
mod bench_iptc;
mod bench_language;
mod bench_links;
mod bench_pairs;
mod bench_scale;
mod bench_speakers;
mod bench_stories;
mod bench_streams;
mod bench_warc;
mod check;
mod fuzz;
mod links;
mod python;
mod tidy;
mod train;
mod train_attribution;
mod train_embed;
mod train_encoder;
mod train_names;
mod train_pairs;
mod train_pronouns;
mod tree;

const USAGE: &str = "usage: cargo xtask COMMAND
  check                    what CI runs: format, clippy, tests, tidy, benchmarks against bench/baseline.toml
  tidy                     names, paths and directions that the documents promise
  tree FILE                tokens, tags, heads and names of a text
  bench stories [DIR…]     the program on annotated stories (default: ../shared/bench/stories/*); --raise writes
                           risen figures into bench/baseline.toml
  bench streams FILE…      grouping of dated articles into stories (JSON Lines); --mix DIR… of story folders
  bench pairs [FILE…]      likeness and contradiction of sentence pairs (default: ../shared/data/stories/pairs); --verbose
  bench scale DIR…         time of reconciliation for 10 to 200 reports made of the folders' texts
  bench attribution --data FILE   attributions against an annotated corpus
  bench chains [FILE…]     statements with their chains on invented passages (default: bench/chains); --errors, --raise
  bench language --data D  the language layer on treebanks and names, and its speed; --split dev|test
  bench encoder --data D   words encoded for each CPU second, pairs of texts compared (--model FILE)
  bench growth             how time grows with one line of odd text; --data DIR for news, --largest MB
  fuzz [--minutes N] [--seed N] [--whole]   odd text through the language layer, or the whole program
  bench dates --data D     expressions of time against annotated documents (--split train|dev)
  bench cases --data D     date, number and money expressions of public test suites, one by one
  bench speakers --data D  pronouns and descriptions resolved to names (--split train --errors to develop)
  bench ingest --data D    pages against their truth, by halves; --peers DIR scores predictions of other tools too
  bench feeds --data D     entries of feeds against a reference parser's; --predictions FILE scores another tool's
  bench warc --data D      records of damaged and whole archives, their places, and the speed
  bench iptc --data D      ninjs and NewsML-G2 suites
  train language --data D  the language model (--without-unlicensed leaves out corpora without a licence)
  train names --data D     the second look at names alone, with which train language ends
  train attribution --data D  the reader of attributions, on the language model's states
  train pronouns --data D  what speaks for whom a pronoun means, from OntoGUM
  train embed --data D     the sentence vectors
  train encoder --data D   the encoder of statements, from training/claims and graded headlines
  train pairs --data D     the reader of two texts at once, from training/pairs";

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["check", ..] => check::run(),
        ["tidy", ..] => tidy::run(),
        ["tree", ..] => tree::run(&args[1..]),
        ["bench", "stories", ..] => bench_stories::run(&args[2..]),
        ["bench", "streams", ..] => bench_streams::run(&args[2..]),
        ["bench", "attribution", ..] => bench_attribution::run(&args[2..]),
        ["bench", "chains", ..] => bench_chains::run(std::path::Path::new("."), &args[2..]),
        ["bench", "speakers", ..] => bench_speakers::run(&args[2..]),
        ["bench", "pairs", ..] => bench_pairs::run(&args[2..]),
        ["bench", "scale", ..] => bench_scale::run(&args[2..]),
        ["bench", "dates", ..] => bench_dates::run(&args[2..]),
        ["bench", "encoder", ..] => bench_encoder::run(&args[2..]),
        ["bench", "growth", ..] => bench_growth::run(&args[2..]),
        ["bench", "cases", ..] => bench_cases::run(&args[2..]),
        ["bench", "ingest", ..] => bench_ingest::run(&args[2..]),
        ["bench", "feeds", ..] => bench_feeds::run(&args[2..]),
        ["bench", "warc", ..] => bench_warc::run(&args[2..]),
        ["bench", "iptc", ..] => bench_iptc::run(&args[2..]),
        ["bench", ..] => bench_language::run(&args[1..]),
        ["fuzz", ..] => fuzz::run(&args[1..]),
        ["train", "encoder", ..] => train_encoder::run(&args[2..]),
        ["train", "pairs", ..] => train_pairs::run(&args[2..]),
        ["train", "embed", ..] => train_embed::run(&args[2..]),
        ["train", "pronouns", ..] => train_pronouns::run(&args[2..]),
        ["train", ..] => train::run(&args[1..]),
        _ => anyhow::bail!(USAGE),
    }
}
