//! Columns that nobody may keep: their cells are overwritten, in the rows and in the text behind them.

use super::grid::Grid;
use super::place::Lexer;
use super::{Origin, Table};

impl Table {
    /// Forgets every cell of some columns, given in rising order; headers and places stay as they are.
    ///
    /// The cells are blank from here on, and the text in which diagnostics look up their places has marks instead of letters.
    pub fn forget(&mut self, columns: &[usize]) {
        if columns.is_empty() {
            return;
        }
        let first = self.header as usize + 1;
        if let Origin::Text { text, delimiter, starts, .. } = &mut self.origin {
            let mut lexer = Lexer::of(*delimiter);
            for &start in starts.iter().skip(first) {
                let spans = lexer.spans(text, start as usize);
                for span in columns.iter().filter_map(|&column| spans.get(column)) {
                    let marks: String = text[span.clone()].chars().map(mark).collect();
                    text.replace_range(span.clone(), &marks);
                }
            }
        }
        let mut grid = Grid::default();
        for row in 0..self.grid.len() {
            let is_forgotten = |column| row >= first && columns.binary_search(&column).is_ok();
            grid.push_row(self.grid.row(row).enumerate().map(|(at, cell)| if is_forgotten(at) { "" } else { cell }));
        }
        self.grid = grid;
    }
}

/// What stands for a letter: of the same length, so that no other cell moves; quotation marks and line breaks are kept.
fn mark(letter: char) -> char {
    match (letter, letter.len_utf8()) {
        ('"' | '\r' | '\n', _) => letter,
        (_, 1) => '*',
        (_, 2) => '×',
        (_, 3) => '…',
        _ => '🞄',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::table::Options;

    #[test]
    fn forgotten_cells_are_nowhere_and_the_others_stay_where_they_are() {
        let text = "id,password,name\n1,\"geh\"\"éim,\nß日😀\",Zoë\n2,offen,Ana\n3\n";
        let mut sink = Sink::default();
        let mut table = Table::read("u.csv", text.into(), &Options::default(), &mut sink).expect("a table");
        let places = |table: &Table| [table.place(0, 2), table.place(1, 2), table.place(1, 0)];
        let before = places(&table);
        table.forget(&[1]);
        assert_eq!(places(&table), before);
        assert_eq!((table.cell(0, 1), table.cell(0, 2), table.cell(1, 0)), ("", "Zoë", "2"));
        assert_eq!(table.place(1, 1).shown, "…,*****,…");
        assert_eq!(table.headers().collect::<Vec<_>>(), ["id", "password", "name"]);
        let debug = format!("{table:?}");
        assert!(["geh", "éim", "offen", "日"].iter().all(|word| !debug.contains(word)), "{debug}");
    }
}
