//! CSV text: decoding, the separator, records, and rows that do not fit the header.

use super::place::{line_and_column, spans};
use super::{Row, Table, quotes};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::text::count;

/// The separators that are tried, the first wins a draw.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Records that are looked at to find the separator.
const SAMPLE: usize = 50;

pub(super) fn read(file: &str, bytes: Vec<u8>, sink: &mut Sink) -> Option<Table> {
    let text = decode(file, bytes, sink)?;
    if text.trim_start().starts_with('{') {
        let error = Diagnostic::error("table::json", format!("{file} is JSON, and a CSV file is wanted"));
        sink.push(
            error.at(Place::whole_file(file), "the first character").help("give the result as CSV: `--format csv`"),
        );
        return None;
    }
    let delimiter = find_delimiter(&text);
    let mut rows = records(&text, delimiter, usize::MAX).into_iter();
    let Some(header) = rows.next() else {
        let error = Diagnostic::error("table::empty-file", format!("{file} is empty"));
        let help = "the first line names the columns, and every further line is a row";
        sink.push(error.at(Place::whole_file(file), "no header, no rows").help(help));
        return None;
    };
    let table = Table { file: file.to_owned(), text, delimiter, header, rows: rows.collect() };
    if quotes::report(&table, sink) {
        return None;
    }
    report_ragged_rows(&table, sink);
    Some(table)
}

fn decode(file: &str, bytes: Vec<u8>, sink: &mut Sink) -> Option<String> {
    let mut text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(fault) => {
            let valid = fault.utf8_error().valid_up_to();
            let bad = fault.as_bytes()[valid];
            let before = String::from_utf8_lossy(&fault.as_bytes()[..valid]).into_owned();
            let (line, column) = line_and_column(&before, before.len());
            let place = Place { line, column, ..Place::whole_file(file) };
            let what = match fault.as_bytes() {
                [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it is UTF-16".to_owned(),
                _ => format!("byte 0x{bad:02X} stands where a letter should"),
            };
            let error = Diagnostic::error("table::not-utf8", format!("{file} is not UTF-8: {what}"));
            let help = "save the file as \"CSV UTF-8\" in the spreadsheet, and try again";
            sink.push(error.at(place, "the first byte that is not UTF-8").help(help));
            return None;
        }
    };
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if let Some(at) = text.find('\0') {
        let (line, column) = line_and_column(&text, at);
        let place = Place { line, column, ..Place::whole_file(file) };
        let error = Diagnostic::error("table::nul-byte", format!("{file} has a NUL byte: it is not a text file"));
        let help = "save the file as \"CSV UTF-8\" in the spreadsheet; a workbook or UTF-16 file cannot be read as CSV";
        sink.push(error.at(place, "the NUL byte").help(help));
        return None;
    }
    Some(text)
}

/// The separator under which most of the first rows have as many cells as the header, and then the one with most columns.
fn find_delimiter(text: &str) -> u8 {
    let fit = |delimiter: u8| {
        let sample = records(text, delimiter, SAMPLE);
        let columns = sample.first().map_or(0, |header| header.cells.len());
        let fitting = sample.iter().filter(|row| row.cells.len() == columns).count();
        if columns < 2 { (0, 0) } else { (fitting, columns) }
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|&delimiter| fit(delimiter));
    best.expect("there are separators to choose from")
}

/// The records of a text, those of blank cells alone left out.
fn records(text: &str, delimiter: u8, most: usize) -> Vec<Row> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    while rows.len() < most && reader.read_record(&mut record).expect("text in memory is read without fail") {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            let byte = record.position().map_or(0, csv::Position::byte);
            let start = usize::try_from(byte).expect("the text fits in memory");
            // The position may lie before line breaks that end the record before, or before blank lines.
            let skipped = text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
            rows.push(Row { start: start + skipped, cells: record.clone() });
        }
    }
    rows
}

fn report_ragged_rows(table: &Table, sink: &mut Sink) {
    let columns = table.header.cells.len();
    for row in &table.rows {
        let cells = row.cells.len();
        let surplus_is_blank = row.cells.iter().skip(columns).all(|cell| cell.trim().is_empty());
        if cells == columns || cells > columns && surplus_is_blank {
            continue;
        }
        sink.push_in("table::ragged-row", Severity::Error, &format!("in {}", table.file), || {
            let spans = spans(&table.text, row.start, table.delimiter);
            let at = spans.get(columns).map_or(row.start, |span| span.start);
            let (line, column) = line_and_column(&table.text, at);
            let place = Place { line, column, ..Place::whole_file(&table.file) };
            let message = format!("this row has {}, and the header has {columns}", count(cells, "cell"));
            let help = match (cells > columns, table.delimiter) {
                (true, b',') => "put quotation marks around a cell that contains a comma: `\"maths, reading\"`",
                (true, _) => "put quotation marks around a cell that contains the separator",
                (false, _) => {
                    "add the missing cells, empty where nothing is known, or join a row that was broken in two"
                }
            };
            let label = if cells > columns { "the first cell too many" } else { "the row begins here" };
            Diagnostic::error("table::ragged-row", message).at(place, label).help(help)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        let mut sink = Sink::default();
        let table = read("t.csv", text.as_bytes().to_vec(), &mut sink);
        assert!(!sink.has_errors(), "{}", crate::diagnostic::render(&sink, false));
        table.expect("a table")
    }

    #[track_caller]
    fn finds(text: &str, row: usize, column: usize, line: usize, character: usize, shown: &str) {
        let place = table(text).place(row, column);
        assert_eq!((place.line, place.column, place.shown.as_str()), (line, character, shown));
    }

    #[test]
    fn cells_know_their_line_and_column() {
        finds("id,name\nM1,Ana\nM2,Bo\n", 1, 1, 3, 4, "…,Bo");
        finds("id,name\r\nM1,Ana\r\nM2,Bo\r\n", 1, 0, 3, 1, "M2,…");
        finds("\n\nid,name\n\n\nM1,Ana\n\nM2,Bo", 1, 1, 8, 4, "…,Bo");
        finds("id,name\rM1,Ana\rM2,Bo", 1, 1, 3, 4, "…,Bo");
        finds("id;text;x\r\nM1;\"a\r\nb\";1\r\nM2;Zoë;2", 1, 2, 4, 8, "…;2");
        finds("id,x\n\"M,1\",\"a \"\"b\"\"\"\n", 0, 1, 2, 8, "…,a \"\"b\"\"");
    }

    #[test]
    fn the_mark_is_on_the_cell() {
        let place = table("id,name,x\nM1, Zoë ,3\n").place(0, 1);
        assert_eq!((&place.shown[place.mark.clone()], place.column), ("Zoë", 5));
    }

    #[test]
    fn separators_are_found() {
        for (text, delimiter) in [
            ("id;tags\nM1;a,b,c\nM2;d,e", ';'),
            ("id\ttags\nM1\ta;b", '\t'),
            ("id,tags\nM1,a;b;c", ','),
            ("id\nM1\nM2", ','),
            ("\"a;b\",c\n1,2", ','),
        ] {
            assert_eq!(table(text).delimiter(), delimiter, "{text}");
        }
    }

    #[test]
    fn byte_order_mark_blank_lines_and_blank_rows_are_passed_over() {
        let table = table("\u{feff}id,name\n\n,\n  \nM1,Ana\n,,,\n");
        assert_eq!((table.headers().collect::<Vec<_>>(), table.len()), (vec!["id", "name"], 1));
    }
}
