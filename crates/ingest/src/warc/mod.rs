//! A web archive in (WARC 0.17 to 1.1, ARC 1; compressed or not; damaged or not), its records and reports out.
//!
//! [`Records`] streams: memory holds one record ([`LARGEST_BLOCK`] bytes at most) and the compressed bytes of one
//! gzip member, whatever the size of the archive. Time is linear. After damage reading goes on with the next
//! record that can be found.

mod http;
mod members;
mod record;
mod reports;

use std::io::{self, Read};

use members::{Members, Step};
use record::{LONGEST_HEAD, arc_head, end_of_head, warc_head};

pub use http::Response;
pub use record::Head;
pub use reports::{HEAD, is_archive, read_archive};

/// Of a longer block only the beginning is kept, in bytes.
pub const LARGEST_BLOCK: usize = 64 * 1024 * 1024;

/// The line before a record of an ARC file is no longer than this.
const LONGEST_ARC_HEAD: usize = 8_192;
/// Of a block whose length is not stated so much is read at most.
const UNSTATED_BLOCK: u64 = 1024 * 1024;

/// A record of an archive.
#[derive(Debug)]
pub struct Record<'a> {
    /// Place in the file, in bytes: of the record, or of the gzip member that holds it.
    pub offset: u64,
    /// How many bytes it takes up in the file; 0 where several records share a gzip member.
    pub length: u64,
    /// What its head says.
    pub head: Head,
    /// What was archived, for a response with its HTTP head.
    pub block: &'a [u8],
    /// What is wrong with it: the block is not whole, or not sure to be.
    pub damage: Option<&'static str>,
}

impl Record<'_> {
    /// The payload: an HTTP message's body, decoded; the whole block of any other record.
    #[must_use]
    pub fn response(&self) -> Response<'_> {
        http::response(self.block)
    }
}

/// A part of an archive that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Place in the file, in bytes.
    pub offset: u64,
    /// What is wrong.
    pub what: &'static str,
}

/// The records of an archive, one after the other.
pub struct Records<R> {
    members: Members<R>,
    /// Inflated bytes of the member that are not given yet: from `at` on.
    data: Vec<u8>,
    at: usize,
    /// Place in the file of the first byte of `data`, where the file is not compressed.
    data_offset: u64,
    member: Member,
    /// Inflated bytes of the last record that are to be left out.
    skip: u64,
    /// Whether the last head that was read was one of an ARC file.
    is_arc: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    /// None is open.
    None,
    /// More may come; how many records it gave.
    Open(usize),
    /// All of it lies in `data`; how many records it gave.
    Read(usize),
    /// No more can be read of it, and why; how many records it gave.
    Broken(&'static str, usize),
}

impl<R: Read> Records<R> {
    /// Reads the archive from its beginning.
    pub fn new(input: R) -> Self {
        Self {
            members: Members::new(input),
            data: Vec::new(),
            at: 0,
            data_offset: 0,
            member: Member::None,
            skip: 0,
            is_arc: false,
        }
    }

    /// The next record; `None` at the end.
    ///
    /// # Errors
    /// `Ok(Err(…))` tells of a part that holds no record that could be read; the next call goes on behind it.
    /// The outer error is one of the reader, and final.
    pub fn next_record(&mut self) -> io::Result<Option<Result<Record<'_>, Damage>>> {
        loop {
            if let Some(damage) = self.advance()? {
                return Ok(Some(Err(damage)));
            }
            if self.member == Member::None {
                return Ok(None);
            }
            let Some(found) = self.find_head()? else { continue };
            return Ok(Some(match found {
                Ok(found) => Ok(self.record(found)?),
                Err(damage) => Err(damage),
            }));
        }
    }

