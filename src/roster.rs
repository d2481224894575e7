//! The people: which header means which field, what a cell means, and checks of whole rosters.
//!
//! Tables go in, a [`Roster`] of typed columns comes out. Imports `units`, `text`, `diagnostic` and `table`.

mod cell;
mod checks;
mod column;
mod field;
mod group;
mod header;
mod ids;
mod ladder;
mod lexicon;
mod pair_files;
mod people;
mod read;
mod schema;
mod slots;

pub use cell::{is_blank_word, parse_date, parse_yes_no};
pub use column::Column;
pub use field::{FIELDS, Field};
pub use header::{HeaderUse, Meaning};
pub use ladder::Ladder;
pub use lexicon::{Lexicon, Tag, Word};
pub use pair_files::{PairSet, Ratings, Verdict, read_pairs, read_ratings};
pub use people::People;
pub use read::{Tables, check_one_side, read_roster};
pub use schema::{FieldType, Schema, TypeSet};
pub use slots::WeekTimes;

use crate::units::Side;

/// Everybody, with everything that the files say about them and about pairs of them.
#[derive(Debug)]
pub struct Roster {
    /// Those who offer places.
    pub mentors: People,
    /// Those who want places.
    pub mentees: People,
    /// The words of all tags and choices.
    pub lexicon: Lexicon,
    /// The ratings file, where one was given.
    pub ratings: Option<Ratings>,
    /// Pairs of earlier terms, from a file.
    pub previous: PairSet,
    /// Pairs that must not be made, from a file.
    pub never: PairSet,
    /// Pairs that must be made, from a file.
    pub must: PairSet,
}

impl Roster {
    /// The people of one side.
    #[must_use]
    pub fn side(&self, side: Side) -> &People {
        match side {
            Side::Mentor => &self.mentors,
            Side::Mentee => &self.mentees,
        }
    }
}
