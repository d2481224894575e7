//! The slots of meetings or groups, bound to a roster.

use std::collections::HashMap;

use super::reads::{Optional, Reads};
use crate::compare::{Binder, FieldRef, PairMarks};
use crate::diagnostic::{Diagnostic, Sink};
use crate::roster::{Column, People, Roster, Schema, Tag};
use crate::text::{count, fold, listed, natural_order, nearest};
use crate::units::Side;

/// Who can meet when. People are given by their index in the roster, slots by number in natural order.
#[derive(Debug)]
pub struct BoundSlots {
    field: FieldRef,
    labels: Vec<String>,
    mentors: Vec<Vec<u32>>,
    mentees: Vec<Vec<u32>>,
    twins: Vec<(usize, usize)>,
}

impl BoundSlots {
    /// Binds the field that says when people can meet, for a part of the program; `None` where a column is missing or holds ranges, which is
    /// reported. O(cells × log slots).
    pub(super) fn bind(
        field: &FieldRef,
        part: &str,
        optional: Optional,
        binder: &mut Binder<'_, '_>,
    ) -> Option<BoundSlots> {
        let roster = binder.roster;
        let columns = Side::BOTH.map(|side| (side, field.clone())).into();
        let reads = Reads { part: part.to_owned(), columns, ratings: None, optional };
        if !reads.are_there(binder) {
            return None;
        }
        let column = |side: Side| roster.side(side).column(&field.name);
        if Side::BOTH.into_iter().any(|side| matches!(column(side), Some(Column::Times(_)))) {
            let message = format!("`{}` holds time ranges, and {part} wants slots that are labels", field.name);
            let help = format!(
                "write each time in the rosters as a label, for example `Mon P3`, or say here what stands for it: \
                 `[values.{}]` and below it `\"Mon 15:00-16:30\" = \"Mon P3\"`",
                field.name
            );
            binder.reject("program::slots-are-ranges", field.span.clone(), message, &help);
            return None;
        }
        let (labels, number_of) = numbered(field, roster);
        let of = |people: &People| -> Vec<Vec<u32>> {
            let numbers = |tags: Vec<Tag>| {
                let mut numbers: Vec<u32> = tags.iter().map(|tag| number_of[tag]).collect();
                numbers.sort_unstable();
                numbers
            };
            tags_of(field, people).into_iter().map(numbers).collect()
        };
        let (mentors, mentees) = (of(&roster.mentors), of(&roster.mentees));
        Some(BoundSlots { field: field.clone(), labels, mentors, mentees, twins: PairMarks::same_person(roster) })
    }

    /// Says how many of those who take part have no slot.
    pub(super) fn report_blanks(&self, what: &str, takes_part: impl Fn(Side, usize) -> bool, sink: &mut Sink) {
        let blank = |side: Side, slots: &[Vec<u32>]| {
            slots.iter().enumerate().filter(|(person, slots)| slots.is_empty() && takes_part(side, *person)).count()
        };
        let (mentors, mentees) = (blank(Side::Mentor, &self.mentors), blank(Side::Mentee, &self.mentees));
        let who: Vec<String> = [(mentors, "mentor"), (mentees, "mentee")]
            .into_iter()
            .filter(|(blank, _)| *blank > 0)
            .map(|(blank, noun)| count(blank, noun))
            .collect();
        if !who.is_empty() {
            let has = if mentors + mentees == 1 { "has" } else { "have" };
            let message = format!("{} {has} a blank `{}`, and so can be in no {what}", listed(&who), self.field.name);
            sink.push(Diagnostic::notice("program::no-slots", message));
        }
    }

    /// The field of both sides that says when people can meet.
    #[must_use]
    pub fn field(&self) -> &FieldRef {
        &self.field
    }

    /// The slots as the rosters spell them, by number.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The number of a slot in whichever spelling.
    #[must_use]
    pub fn find(&self, label: &str) -> Option<usize> {
        let folded = fold(label);
        self.labels.iter().position(|known| fold(known) == folded)
    }

    /// The slot that is spelled nearest to one that nobody has, if one is near enough to be meant, and the field is not restricted.
    pub(super) fn nearest(&self, label: &str) -> Option<&str> {
        if Schema::is_restricted(&self.field.name) {
            return None;
        }
        let folded: Vec<String> = self.labels.iter().map(|label| fold(label)).collect();
        let near = nearest(&fold(label), folded.iter().map(String::as_str))?;
        self.labels.iter().zip(&folded).find(|(_, known)| *known == near).map(|(label, _)| label.as_str())
    }

    /// The slots of a mentor, by number, ascending.
    #[must_use]
    pub fn of_mentor(&self, mentor: usize) -> &[u32] {
        &self.mentors[mentor]
    }

    /// The slots of a mentee, by number, ascending.
    #[must_use]
    pub fn of_mentee(&self, mentee: usize) -> &[u32] {
        &self.mentees[mentee]
    }

    /// The slots of a person, by number, ascending.
    #[must_use]
    pub fn of(&self, side: Side, person: usize) -> &[u32] {
        match side {
            Side::Mentor => self.of_mentor(person),
            Side::Mentee => self.of_mentee(person),
        }
    }

    /// The slots that a mentor and a mentee have in common, by number, ascending. O(slots of the two).
    pub fn common(&self, mentor: usize, mentee: usize) -> impl Iterator<Item = u32> {
        let of_mentee = self.of_mentee(mentee);
        self.of_mentor(mentor).iter().copied().filter(|slot| of_mentee.binary_search(slot).is_ok())
    }

    /// The pairs (mentor, mentee) of one person in both roles, who is in one meeting or group in a slot.
    #[must_use]
    pub fn twins(&self) -> &[(usize, usize)] {
        &self.twins
    }
}

/// The labels of all slots in natural order, each in the first of its spellings, and the number of each.
fn numbered(field: &FieldRef, roster: &Roster) -> (Vec<String>, HashMap<Tag, u32>) {
    let mut first: HashMap<Tag, &str> = HashMap::new();
    for people in [&roster.mentors, &roster.mentees] {
        let Some(Column::Tags(cells)) = people.column(&field.name) else { continue };
        for word in cells.iter().flatten() {
            let spelled = roster.lexicon.spelled(*word);
            let first = first.entry(word.tag).or_insert(spelled);
            if natural_order(spelled, first).is_lt() {
                *first = spelled;
            }
        }
    }
    let mut slots: Vec<(&str, Tag)> = first.into_iter().map(|(tag, label)| (label, tag)).collect();
    // Different slots have different labels, so the order is one of the labels alone.
    slots.sort_unstable_by(|one, other| natural_order(one.0, other.0));
    let number_of = (0_u32..).zip(&slots).map(|(number, (_, tag))| (*tag, number)).collect();
    (slots.iter().map(|(label, _)| (*label).to_owned()).collect(), number_of)
}

/// The slots of each person, in the order of the cell.
fn tags_of(field: &FieldRef, people: &People) -> Vec<Vec<Tag>> {
    match people.column(&field.name) {
        Some(Column::Tags(cells)) => cells.iter().map(|words| words.iter().map(|word| word.tag).collect()).collect(),
        _ => vec![Vec::new(); people.len()],
    }
}
