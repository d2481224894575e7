//! What two people have in common, measured: shared tags, steps between them, equality, common time, marked pairs.
//!
//! Criteria rate by these measures and rules decide by them, so that both mean the same. Imports `units`, `keys` and `roster`.

mod equal;
mod fields;
mod marks;
mod mutual;
mod steps;
mod tags;
#[cfg(test)]
pub(crate) mod testing;
mod times;
mod words;

pub use equal::{EqualPair, equal_keys};
pub use fields::{FieldRef, Sides, read_field, read_one_field};
pub use marks::PairMarks;
pub use mutual::{Exchange, MutualPair};
pub use steps::{StepPair, step_micros};
pub use tags::TagPair;
pub use times::{TimeAsked, TimePair};

use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::{Document, Span};
use crate::roster::Roster;

/// What a criterion or rule is bound with: the people, and where to report what does not fit them.
#[derive(Debug)]
pub struct Binder<'r, 's> {
    /// Everybody.
    pub roster: &'r Roster,
    /// The program file, for places in it.
    pub document: &'s Document,
    /// Where faults go.
    pub sink: &'s mut Sink,
}

impl Binder<'_, '_> {
    /// Reports a place of the program file that does not fit the rosters.
    pub fn reject(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        let place = self.document.place(span);
        self.sink.push(Diagnostic::error(code, message).at(place, "asked for here").help(help));
    }
}
