//! `.xlsx`, cell by cell through calamine.

use std::io::Read;

use calamine::{DataRef, Reader, SheetType, SheetVisible, XlsxError};
use quick_xml::events::Event;

use super::super::archive;
use super::book::{Book, MOST_SHEETS, Sheet};
use super::cells::{Cells, Oddity};
use super::fault::Fault;
use super::metered::Metered;
use super::number_format::NumberFormat;
use super::shown::{self, Epoch};
use super::xml;

/// What the styles of a workbook may take when each has its own copy of the longest font or format; Excel has up to 65,490 styles.
const MOST_STYLES: usize = 64 << 20;

/// An open workbook.
pub(super) struct Xlsx {
    book: calamine::Xlsx<Metered>,
    sheets: Vec<Sheet>,
    epoch: Epoch,
    file_size: usize,
}

/// Opens a workbook whose parts stay within bounds when they are read.
pub(super) fn open(bytes: Vec<u8>) -> Result<Xlsx, Fault> {
    archive::measure(&bytes)?;
    check_what_is_read_at_once(&bytes)?;
    let file_size = bytes.len();
    let book = calamine::Xlsx::new(Metered::new(bytes)).map_err(fault)?;
    let mut sheets: Vec<Sheet> = Vec::new();
    for sheet in book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).take(MOST_SHEETS) {
        // Of two sheets of one name only the first can be asked for.
        if sheets.iter().all(|known| known.name != sheet.name) {
            sheets.push(Sheet { name: sheet.name.clone(), is_hidden: sheet.visible != SheetVisible::Visible });
        }
    }
    let epoch = if book.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
    Ok(Xlsx { book, sheets, epoch, file_size })
}

impl Book for Xlsx {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn head(&mut self, sheet: usize) -> Result<Cells, Fault> {
        self.read(sheet, Cells::head_within(self.file_size))
    }

    fn whole(&mut self, sheet: usize) -> Result<Cells, Fault> {
        self.read(sheet, Cells::within(self.file_size))
    }
}

impl Xlsx {
    fn read(&mut self, sheet: usize, mut cells: Cells) -> Result<Cells, Fault> {
        let mut reader = self.book.worksheet_cells_reader(&self.sheets[sheet].name).map_err(fault)?;
        let formats: Vec<NumberFormat> = reader
            .styles()
            .iter()
            .map(|style| {
                style.number_format.as_ref().map_or(NumberFormat::Plain, |format| NumberFormat::of(&format.format_code))
            })
            .collect();
        let (mut last, mut strange) = ((0, 0), 0);
        while !cells.is_full() {
            match reader.next_cell_with_style_id() {
                Ok(Some((cell, style))) => {
                    last = cell.get_position();
                    let format = formats.get(style).unwrap_or(&NumberFormat::Plain);
                    push(&mut cells, last, cell.get_value(), format, self.epoch)?;
                }
                Ok(None) => break,
                // An error value of a newer Excel (#SPILL!), in a cell of which only the one before is known.
                Err(XlsxError::CellError(error)) if strange < self.file_size => {
                    strange += 1;
                    cells.note(last.0, last.1, Oddity::ErrorBehind(error))?;
                }
                Err(error) => return Err(fault(error)),
            }
        }
        Ok(cells)
    }
}

fn push(
    cells: &mut Cells,
    (row, column): (u32, u32),
    value: &DataRef<'_>,
    format: &NumberFormat,
    epoch: Epoch,
) -> Result<(), Fault> {
    match value {
        DataRef::Empty => Ok(()),
        DataRef::String(text) => cells.push(row, column, text),
        DataRef::SharedString(text) => cells.push(row, column, text),
        DataRef::Bool(value) => cells.push(row, column, shown::truth(*value)),
        DataRef::Int(value) => cells.push(row, column, &value.to_string()),
        DataRef::Float(value) => shown::push_number(cells, (row, column), *value, format, epoch),
        DataRef::DateTime(moment) => {
            let value = moment.as_f64();
            let as_day = NumberFormat::Date { has_day: true, has_time: value.fract() != 0.0 };
            let format =
                if matches!(format, NumberFormat::Date { .. } | NumberFormat::Elapsed) { format } else { &as_day };
            shown::push_number(cells, (row, column), value, format, epoch)
        }
        DataRef::DateTimeIso(text) => cells.push(row, column, &shown::iso_date(text)),
        DataRef::DurationIso(text) => cells.push(row, column, &shown::iso_duration(text)),
        DataRef::Error(error) => cells.note(row, column, Oddity::Error(error.to_string())),
    }
}

/// Checks the parts that calamine reads whole.
///
/// It makes room for as many texts as the shared strings claim to be, and gives each style its own copy of its font and format, so that
/// a small file could ask for any amount of memory.
fn check_what_is_read_at_once(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = archive::open(bytes)?;
    for (index, name) in archive::names(&archive)?.iter().enumerate() {
        let name = name.to_ascii_lowercase();
        let part = || "a part cannot be opened";
        if name.ends_with("sharedstrings.xml") {
            check_shared_strings(archive.by_index(index).map_err(|_| Fault::damaged(part()))?)?;
        } else if name.ends_with("styles.xml") {
            check_styles(archive.by_index(index).map_err(|_| Fault::damaged(part()))?)?;
        }
    }
    Ok(())
}

fn check_shared_strings(part: impl Read) -> Result<(), Fault> {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let mut claimed = 0_usize;
    let mut texts = 0_usize;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "sst" => {
                let count = xml::attribute(&element, "uniqueCount").and_then(|count| count.trim().parse().ok());
                claimed = claimed.max(count.unwrap_or(0));
            }
            Event::Start(element) if element.local_name().as_ref() == "si" => texts += 1,
            Event::Eof => break,
            _ => {}
        }
    }
    // Exporters that do not know the number write it a little wrong.
    if claimed > texts.saturating_mul(2).saturating_add(1000) {
        return Err(Fault::damaged(format!("its list of texts claims {claimed} texts, and has {texts}")));
    }
    Ok(())
}

fn check_styles(part: impl Read) -> Result<(), Fault> {
    let mut reader = xml::reader(part);
    let mut buffer = Vec::new();
    let (mut longest, mut styles) = (0_usize, 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Start(element) => {
                longest = longest.max(element.len());
                styles += usize::from(element.local_name().as_ref() == "xf");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if longest.saturating_mul(styles) > MOST_STYLES { Err(Fault::TooLarge) } else { Ok(()) }
}

fn fault(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::Password,
        XlsxError::FileNotFound(part) => Fault::damaged(format!("its part `{part}` is missing")),
        XlsxError::XmlEof(element) => Fault::damaged(format!("a part of it ends before `{element}` does")),
        error => Fault::damaged(error.to_string()),
    }
}
