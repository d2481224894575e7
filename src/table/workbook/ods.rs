//! `.ods`, read here and not by calamine.
//!
//! calamine 0.38 waits without end at a file that is cut short, lays out every repeated cell before it counts them, and drops what a
//! number format shows. Source: OpenDocument 1.3, part 3, sections 9.1 (tables) and 19.387 (value types).

use std::collections::HashSet;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::super::archive;
use super::book::{Book, MOST_SHEETS, Sheet};
use super::cells::{COLUMNS, Cells, Oddity, ROWS};
use super::fault::Fault;
use super::number_format::NumberFormat;
use super::shown::{self, Epoch};
use super::xml::{self, Xml, attribute};

/// The most spaces that one `<text:s>` stands for.
const MOST_SPACES: usize = 255;

/// An open workbook.
pub(super) struct Ods {
    bytes: Vec<u8>,
    sheets: Vec<Sheet>,
    /// The first rows of each sheet, read while the sheets were looked for.
    heads: Vec<Option<Cells>>,
}

/// Opens a workbook, and reads the first rows of its sheets.
pub(super) fn open(bytes: Vec<u8>) -> Result<Ods, Fault> {
    archive::measure(&bytes)?;
    if part(&bytes, "META-INF/manifest.xml")?.contains("encryption-data") {
        return Err(Fault::Password);
    }
    if !part(&bytes, "mimetype")?.contains("spreadsheet") {
        return Err(Fault::Other("a document without sheets"));
    }
    let (mut sheets, mut heads) = (Vec::new(), Vec::new());
    walk_sheets(&bytes, |walk, sheet, _| {
        if sheets.len() == MOST_SHEETS {
            return walk.skip("table:table");
        }
        let mut head = Cells::head_within(bytes.len());
        walk.rows(&mut head)?;
        sheets.push(sheet);
        heads.push(Some(head));
        Ok(())
    })?;
    Ok(Ods { bytes, sheets, heads })
}

impl Book for Ods {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn head(&mut self, sheet: usize) -> Result<Cells, Fault> {
        Ok(self.heads[sheet].take().unwrap_or_else(|| Cells::within(0)))
    }

    fn whole(&mut self, sheet: usize) -> Result<Cells, Fault> {
        let mut cells = Cells::within(self.bytes.len());
        walk_sheets(
            &self.bytes,
            |walk, _, index| {
                if index == sheet { walk.rows(&mut cells) } else { walk.skip("table:table") }
            },
        )?;
        Ok(cells)
    }
}

