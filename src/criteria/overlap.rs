//! `overlap`: the tags that both have, as a share of all that either has.
//!
//! ```toml
//! overlap = { field = "interests" }
//! ```
//!
//! The rating is |A∩B| ÷ |A∪B| (Jaccard, 1901). A choice counts as one tag.

use super::{Criterion, CriterionKind, Rated, Reason};
use crate::compare::{Binder, FieldRef, Sides, TagPair};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::units::{Ratio, Side};

#[derive(Debug)]
struct Overlap {
    sides: Sides,
}

pub(super) fn read(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn CriterionKind>> {
    let sides = Sides::read(keys, schema, TypeSet::TAG_LIKE, sink)?;
    Some(Box::new(Overlap { sides }))
}

impl CriterionKind for Overlap {
    fn columns(&self) -> Vec<(Side, FieldRef)> {
        self.sides.columns()
    }

    fn bind<'r>(&self, binder: &mut Binder<'r, '_>) -> Option<Box<dyn Criterion + 'r>> {
        Some(Box::new(BoundOverlap { tags: TagPair::new(&self.sides, binder.roster) }))
    }
}

struct BoundOverlap<'r> {
    tags: TagPair<'r>,
}

impl Criterion for BoundOverlap<'_> {
    fn rate(&self, mentor: usize, mentee: usize) -> Rated<'_> {
        let (a, b) = (self.tags.of_mentor(mentor), self.tags.of_mentee(mentee));
        if a == 0 || b == 0 {
            return Rated::BLANK;
        }
        let shared = self.tags.shared(mentor, mentee);
        let either = a + b - shared;
        Rated::of(Ratio::new(shared.into(), either.into()), Reason::Shared(&self.tags, mentor, mentee))
    }
}