    /// Goes to the next byte that is no white space, opening the next member where one is used up.
    fn advance(&mut self) -> io::Result<Option<Damage>> {
        loop {
            self.drop_used();
            let blank = self.data[self.at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.at += blank;
            if self.skip > 0 {
                let now = self.skip.min((self.data.len() - self.at) as u64);
                self.at += usize::try_from(now).unwrap_or(0);
                self.skip -= now;
            } else if self.at < self.data.len() {
                return Ok(None);
            }
            match self.member {
                Member::Open(_) => {
                    self.more()?;
                }
                Member::Read(_) => self.member = Member::None,
                Member::Broken(what, given) => {
                    let offset = self.members.start();
                    self.member = Member::None;
                    if given == 0 {
                        self.next_member()?;
                        return Ok(Some(Damage { offset, what }));
                    }
                }
                Member::None => {
                    let (offset, found) = self.next_member()?;
                    match found {
                        Step::Damaged(what) => return Ok(Some(Damage { offset, what })),
                        Step::Eof => return Ok(None),
                        Step::Data | Step::End => {}
                    }
                }
            }
        }
    }

    /// Opens the next member; gives its place and whether there was one.
    fn next_member(&mut self) -> io::Result<(u64, Step)> {
        self.skip = 0;
        self.data.clear();
        self.at = 0;
        let step = self.members.step(&mut self.data)?;
        self.data_offset = self.members.start();
        self.member = if step == Step::Data { Member::Open(0) } else { Member::None };
        Ok((self.members.start(), step))
    }

    /// Reads on in the member; false where there is no more.
    fn more(&mut self) -> io::Result<bool> {
        let Member::Open(given) = self.member else { return Ok(false) };
        match self.members.step(&mut self.data)? {
            Step::Data => return Ok(true),
            Step::End | Step::Eof => self.member = Member::Read(given),
            Step::Damaged(what) => self.member = Member::Broken(what, given),
        }
        Ok(false)
    }

    /// Forgets what was given, where that is most of what is held.
    fn drop_used(&mut self) {
        if self.at > 0 && self.at * 2 >= self.data.len() {
            self.data.drain(..self.at);
            self.data_offset += self.at as u64;
            self.at = 0;
        }
    }

    /// Reads until so many bytes are held from `at` on; gives how many are.
    fn hold(&mut self, wanted: usize) -> io::Result<usize> {
        while self.data.len() - self.at < wanted && self.more()? {}
        Ok(self.data.len() - self.at)
    }

    /// Finds the head at `at`: what it says and how long it is. `None` where nothing was to be told.
    fn find_head(&mut self) -> io::Result<Option<Result<(Head, usize), Damage>>> {
        self.hold(16)?;
        if self.data[self.at..].starts_with(b"WARC/") {
            let mut wanted = 4_096;
            loop {
                let held = self.hold(wanted)?;
                let rest = &self.data[self.at..];
                if let Some((body, length)) = end_of_head(&rest[..held.min(LONGEST_HEAD)]) {
                    self.is_arc = false;
                    return Ok(Some(Ok((warc_head(&rest[..length]), body))));
                }
                if held < wanted || wanted > LONGEST_HEAD {
                    break;
                }
                wanted *= 4;
            }
            return self.lost("the head of a record does not end");
        }
        let held = self.hold(LONGEST_ARC_HEAD)?;
        let rest = &self.data[self.at..self.at + held.min(LONGEST_ARC_HEAD)];
        if let Some(end) = rest.iter().position(|&byte| byte == b'\n')
            && let Some(head) = arc_head(&rest[..end])
        {
            self.is_arc = true;
            return Ok(Some(Ok((head, end + 1))));
        }
        self.lost("there is no record where one should begin")
    }

    /// Goes on with the next head that can be found in what is held or comes.
    fn lost(&mut self, what: &'static str) -> io::Result<Option<Result<(Head, usize), Damage>>> {
        let offset = self.offset();
        let mut from = self.at + 1;
        loop {
            if let Some(next) = self.next_head(from) {
                self.at = next;
                break;
            }
            // A head may begin in the last bytes held.
            let tail = if self.is_arc { LONGEST_ARC_HEAD } else { 8 };
            from = from.max(self.data.len().saturating_sub(tail)).min(self.data.len());
            self.at = from;
            self.drop_used();
            from = self.at;
            if !self.more()? {
                self.at = self.data.len();
                break;
            }
        }
        if let Member::Broken(_, given) = &mut self.member {
            // The member is told of here.
            *given += 1;
        }
        Ok(Some(Err(Damage { offset, what })))
    }

    /// Where the next head begins a line, at this place or behind it.
    fn next_head(&self, from: usize) -> Option<usize> {
        let mut at = from.min(self.data.len());
        loop {
            let begins = at == 0 || self.data[at - 1] == b'\n';
            if begins && is_head(&self.data[at..], self.is_arc) {
                return Some(at);
            }
            at += self.data[at..].iter().position(|&byte| byte == b'\n')? + 1;
        }
    }

    fn offset(&self) -> u64 {
        if self.members.is_plain() { self.data_offset + self.at as u64 } else { self.members.start() }
    }

    /// Gives the record whose head was found.
    fn record(&mut self, (head, length): (Head, usize)) -> io::Result<Record<'_>> {
        let plain = self.members.is_plain();
        let offset = self.offset();
        self.at += length;
        // A block of unknown length goes on to the next head.
        let stated = head.length.unwrap_or(UNSTATED_BLOCK);
        let wanted = usize::try_from(stated).unwrap_or(usize::MAX).min(LARGEST_BLOCK);
        let held = self.hold(wanted)?;
        let mut size = held.min(wanted);
        let mut damage = (head.length.is_none()).then_some("its length is not stated");
        if size < wanted && damage.is_none() {
            damage = Some(match self.member {
                Member::Broken(what, _) => what,
                _ => "it is shorter than it says",
            });
        }
        if stated > LARGEST_BLOCK as u64 {
            damage = Some("it is larger than what is read of a record");
            self.skip = stated - LARGEST_BLOCK as u64;
        }
        // A length that is too large swallows the records behind it.
        let cut =
            damage.and_then(|_| self.next_head(self.at).map(|at| at - self.at).filter(|cut| *cut <= size));
        if let Some(cut) = cut {
            size = cut;
            self.skip = 0;
        } else if self.skip == 0 {
            self.check_end(size, &mut damage)?;
        }
        if head.length.is_none() {
            let blank = self.data[self.at..self.at + size].iter().rev();
            size -= blank.take_while(|byte| byte.is_ascii_whitespace()).count();
        }
        let begin = self.at;
        self.at += size;
        let shared = self.count_record();
        let file_end = if plain { self.data_offset + self.at as u64 } else { self.members.position() };
        let whole_member = plain || (!shared && matches!(self.member, Member::Read(_) | Member::Broken(..)));
        Ok(Record {
            offset,
            length: if whole_member { file_end.saturating_sub(offset) } else { 0 },
            head,
            block: &self.data[begin..begin + size],
            damage,
        })
    }

