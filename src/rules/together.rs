//! Rules on people who are together: on the mentors of a mentee (a team), or on the people of a group, wherever there are any.
//!
//! ```toml
//! at_least = { n = 1, field = "experienced", is = "yes" }   # or at_most; or any_of, none_of
//! differ = { field = "gender" }                             # no two alike
//! same = { field = "site" }
//! span = { field = "grade", max = 2 }                       # the highest minus the lowest
//! ```
//!
//! A rule looks at people of one side or of both, whose values are then compared as one column. A blank never counts for `at_least` and
//! `at_most`. Under the others a person with a blank is alone among those whom the rule looks at, unless blanks are allowed: then it is
//! passed over.

mod bound;

pub use bound::{Asks, BoundTogether, OfSides};

use super::IfBlank;
use super::qualifies::{Quality, read_quality_of_equals};
use crate::compare::{Binder, EqualPair, FieldRef, equal_keys, read_one_field, step_micros};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, TypeSet};
use crate::units::{Alike, Decimal, Sense, Side};

/// A rule on people who are together, as a program file has it.
#[derive(Debug)]
pub enum TogetherKind {
    /// A bound on the number of people of a kind.
    Count(CountKind),
    /// What two people may not be to each other.
    Alike(AlikeKind),
}

/// A bound on the number of people of a kind.
#[derive(Debug)]
pub struct CountKind {
    sense: Sense,
    number: u32,
    of: Quality,
}

/// What two people may not be to each other.
#[derive(Debug)]
pub struct AlikeKind {
    field: FieldRef,
    alike: Alike,
}

