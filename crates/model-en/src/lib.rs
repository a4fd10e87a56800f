//! The embedded English models.
