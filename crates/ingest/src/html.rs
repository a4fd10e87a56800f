//! A page in, a report out.
use crate::{Hint, IngestError};
use woozle_text::Report;
pub(crate) fn read_html(_page: &str, hint: &Hint<'_>) -> Result<Report, IngestError> {
    Err(IngestError::NoArticle { name: hint.name() })
}
