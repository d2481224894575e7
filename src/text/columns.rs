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
        self.wrapped(indent, None)
    }

    /// As [`Columns::lines`], with the last column broken between words where a line would be wider than `width`.
    ///
    /// Where less than a third of the width is left for it, lines stay as long as they are.
    #[must_use]
    pub fn wrapped(&self, indent: &str, width: Option<usize>) -> String {
        let mut widths: Vec<usize> = Vec::new();
        for row in &self.rows {
            for (index, cell) in row.iter().enumerate() {
                if index == widths.len() {
                    widths.push(0);
                }
                widths[index] = widths[index].max(cell.width());
            }
        }
        let last = widths.len().saturating_sub(1);
        let before_last = indent.width() + widths[..last].iter().map(|width| width + 2).sum::<usize>();
        let room = width.and_then(|width| width.checked_sub(before_last).filter(|room| *room >= width / 3));
        let mut text = String::new();
        for row in &self.rows {
            let mut line = String::from(indent);
            for (index, cell) in row.iter().enumerate() {
                if let (Some(room), true) = (room, index == last && index > 0) {
                    let break_line = format!("\n{}", " ".repeat(before_last));
                    line.push_str("  ");
                    line.push_str(&broken(cell, room).join(&break_line));
                    continue;
                }
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

/// Breaks a text between words into lines of at most `room`; a longer word has a line of its own.
fn broken(text: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a first line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= room {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
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

    #[test]
    fn the_last_column_is_broken_between_words_where_the_line_is_too_wide() {
        let mut columns = Columns::default();
        columns.row(["M1", "one two three"]);
        columns.row(["M20", "four"]);
        assert_eq!(columns.wrapped("", Some(13)), "M1   one two\n     three\nM20  four\n");
        assert_eq!(columns.wrapped("", Some(6)), columns.lines(""));
    }
}