/// A small file of the archive; empty where it is not there.
fn part(bytes: &[u8], name: &str) -> Result<String, Fault> {
    let mut archive = archive::open(bytes)?;
    let mut text = Vec::new();
    if let Ok(mut part) = archive.by_name(name) {
        part.read_to_end(&mut text).map_err(|error| Fault::damaged(format!("`{name}`: {error}")))?;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Goes through the sheets: `visit` is given each with its index, and reads on to the sheet's end.
fn walk_sheets(
    bytes: &[u8],
    mut visit: impl FnMut(&mut Walk<zip::read::ZipFile<'_, std::io::Cursor<&[u8]>>>, Sheet, usize) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut archive = archive::open(bytes)?;
    let content = archive.by_name("content.xml").map_err(|error| Fault::damaged(format!("`content.xml`: {error}")))?;
    let mut walk = Walk { xml: xml::reader(content), buffer: Vec::new() };
    let (mut style, mut hidden, mut index) = (None, HashSet::new(), 0);
    loop {
        match walk.step()? {
            Step::Begin(element) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "style:name"),
                "style:table-properties" if attribute(&element, "table:display").as_deref() == Some("false") => {
                    hidden.extend(style.take());
                }
                "table:tracked-changes" => walk.skip("table:tracked-changes")?,
                "table:table" => {
                    let is_hidden =
                        attribute(&element, "table:style-name").is_some_and(|style| hidden.contains(&style));
                    let name = attribute(&element, "table:name").unwrap_or_default();
                    visit(&mut walk, Sheet { name, is_hidden }, index)?;
                    index += 1;
                }
                _ => {}
            },
            Step::End(_) | Step::Text(_) => {}
            Step::EndOfFile => return Ok(()),
        }
    }
}

/// A way through the XML.
struct Walk<R: Read> {
    xml: Xml<R>,
    buffer: Vec<u8>,
}

/// A piece of XML that matters here.
enum Step {
    Begin(BytesStart<'static>),
    End(String),
    Text(String),
    EndOfFile,
}

/// A cell of a row, as often as it is repeated.
struct Repeated {
    column: u32,
    times: u32,
    value: Value,
}

/// What stands in a cell.
enum Value {
    Text(String),
    Number(f64, NumberFormat),
    Error(String),
}

impl<R: Read> Walk<R> {
    fn step(&mut self) -> Result<Step, Fault> {
        loop {
            self.buffer.clear();
            return Ok(match self.xml.read_event_into(&mut self.buffer)? {
                Event::Start(element) => Step::Begin(element.into_owned()),
                Event::End(element) => Step::End(element.name().as_ref().to_owned()),
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Step::Text(xml::referred(&reference).into_iter().collect()),
                Event::Eof => Step::EndOfFile,
                _ => continue,
            });
        }
    }

    /// Reads on behind the end of the element that has begun.
    fn skip(&mut self, name: &str) -> Result<(), Fault> {
        self.buffer.clear();
        self.xml.read_to_end_into(QName(name), &mut self.buffer)?;
        Ok(())
    }

    /// Reads the rows of a sheet up to its end.
    fn rows(&mut self, cells: &mut Cells) -> Result<(), Fault> {
        let mut row = 0;
        while !cells.is_full() {
            match self.step()? {
                Step::Begin(element) if element.name().as_ref() == "table:table-row" => {
                    let times = repeats(&element, "table:number-rows-repeated", ROWS - row);
                    let filled = self.row()?;
                    // Rows beyond the last that a sheet can have hold nothing.
                    if !filled.is_empty() {
                        (row..row + times)
                            .try_for_each(|row| if cells.is_full() { Ok(()) } else { push(cells, row, &filled) })?;
                    }
                    row += times;
                }
                Step::Begin(element) if is_foreign(&element) => self.skip(element.name().as_ref())?,
                Step::End(name) if name == "table:table" => return Ok(()),
                Step::EndOfFile => return Err(cut_short()),
                _ => {}
            }
        }
        self.skip("table:table")
    }

    /// Reads the filled cells of a row.
    fn row(&mut self) -> Result<Vec<Repeated>, Fault> {
        let (mut filled, mut column) = (Vec::new(), 0);
        loop {
            match self.step()? {
                Step::Begin(element) if is_cell(element.name().as_ref()) => {
                    let times = repeats(&element, "table:number-columns-repeated", COLUMNS - column);
                    let text = self.text(element.name().as_ref())?;
                    if let Some(value) = value(&element, text).filter(|_| times > 0) {
                        filled.push(Repeated { column, times, value });
                    }
                    column += times;
                }
                Step::End(name) if name == "table:table-row" => return Ok(filled),
                Step::EndOfFile => return Err(cut_short()),
                _ => {}
            }
        }
    }

    /// The text of a cell, paragraphs as lines, without notes and pictures.
    fn text(&mut self, cell: &str) -> Result<String, Fault> {
        let (mut text, mut paragraphs) = (String::new(), 0);
        loop {
            match self.step()? {
                Step::Begin(element) if is_foreign(&element) => self.skip(element.name().as_ref())?,
                Step::Begin(element) => match element.name().as_ref() {
                    "text:p" | "text:h" => {
                        text.extend((paragraphs > 0).then_some('\n'));
                        paragraphs += 1;
                    }
                    "text:s" => {
                        let spaces = attribute(&element, "text:c").and_then(|count| count.parse().ok()).unwrap_or(1);
                        text.extend(std::iter::repeat_n(' ', MOST_SPACES.min(spaces)));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    _ => {}
                },
                Step::Text(part) if paragraphs > 0 => text.push_str(&part),
                Step::End(name) if name == cell => return Ok(text),
                Step::EndOfFile => return Err(cut_short()),
                Step::End(_) | Step::Text(_) => {}
            }
        }
    }
}

fn cut_short() -> Fault {
    Fault::damaged("its part `content.xml` ends too soon")
}

fn is_cell(name: &str) -> bool {
    name == "table:table-cell" || name == "table:covered-table-cell"
}

/// What stands in a sheet or a cell without being its text: notes, pictures, charts, tables in cells.
fn is_foreign(element: &BytesStart<'_>) -> bool {
    let name = element.name();
    let name = name.as_ref();
    name.starts_with("draw:") || matches!(name, "office:annotation" | "table:shapes" | "table:table" | "text:ruby-text")
}

/// How often a row or a cell is repeated, and no further than to the end of the sheet.
fn repeats(element: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(element, name).map_or(1, |times| times.trim().parse().unwrap_or(u32::MAX)).min(most)
}

/// What stands in a cell with these attributes and this text.
fn value(element: &BytesStart<'_>, text: String) -> Option<Value> {
    let of = |name: &str| attribute(element, name);
    let kind = of("office:value-type").unwrap_or_default();
    if of("calcext:value-type").as_deref() == Some("error") || kind != "string" && is_error(&text) {
        return Some(Value::Error(text));
    }
    let number = || of("office:value").and_then(|value| value.trim().parse().ok());
    let value = match kind.as_str() {
        "float" | "currency" => number().map(|value| shown_number(value, &text)),
        "percentage" => number().map(|value| Value::Number(value, NumberFormat::Percent)),
        "date" => of("office:date-value").map(|value| Value::Text(shown::iso_date(&value))),
        "time" => of("office:time-value").map(|value| Value::Text(shown::iso_duration(&value))),
        "boolean" => of("office:boolean-value").map(|value| Value::Text(shown::truth(value == "true").to_owned())),
        "string" if text.is_empty() => of("office:string-value").map(Value::Text),
        _ => None,
    };
    let value = value.unwrap_or(Value::Text(text));
    (!matches!(&value, Value::Text(text) if text.trim().is_empty())).then_some(value)
}

fn is_error(text: &str) -> bool {
    text.starts_with("Err:") || text.starts_with('#') && text.ends_with(['!', '?', 'A'])
}

/// A number; with the zeros and hyphens that its format shows, where these are all that the format adds: `00123`, `078-05-1120`.
fn shown_number(value: f64, text: &str) -> Value {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let adds_zeros = digits.trim_start_matches('0') == shown::plain(value) && digits.starts_with('0');
    let has_hyphens = digits == shown::plain(value) && text.contains('-');
    let nothing_else = text.chars().all(|letter| letter.is_ascii_digit() || letter == '-');
    match nothing_else && (adds_zeros || has_hyphens) && value > 0.0 {
        true => Value::Text(text.to_owned()),
        false => Value::Number(value, NumberFormat::Plain),
    }
}

fn push(cells: &mut Cells, row: u32, filled: &[Repeated]) -> Result<(), Fault> {
    for Repeated { column, times, value } in filled {
        for column in *column..column + times {
            match value {
                Value::Text(text) => cells.push(row, column, text)?,
                Value::Number(number, format) => {
                    shown::push_number(cells, (row, column), *number, format, Epoch::Of1900)?
                }
                Value::Error(error) => cells.note(row, column, Oddity::Error(error.clone()))?,
            }
        }
    }
    Ok(())
}
