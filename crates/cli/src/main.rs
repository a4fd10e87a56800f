//! The woozle command.

fn main() {}
