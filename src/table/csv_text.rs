//! CSV text → records, and rows that do not fit the header.

use csv_core::ReadRecordResult;

use super::decode::{Decoded, decode};
use super::grid::{Grid, packed};
use super::place::{line_and_column, spans};
use super::{Options, Origin, Ragged, Table, assemble, delimiter, quotes};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::text::count;

/// As many lines of rows that are left out are named.
const LINES: usize = 20;

pub(super) fn read(file: &str, bytes: Vec<u8>, options: &Options<'_>, sink: &mut Sink) -> Option<Table> {
    if u32::try_from(bytes.len()).is_err() {
        let error = Diagnostic::error("table::too-large", format!("{file} is larger than 4 GiB"));
        sink.push(
            error
                .at(Place::whole_file(file), "")
                .help("split the file: --mentors and --mentees may be given more than once"),
        );
        return None;
    }
    if bytes.starts_with(b"%PDF-") {
        let error = Diagnostic::error("table::pdf", format!("{file} is a PDF, and a table is wanted"));
        let help = "export the roster as CSV or as a workbook (.xlsx); a PDF has no cells";
        sink.push(error.at(Place::whole_file(file), "the first characters").help(help));
        return None;
    }
    let Decoded { text, encoding } = decode(file, bytes, options.encoding, sink)?;
    report_what_is_no_table(file, &text, sink)?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.trim_start_matches('\u{feff}').to_owned(),
        None => text,
    };
    let (delimiter, start) = delimiter::find(&text, options);
    let (grid, starts, blank_rows) = records(&text, start, delimiter);
    if grid.len() == 0 {
        let error = Diagnostic::error("table::empty-file", format!("{file} is empty"));
        let help = "the first line names the columns, and every further line is a row";
        sink.push(error.at(Place::whole_file(file), "no header, no rows").help(help));
        return None;
    }
    let mut table = assemble(file, grid, Origin::Text { text, encoding, delimiter, starts }, options, sink);
    table.blank_rows = blank_rows;
    if quotes::report(&table, sink) {
        return None;
    }
    report_ragged_rows(&mut table, options.ragged, sink);
    Some(table)
}

/// Reports text that is something else than a table; `None` where it is.
fn report_what_is_no_table(file: &str, text: &str, sink: &mut Sink) -> Option<()> {
    if let Some(at) = text.find('\0') {
        let (line, column) = line_and_column(text, at);
        let place = Place { line, column, ..Place::whole_file(file) };
        let error = Diagnostic::error("table::nul-byte", format!("{file} has a NUL byte: it is not a text file"));
        let help = "export the roster again, as CSV or as a workbook (.xlsx, .xls, .ods)";
        sink.push(error.at(place, "the NUL byte").help(help));
        return None;
    }
    let start = text.trim_start();
    let begins = |word: &str| start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let (code, what, help) = if start.starts_with('{') {
        ("table::json", "JSON", "give the result as CSV: `--format csv`")
    } else if ["<!doctype", "<html", "<table", "<?xml"].into_iter().any(begins) {
        let help = "open it in a spreadsheet, and save it as CSV or as a workbook (.xlsx)";
        ("table::html", "a web page, whatever its name says", help)
    } else {
        return Some(());
    };
    let error = Diagnostic::error(code, format!("{file} is {what}, and a table is wanted"));
    sink.push(error.at(Place::whole_file(file), "the first character").help(help));
    None
}

