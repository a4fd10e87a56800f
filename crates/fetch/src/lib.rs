//! The only reading of disk.
