//! `overlap`: both have at least so many tags in common.
//!
//! ```toml
//! overlap = { field = "languages", at_least = 1 }
//! ```
//!
//! `at_least` is 1 where it is left out.

use super::{BoundRule, IfBlank, PairRule, RuleKind};
use crate::compare::{Binder, FieldRef, Sides, TagPair};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::units::{Side, Words};

#[derive(Debug)]
struct Overlap {
    sides: Sides,
    at_least: u32,
}

pub(super) fn read(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn RuleKind>> {
    let sides = Sides::read(keys, schema, TypeSet::TAG_LIKE, sink);
    let at_least = keys.take("at_least").map_or(Some(1), |item| item.whole(1, sink))?;
    Some(Box::new(Overlap { sides: sides?, at_least }))
}

impl RuleKind for Overlap {
    fn in_words(&self, words: &Words) -> String {
        format!("at least {} in common: {}", self.at_least, self.sides.both_in_words(words))
    }

    fn columns(&self) -> Vec<(Side, FieldRef)> {
        self.sides.columns()
    }

    fn bind<'r>(&self, if_blank: IfBlank, binder: &mut Binder<'r, '_>) -> Option<BoundRule<'r>> {
        let tags = TagPair::new(&self.sides, binder.roster);
        Some(BoundRule::Pair(Box::new(BoundOverlap { tags, at_least: self.at_least, if_blank })))
    }
}

struct BoundOverlap<'r> {
    tags: TagPair<'r>,
    at_least: u32,
    if_blank: IfBlank,
}

impl PairRule for BoundOverlap<'_> {
    fn allows(&self, mentor: usize, mentee: usize) -> bool {
        let known = self.tags.both_stated(mentor, mentee);
        self.if_blank.decide(known.then(|| self.tags.shared(mentor, mentee) >= self.at_least))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{BLANK, NO, YES, allows};

    #[test]
    fn so_many_tags_are_shared() {
        for (keys, mentor, mentee, answer) in [
            ("", "a;b", "b;c", YES),
            ("at_least = 2", "a;b", "b;c", NO),
            ("at_least = 2", "a;b;c", "b;c", YES),
            ("", "a", "b", NO),
            ("", "", "b", BLANK),
            ("", "a", "none", BLANK),
        ] {
            let keys = format!("field = \"languages\"\n{keys}");
            assert_eq!(allows(read, &keys, &[("languages", mentor)], &[("languages", mentee)]), answer, "{keys}");
        }
    }
}
