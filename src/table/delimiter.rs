//! The separator between cells: named by a `sep=` line, else the one under which the first rows look most like a table.

use super::Options;

/// The separators that are tried, the first wins a draw.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records that are looked at.
const SAMPLE: usize = 50;

/// The separator, and the byte at which the table begins: behind a `sep=` line (a habit of Excel) where there is one.
pub(super) fn find(text: &str, options: &Options<'_>) -> (u8, usize) {
    let line = text.split(['\r', '\n']).next().unwrap_or("");
    let bare = line.trim_end_matches([',', ';', '\t', '|']).trim().trim_matches('"');
    let named = |line: &str| {
        line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| line.as_bytes()[4..].to_vec())
    };
    // The separator itself may have been taken for one of the ends that were cut off.
    let full = line.trim().trim_matches('"');
    match named(full).or_else(|| named(bare)).as_deref() {
        Some([delimiter, ..]) if DELIMITERS.contains(delimiter) => {
            let rest = &text[line.len()..];
            let skipped = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
            (*delimiter, line.len() + skipped)
        }
        _ => (guess(text, options), 0),
    }
}

/// The separator that shows most known headers in a row, then most rows of the commonest length, then most columns.
fn guess(text: &str, options: &Options<'_>) -> u8 {
    let fit = |delimiter: u8| {
        let (mut lengths, mut known) = (Vec::new(), 0);
        for record in sample(text, delimiter) {
            lengths.push(record.len());
            known = known.max(record.iter().filter(|cell| (options.is_header)(cell)).count());
        }
        let rows_of = |length: usize| lengths.iter().filter(|other| **other == length).count();
        let best = lengths.iter().filter(|length| **length > 1).map(|&length| (rows_of(length), length)).max();
        best.map_or((0, 0, 0), |(rows, length)| (known.min(2), rows, length))
    };
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| fit(delimiter)).expect("there are separators to choose from")
}

/// The first records that are not blank.
fn sample(text: &str, delimiter: u8) -> impl Iterator<Item = csv::StringRecord> {
    let reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let records = reader.into_records().map(|record| record.expect("text in memory is read without fail"));
    records.filter(|record| record.iter().any(|cell| !cell.trim().is_empty())).take(SAMPLE)
}
