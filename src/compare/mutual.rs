//! Offers and wants of two people, both ways.

use super::{FieldRef, Sides, TagPair};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Roster, Schema, TypeSet};
use crate::units::{Side, Words};

/// The four fields of an exchange.
#[derive(Debug)]
pub struct Exchange {
    to_mentee: Sides,
    to_mentor: Sides,
}

impl Exchange {
    /// Reads `mentor_offers`, `mentee_wants`, `mentee_offers` and `mentor_wants`.
    pub fn read(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Exchange> {
        let to_mentee = Sides::read_as(keys, "mentor_offers", "mentee_wants", schema, TypeSet::TAG_LIKE, sink);
        let to_mentor = Sides::read_as(keys, "mentor_wants", "mentee_offers", schema, TypeSet::TAG_LIKE, sink);
        Some(Exchange { to_mentee: to_mentee?, to_mentor: to_mentor? })
    }

    /// The columns that are read.
    #[must_use]
    pub fn columns(&self) -> Vec<(Side, FieldRef)> {
        [self.to_mentee.columns(), self.to_mentor.columns()].concat()
    }

    /// Who offers what, in words.
    #[must_use]
    pub fn in_words(&self, words: &Words) -> String {
        [&self.to_mentee, &self.to_mentor].map(|sides| sides.both_in_words(words)).join(", and ")
    }

    /// Binds the four columns, which are in the roster.
    #[must_use]
    pub fn bind<'r>(&self, roster: &'r Roster) -> MutualPair<'r> {
        MutualPair {
            to_mentee: TagPair::new(&self.to_mentee, roster),
            to_mentor: TagPair::new(&self.to_mentor, roster),
        }
    }
}

/// What each gets of what it wants.
#[derive(Debug)]
pub struct MutualPair<'r> {
    to_mentee: TagPair<'r>,
    to_mentor: TagPair<'r>,
}

/// How many of the wanted tags the other offers, and how many are wanted.
pub type Got = (u32, u32);

impl MutualPair<'_> {
    /// What the mentee gets of its wants, and the mentor of its own; `None` where any of the four cells is blank.
    #[must_use]
    pub fn got(&self, mentor: usize, mentee: usize) -> Option<(Got, Got)> {
        let stated = [&self.to_mentee, &self.to_mentor].iter().all(|tags| tags.both_stated(mentor, mentee));
        stated.then(|| {
            let mentee_gets = (self.to_mentee.shared(mentor, mentee), self.to_mentee.of_mentee(mentee));
            let mentor_gets = (self.to_mentor.shared(mentor, mentee), self.to_mentor.of_mentor(mentor));
            (mentee_gets, mentor_gets)
        })
    }
}
