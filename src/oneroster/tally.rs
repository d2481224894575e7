//! Counts of what a notice tells once, with the first place of it.

use crate::diagnostic::{Diagnostic, Place};

/// How often something was found, and where first.
#[derive(Debug, Default)]
pub(super) struct Tally {
    count: usize,
    first: Option<Place>,
}

impl Tally {
    /// Counts one more; the place is asked for only of the first.
    pub fn add(&mut self, place: impl FnOnce() -> Place) {
        if self.count == 0 {
            self.first = Some(place());
        }
        self.count += 1;
    }

    /// How often it was found.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The diagnostic at the first place, if anything was found.
    pub fn tell(self, make: impl FnOnce(usize) -> Diagnostic) -> Option<Diagnostic> {
        let label = if self.count == 1 { "here" } else { "the first of them" };
        self.first.map(|place| make(self.count).at(place, label))
    }
}

/// The verb of a sentence about so many.
pub(super) fn verb(count: usize, one: &'static str, more: &'static str) -> &'static str {
    if count == 1 { one } else { more }
}
