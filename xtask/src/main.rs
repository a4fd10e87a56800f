//! Checks, training and benchmarks of the repository.

fn main() {}
