//! Two quantities in, whether they agree or exclude one another out.

use woozle_language::{Quantity, QuantityKind};

/// Whether the two may be one figure: their bounds overlap.
pub(crate) fn agree(one: &Quantity, other: &Quantity) -> bool {
    let same_unit = one.kind == other.kind && (one.kind != QuantityKind::Money || one.unit == other.unit);
    same_unit && one.bounds.low <= other.bounds.high && other.bounds.low <= one.bounds.high
}

/// Whether the two count the same thing. Sums in two currencies may be one sum converted, unless the figure
/// is the same and only the currency was exchanged.
pub(crate) fn comparable(one: &Quantity, other: &Quantity) -> bool {
    if one.kind != other.kind {
        return false;
    }
    match one.kind {
        QuantityKind::Money => one.unit == other.unit || one.value == other.value,
        QuantityKind::Count => one.unit == other.unit || one.unit.is_none() || other.unit.is_none(),
        _ => one.unit == other.unit,
    }
}
