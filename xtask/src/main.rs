//! Checks, training and benchmarks of the repository.

mod train_embed;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).take(2).collect::<Vec<_>>()[..] {
        ["train", "embed"] => train_embed::run(&args[2..]),
        _ => anyhow::bail!("usage: xtask train embed --data DIR --out FILE"),
    }
}
