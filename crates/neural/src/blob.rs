//! The container of a model: numbers and byte strings in order, behind a header and before a checksum.

use std::fmt;

/// What tells a kind of model and its layout from others: the first eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// First bytes of every model of the kind.
    pub magic: &'static [u8; 4],
    /// Version of its layout.
    pub version: u32,
}

/// Why bytes are not a model that this version can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The bytes do not begin as a model of the kind does.
    NotAModel,
    /// The layout is of another version.
    Version {
        /// That of the bytes.
        found: u32,
        /// The one that this program reads.
        read: u32,
    },
    /// The bytes end too early.
    Truncated,
    /// The checksum does not fit the bytes.
    Checksum,
    /// A table contradicts itself.
    Inconsistent,
}

impl fmt::Display for ModelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModel => write!(formatter, "not a model of this kind"),
            Self::Version { found, read } => {
                write!(formatter, "model of layout {found}, this program reads layout {read}")
            }
            Self::Truncated => write!(formatter, "model is cut short"),
            Self::Checksum => write!(formatter, "model is damaged (wrong checksum)"),
            Self::Inconsistent => write!(formatter, "model contradicts itself"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Checksum over 8 bytes at a time.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes(word.try_into().expect("a chunk of eight bytes"));
        hash = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 32;
    }
    for &byte in words.remainder() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// Writes a container.
#[derive(Debug)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty container.
    #[must_use]
    pub fn new(header: Header) -> Self {
        let mut bytes = header.magic.to_vec();
        bytes.extend_from_slice(&header.version.to_le_bytes());
        Self { bytes }
    }

    /// Appends a number.
    pub fn number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// Appends numbers after their count.
    pub fn numbers(&mut self, numbers: &[u32]) {
        self.number(numbers.len() as u32);
        for &number in numbers {
            self.number(number);
        }
    }

    /// Appends floats after their count.
    pub fn floats(&mut self, floats: &[f32]) {
        self.number(floats.len() as u32);
        for float in floats {
            self.number(float.to_bits());
        }
    }

    /// Appends bytes after their count.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }

    /// The whole container, with its checksum.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        let sum = checksum(&self.bytes);
        self.bytes.extend_from_slice(&sum.to_le_bytes());
        self.bytes
    }
}

/// Reads a container whose checksum fits.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Opens a container.
    ///
    /// # Errors
    /// When the bytes are not whole, or have another header.
    pub fn new(bytes: &'a [u8], header: Header) -> Result<Self, ModelError> {
        let after = bytes.strip_prefix(header.magic).ok_or(ModelError::NotAModel)?;
        let (body, sum) = after.split_last_chunk::<8>().ok_or(ModelError::Truncated)?;
        let mut reader = Self { rest: body };
        let (found, read) = (reader.number()?, header.version);
        if found != read {
            return Err(ModelError::Version { found, read });
        }
        let covered = &bytes[..bytes.len() - 8];
        if checksum(covered) != u64::from_le_bytes(*sum) {
            return Err(ModelError::Checksum);
        }
        Ok(reader)
    }

    /// The next number.
    ///
    /// # Errors
    /// When the container ends.
    pub fn number(&mut self) -> Result<u32, ModelError> {
        let (number, rest) = self.rest.split_first_chunk::<4>().ok_or(ModelError::Truncated)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*number))
    }

    /// The next numbers.
    ///
    /// # Errors
    /// When the container ends.
    pub fn numbers(&mut self) -> Result<Vec<u32>, ModelError> {
        let count = self.number()? as usize;
        let (numbers, rest) =
            self.rest.split_at_checked(count.saturating_mul(4)).ok_or(ModelError::Truncated)?;
        self.rest = rest;
        let number = |chunk: &[u8]| u32::from_le_bytes(chunk.try_into().expect("a chunk of four bytes"));
        Ok(numbers.chunks_exact(4).map(number).collect())
    }

    /// The next floats, which are all finite.
    ///
    /// # Errors
    /// When the container ends, or one is not finite.
    pub fn floats(&mut self) -> Result<Vec<f32>, ModelError> {
        let floats: Vec<f32> = self.numbers()?.into_iter().map(f32::from_bits).collect();
        if floats.iter().all(|float| float.is_finite()) { Ok(floats) } else { Err(ModelError::Inconsistent) }
    }

    /// The next bytes.
    ///
    /// # Errors
    /// When the container ends.
    pub fn bytes(&mut self) -> Result<&'a [u8], ModelError> {
        let count = self.number()? as usize;
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(ModelError::Truncated)?;
        self.rest = rest;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: Header = Header { magic: b"TEST", version: 2 };

    #[test]
    fn damaged_models_are_refused_with_the_reason() {
        let mut writer = Writer::new(HEADER);
        writer.numbers(&[1, 2, 3]);
        let bytes = writer.finish();
        assert!(Reader::new(&bytes, HEADER).is_ok());
        assert_eq!(Reader::new(b"PK..", HEADER).err(), Some(ModelError::NotAModel));
        assert_eq!(Reader::new(&bytes[..9], HEADER).err(), Some(ModelError::Truncated));
        let mut damaged = bytes.clone();
        damaged[12] ^= 1;
        assert_eq!(Reader::new(&damaged, HEADER).err(), Some(ModelError::Checksum));
        let mut newer = bytes;
        newer[4] = 9;
        assert_eq!(Reader::new(&newer, HEADER).err(), Some(ModelError::Version { found: 9, read: 2 }));
    }
}