/// The records of a text from a byte on, those of blank cells alone left out, the byte at which each begins, and how many were blank.
fn records(text: &str, start: usize, delimiter: u8) -> (Grid, Vec<u32>, usize) {
    let bytes = text.as_bytes();
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    // At the start of its input, and there alone, the reader would pass over a byte order mark.
    let _ = reader.read_record(b"\n", &mut [0; 8], &mut [0; 8]);
    // A cell is never longer than what it was read from.
    let mut cells = vec![0; bytes.len() - start];
    let (mut ends, mut firsts, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let mut record_ends = vec![0_usize; 64];
    let (mut at, mut written, mut blank_rows) = (start, 0, 0);
    loop {
        let skipped = bytes[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let record_start = at + skipped;
        let (mut filled, mut length) = (0, 0);
        let result = loop {
            let (result, read, wrote, ended) =
                reader.read_record(&bytes[at..], &mut cells[written + length..], &mut record_ends[filled..]);
            (at, length, filled) = (at + read, length + wrote, filled + ended);
            match result {
                // The end of the text is said by reading on with nothing.
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull => {}
                ReadRecordResult::OutputEndsFull => record_ends.resize(record_ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => break result,
            }
        };
        if result == ReadRecordResult::End {
            break;
        }
        let record = &cells[written..written + length];
        let is_blank = std::str::from_utf8(record).is_ok_and(|record| record.trim().is_empty());
        if is_blank {
            blank_rows += 1;
        } else {
            firsts.push(packed(ends.len()));
            ends.extend(record_ends[..filled].iter().map(|end| packed(written + end)));
            starts.push(packed(record_start));
            written += length;
        }
    }
    cells.truncate(written);
    cells.shrink_to_fit();
    let cells = String::from_utf8(cells).expect("separators are ASCII, so the cells of a UTF-8 text are UTF-8");
    (Grid::of_parts(cells, ends, firsts), starts, blank_rows)
}

/// Reports rows with too few or too many cells, or leaves them out with a warning that counts them.
fn report_ragged_rows(table: &mut Table, ragged: Ragged, sink: &mut Sink) {
    let header = table.header as usize;
    let columns = table.grid.width(header);
    // Headers without a name at the end of the line ask for no cell.
    let needed =
        (0..columns).rev().find(|&column| !table.grid.cell(header, column).trim().is_empty()).map_or(0, |c| c + 1);
    let fits = |row: u32| {
        let width = table.grid.width(row as usize);
        let surplus_is_blank =
            || (columns..width).all(|column| table.grid.cell(row as usize, column).trim().is_empty());
        width == columns || (needed..columns).contains(&width) || width > columns && surplus_is_blank()
    };
    let odd: Vec<u32> = table.rows.iter().copied().filter(|&row| !fits(row)).collect();
    if odd.is_empty() {
        return;
    }
    match ragged {
        Ragged::Refuse => {
            for &row in &odd {
                sink.push_in("table::ragged-row", Severity::Error, &format!("in {}", table.file), || {
                    ragged_row(table, row as usize, columns)
                });
            }
            table.has_refused = true;
            // What stands in them is of no known column.
            table.rows.retain(|row| odd.binary_search(row).is_err());
        }
        Ragged::Skip => {
            let line = |&row: &u32| super::place::of_cell(table, row as usize, 0).line.to_string();
            let lines: Vec<String> = odd.iter().take(LINES).map(line).collect();
            let more = if odd.len() > LINES { ", …" } else { "" };
            let shown = format!("{}{more}", lines.join(", "));
            let are = if odd.len() == 1 { "is" } else { "are" };
            let rows = count(odd.len(), "row");
            let message = format!("{rows} of {} {are} left out: not as many cells as the header", table.file);
            let warning = Diagnostic::warning("table::ragged-skipped", message);
            let label = format!("{} {shown}", if lines.len() == 1 { "line" } else { "lines" });
            sink.push(
                warning
                    .at(super::place::of_cell(table, odd[0] as usize, 0).restricted(), label)
                    .help("correct these rows if the people in them are to be paired"),
            );
            table.rows.retain(|row| odd.binary_search(row).is_err());
        }
    }
}

fn ragged_row(table: &Table, row: usize, columns: usize) -> Diagnostic {
    let Origin::Text { text, delimiter, starts, .. } = &table.origin else { unreachable!("only text has ragged rows") };
    let start = starts[row] as usize;
    let cells = table.grid.width(row);
    let at = spans(text, start, *delimiter).get(columns).map_or(start, |span| span.start);
    let (line, column) = line_and_column(text, at);
    let place = Place { line, column, ..Place::whole_file(&table.file) };
    let message = format!("this row has {}, and the header has {columns}", count(cells, "cell"));
    let help = match (cells > columns, delimiter) {
        (true, b',') => "put quotation marks around a cell that contains a comma: `\"maths, reading\"`",
        (true, _) => "put quotation marks around a cell that contains the separator",
        (false, _) => "add the missing cells, empty where nothing is known, or join a row that was broken in two",
    };
    let label = if cells > columns { "the first cell too many" } else { "the row begins here" };
    Diagnostic::error("table::ragged-row", message).at(place, label).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        let mut sink = Sink::default();
        let known = |cell: &str| ["id", "name"].contains(&cell.trim());
        let options = Options { is_header: &known, ..Options::default() };
        let table = read("t.csv", text.as_bytes().to_vec(), &options, &mut sink);
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
        finds("sep=;\r\nid;name\r\nM1;Ana", 0, 1, 3, 4, "…;Ana");
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
            ("id|tags\nM1|a,b,c\nM2|d", '|'),
            ("id\nM1\nM2", ','),
            ("\"a;b\",c\n1,2", ','),
            ("Our roster, this year, and more\nid;name\n1;2", ';'),
            ("sep=\t\nid\tname\n1\t2", '\t'),
            ("sep=,\nid,name\n1,a;b;c", ','),
        ] {
            assert_eq!(table(text).separator(), Some(delimiter), "{text}");
        }
    }

    #[test]
    fn byte_order_mark_blank_lines_and_blank_rows_are_passed_over() {
        let table = table("\u{feff}id,name\n\n,\n  \nM1,Ana\n,,,\n");
        assert_eq!((table.headers().collect::<Vec<_>>(), table.len()), (vec!["id", "name"], 1));
    }

    #[test]
    fn a_title_is_told_from_a_header() {
        let below = table("Lincoln High,,\nautumn,,\nid,name,x\nM1,Ana,1");
        assert_eq!((below.headers().next(), below.len()), (Some("id"), 1));
        let first = table("one,two\nid,name\nM1,Ana");
        assert_eq!((first.headers().next(), first.len()), (Some("one"), 2));
    }

    #[test]
    fn records_of_any_length_are_read_whole() {
        let wide: Vec<String> = (0..300).map(|number| format!("c{number}")).collect();
        let text = format!("{0}\n{0}\n", wide.join(","));
        let table = table(&text);
        assert_eq!((table.cell(0, 0), table.cell(0, 299)), ("c0", "c299"));
    }
}
