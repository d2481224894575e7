//! `covers`: the share of what the mentee needs that the mentor offers.
//!
//! ```toml
//! covers = { need = "subject_needs", offer = "subject_strengths" }
//! ```
//!
//! A mentor whose offer is blank covers nothing of a need that is not.

use super::{Criterion, CriterionKind, Rated, Reason};
use crate::compare::{Binder, FieldRef, Sides, TagPair};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::units::{Ratio, Side};

#[derive(Debug)]
struct Covers {
    sides: Sides,
}

pub(super) fn read(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn CriterionKind>> {
    let sides = Sides::read_as(keys, "offer", "need", schema, TypeSet::TAG_LIKE, sink)?;
    Some(Box::new(Covers { sides }))
}

impl CriterionKind for Covers {
    fn columns(&self) -> Vec<(Side, FieldRef)> {
        self.sides.columns()
    }

    fn bind<'r>(&self, binder: &mut Binder<'r, '_>) -> Option<Box<dyn Criterion + 'r>> {
        Some(Box::new(BoundCovers { tags: TagPair::new(&self.sides, binder.roster) }))
    }
}

struct BoundCovers<'r> {
    tags: TagPair<'r>,
}

impl Criterion for BoundCovers<'_> {
    fn rate(&self, mentor: usize, mentee: usize) -> Rated<'_> {
        let needed = self.tags.of_mentee(mentee);
        if needed == 0 {
            return Rated::BLANK;
        }
        let covered = self.tags.shared(mentor, mentee);
        Rated::of(Ratio::new(covered.into(), needed.into()), Reason::Covered(&self.tags, mentor, mentee))
    }
}