/// Reads the table of one kind.
pub type ReadTogetherKind = fn(&mut Keys<'_>, &Schema, &mut Sink) -> Option<TogetherKind>;

/// Every kind of rule on people who are together by the key it has in a program file.
pub const TOGETHER_KINDS: &[(&str, ReadTogetherKind)] = &[
    ("at_least", |keys, schema, sink| read_count(Sense::AtLeast, keys, schema, sink)),
    ("at_most", |keys, schema, sink| read_count(Sense::AtMost, keys, schema, sink)),
    ("differ", |keys, schema, sink| read_equal(Alike::Differ, keys, schema, sink)),
    ("same", |keys, schema, sink| read_equal(Alike::Same, keys, schema, sink)),
    ("span", read_span),
];

fn read_count(sense: Sense, keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<TogetherKind> {
    let number = keys.required("n", sink).and_then(|item| item.whole(0, sink));
    let of = read_quality_of_equals(keys, schema, sink);
    Some(TogetherKind::Count(CountKind { sense, number: number?, of: of? }))
}

fn read_equal(alike: Alike, keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<TogetherKind> {
    let field = read_one_field(keys, schema, EqualPair::ACCEPTS, sink)?;
    Some(TogetherKind::Alike(AlikeKind { field, alike }))
}

fn read_span(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<TogetherKind> {
    let field = read_one_field(keys, schema, TypeSet::LADDER.or(TypeSet::NUMBER), sink);
    let item = keys.required("max", sink)?;
    let most = item.decimal(sink)?;
    if most < Decimal::ZERO {
        item.reject(sink, format!("`max` is {most}, and must not be below 0"), "for example `max = 2`");
        return None;
    }
    Some(TogetherKind::Alike(AlikeKind { field: field?, alike: Alike::Span(most.micros()) }))
}

impl TogetherKind {
    /// The field that the rule looks at.
    #[must_use]
    pub fn field(&self) -> &FieldRef {
        match self {
            TogetherKind::Count(kind) => kind.of.field(),
            TogetherKind::Alike(kind) => &kind.field,
        }
    }

    /// What it asks of people of the given sides: `no two of the same gender`.
    #[must_use]
    pub fn in_words(&self, sides: &[Side]) -> String {
        match self {
            TogetherKind::Count(kind) => kind.in_words(sides),
            TogetherKind::Alike(kind) => kind.in_words(sides),
        }
    }

    /// What a person with a blank cell is to the rule.
    #[must_use]
    pub fn blank_in_words(&self, if_blank: IfBlank) -> &'static str {
        match (self, if_blank) {
            (TogetherKind::Count(_), _) => "does not count",
            (TogetherKind::Alike(_), IfBlank::Forbid) => "stands alone",
            (TogetherKind::Alike(_), IfBlank::Allow) => "is passed over",
        }
    }

    /// Makes the rule ready for a roster that has the column on the given sides, at whose people it looks; what does not fit it is reported.
    pub fn bind(&self, sides: &[Side], if_blank: IfBlank, binder: &mut Binder<'_, '_>) -> Option<BoundTogether> {
        match self {
            TogetherKind::Count(kind) => kind.bind(sides, binder),
            TogetherKind::Alike(kind) => Some(kind.bind(sides, if_blank, binder)),
        }
    }
}

impl CountKind {
    fn in_words(&self, sides: &[Side]) -> String {
        format!("{} {} of {}{}", self.sense.in_words(), self.number, self.of.in_words(), whom(sides))
    }

    fn bind(&self, sides: &[Side], binder: &mut Binder<'_, '_>) -> Option<BoundTogether> {
        let CountKind { sense, number, .. } = *self;
        let qualified = self
            .of
            .fits(sides, binder)
            .then(|| OfSides::new(sides, |side| self.of.qualified(side, IfBlank::Forbid, binder.roster)));
        Some(BoundTogether {
            words: self.in_words(sides),
            is_open: !Schema::is_restricted(&self.of.field().name),
            asks: Asks::Count { sense, number, counts: qualified? },
        })
    }
}

impl AlikeKind {
    fn in_words(&self, sides: &[Side]) -> String {
        let name = &self.field.name;
        match self.alike {
            Alike::Differ => format!("no two of the same {name}{}", whom(sides)),
            Alike::Same => format!("all of the same {name}{}", whom(sides)),
            Alike::Span(most) => format!("{name} at most {} apart{}", Decimal::from_micros(most), whom(sides)),
        }
    }

    fn bind(&self, sides: &[Side], if_blank: IfBlank, binder: &Binder<'_, '_>) -> BoundTogether {
        let (alike, name) = (self.alike, &self.field.name);
        let values = OfSides::new(sides, |side| {
            let people = binder.roster.side(side);
            match alike {
                Alike::Differ | Alike::Same => equal_keys(people, &self.field),
                Alike::Span(_) => step_micros(people, &self.field),
            }
        });
        let is_open = !Schema::is_restricted(name);
        BoundTogether {
            words: self.in_words(sides),
            is_open,
            asks: Asks::Alike { alike, blank_is_alone: if_blank == IfBlank::Forbid, values },
        }
    }
}

/// What the words of a rule that looks at both sides end in.
fn whom(sides: &[Side]) -> &'static str {
    if sides.len() > 1 { ", leaders too" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::testing;
    use crate::keys::Document;

    /// Whether the mentor and the mentee of a roster may be together.
    #[track_caller]
    fn together(kind: &str, keys: &str, field: &str, cells: [&str; 2], sides: &[Side], if_blank: IfBlank) -> bool {
        let read = TOGETHER_KINDS.iter().find(|(name, _)| *name == kind).expect("a kind").1;
        let kind = testing::read_kind(&format!("field = \"{field}\"\n{keys}"), read);
        let roster = testing::roster(&[(field, cells[0])], &[(field, cells[1])]);
        let (document, mut sink) = (Document::new("program.toml", keys), Sink::default());
        let mut binder = Binder::new(&roster, &document, &mut sink);
        kind.bind(sides, if_blank, &mut binder).expect("a rule that fits").holds(&[0], &[0])
    }

    #[test]
    fn values_of_both_sides_are_compared_as_one_column() {
        for (kind, keys, field, cells, answer) in [
            ("differ", "", "team", ["red", "RED"], false),
            ("differ", "", "team", ["red", "blue"], true),
            ("same", "", "skill", ["some", "Some"], true),
            ("same", "", "trained", ["yes", "no"], false),
            ("span", "max = 2", "grade", ["K", "2"], true),
            ("span", "max = 2", "grade", ["3", "K"], false),
            ("at_least", "n = 2\nis = \"red\"", "team", ["red", "Red"], true),
            ("at_most", "n = 1\nis = \"red\"", "team", ["red", "Red"], false),
        ] {
            let of_both = together(kind, keys, field, cells, &Side::BOTH, IfBlank::Forbid);
            assert_eq!(of_both, answer, "{kind} {cells:?}");
        }
    }

    #[test]
    fn a_rule_looks_at_its_own_side_alone() {
        for side in Side::BOTH {
            assert!(together("differ", "", "team", ["red", "red"], &[side], IfBlank::Forbid));
            assert!(!together("at_least", "n = 2\nis = \"red\"", "team", ["red", "red"], &[side], IfBlank::Forbid));
        }
    }

    #[test]
    fn a_blank_is_alone_among_those_whom_the_rule_looks_at() {
        let same = |cells, sides: &[Side], if_blank| together("same", "", "team", cells, sides, if_blank);
        assert!(!same(["red", ""], &Side::BOTH, IfBlank::Forbid));
        assert!(same(["red", ""], &Side::BOTH, IfBlank::Allow));
        assert!(same(["red", ""], &[Side::Mentee], IfBlank::Forbid));
        assert!(!together("at_least", "n = 1\nis = \"red\"", "team", ["", ""], &Side::BOTH, IfBlank::Allow));
    }
}
