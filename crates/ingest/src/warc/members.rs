//! Compressed bytes in, inflated bytes out, gzip member by gzip member, with the exact place of each in the file.
//!
//! An archive has one record in each member. What cannot be inflated is skipped up to the next member that
//! inflates to a record. Files that are not compressed come through as one member.
//! Memory: the compressed bytes of one member, [`RETAINED`] at most, and what the caller keeps.

use std::io::{self, ErrorKind, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};

/// So much is read from the file at once.
const CHUNK: usize = 256 * 1024;
/// So many compressed bytes of a member are kept, so that the search for the next one can go back.
const RETAINED: usize = 8 * 1024 * 1024;
/// A member that is found by its first bytes must inflate to so many bytes that look like a record.
const PROOF: usize = 5;
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// What a step gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Bytes were added.
    Data,
    /// The member is at its end.
    End,
    /// The file is at its end, before any member.
    Eof,
    /// The member cannot be read on; the next step looks for another.
    Damaged(&'static str),
}

/// The members of an archive.
pub(super) struct Members<R> {
    input: R,
    /// What was read and may be needed again; the member begins at `start`, the next byte is at `next`.
    raw: Vec<u8>,
    start: usize,
    next: usize,
    /// Place in the file of the first byte of `raw`.
    base: u64,
    at_end: bool,
    /// Whether the file is not compressed.
    plain: bool,
    state: State,
}

enum State {
    Between,
    Plain,
    Gzip { inflate: Box<Decompress>, crc: Crc },
    Lost,
}

