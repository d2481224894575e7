//! `.xls` of Excel 5 to 2003 (BIFF 5 and 8), read here and not by calamine.
//!
//! calamine 0.38 makes room for as many cells as the file claims to have and lays them out in full, and stops the program at records that
//! are cut short; it drops what a number format shows. Source: [MS-XLS] 2.4.

use std::cell::Cell;
use std::collections::HashMap;

use encoding_rs::Encoding;

use super::book::{Book, MOST_SHEETS, Sheet};
use super::cells::{Cells, Oddity};
use super::compound::{Compound, f64_at, u16_at, u32_at};
use super::fault::Fault;
use super::number_format::NumberFormat;
use super::shown::{self, Epoch};
use super::xls_text::{Pieces, encoding};

/// How often all the bytes may be read: sheets that begin in one another are no slower than the file is long.
const TIMES: usize = 4;

/// An open workbook.
pub(super) struct Xls {
    stream: Vec<u8>,
    sheets: Vec<Sheet>,
    /// The byte at which each sheet begins.
    starts: Vec<usize>,
    globals: Globals,
    /// The bytes that may still be read.
    left: Cell<usize>,
}

/// What the sheets share.
struct Globals {
    is_old: bool,
    encoding: &'static Encoding,
    epoch: Epoch,
    /// The texts that cells refer to, one after another, and where each ends.
    texts: String,
    ends: Vec<usize>,
    /// The format of each cell style.
    formats: Vec<NumberFormat>,
}

/// Opens a workbook.
pub(super) fn open(bytes: &[u8]) -> Result<Xls, Fault> {
    let compound = Compound::open(bytes)?;
    let stream = match compound.stream("Workbook")? {
        None => compound.stream("Book")?,
        stream => stream,
    };
    let Some(stream) = stream else {
        let is_encrypted = compound.has("EncryptedPackage");
        return Err(if is_encrypted { Fault::Password } else { Fault::Other("an Office file without sheets") });
    };
    let left = Cell::new(stream.len().saturating_mul(TIMES));
    let mut sheets = Vec::new();
    let globals = globals(&stream, &mut sheets)?;
    sheets.truncate(MOST_SHEETS);
    let (starts, sheets) = sheets.into_iter().unzip();
    Ok(Xls { stream, sheets, starts, globals, left })
}

impl Book for Xls {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// All the cells, for the first rows need not come first.
    fn head(&mut self, sheet: usize) -> Result<Cells, Fault> {
        self.whole(sheet)
    }

    fn whole(&mut self, sheet: usize) -> Result<Cells, Fault> {
        let mut cells = Cells::within(self.stream.len());
        let stream = self.stream.get(self.starts[sheet]..).ok_or_else(|| Fault::damaged("a sheet is missing"))?;
        let (mut depth, mut awaited) = (0_usize, None);
        for record in Records::of(stream) {
            let read = self.left.get().checked_sub(record.length()).ok_or(Fault::damaged("its sheets overlap"))?;
            self.left.set(read);
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                // Charts in a sheet have cells of their own.
                _ if depth > 1 => {}
                _ => self.globals.cell(&record, &mut awaited, &mut cells)?,
            }
        }
        Ok(cells)
    }
}

/// The kinds of records that are read.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const EPOCH: u16 = 0x0022;
    pub const PASSWORD: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const SHEET: u16 = 0x0085;
    pub const NUMBERS: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const STYLE: u16 = 0x00E0;
    pub const TEXTS: u16 = 0x00FC;
    pub const LABEL_OF_TEXTS: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const TRUTH_OR_ERROR: u16 = 0x0205;
    pub const FORMULA_TEXT: u16 = 0x0207;
    pub const SHORT_NUMBER: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;
}

/// A record, with those that continue it.
struct Record<'s> {
    kind: u16,
    data: &'s [u8],
    more: Vec<&'s [u8]>,
}

impl<'s> Record<'s> {
    fn length(&self) -> usize {
        4 + self.data.len() + self.more.iter().map(|more| more.len() + 4).sum::<usize>()
    }

