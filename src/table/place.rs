//! Where a cell stands: found by reading its record again, only when somebody asks.

use std::ops::Range;

use super::{Origin, Table};
use crate::diagnostic::Place;

/// The most characters of a cell that are shown.
const SHOWN: usize = 60;

/// The place of a cell, showing the cell and nothing of its neighbours.
pub(super) fn of_cell(table: &Table, row: usize, column: usize) -> Place {
    match &table.origin {
        Origin::Text { text, delimiter, starts, .. } => {
            in_text(&table.file, text, *delimiter, starts[row] as usize, column)
        }
        Origin::Sheet { sheet, rows, first_column } => {
            let column_number = *first_column as usize + column;
            in_sheet(&table.file, sheet, rows[row] as usize, column_number, table.grid.cell(row, column))
        }
        Origin::Gathered { tables, origins } => {
            match origins.get(row).and_then(|cells| cells.get(column)).copied().flatten() {
                Some(cell) => tables[cell.table].place(cell.row, cell.column),
                None => Place::whole_file(&table.file),
            }
        }
    }
}

/// The place of a cell of a sheet, its row counted from 1 and its column from 0, showing its text.
pub(super) fn in_sheet(file: &str, sheet: &str, row: usize, column: usize, text: &str) -> Place {
    let shown = first_line(text.trim());
    let name = format!("{sheet}!{}{row}", column_letters(column));
    let mark = 0..shown.len();
    Place { line: row, column: column + 1, cell: Some(name), shown, mark, ..Place::whole_file(file) }
}

fn in_text(file: &str, text: &str, delimiter: u8, start: usize, column: usize) -> Place {
    let spans = spans(text, start, delimiter);
    let last = spans.last().map_or(start..start, |last| last.end..last.end);
    let span = inside_quotes(text, spans.get(column).cloned().unwrap_or(last));
    let (line, column_in_line) = line_and_column(text, span.start);
    let separator = char::from(delimiter);
    let before = if column == 0 { String::new() } else { format!("…{separator}") };
    let after = if column + 1 < spans.len() { format!("{separator}…") } else { String::new() };
    let cell = first_line(&text[span]);
    let mark = before.len()..before.len() + cell.len();
    Place { line, column: column_in_line, shown: format!("{before}{cell}{after}"), mark, ..Place::whole_file(file) }
}

fn first_line(cell: &str) -> String {
    cell.lines().next().unwrap_or("").chars().take(SHOWN).collect()
}

/// The name that spreadsheets give a column: A to Z, AA, AB ….
fn column_letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).expect("less than 26"));
    if column < 26 { letter.to_string() } else { format!("{}{letter}", column_letters(column / 26 - 1)) }
}

/// The bytes of each cell of the record that begins at `start`, quotes included, separators not.
pub(super) fn spans(text: &str, start: usize, delimiter: u8) -> Vec<Range<usize>> {
    Lexer::of(delimiter).spans(text, start)
}

/// Finds the cells of records: one for many, because it is dear to make.
pub(super) struct Lexer {
    reader: csv_core::Reader,
    delimiter: char,
}

impl Lexer {
    /// A lexer of a text with this separator.
    pub fn of(delimiter: u8) -> Lexer {
        let reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        Lexer { reader, delimiter: char::from(delimiter) }
    }

    /// The bytes of each cell of the record that begins at `start`, quotes included, separators not.
    pub fn spans(&mut self, text: &str, start: usize) -> Vec<Range<usize>> {
        self.reader.reset();
        let mut scratch = [0; 512];
        // At the start of its input, and there alone, the reader would pass over a byte order mark.
        let _ = self.reader.read_field(b"\n", &mut scratch);
        let (mut spans, mut at, mut cell_start) = (Vec::new(), start, start);
        loop {
            let (result, read, _) = self.reader.read_field(&text.as_bytes()[at..], &mut scratch);
            at += read;
            match result {
                csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
                csv_core::ReadFieldResult::Field { record_end } => {
                    // The separator or line break that ended the cell was read with it, except at the end of the text.
                    let raw = &text[cell_start..at];
                    let ended = raw.strip_suffix(['\r', '\n', self.delimiter]).unwrap_or(raw);
                    let ended = if record_end { ended.trim_end_matches(['\r', '\n']) } else { ended };
                    spans.push(cell_start..cell_start + ended.len());
                    if record_end {
                        return spans;
                    }
                    cell_start = at;
                }
                csv_core::ReadFieldResult::End => return spans,
            }
        }
    }
}

fn inside_quotes(text: &str, span: Range<usize>) -> Range<usize> {
    let raw = &text[span.clone()];
    match raw.strip_prefix('"') {
        Some(rest) => {
            let inner = rest.strip_suffix('"').unwrap_or(rest);
            span.start + 1..span.start + 1 + inner.len()
        }
        None => {
            let trimmed = raw.trim();
            let start = span.start + (raw.len() - raw.trim_start().len());
            start..start + trimmed.len()
        }
    }
}

/// The line and the character in it, both from 1, of a byte; CR LF, LF and CR each end a line.
pub(super) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let ends = before.matches('\n').count() + before.matches('\r').count() - before.matches("\r\n").count();
    let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    (ends + 1, before[line_start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), name);
        }
    }
}
