//! Identifiers made from content, by a hash written out here: the standard library's may change
//! between releases, and an id must not.

/// A 64-bit identifier of some bytes: FNV-1a with a final avalanche (MurmurHash3's `fmix64`).
///
/// The same bytes give the same id on every machine and in every release. Not for security.
#[must_use]
pub fn content_id(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_change_between_releases() {
        assert_eq!(content_id(b""), 0xefd0_1f60_ba99_2926);
        assert_ne!(content_id(b"Kirby"), content_id(b"Watson"));
    }
}
