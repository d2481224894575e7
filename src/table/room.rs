//! How much may come out of a file: memory stays in proportion to what was given, whatever the file says of itself.

/// What a file of any size may hold: 64 MiB.
const ALWAYS: usize = 64 << 20;

/// What no file may go beyond: 1 GiB.
const NEVER_ABOVE: usize = 1 << 30;

/// How many times its own size a file may hold. XML and CSV shrink to a tenth or a thirtieth; zip bombs to a thousandth.
const TIMES: usize = 200;

/// The most cells that are kept of a sheet, for its texts may all be short: 20 million, which is 200,000 rows of 100 columns.
const MOST_CELLS: usize = 20_000_000;

/// The bytes that may come out of a file: 200 times its size, but at least 64 MiB, and at most 1 GiB.
pub(super) fn bytes(file_size: usize) -> usize {
    file_size.saturating_mul(TIMES).clamp(ALWAYS, NEVER_ABOVE)
}

/// The cells that may come out of a workbook: one for every 16 bytes, which is at least 4 million, and at most 20 million.
pub(super) fn cells(file_size: usize) -> usize {
    (bytes(file_size) / 16).min(MOST_CELLS)
}

/// The room for cells and for the gaps between them, where few cells lie far apart: 4 million and 16 for each cell.
pub(super) fn area(filled: usize) -> usize {
    filled.saturating_mul(16).saturating_add(ALWAYS / 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_grows_with_the_file_between_its_bounds() {
        assert_eq!([0, 1 << 20, 1 << 40].map(bytes), [64 << 20, 200 << 20, 1 << 30]);
        assert_eq!([0, 1 << 20, 1 << 40].map(cells), [4 << 20, 200 << 16, 20_000_000]);
        assert_eq!([0, 1 << 20].map(area), [4 << 20, 20 << 20]);
    }
}
