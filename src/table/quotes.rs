//! Quotation marks that are not closed, or closed in the middle of a cell: rows have run into each other, and nobody would know.

use super::place::{line_and_column, spans};
use super::{Row, Table};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};

const HELP: &str =
    "close the cell with `\"` where it ends; a quotation mark inside a quoted cell is written twice: `\"\"`";

/// Reports quotation marks that do not fit; whether there are any, so that nothing behind them can be trusted.
pub(super) fn report(table: &Table, sink: &mut Sink) -> bool {
    let before = sink.errors();
    let rows: Vec<&Row> = std::iter::once(&table.header).chain(&table.rows).collect();
    for (number, row) in rows.iter().enumerate() {
        let end = rows.get(number + 1).map_or(table.text.len(), |next| next.start);
        if table.text[row.start..end].contains('"') {
            report_row(table, row, end, sink);
        }
    }
    sink.errors() > before
}

fn report_row(table: &Table, row: &Row, end: usize, sink: &mut Sink) {
    let spans = spans(&table.text, row.start, table.delimiter);
    for (number, span) in spans.iter().enumerate() {
        // An open quotation mark takes line breaks with it: of the last cell everything up to the next row is looked at.
        let to = if number + 1 == spans.len() { end } else { span.end };
        let Some(inner) = table.text[span.start..to].strip_prefix('"') else { continue };
        // Doubled marks stand for one; the first single one closes the cell.
        let message = match inner.replace("\"\"", "  ").find('"') {
            None => "a quotation mark is opened here and never closed",
            Some(closing) if inner[closing + 1..].trim().is_empty() => continue,
            Some(_) => "a cell in quotation marks goes on behind the closing one",
        };
        let code = if message.ends_with("never closed") { "table::open-quote" } else { "table::broken-quote" };
        sink.push_in(code, Severity::Error, &format!("in {}", table.file), || {
            let (line, column) = line_and_column(&table.text, span.start);
            let place = Place { line, column, ..Place::whole_file(&table.file) };
            Diagnostic::error(code, message).at(place, "the cell begins here, and may have swallowed others").help(HELP)
        });
    }
}
