//! `mutual`: each side offers at least one tag that the other wants.
//!
//! ```toml
//! mutual = { mentor_offers = "languages", mentee_wants = "learning_languages",
//!            mentee_offers = "languages", mentor_wants = "learning_languages" }
//! ```

use super::{BoundRule, IfBlank, PairRule, RuleKind};
use crate::compare::{Binder, FieldRef, Sides, TagPair};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::units::Side;

#[derive(Debug)]
struct Mutual {
    ways: [Sides; 2],
}

pub(super) fn read(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn RuleKind>> {
    let to_mentee = Sides::read_as(keys, "mentor_offers", "mentee_wants", schema, TypeSet::TAG_LIKE, sink);
    let to_mentor = Sides::read_as(keys, "mentor_wants", "mentee_offers", schema, TypeSet::TAG_LIKE, sink);
    Some(Box::new(Mutual { ways: [to_mentee?, to_mentor?] }))
}

impl RuleKind for Mutual {
    fn columns(&self) -> Vec<(Side, FieldRef)> {
        self.ways.iter().flat_map(Sides::columns).collect()
    }

    fn bind<'r>(&self, if_blank: IfBlank, binder: &mut Binder<'r, '_>) -> Option<BoundRule<'r>> {
        let [one, other] = &self.ways;
        let ways = [TagPair::new(one, binder.roster), TagPair::new(other, binder.roster)];
        Some(BoundRule::Pair(Box::new(BoundMutual { ways, if_blank })))
    }
}

struct BoundMutual<'r> {
    ways: [TagPair<'r>; 2],
    if_blank: IfBlank,
}

impl PairRule for BoundMutual<'_> {
    fn allows(&self, mentor: usize, mentee: usize) -> bool {
        let known = |tags: &TagPair<'_>| tags.of_mentor(mentor) > 0 && tags.of_mentee(mentee) > 0;
        let covered = || self.ways.iter().all(|tags| tags.shared(mentor, mentee) > 0);
        self.if_blank.decide(self.ways.iter().all(known).then(covered))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{BLANK, NO, YES, allows};

    #[test]
    fn each_side_offers_something_that_the_other_wants() {
        for (mentor, mentee, answer) in [
            (("French", "Spanish"), ("Spanish", "French;Dutch"), YES),
            (("French", "German"), ("Spanish", "French"), NO),
            (("", "Spanish"), ("Spanish", "French"), BLANK),
            (("French", "Spanish"), ("Spanish", ""), BLANK),
        ] {
            let keys = "mentor_offers = \"languages\"\nmentee_wants = \"learning_languages\"\n\
                        mentee_offers = \"languages\"\nmentor_wants = \"learning_languages\"";
            let cells = |(speaks, learns)| [("languages", speaks), ("learning_languages", learns)];
            assert_eq!(allows(read, keys, &cells(mentor), &cells(mentee)), answer);
        }
    }
}
