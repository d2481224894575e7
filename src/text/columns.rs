//! Columns of text aligned for a terminal.

use unicode_width::UnicodeWidthStr;

/// Rows of cells that are padded to the width of their column; the last column is left ragged.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
}

impl Columns {
    /// Columns of which those with the given indices are aligned to the right.
    #[must_use]
    pub fn right_aligned(right: &[usize]) -> Columns {
        Columns { rows: Vec::new(), right: right.to_vec() }
    }

    /// Adds a row.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(|cell| super::printable(&cell.into())).collect());
    }

    /// Lays the rows out, each line beginning with `indent` and ending with a line break; two spaces between columns.
    #[must_use]
    pub fn lines(&self, indent: &str) -> String {
        let mut widths: Vec<usize> = Vec::new();
        for row in &self.rows {
            for (index, cell) in row.iter().enumerate() {
                if index == widths.len() {
                    widths.push(0);
                }
                widths[index] = widths[index].max(cell.width());
            }
        }
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::from(indent);
            for (index, cell) in row.iter().enumerate() {
                let gap = " ".repeat(widths[index] - cell.width());
                let between = if index == 0 { "" } else { "  " };
                if self.right.contains(&index) {
                    line.extend([between, &gap, cell]);
                } else {
                    line.extend([between, cell, &gap]);
                }
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_width_on_the_screen() {
        let mut columns = Columns::right_aligned(&[1]);
        columns.row(["Zoë", "5", "x"]);
        columns.row(["李雷", "10", ""]);
        columns.row(["Bartholomew", "1", "y"]);
        assert_eq!(columns.lines(" "), " Zoë           5  x\n 李雷         10\n Bartholomew   1  y\n");
    }
}
