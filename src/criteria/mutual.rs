//! `mutual`: each side wants what the other offers; the smaller of the two shares counts.
//!
//! ```toml
//! mutual = { mentor_offers = "languages", mentee_wants = "learning_languages",
//!            mentee_offers = "languages", mentor_wants = "learning_languages" }
//! ```
//!
//! For exchanges in which nobody only gives, such as language tandems.

use super::{Criterion, CriterionKind, Rated, Reason};
use crate::compare::{Binder, FieldRef, Sides, TagPair};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::units::{Ratio, Side};

#[derive(Debug)]
struct Mutual {
    to_mentee: Sides,
    to_mentor: Sides,
}

pub(super) fn read(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn CriterionKind>> {
    let to_mentee = Sides::read_as(keys, "mentor_offers", "mentee_wants", schema, TypeSet::TAG_LIKE, sink);
    let to_mentor = Sides::read_as(keys, "mentor_wants", "mentee_offers", schema, TypeSet::TAG_LIKE, sink);
    Some(Box::new(Mutual { to_mentee: to_mentee?, to_mentor: to_mentor? }))
}

impl CriterionKind for Mutual {
    fn columns(&self) -> Vec<(Side, FieldRef)> {
        [self.to_mentee.columns(), self.to_mentor.columns()].concat()
    }

    fn bind<'r>(&self, binder: &mut Binder<'r, '_>) -> Option<Box<dyn Criterion + 'r>> {
        let to_mentee = TagPair::new(&self.to_mentee, binder.roster);
        let to_mentor = TagPair::new(&self.to_mentor, binder.roster);
        Some(Box::new(BoundMutual { to_mentee, to_mentor }))
    }
}

struct BoundMutual<'r> {
    /// The mentor's offers and the mentee's wants.
    to_mentee: TagPair<'r>,
    /// The mentor's wants and the mentee's offers.
    to_mentor: TagPair<'r>,
}

impl Criterion for BoundMutual<'_> {
    fn rate(&self, mentor: usize, mentee: usize) -> Rated<'_> {
        let blank = |tags: &TagPair<'_>| tags.of_mentor(mentor) == 0 || tags.of_mentee(mentee) == 0;
        if blank(&self.to_mentee) || blank(&self.to_mentor) {
            return Rated::BLANK;
        }
        let mentee_gets = (self.to_mentee.shared(mentor, mentee), self.to_mentee.of_mentee(mentee));
        let mentor_gets = (self.to_mentor.shared(mentor, mentee), self.to_mentor.of_mentor(mentor));
        let share = |(covered, wanted): (u32, u32)| Ratio::new(covered.into(), wanted.into());
        Rated::of(share(mentee_gets).min(share(mentor_gets)), Reason::Mutual { mentee_gets, mentor_gets })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::testing::rate;

    #[track_caller]
    fn check(mentor: (&str, &str), mentee: (&str, &str), points: Option<u16>) {
        let keys = "mentor_offers = \"languages\"\nmentee_wants = \"learning_languages\"\n\
                    mentee_offers = \"languages\"\nmentor_wants = \"learning_languages\"";
        let cells = |(speaks, learns)| [("languages", speaks), ("learning_languages", learns)];
        assert_eq!(rate(read, keys, &cells(mentor), &cells(mentee)).0, points);
    }

    #[test]
    fn the_smaller_share_counts() {
        check(("French;English", "Spanish"), ("Spanish", "French"), Some(10_000));
        check(("French", "Spanish;German;Italian"), ("Spanish", "French;Dutch"), Some(3333));
        check(("French", "German"), ("Spanish", "French"), Some(0));
    }

    #[test]
    fn any_blank_of_the_four_is_blank() {
        check(("", "Spanish"), ("Spanish", "French"), None);
        check(("French", ""), ("Spanish", "French"), None);
        check(("French", "Spanish"), ("", "French"), None);
        check(("French", "Spanish"), ("Spanish", ""), None);
    }
}
