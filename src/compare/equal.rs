//! Whether two people's values are equal.

use super::{FieldRef, Sides};
use crate::roster::{Column, People, Roster, TypeSet};

/// A mentor's field and a mentee's field as keys that are equal where the values are.
#[derive(Debug)]
pub struct EqualPair {
    mentors: Vec<Option<i64>>,
    mentees: Vec<Option<i64>>,
}

impl EqualPair {
    /// The types whose values can be told equal or not.
    pub const ACCEPTS: TypeSet = TypeSet::CHOICE.or(TypeSet::YES_NO).or(TypeSet::LADDER).or(TypeSet::TEXT);

    /// Binds two fields of one of the accepted types; both columns are in the roster.
    #[must_use]
    pub fn new(sides: &Sides, roster: &Roster) -> EqualPair {
        EqualPair {
            mentors: equal_keys(&roster.mentors, &sides.mentor),
            mentees: equal_keys(&roster.mentees, &sides.mentee),
        }
    }

    /// Whether the two are equal; `None` where either is blank.
    #[must_use]
    pub fn equal(&self, mentor: usize, mentee: usize) -> Option<bool> {
        Some(self.mentors[mentor]? == self.mentees[mentee]?)
    }
}

/// The values of a field of one of the types that [`EqualPair`] accepts, as keys that are equal where the values are; `None`: blank.
#[must_use]
pub fn equal_keys(people: &People, field: &FieldRef) -> Vec<Option<i64>> {
    match people.column(&field.name) {
        Some(Column::Words(cells)) => cells
            .iter()
            .map(|cell| cell.map(|word| i64::try_from(word.tag.index()).expect("tags are 32-bit numbers")))
            .collect(),
        Some(Column::YesNo(cells)) => cells.iter().map(|cell| cell.map(i64::from)).collect(),
        Some(Column::Steps(cells)) => cells.clone(),
        _ => vec![None; people.len()],
    }
}
