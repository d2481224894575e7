//! Where a cell stands: found by reading its record again, only when somebody asks.

use std::ops::Range;

use super::{Row, Table};
use crate::diagnostic::Place;

/// The most characters of a cell that are shown.
const SHOWN: usize = 60;

/// The place of a cell: its line and column in the file, showing the cell and nothing of its neighbours.
pub(super) fn of_cell(table: &Table, row: &Row, column: usize) -> Place {
    let spans = spans(&table.text, row.start, table.delimiter);
    let last = spans.last().map_or(row.start..row.start, |last| last.end..last.end);
    let span = inside_quotes(&table.text, spans.get(column).cloned().unwrap_or(last));
    let (line, column_in_line) = line_and_column(&table.text, span.start);
    let separator = table.delimiter();
    let before = if column == 0 { String::new() } else { format!("…{separator}") };
    let after = if column + 1 < spans.len() { format!("{separator}…") } else { String::new() };
    let cell: String = table.text[span].lines().next().unwrap_or("").chars().take(SHOWN).collect();
    let mark = before.len()..before.len() + cell.len();
    Place { file: table.file.clone(), line, column: column_in_line, shown: format!("{before}{cell}{after}"), mark }
}

/// The bytes of each cell of the record that begins at `start`, quotes included, separators not.
pub(super) fn spans(text: &str, start: usize, delimiter: u8) -> Vec<Range<usize>> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    let mut scratch = [0; 512];
    let (mut spans, mut at, mut cell_start) = (Vec::new(), start, start);
    loop {
        let (result, read, _) = reader.read_field(&text.as_bytes()[at..], &mut scratch);
        at += read;
        match result {
            csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
            csv_core::ReadFieldResult::Field { record_end } => {
                // The separator or line break that ended the cell was read with it, except at the end of the text.
                let raw = &text[cell_start..at];
                let ended = raw.strip_suffix(['\r', '\n', char::from(delimiter)]).unwrap_or(raw);
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
