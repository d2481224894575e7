//! `mentor_has` and `mentee_has`: what a person must be or have to take part at all.
//!
//! ```toml
//! mentor_has = { field = "trained", is = "yes" }
//! mentor_has = { field = "cleared_until", at_least = "term_end" }   # or a date: "2027-06-30"
//! mentee_has = { field = "support_needs", none_of = ["crisis"] }
//! ```
//!
//! One of `is`, `any_of`, `none_of` and `at_least`. For tags `is` and `any_of` want one to match, `none_of` none. Whoever fails
//! has no pairs and is reported as not eligible.

use jiff::civil::Date;
use toml::de::DeValue;

use super::{BoundRule, IfBlank, RuleKind};
use crate::compare::{Binder, FieldRef, read_one_field};
use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::{Item, Keys, Located};
use crate::roster::{Column, FieldType, Lexicon, Roster, Schema, TypeSet, is_blank_word, parse_date, parse_yes_no};
use crate::text::{either, fold, listed};
use crate::units::{Decimal, Side, Words};

/// What the people of a side must be or have.
#[derive(Debug)]
struct Has {
    side: Side,
    quality: Quality,
}

/// What a person is or has.
#[derive(Clone, Debug)]
pub(super) struct Quality {
    field: FieldRef,
    condition: Condition,
}

#[derive(Clone, Debug)]
enum Condition {
    AnyOf(Vec<Value>),
    NoneOf(Vec<Value>),
    AtLeast(Value),
}

/// A value of the field's type, and how the program file writes it.
#[derive(Clone, Debug)]
struct Value {
    written: Located<String>,
    read: ReadValue,
}

#[derive(Clone, Debug)]
enum ReadValue {
    Tag,
    YesNo(bool),
    Number(Decimal),
    Step(i64),
    Date(Date),
    /// The last day of the term, which is known when the quality is bound.
    TermEnd,
}

const READABLE: TypeSet = TypeSet::TAG_LIKE
    .or(TypeSet::TEXT)
    .or(TypeSet::SLOTS)
    .or(TypeSet::YES_NO)
    .or(TypeSet::NUMBER)
    .or(TypeSet::LADDER)
    .or(TypeSet::DATE);
const ORDERED: TypeSet = TypeSet::NUMBER.or(TypeSet::LADDER).or(TypeSet::DATE);

/// What stands for the last day of the term.
const TERM_END: &str = "term_end";

/// The keys of which a quality has one.
const CONDITIONS: [&str; 4] = ["is", "any_of", "none_of", "at_least"];

