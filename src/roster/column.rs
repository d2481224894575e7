//! Typed columns: one value a person.

use jiff::civil::Date;

use super::{WeekTimes, Word};
use crate::units::Decimal;

/// The values of one field for all people of one side.
#[derive(Clone, Debug)]
pub enum Column {
    /// Text and choices; `None` is blank.
    Words(Vec<Option<Word>>),
    /// Tags, and slots that are labels, each word once, in the order of the cell; empty is blank.
    Tags(Vec<Vec<Word>>),
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
    /// The column of some of its people, by their indices.
    #[must_use]
    pub fn pick(&self, people: &[usize]) -> Column {
        fn picked<T: Clone>(cells: &[T], people: &[usize]) -> Vec<T> {
            people.iter().map(|&person| cells[person].clone()).collect()
        }
        match self {
            Column::Words(cells) => Column::Words(picked(cells, people)),
            Column::Tags(cells) => Column::Tags(picked(cells, people)),
            Column::Times(cells) => Column::Times(picked(cells, people)),
            Column::Numbers(cells) => Column::Numbers(picked(cells, people)),
            Column::Steps(cells) => Column::Steps(picked(cells, people)),
            Column::YesNo(cells) => Column::YesNo(picked(cells, people)),
            Column::Dates(cells) => Column::Dates(picked(cells, people)),
            Column::Ids(cells) => Column::Ids(picked(cells, people)),
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
