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

use super::IfBlank;
use super::qualifies::{Quality, read_quality_of_equals};
use crate::compare::{Binder, EqualPair, FieldRef, equal_keys, read_one_field, step_micros};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{People, Schema, TypeSet};
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

/// A rule on people who are together, bound to a roster. People are given by their index in it.
#[derive(Debug)]
pub struct BoundTogether {
    words: String,
    is_open: bool,
    asks: Asks,
}

/// What a bound rule asks of the people whom it looks at.
#[derive(Debug)]
pub enum Asks {
    /// A bound on how many of them are of a kind.
    Count {
        /// Which way the bound holds.
        sense: Sense,
        /// The bound.
        number: u32,
        /// Whether each person is of the kind.
        counts: OfSides<bool>,
    },
    /// How their values are to be.
    Alike {
        /// How.
        alike: Alike,
        /// Whether a person without a value must be the only one; otherwise it is passed over.
        blank_is_alone: bool,
        /// The value of each person.
        values: OfSides<Option<i64>>,
    },
}

/// Something of everybody on the sides that a rule looks at, by index in the roster.
#[derive(Debug)]
pub struct OfSides<T> {
    of: [Option<Vec<T>>; 2],
}

impl<T> OfSides<T> {
    fn new(sides: &[Side], of: impl Fn(Side) -> Vec<T>) -> OfSides<T> {
        OfSides { of: Side::BOTH.map(|side| sides.contains(&side).then(|| of(side))) }
    }

    /// Of everybody on a side; `None`: the rule does not look at that side.
    #[must_use]
    pub fn of(&self, side: Side) -> Option<&[T]> {
        self.of[side.index()].as_deref()
    }

    /// Of those of the given mentors and mentees whom the rule looks at.
    fn of_people<'a>(&'a self, mentors: &'a [usize], mentees: &'a [usize]) -> impl Iterator<Item = &'a T> {
        let sides = Side::BOTH.into_iter().zip([mentors, mentees]);
        sides
            .filter_map(|(side, people)| Some((self.of(side)?, people)))
            .flat_map(|(of, people)| people.iter().map(move |&person| &of[person]))
    }
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

    /// Makes the rule ready for a roster that has the column on the given sides, at whose people it looks; what does not fit it is reported.
    pub fn bind(&self, sides: &[Side], if_blank: IfBlank, binder: &mut Binder<'_, '_>) -> Option<BoundTogether> {
        match self {
            TogetherKind::Count(kind) => kind.bind(sides, binder),
            TogetherKind::Alike(kind) => Some(kind.bind(sides, if_blank, binder)),
        }
    }
}

impl CountKind {
    fn bind(&self, sides: &[Side], binder: &mut Binder<'_, '_>) -> Option<BoundTogether> {
        let CountKind { sense, number, .. } = *self;
        let qualified = self
            .of
            .fits(sides, binder)
            .then(|| OfSides::new(sides, |side| self.of.qualified(side, IfBlank::Forbid, binder.roster)));
        let words = format!("{} {number} of {}", sense.in_words(), self.of.in_words());
        Some(BoundTogether {
            words,
            is_open: !Schema::is_restricted(&self.of.field().name),
            asks: Asks::Count { sense, number, counts: qualified? },
        })
    }
}

impl AlikeKind {
    fn bind(&self, sides: &[Side], if_blank: IfBlank, binder: &Binder<'_, '_>) -> BoundTogether {
        let (alike, name) = (self.alike, &self.field.name);
        let (values_of, words): (fn(&People, &FieldRef) -> Vec<Option<i64>>, _) = match alike {
            Alike::Differ => (equal_keys, format!("no two of the same {name}")),
            Alike::Same => (equal_keys, format!("all of the same {name}")),
            Alike::Span(most) => (step_micros, format!("{name} at most {} apart", Decimal::from_micros(most))),
        };
        let values = OfSides::new(sides, |side| values_of(binder.roster.side(side), &self.field));
        let is_open = !Schema::is_restricted(name);
        BoundTogether {
            words,
            is_open,
            asks: Asks::Alike { alike, blank_is_alone: if_blank == IfBlank::Forbid, values },
        }
    }
}

impl BoundTogether {
    /// The rule in words: `at least 1 of experienced yes`.
    #[must_use]
    pub fn in_words(&self) -> &str {
        &self.words
    }

    /// Whether it may be named beside a person: it looks at nothing that is restricted.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// What it asks for.
    #[must_use]
    pub fn asks(&self) -> &Asks {
        &self.asks
    }

    /// Whether different mentors and different mentees who are together keep the rule; it looks at its own sides alone, and where nobody is
    /// there it is kept. O(people × log people).
    #[must_use]
    pub fn holds(&self, mentors: &[usize], mentees: &[usize]) -> bool {
        match &self.asks {
            Asks::Count { sense, number, counts } => {
                let all = counts.of_people(mentors, mentees).count();
                let counted = counts.of_people(mentors, mentees).filter(|counts| **counts).count();
                all == 0 || sense.holds(counted, *number as usize)
            }
            Asks::Alike { alike, blank_is_alone, values } => {
                let all = values.of_people(mentors, mentees).count();
                let mut known: Vec<i64> = values.of_people(mentors, mentees).filter_map(|value| *value).collect();
                known.sort_unstable();
                let a_blank_is_not_alone = *blank_is_alone && known.len() < all && all > 1;
                !a_blank_is_not_alone && all_allowed(*alike, &known)
            }
        }
    }

    /// The bound, where the rule is one on how many people of a side are of a kind: which way, how many, and who counts.
    #[must_use]
    pub fn count_of(&self, side: Side) -> Option<(Sense, u32, &[bool])> {
        match &self.asks {
            Asks::Count { sense, number, counts } => Some((*sense, *number, counts.of(side)?)),
            Asks::Alike { .. } => None,
        }
    }

    /// Whether two different people of a side are never together by this rule; people of that side of whom no two are keep such a rule.
    #[must_use]
    pub fn apart(&self, side: Side, one: usize, other: usize) -> bool {
        match (&self.asks, side) {
            (Asks::Count { .. }, _) => false,
            (Asks::Alike { .. }, Side::Mentor) => !self.holds(&[one, other], &[]),
            (Asks::Alike { .. }, Side::Mentee) => !self.holds(&[], &[one, other]),
        }
    }
}

/// Whether values in order may stand together.
fn all_allowed(alike: Alike, values: &[i64]) -> bool {
    match values {
        [] | [_] => true,
        [first, .., last] => {
            values.windows(2).all(|pair| alike.allows(pair[0], pair[1])) && alike.allows(*first, *last)
        }
    }
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
        let mut binder = Binder { roster: &roster, document: &document, sink: &mut sink };
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