pub(super) fn read_mentor(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn RuleKind>> {
    read_has(Side::Mentor, keys, schema, sink)
}

pub(super) fn read_mentee(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn RuleKind>> {
    read_has(Side::Mentee, keys, schema, sink)
}

fn read_has(side: Side, keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Box<dyn RuleKind>> {
    let quality = read_quality(&CONDITIONS, keys, schema, sink)?;
    Some(Box::new(Has { side, quality }))
}

/// Reads a quality that equal values decide: one of `is`, `any_of` and `none_of`.
pub(super) fn read_quality_of_equals(keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Quality> {
    read_quality(&CONDITIONS[..3], keys, schema, sink)
}

fn read_quality(conditions: &[&'static str], keys: &mut Keys<'_>, schema: &Schema, sink: &mut Sink) -> Option<Quality> {
    let field = read_one_field(keys, schema, READABLE, sink);
    let given: Vec<_> = conditions.iter().map(|key| keys.take(key).map(|item| (*key, item))).collect();
    let mut given = given.into_iter().flatten();
    let Some((key, item)) = given.next() else {
        keys.report_missing(conditions, sink);
        return None;
    };
    if let Some((second, second_item)) = given.next() {
        let quoted: Vec<String> = conditions.iter().map(|key| format!("`{key}`")).collect();
        second_item.reject(
            sink,
            format!("`{second}` stands beside `{key}`"),
            format!("keep one of {}", listed(&quoted)),
        );
        return None;
    }
    let field = field?;
    let condition = match key {
        "is" => Condition::AnyOf(vec![read_value(&item, &field, sink)?]),
        "any_of" => Condition::AnyOf(read_values(&item, &field, sink)?),
        "none_of" => Condition::NoneOf(read_values(&item, &field, sink)?),
        _ if ORDERED.holds(field.field_type.set()) => Condition::AtLeast(read_least(&item, &field, sink)?),
        _ => {
            let message =
                format!("`{}` is {}, which has no more and less", field.name, field.field_type.set().in_words());
            item.reject(sink, message, "`at_least` is for numbers, grades, ladders and dates: write `is` or `any_of`");
            return None;
        }
    };
    Some(Quality { field, condition })
}

fn read_values(item: &Item<'_>, field: &FieldRef, sink: &mut Sink) -> Option<Vec<Value>> {
    let items = item.list("[\"one\", \"another\"]", sink)?;
    if items.is_empty() {
        item.reject(sink, "the list is empty", "name at least one value");
        return None;
    }
    let values: Vec<_> = items.iter().map(|item| read_value(item, field, sink)).collect();
    values.into_iter().collect()
}

/// Reads the least value that will do; of dates also `term_end`.
fn read_least(item: &Item<'_>, field: &FieldRef, sink: &mut Sink) -> Option<Value> {
    match item.value().as_str().map(str::trim) {
        Some(text) if text == TERM_END && matches!(field.field_type, FieldType::Date) => {
            Some(Value { written: Located { value: text.to_owned(), span: item.span() }, read: ReadValue::TermEnd })
        }
        _ => read_value(item, field, sink),
    }
}

fn read_value(item: &Item<'_>, field: &FieldRef, sink: &mut Sink) -> Option<Value> {
    // A number or a truth value may stand without quotes; it counts as it is written.
    let text = match item.value() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().replace('_', ""),
        DeValue::Float(number) => number.as_str().replace('_', ""),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        _ => item.text(sink)?.value,
    };
    let read = match &field.field_type {
        FieldType::YesNo => parse_yes_no(&text).map(ReadValue::YesNo),
        FieldType::Number => text.parse().ok().map(ReadValue::Number),
        FieldType::Ladder(ladder) => ladder.step(&text).ok().flatten().map(ReadValue::Step),
        FieldType::Date => parse_date(&text).map(ReadValue::Date),
        // A cell that says this is blank, so nobody would ever have it.
        _ if is_blank_word(&fold(&text)) => None,
        _ => Some(ReadValue::Tag),
    };
    if read.is_none() {
        let help = match &field.field_type {
            FieldType::YesNo => "write \"yes\" or \"no\"".to_owned(),
            FieldType::Ladder(ladder) => format!("expected {}", ladder.in_words()),
            FieldType::Date => "write a date like \"2027-06-30\"".to_owned(),
            FieldType::Text | FieldType::Choice | FieldType::Tags | FieldType::Slots => {
                "cells that say so are blank; `if_blank` decides about them".to_owned()
            }
            _ => "write a number like 3.5".to_owned(),
        };
        item.reject(
            sink,
            format!("`{text}` is no value of `{}`, which is {}", field.name, field.field_type.set().in_words()),
            help,
        );
    }
    Some(Value { written: Located { value: text, span: item.span() }, read: read? })
}

impl Quality {
    pub(super) fn field(&self) -> &FieldRef {
        &self.field
    }

    /// The quality in words, as the program file spells it: `grade 11 or 12`.
    pub(super) fn in_words(&self) -> String {
        let written: Vec<&str> = self.condition.values().iter().map(Value::in_words).collect();
        let before = match self.condition {
            Condition::AnyOf(_) => "",
            Condition::NoneOf(_) => "not ",
            Condition::AtLeast(_) => "at least ",
        };
        format!("{} {before}{}", self.field.name, either(&written))
    }

    /// The quality with a day in place of `term_end`; `None` where there is none, which is reported.
    fn dated(&self, binder: &mut Binder<'_, '_>) -> Option<Quality> {
        let mut dated = self.clone();
        if let Condition::AtLeast(value) = &mut dated.condition
            && matches!(value.read, ReadValue::TermEnd)
        {
            value.read = ReadValue::Date(binder.end_of_term(value.written.span.clone())?);
        }
        Some(dated)
    }

    /// Whether the columns of these sides can be compared with the values; values that nobody has are warned of.
    pub(super) fn fits(&self, sides: &[Side], binder: &mut Binder<'_, '_>) -> bool {
        let roster = binder.roster;
        let column = |side: &Side| roster.side(*side).column(&self.field.name);
        if sides.iter().any(|side| matches!(column(side), Some(Column::Times(_)))) {
            let message = format!("`{}` holds time ranges, and this compares labels", self.field.name);
            let help = "ask for common time with the rule `common`";
            binder.reject("program::wrong-time-unit", self.field.span.clone(), message, help);
            return false;
        }
        for value in self.condition.values() {
            let text = &value.written;
            if matches!(value.read, ReadValue::Tag) && roster.lexicon.find(&text.value).is_none() {
                let warning =
                    Diagnostic::warning("program::value-of-nobody", format!("nobody's cell says `{}`", text.value));
                let place = binder.document.place(text.span.clone());
                binder.sink.push(warning.at(place, "asked for here").help("is it spelt as in the roster?"));
            }
        }
        true
    }

    /// Whether each person of a side qualifies; nobody of a side without the column.
    pub(super) fn qualified(&self, side: Side, if_blank: IfBlank, roster: &Roster) -> Vec<bool> {
        let people = roster.side(side);
        let Some(column) = people.column(&self.field.name) else { return vec![false; people.len()] };
        let qualifies = |person: usize| {
            let known = !column.is_blank(person);
            if_blank.decide(known.then(|| self.condition.holds(column, person, &roster.lexicon)))
        };
        (0..column.len()).map(qualifies).collect()
    }
}

impl RuleKind for Has {
    fn in_words(&self, _: &Words) -> String {
        self.quality.in_words()
    }

    fn about(&self) -> Option<Side> {
        Some(self.side)
    }

    fn columns(&self) -> Vec<(Side, FieldRef)> {
        vec![(self.side, self.quality.field.clone())]
    }

    fn bind<'r>(&self, if_blank: IfBlank, binder: &mut Binder<'r, '_>) -> Option<BoundRule<'r>> {
        let quality = self.quality.dated(binder)?;
        let fits = quality.fits(&[self.side], binder);
        fits.then(|| BoundRule::Person(self.side, quality.qualified(self.side, if_blank, binder.roster)))
    }
}

impl Condition {
    fn values(&self) -> &[Value] {
        match self {
            Condition::AnyOf(values) | Condition::NoneOf(values) => values,
            Condition::AtLeast(value) => std::slice::from_ref(value),
        }
    }

    fn holds(&self, column: &Column, person: usize, lexicon: &Lexicon) -> bool {
        match self {
            Condition::AnyOf(values) => values.iter().any(|value| value.matches(column, person, lexicon)),
            Condition::NoneOf(values) => !values.iter().any(|value| value.matches(column, person, lexicon)),
            Condition::AtLeast(value) => value.is_reached(column, person),
        }
    }
}

impl Value {
    fn in_words(&self) -> &str {
        if matches!(self.read, ReadValue::TermEnd) { "the end of the term" } else { &self.written.value }
    }

    fn matches(&self, column: &Column, person: usize, lexicon: &Lexicon) -> bool {
        match (&self.read, column) {
            (ReadValue::Tag, Column::Tags(cells)) => {
                lexicon.find(&self.written.value).is_some_and(|tag| cells[person].iter().any(|word| word.tag == tag))
            }
            (ReadValue::Tag, Column::Words(cells)) => {
                cells[person].is_some_and(|word| lexicon.find(&self.written.value) == Some(word.tag))
            }
            (ReadValue::YesNo(wanted), Column::YesNo(cells)) => cells[person] == Some(*wanted),
            (ReadValue::Number(wanted), Column::Numbers(cells)) => cells[person] == Some(*wanted),
            (ReadValue::Step(wanted), Column::Steps(cells)) => cells[person] == Some(*wanted),
            (ReadValue::Date(wanted), Column::Dates(cells)) => cells[person] == Some(*wanted),
            _ => false,
        }
    }

    fn is_reached(&self, column: &Column, person: usize) -> bool {
        match (&self.read, column) {
            (ReadValue::Number(least), Column::Numbers(cells)) => cells[person] >= Some(*least),
            (ReadValue::Step(least), Column::Steps(cells)) => cells[person] >= Some(*least),
            (ReadValue::Date(least), Column::Dates(cells)) => cells[person] >= Some(*least),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{BLANK, NO, YES, allows};

    #[track_caller]
    fn check(keys: &str, field: &str, cell: &str, answer: (bool, bool)) {
        let keys = format!("field = \"{field}\"\n{keys}");
        assert_eq!(allows(read_mentor, &keys, &[(field, cell)], &[]), answer, "{keys} {cell}");
        if field != "cleared_until" {
            assert_eq!(allows(read_mentee, &keys, &[], &[(field, cell)]), answer, "{keys} {cell}");
        }
    }

    #[test]
    fn values_match_by_type() {
        check("is = \"yes\"", "trained", "Y", YES);
        check("is = true", "trained", "no", NO);
        check("is = \"yes\"", "trained", "", BLANK);
        check("is = \"Chess\"", "interests", "art; CHESS", YES);
        check("any_of = [\"chess\", \"go\"]", "interests", "art", NO);
        check("none_of = [\"crisis\"]", "support_needs", "reading", YES);
        check("none_of = [\"crisis\"]", "support_needs", "reading;Crisis", NO);
        check("none_of = [\"crisis\"]", "support_needs", "", BLANK);
        check("any_of = [11, \"12\"]", "grade", "12th", YES);
        check("is = 2.50", "level", "2.5", YES);
        check("is = \"red\"", "team", "RED", YES);
    }

    #[test]
    fn at_least_is_for_what_has_more_and_less() {
        check("at_least = \"2027-06-30\"", "cleared_until", "2027-06-30", YES);
        check("at_least = 2027-06-30", "cleared_until", "2027-06-29", NO);
        check("at_least = \"2027-06-30\"", "cleared_until", "", BLANK);
        check("at_least = 9", "grade", "K", NO);
        check("at_least = \"some\"", "skill", "advanced", YES);
        check("at_least = -1.5", "level", "-1.5", YES);
    }
}
