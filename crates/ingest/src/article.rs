//! A page in, its main text out.
