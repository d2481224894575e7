//! Quotation marks that are not closed, or closed in the middle of a cell: rows have run into each other, and nobody would know.

use super::place::{line_and_column, spans};
use super::{Origin, Table};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};

const HELP: &str =
    "close the cell with `\"` where it ends; a quotation mark inside a quoted cell is written twice: `\"\"`";

/// Reports quotation marks that do not fit; whether there are any, so that nothing behind them can be trusted.
pub(super) fn report(table: &Table, sink: &mut Sink) -> bool {
    let Origin::Text { text, delimiter, starts, .. } = &table.origin else { return false };
    if all_fit(&text.as_bytes()[starts.first().map_or(0, |&start| start as usize)..], *delimiter) {
        return false;
    }
    let before = sink.errors();
    for (row, &start) in starts.iter().enumerate() {
        let end = starts.get(row + 1).map_or(text.len(), |&next| next as usize);
        if text[start as usize..end].contains('"') {
            report_row(table, text, *delimiter, start as usize, end, sink);
        }
    }
    sink.errors() > before
}

/// Whether every cell that opens with a quotation mark closes with one, told in one pass over the bytes.
fn all_fit(bytes: &[u8], delimiter: u8) -> bool {
    let ends_cell = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'"' {
            at += 1;
            loop {
                let Some(mark) = bytes[at..].iter().position(|byte| *byte == b'"') else { return false };
                at += mark + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            if bytes.get(at).is_some_and(|byte| !ends_cell(byte)) {
                return false;
            }
        } else {
            at += bytes[at..].iter().position(ends_cell).unwrap_or(bytes.len() - at);
        }
        at += 1;
    }
    true
}

fn report_row(table: &Table, text: &str, delimiter: u8, start: usize, end: usize, sink: &mut Sink) {
    let spans = spans(text, start, delimiter);
    for (number, span) in spans.iter().enumerate() {
        // An open quotation mark takes line breaks with it: of the last cell everything up to the next row is looked at.
        let to = if number + 1 == spans.len() { end } else { span.end };
        let Some(inner) = text[span.start..to].strip_prefix('"') else { continue };
        // Doubled marks stand for one; the first single one closes the cell.
        let message = match inner.replace("\"\"", "  ").find('"') {
            None => "a quotation mark is opened here and never closed",
            Some(closing) if inner[closing + 1..].trim().is_empty() => continue,
            Some(_) => "a cell in quotation marks goes on behind the closing one",
        };
        let code = if message.ends_with("never closed") { "table::open-quote" } else { "table::broken-quote" };
        sink.push_in(code, Severity::Error, &format!("in {}", table.file), || {
            let (line, column) = line_and_column(text, span.start);
            let place = Place { line, column, ..Place::whole_file(&table.file) };
            Diagnostic::error(code, message).at(place, "the cell begins here, and may have swallowed others").help(HELP)
        });
    }
}