    /// The bytes from one on.
    fn pieces(&self, from: usize) -> Pieces<'s> {
        let first = self.data.get(from..).unwrap_or(&[]);
        Pieces::new(std::iter::once(first).chain(self.more.iter().copied()).collect())
    }

    fn place(&self) -> Option<(u32, u32)> {
        Some((u16_at(self.data, 0)?.into(), u16_at(self.data, 2)?.into()))
    }
}

/// The records of a stream; the last may be cut short.
struct Records<'s> {
    stream: &'s [u8],
}

impl<'s> Records<'s> {
    fn of(stream: &'s [u8]) -> Records<'s> {
        Records { stream }
    }

    fn one(&mut self) -> Option<(u16, &'s [u8])> {
        let (kind, length) = (u16_at(self.stream, 0)?, usize::from(u16_at(self.stream, 2)?));
        let end = self.stream.len().min(4 + length);
        let data = &self.stream[4..end];
        self.stream = &self.stream[end..];
        Some((kind, data))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, data) = self.one()?;
        let mut more = Vec::new();
        while u16_at(self.stream, 0) == Some(kind::CONTINUE) {
            more.extend(self.one().map(|(_, data)| data));
        }
        Some(Record { kind, data, more })
    }
}

/// Reads what the sheets share, and finds the sheets: the byte at which each begins.
fn globals(stream: &[u8], sheets: &mut Vec<(usize, Sheet)>) -> Result<Globals, Fault> {
    let mut globals = Globals {
        is_old: false,
        encoding: encoding(1252),
        epoch: Epoch::Of1900,
        texts: String::new(),
        ends: Vec::new(),
        formats: Vec::new(),
    };
    let (mut codes, mut styles) = (HashMap::new(), Vec::new());
    for record in Records::of(stream) {
        match record.kind {
            kind::BEGIN => globals.is_old = u16_at(record.data, 0).is_some_and(|version| version < 0x0600),
            kind::PASSWORD => return Err(Fault::Password),
            kind::CODE_PAGE => globals.encoding = encoding(u16_at(record.data, 0).unwrap_or(0)),
            kind::EPOCH if u16_at(record.data, 0) == Some(1) => globals.epoch = Epoch::Of1904,
            kind::FORMAT => {
                let mut pieces = record.pieces(2);
                let code = if globals.is_old { pieces.old_text(globals.encoding, false) } else { pieces.text() };
                codes.extend(u16_at(record.data, 0).zip(code));
            }
            kind::STYLE => styles.push(u16_at(record.data, 2).unwrap_or(0)),
            kind::SHEET => sheets.extend(globals.sheet(&record)),
            kind::TEXTS => globals.read_texts(&record),
            kind::END => break,
            _ => {}
        }
    }
    let format =
        |number| codes.get(&number).map_or_else(|| NumberFormat::built_in(number), |code| NumberFormat::of(code));
    globals.formats = styles.into_iter().map(format).collect();
    Ok(globals)
}

impl Globals {
    fn sheet(&self, record: &Record<'_>) -> Option<(usize, Sheet)> {
        let start = u32_at(record.data, 0)? as usize;
        // Charts and macros are no tables.
        if record.data.get(5) != Some(&0) {
            return None;
        }
        let mut pieces = record.pieces(6);
        let name = if self.is_old { pieces.old_text(self.encoding, false) } else { pieces.name() };
        Some((start, Sheet { name: name?, is_hidden: record.data.get(4)? & 3 != 0 }))
    }

    fn read_texts(&mut self, record: &Record<'_>) {
        // Two counts come first, and are not believed.
        let mut pieces = record.pieces(8);
        while let Some(text) = pieces.text() {
            self.texts.push_str(&text);
            self.ends.push(self.texts.len());
        }
    }

    fn text(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.texts.get(start..end)
    }

