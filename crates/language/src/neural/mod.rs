//! The neural network that tags, parses and marks names: the words of a report in, scores out.

pub mod input;
pub mod vocabulary;
