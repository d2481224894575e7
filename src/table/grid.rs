//! Rows of text cells, packed: one text, one list of ends. Rows may differ in length.

/// Rows of cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<u32>,
    /// The number of cells before each row.
    firsts: Vec<u32>,
}

impl Grid {
    /// A grid of cells whose texts stand one after another.
    pub fn of_parts(text: String, ends: Vec<u32>, firsts: Vec<u32>) -> Grid {
        Grid { text, ends, firsts }
    }

    /// Adds a row.
    pub fn push_row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.firsts.push(packed(self.ends.len()));
        for cell in cells {
            self.text.push_str(cell.as_ref());
            self.ends.push(packed(self.text.len()));
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.firsts.len()
    }

    /// The number of cells of a row.
    pub fn width(&self, row: usize) -> usize {
        self.cells(row).len()
    }

    /// A cell as it stands in the file; empty where the row ends before it.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let cells = self.cells(row);
        let at = cells.start + column;
        if at >= cells.end {
            return "";
        }
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start as usize..self.ends[at] as usize]
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    fn cells(&self, row: usize) -> std::ops::Range<usize> {
        let end = self.firsts.get(row + 1).map_or(self.ends.len(), |&first| first as usize);
        self.firsts[row] as usize..end
    }
}

/// A count or a length that fits, because longer inputs are refused before they are read.
pub(super) fn packed(length: usize) -> u32 {
    u32::try_from(length).expect("inputs above 4 GiB are refused")
}