    /// Takes the cells of a record; `awaited` is the formula whose text comes with the next.
    fn cell(&self, record: &Record<'_>, awaited: &mut Option<(u32, u32)>, cells: &mut Cells) -> Result<(), Fault> {
        let place = record.place();
        let number = |at: usize| f64_at(record.data, at);
        match (record.kind, place) {
            (kind::NUMBER, Some(place)) => self.number(cells, place, u16_at(record.data, 4), number(6)),
            (kind::SHORT_NUMBER, Some(place)) => {
                self.number(cells, place, u16_at(record.data, 4), u32_at(record.data, 6).map(short_number))
            }
            (kind::NUMBERS, Some((row, first))) => {
                let numbers = record.data.get(4..).unwrap_or(&[]).chunks_exact(6);
                (first..).zip(numbers).try_for_each(|(column, number)| {
                    self.number(cells, (row, column), u16_at(number, 0), u32_at(number, 2).map(short_number))
                })
            }
            (kind::LABEL_OF_TEXTS, Some((row, column))) => {
                let text = u32_at(record.data, 6).and_then(|index| self.text(index as usize));
                cells.push(row, column, text.unwrap_or(""))
            }
            (kind::LABEL | kind::RICH_LABEL, Some((row, column))) => {
                cells.push(row, column, &self.long_text(record, 6).unwrap_or_default())
            }
            (kind::TRUTH_OR_ERROR, Some(place)) => {
                let is_error = record.data.get(7) == Some(&1);
                record.data.get(6).map_or(Ok(()), |value| truth_or_error(cells, place, *value, is_error))
            }
            (kind::FORMULA, Some(place)) => self.formula(record, place, awaited, cells),
            (kind::FORMULA_TEXT, _) => match awaited.take() {
                Some((row, column)) => cells.push(row, column, &self.long_text(record, 0).unwrap_or_default()),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn long_text(&self, record: &Record<'_>, from: usize) -> Option<String> {
        let mut pieces = record.pieces(from);
        if self.is_old { pieces.old_text(self.encoding, true) } else { pieces.text() }
    }

    fn number(
        &self,
        cells: &mut Cells,
        place: (u32, u32),
        style: Option<u16>,
        value: Option<f64>,
    ) -> Result<(), Fault> {
        let format = style.and_then(|style| self.formats.get(usize::from(style))).unwrap_or(&NumberFormat::Plain);
        value.map_or(Ok(()), |value| shown::push_number(cells, place, value, format, self.epoch))
    }

    /// The result of a formula: a number, or where its last bytes are ones, something else.
    fn formula(
        &self,
        record: &Record<'_>,
        place: (u32, u32),
        awaited: &mut Option<(u32, u32)>,
        cells: &mut Cells,
    ) -> Result<(), Fault> {
        let Some(result) = record.data.get(6..14) else { return Ok(()) };
        match (result, result[0]) {
            ([.., 0xFF, 0xFF], 0) => *awaited = Some(place),
            ([.., 0xFF, 0xFF], 1) => truth_or_error(cells, place, result[2], false)?,
            ([.., 0xFF, 0xFF], 2) => truth_or_error(cells, place, result[2], true)?,
            ([.., 0xFF, 0xFF], _) => {}
            _ => self.number(cells, place, u16_at(record.data, 4), f64_at(result, 0))?,
        }
        Ok(())
    }
}

fn truth_or_error(cells: &mut Cells, (row, column): (u32, u32), value: u8, is_error: bool) -> Result<(), Fault> {
    if !is_error {
        return cells.push(row, column, shown::truth(value != 0));
    }
    let error = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    };
    cells.note(row, column, Oddity::Error(error.to_owned()))
}

/// A number in four bytes: a whole number, or the upper half of another, either perhaps in hundredths.
fn short_number(bits: u32) -> f64 {
    let is_whole = bits & 2 != 0;
    let value = if is_whole { f64::from(bits.cast_signed() >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { value / 100.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_have_four_forms() {
        let upper = |value: f64| u32::try_from(value.to_bits() >> 32).expect("the upper half");
        assert_eq!(short_number(11 << 2 | 2), 11.0);
        assert_eq!(short_number((-5_i32).cast_unsigned() << 2 | 2), -5.0);
        assert_eq!(short_number(350 << 2 | 3), 3.5);
        assert_eq!(short_number(upper(0.5)), 0.5);
        assert_eq!(short_number(upper(50.0) | 1), 0.5);
    }
}