    /// Reads on to see that the block ends where it says, and to where its member ends.
    fn check_end(&mut self, size: usize, damage: &mut Option<&'static str>) -> io::Result<()> {
        let begin = self.at;
        self.at += size;
        let mut ahead = 64;
        loop {
            let held = self.hold(ahead)?;
            let tail = &self.data[self.at..self.at + held];
            let blank = tail.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blank < tail.len() {
                if !tail[blank..].starts_with(b"WARC/") && !starts_arc(&tail[blank..]) && damage.is_none() {
                    *damage = Some("it does not end where it says");
                }
                break;
            }
            if held < ahead {
                break;
            }
            ahead *= 2;
        }
        self.at = begin;
        if let (Member::Broken(what, _), None) = (self.member, &damage) {
            *damage = Some(what);
        }
        Ok(())
    }

    /// Counts the record as given by its member; whether the member holds others.
    fn count_record(&mut self) -> bool {
        let more = self.data[self.at..].iter().any(|byte| !byte.is_ascii_whitespace());
        match &mut self.member {
            Member::Open(given) | Member::Read(given) | Member::Broken(_, given) => {
                *given += 1;
                *given > 1 || more
            }
            Member::None => false,
        }
    }
}

/// Whether the bytes may begin a record of an ARC file: a scheme, a colon.
fn starts_arc(bytes: &[u8]) -> bool {
    let scheme = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    scheme >= 2 && bytes.get(scheme) == Some(&b':')
}

/// Whether a head begins here.
fn is_head(bytes: &[u8], is_arc: bool) -> bool {
    if !is_arc {
        return bytes.starts_with(b"WARC/") && bytes.get(6) == Some(&b'.');
    }
    let line = &bytes[..bytes.len().min(LONGEST_ARC_HEAD)];
    let end = line.iter().position(|&byte| byte == b'\n');
    end.is_some_and(|end| starts_arc(line) && arc_head(&line[..end]).is_some())
}
