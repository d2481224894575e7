//! Typed columns: one value a person.

use jiff::civil::Date;

use super::{WeekTimes, Word, WordLists};
use crate::units::Decimal;

/// The values of one field for all people of one side.
#[derive(Clone, Debug)]
pub enum Column {
    /// Text and choices; `None` is blank.
    Words(Vec<Option<Word>>),
    /// Tags, and slots that are labels, each word once, in the order of the cell; empty is blank.
    Tags(WordLists),
    /// Slots that are ranges; empty is blank.
    Times(Vec<WeekTimes>),
    /// Numbers.
    Numbers(Vec<Option<Decimal>>),
    /// Steps on a ladder.
    Steps(Vec<Option<i64>>),
    /// Yes or no.
    YesNo(Vec<Option<bool>>),
    /// Dates.
    Dates(Vec<Option<Date>>),
    /// Ids as written, each once; empty is blank.
    Ids(Vec<Vec<String>>),
}

impl Column {
    /// The column of people whose cells stand in several columns of the same kind: of each person, the first that is not blank.
    ///
    /// `picks` has for each of the `columns` the cell of each person, where it has one. All columns with a cell are of one kind; a blank one may be
    /// of another, because nothing in it tells labels from ranges.
    #[must_use]
    pub fn assembled(columns: &[&Column], picks: &[Vec<Option<usize>>]) -> Option<Column> {
        let first = *columns.iter().find(|column| column.blanks() < column.len()).or(columns.first())?;
        let people = picks.first().map_or(0, Vec::len);
        let alike = |column: usize| columns[column].is_like(first);
        let found = |person: usize| {
            let of = |column: usize| picks[column][person].map(|cell| (column, cell));
            (0..columns.len())
                .filter(|&column| alike(column))
                .filter_map(of)
                .find(|&(column, cell)| !columns[column].is_blank(cell))
        };
        let found: Vec<Option<(usize, usize)>> = (0..people).map(found).collect();
        macro_rules! gather {
            ($kind:ident) => {
                Column::$kind(
                    found
                        .iter()
                        .map(|found| match found.map(|(column, cell)| (columns[column], cell)) {
                            Some((Column::$kind(cells), cell)) => cells[cell].clone(),
                            _ => Default::default(),
                        })
                        .collect(),
                )
            };
        }
        Some(match first {
            Column::Words(_) => gather!(Words),
            Column::Tags(_) => {
                let cell = |found: &Option<(usize, usize)>| match found.map(|(column, cell)| (columns[column], cell)) {
                    Some((Column::Tags(cells), cell)) => &cells[cell],
                    _ => &[],
                };
                Column::Tags(found.iter().map(|found| cell(found).iter().copied()).collect())
            }
            Column::Times(_) => gather!(Times),
            Column::Numbers(_) => gather!(Numbers),
            Column::Steps(_) => gather!(Steps),
            Column::YesNo(_) => gather!(YesNo),
            Column::Dates(_) => gather!(Dates),
            Column::Ids(_) => gather!(Ids),
        })
    }

    /// Puts other words for all words.
    pub(super) fn reword(&mut self, other: impl Fn(Word) -> Word) {
        match self {
            Column::Words(cells) => cells.iter_mut().flatten().for_each(|word| *word = other(*word)),
            Column::Tags(cells) => cells.words_mut().for_each(|word| *word = other(*word)),
            _ => {}
        }
    }

    /// Whether two columns hold values of one kind.
    #[must_use]
    pub fn is_like(&self, other: &Column) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// Whether two cells of columns of the same kind say the same.
    #[must_use]
    pub fn says_the_same(&self, cell: usize, other: &Column, other_cell: usize) -> bool {
        let tags = |words: &[Word]| words.iter().map(|word| word.tag).collect::<std::collections::BTreeSet<_>>();
        match (self, other) {
            (Column::Words(one), Column::Words(two)) => {
                one[cell].map(|word| word.tag) == two[other_cell].map(|word| word.tag)
            }
            (Column::Tags(one), Column::Tags(two)) => tags(&one[cell]) == tags(&two[other_cell]),
            (Column::Times(one), Column::Times(two)) => one[cell] == two[other_cell],
            (Column::Numbers(one), Column::Numbers(two)) => one[cell] == two[other_cell],
            (Column::Steps(one), Column::Steps(two)) => one[cell] == two[other_cell],
            (Column::YesNo(one), Column::YesNo(two)) => one[cell] == two[other_cell],
            (Column::Dates(one), Column::Dates(two)) => one[cell] == two[other_cell],
            (Column::Ids(one), Column::Ids(two)) => one[cell] == two[other_cell],
            _ => false,
        }
    }

    /// Whether a person's cell is blank.
    #[must_use]
    pub fn is_blank(&self, person: usize) -> bool {
        match self {
            Column::Words(cells) => cells[person].is_none(),
            Column::Tags(cells) => cells[person].is_empty(),
            Column::Times(cells) => cells[person].is_empty(),
            Column::Numbers(cells) => cells[person].is_none(),
            Column::Steps(cells) => cells[person].is_none(),
            Column::YesNo(cells) => cells[person].is_none(),
            Column::Dates(cells) => cells[person].is_none(),
            Column::Ids(cells) => cells[person].is_empty(),
        }
    }

    /// The number of people.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Column::Words(cells) => cells.len(),
            Column::Tags(cells) => cells.len(),
            Column::Times(cells) => cells.len(),
            Column::Numbers(cells) => cells.len(),
            Column::Steps(cells) => cells.len(),
            Column::YesNo(cells) => cells.len(),
            Column::Dates(cells) => cells.len(),
            Column::Ids(cells) => cells.len(),
        }
    }

    /// Whether there are no people.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of blank cells.
    #[must_use]
    pub fn blanks(&self) -> usize {
        (0..self.len()).filter(|&person| self.is_blank(person)).count()
    }
}
