//! Compound files: the streams in which old Office files keep their parts. Source: [MS-CFB].

use super::fault::Fault;

/// The last sector of a chain.
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;

/// Numbers from here on are no sectors.
const NO_SECTOR_FROM: u32 = 0xFFFF_FFFA;

/// Streams below this size are kept in small sectors of 64 bytes.
const SMALL_BELOW: usize = 4096;
const SMALL_SECTOR: usize = 64;

/// The bytes of a directory entry.
const ENTRY: usize = 128;

/// An opened compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// For each sector the one that follows.
    next: Vec<u32>,
    entries: Vec<Entry>,
    small_next: Vec<u32>,
}

struct Entry {
    name: String,
    is_root: bool,
    is_stream: bool,
    start: u32,
    size: usize,
}

impl<'b> Compound<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Compound<'b>, Fault> {
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(Fault::damaged("its header names no size of sectors")),
        };
        let mut compound = Compound { bytes, sector, next: Vec::new(), entries: Vec::new(), small_next: Vec::new() };
        compound.next = compound.allocation()?;
        let directory = compound.chain(compound.header(48)?)?;
        compound.entries = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        if !compound.entries.iter().any(|entry| entry.is_root) {
            return Err(Fault::damaged("its list of parts is not where it should be"));
        }
        let small = compound.header(60)?;
        if small < NO_SECTOR_FROM {
            compound.small_next = numbers(&compound.chain(small)?).collect();
        }
        Ok(compound)
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream, where there is one of this name.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let named = |entry: &&Entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name);
        let Some(entry) = self.entries.iter().find(named) else { return Ok(None) };
        let mut bytes =
            if entry.size < SMALL_BELOW { self.small_chain(entry.start)? } else { self.chain(entry.start)? };
        // A file that was cut short keeps what is there.
        bytes.truncate(entry.size);
        Ok(Some(bytes))
    }

    fn header(&self, at: usize) -> Result<u32, Fault> {
        u32_at(self.bytes, at).ok_or_else(cut_short)
    }

    /// The bytes of a sector; fewer where the file ends in it.
    fn sector(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..).map(|rest| &rest[..rest.len().min(self.sector)]).filter(|sector| !sector.is_empty())
    }

    fn most_sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// The allocation table: which sector follows which.
    fn allocation(&self) -> Result<Vec<u32>, Fault> {
        let mut tables: Vec<u32> = numbers(self.bytes.get(76..512).ok_or_else(cut_short)?).collect();
        let mut more = self.header(68)?;
        while more < NO_SECTOR_FROM && tables.len() <= self.most_sectors() + 109 {
            tables.extend(numbers(self.sector(more).ok_or_else(cut_short)?));
            more = tables.pop().unwrap_or(END_OF_CHAIN);
        }
        tables.retain(|table| *table < NO_SECTOR_FROM);
        tables.truncate(self.most_sectors());
        Ok(tables.into_iter().filter_map(|table| self.sector(table)).flat_map(numbers).collect())
    }

    /// The bytes of a chain of sectors; a chain that runs in a circle is damaged.
    fn chain(&self, start: u32) -> Result<Vec<u8>, Fault> {
        follow(start, &self.next, self.most_sectors(), |number| self.sector(number))
    }

    fn small_chain(&self, start: u32) -> Result<Vec<u8>, Fault> {
        let root = self.entries.iter().find(|entry| entry.is_root).ok_or_else(|| Fault::damaged("it has no root"))?;
        let sectors = self.chain(root.start)?;
        follow(start, &self.small_next, sectors.len() / SMALL_SECTOR + 1, |number| {
            let start = (number as usize).checked_mul(SMALL_SECTOR)?;
            sectors.get(start..).map(|rest| &rest[..rest.len().min(SMALL_SECTOR)]).filter(|sector| !sector.is_empty())
        })
    }
}

fn follow<'s>(
    start: u32,
    next: &[u32],
    most: usize,
    sector: impl Fn(u32) -> Option<&'s [u8]>,
) -> Result<Vec<u8>, Fault> {
    let (mut bytes, mut at, mut steps) = (Vec::new(), start, 0);
    while at < NO_SECTOR_FROM {
        let Some(sector) = sector(at) else { break };
        bytes.extend_from_slice(sector);
        steps += 1;
        if steps > most {
            return Err(Fault::damaged("its sectors run in a circle"));
        }
        at = next.get(at as usize).copied().unwrap_or(END_OF_CHAIN);
    }
    Ok(bytes)
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
    let units: Vec<u16> = bytes[..length].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    let kind = bytes[66];
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        is_root: kind == 5,
        is_stream: kind == 2,
        start: u32_at(bytes, 116)?,
        size: u32_at(bytes, 120)? as usize,
    })
}

fn cut_short() -> Fault {
    Fault::damaged("it ends too soon")
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|number| u32::from_le_bytes([number[0], number[1], number[2], number[3]]))
}

/// The number at a byte, little end first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

/// The number at a byte, little end first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// The number at a byte, little end first.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes)
}