impl<R: Read> Members<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input,
            raw: Vec::new(),
            start: 0,
            next: 0,
            base: 0,
            at_end: false,
            plain: false,
            state: State::Between,
        }
    }

    /// Place in the file where the member begins.
    pub(super) fn start(&self) -> u64 {
        self.base + self.start as u64
    }

    /// Place in the file of the byte that is read next.
    pub(super) fn position(&self) -> u64 {
        self.base + self.next as u64
    }

    /// Whether the file is not compressed.
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Adds the next bytes of the member to `out`, beginning a member where none is open.
    pub(super) fn step(&mut self, out: &mut Vec<u8>) -> io::Result<Step> {
        match self.state {
            State::Between => self.begin(),
            State::Plain => self.copy(out),
            State::Gzip { .. } => self.inflate(out),
            State::Lost => self.find_next(),
        }
    }

    /// Drops what lies before the next byte and begins a member there.
    fn begin(&mut self) -> io::Result<Step> {
        self.start = self.next;
        self.fill(18)?;
        let rest = &self.raw[self.next..];
        if rest.is_empty() {
            return Ok(Step::Eof);
        }
        if self.base == 0 && self.start == 0 && !rest.starts_with(&MAGIC[..2]) {
            self.plain = true;
            self.state = State::Plain;
            return Ok(Step::Data);
        }
        if rest.iter().all(|&byte| byte == 0) {
            // Archives are padded with zeros on tape and on some disks.
            return self.skip_zeros();
        }
        match self.header()? {
            Some(length) => {
                self.next += length;
                self.state = State::Gzip { inflate: Box::new(Decompress::new(false)), crc: Crc::new() };
                Ok(Step::Data)
            }
            None => {
                self.state = State::Lost;
                Ok(Step::Damaged("what follows is no gzip member"))
            }
        }
    }

    fn skip_zeros(&mut self) -> io::Result<Step> {
        while self.fill(1)? > 0 {
            let zeros = self.raw[self.next..].iter().take_while(|&&byte| byte == 0).count();
            self.next += zeros;
            self.start = self.next;
            if self.next < self.raw.len() {
                return Ok(Step::Data);
            }
        }
        Ok(Step::Eof)
    }

    /// The length of the gzip header (RFC 1952) at the next byte; `None` where there is none.
    fn header(&mut self) -> io::Result<Option<usize>> {
        // Extra field, name and comment are short in every archive; 128 KiB is more than the format needs.
        let mut length = 10;
        self.fill(length)?;
        let Some(&[a, b, c, flags, ..]) = self.raw.get(self.next..) else { return Ok(None) };
        if [a, b, c] != MAGIC || flags & 0xe0 != 0 {
            return Ok(None);
        }
        if flags & 4 != 0 {
            self.fill(length + 2)?;
            let Some(&[low, high]) = self.raw.get(self.next + length..self.next + length + 2) else {
                return Ok(None);
            };
            length += 2 + usize::from(u16::from_le_bytes([low, high]));
        }
        for text in [8, 16] {
            if flags & text != 0 {
                self.fill(length + 4_096)?;
                let rest = self.raw.get(self.next + length..).unwrap_or_default();
                let Some(end) = rest.iter().take(65_536).position(|&byte| byte == 0) else { return Ok(None) };
                length += end + 1;
            }
        }
        length += if flags & 2 == 0 { 0 } else { 2 };
        Ok((self.fill(length)? >= length).then_some(length))
    }

    fn copy(&mut self, out: &mut Vec<u8>) -> io::Result<Step> {
        self.start = self.next;
        if self.fill(1)? == 0 {
            self.state = State::Between;
            return Ok(Step::End);
        }
        out.extend_from_slice(&self.raw[self.next..]);
        self.next = self.raw.len();
        Ok(Step::Data)
    }

    fn inflate(&mut self, out: &mut Vec<u8>) -> io::Result<Step> {
        let available = self.fill(1)?;
        let State::Gzip { inflate, crc } = &mut self.state else { return Ok(Step::End) };
        if available == 0 {
            self.state = State::Between;
            return Ok(Step::Damaged("the file ends inside it"));
        }
        let (before, read) = (out.len(), inflate.total_in());
        out.reserve(CHUNK);
        let status = inflate.decompress_vec(&self.raw[self.next..], out, FlushDecompress::None);
        crc.update(&out[before..]);
        let used = usize::try_from(inflate.total_in() - read).unwrap_or(0);
        self.next += used;
        match status {
            Ok(Status::StreamEnd) => self.trailer(),
            Ok(_) if used > 0 || out.len() > before => Ok(Step::Data),
            _ => {
                self.state = State::Lost;
                Ok(Step::Damaged("its compressed bytes are damaged"))
            }
        }
    }

    /// Checks sum and length behind the compressed bytes. A member with a wrong sum was read as a whole.
    fn trailer(&mut self) -> io::Result<Step> {
        let available = self.fill(8)?;
        let State::Gzip { crc, .. } = &self.state else { return Ok(Step::End) };
        let (sum, amount) = (crc.sum(), crc.amount());
        self.state = State::Between;
        let Some(trailer) = self.raw.get(self.next..self.next + 8).filter(|_| available >= 8) else {
            self.next = self.raw.len();
            return Ok(Step::Damaged("the file ends inside it"));
        };
        let right = trailer[..4] == sum.to_le_bytes() && trailer[4..] == amount.to_le_bytes();
        self.next += 8;
        Ok(if right { Step::End } else { Step::Damaged("its check sum is wrong") })
    }

    /// Looks for the next member that inflates to the beginning of a record.
    fn find_next(&mut self) -> io::Result<Step> {
        let mut at = self.start + 1;
        loop {
            self.next = at.min(self.raw.len());
            self.start = self.next;
            // Compaction moves the bytes: `start` and `next` stay right, `at` is taken from them.
            let available = self.fill(4_096)?;
            at = self.next;
            if available == 0 {
                self.state = State::Between;
                return Ok(Step::Eof);
            }
            let found = self.raw[at..].windows(MAGIC.len()).position(|window| window == MAGIC);
            match found {
                Some(distance) => {
                    at += distance;
                    self.next = at;
                    self.start = at;
                    self.fill(4_096)?;
                    at = self.next;
                    if self.is_record_member()? {
                        self.state = State::Between;
                        return Ok(Step::Data);
                    }
                    at += 1;
                }
                None => at = self.raw.len().saturating_sub(MAGIC.len() - 1).max(at + 1),
            }
        }
    }

    /// Whether what begins at the next byte inflates to the beginning of a record.
    fn is_record_member(&mut self) -> io::Result<bool> {
        let Some(length) = self.header()? else { return Ok(false) };
        let mut out = Vec::with_capacity(64);
        let mut inflate = Decompress::new(false);
        let input = &self.raw[self.next + length..];
        let input = &input[..input.len().min(4_096)];
        let read = inflate.decompress_vec(input, &mut out, FlushDecompress::None);
        let address = out.iter().take(12).any(|&byte| byte == b':');
        Ok(read.is_ok() && out.len() >= PROOF && (out.starts_with(b"WARC/") || address))
    }

    /// Reads until so many bytes lie at the next byte or the file ends; gives how many lie there.
    fn fill(&mut self, wanted: usize) -> io::Result<usize> {
        while self.raw.len() - self.next < wanted && !self.at_end {
            self.make_room();
            let before = self.raw.len();
            self.raw.resize(before + CHUNK, 0);
            let read = loop {
                match self.input.read(&mut self.raw[before..]) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    other => break other,
                }
            };
            match read {
                Ok(count) => {
                    self.raw.truncate(before + count.min(CHUNK));
                    self.at_end = count == 0;
                }
                Err(error) => {
                    self.raw.truncate(before);
                    return Err(error);
                }
            }
        }
        Ok(self.raw.len() - self.next)
    }

    /// Drops what lies before the member; of a member that is too large also its beginning.
    fn make_room(&mut self) {
        let keep = if self.next - self.start > RETAINED { self.next } else { self.start };
        if keep > 0 {
            self.raw.drain(..keep);
            self.base += keep as u64;
            self.start = self.start.saturating_sub(keep);
            self.next -= keep;
        }
    }
}
