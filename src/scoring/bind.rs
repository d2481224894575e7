//! Program + roster → [`Scoring`]: which columns are there, who is eligible, and the places of each person.

use super::{BoundCriterion, NamedRule, PersonRule, Scoring};
use crate::compare::{Binder, FieldRef};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::keys::Located;
use crate::program::Program;
use crate::roster::{People, Roster};
use crate::rules::{BoundRule, always};
use crate::text::listed;
use crate::units::Side;

/// The tier of mentees whose priority is blank: after 9.
const LAST_TIER: u8 = 10;

/// Binds a program to a roster. What does not fit goes into the sink; the result holds only where the sink has no errors.
#[must_use]
pub fn bind<'r>(program: &Program, roster: &'r Roster, sink: &mut Sink) -> Scoring<'r> {
    report_minimum_caseloads(&roster.mentors, sink);
    let mut criteria = Vec::new();
    for spec in &program.criteria {
        let reads = Reads { name: &spec.name, columns: spec.kind.columns(), ratings: spec.kind.needs_ratings() };
        if reads.are_there("criterion", spec.optional, program, roster, sink) {
            let bound = spec.kind.bind(&mut Binder { roster, document: &program.document, sink });
            criteria.extend(bound.map(|criterion| BoundCriterion {
                name: spec.name.value.clone(),
                weight: spec.weight,
                blank: spec.blank,
                criterion,
            }));
        }
    }
    let mut bound_rules = Vec::new();
    for spec in &program.rules {
        let reads = Reads { name: &spec.name, columns: spec.kind.columns(), ratings: spec.kind.needs_ratings() };
        if reads.are_there("rule", spec.optional, program, roster, sink) {
            let bound = spec.kind.bind(spec.if_blank, &mut Binder { roster, document: &program.document, sink });
            bound_rules.extend(bound.map(|rule| (spec.name.value.clone(), rule)));
        }
    }
    bound_rules.extend(always(roster).into_iter().map(|(name, rule)| (name.to_owned(), rule)));
    let (mut rules, mut person_rules) = (Vec::new(), Vec::new());
    for (name, rule) in bound_rules {
        match rule {
            BoundRule::Pair(rule) => rules.push(NamedRule { name, rule }),
            BoundRule::Person(side, qualifies) => person_rules.push(PersonRule { name, side, qualifies }),
        }
    }
    let eligible = Side::BOTH.map(|side| {
        let about: Vec<&PersonRule> = person_rules.iter().filter(|rule| rule.side == side).collect();
        (0..roster.side(side).len()).map(|person| about.iter().all(|rule| rule.qualifies[person])).collect()
    });
    let (mentors, mentees) = (&roster.mentors, &roster.mentees);
    let or = |people: &People, field: &str, default: u32| {
        (0..people.len()).map(|person| people.whole(field, person).unwrap_or(default)).collect()
    };
    let tier = |mentee: usize| {
        let priority = mentees.whole("priority", mentee).and_then(|priority| u8::try_from(priority).ok());
        priority.unwrap_or(LAST_TIER)
    };
    Scoring {
        criteria,
        rules,
        person_rules,
        minimum_score: program.objective.minimum_score,
        eligible,
        capacity: or(mentors, "capacity", program.capacity),
        wanted: or(mentees, "mentors_wanted", program.mentors_wanted),
        tier: (0..mentees.len()).map(tier).collect(),
    }
}

/// What a criterion or rule reads.
struct Reads<'p> {
    name: &'p Located<String>,
    columns: Vec<(Side, FieldRef)>,
    ratings: bool,
}

impl Reads<'_> {
    /// Whether all of it is there. What is missing is an error, or a notice where the part is optional.
    fn are_there(&self, what: &str, optional: bool, program: &Program, roster: &Roster, sink: &mut Sink) -> bool {
        let mut missing: Vec<(String, crate::keys::Span)> = Vec::new();
        for (side, field) in &self.columns {
            let people = roster.side(*side);
            if people.column(&field.name).is_none() {
                let lacks = format!("{} has no column `{}` for {}", people.file(), field.name, side.plural());
                if !missing.iter().any(|(earlier, _)| *earlier == lacks) {
                    missing.push((lacks, field.span.clone()));
                }
            }
        }
        if self.ratings && roster.ratings.is_none() {
            missing.push(("there is no ratings file".to_owned(), self.name.span.clone()));
        }
        let Some((_, span)) = missing.first().cloned() else { return true };
        let lacks: Vec<&str> = missing.iter().map(|(lacks, _)| lacks.as_str()).collect();
        let message = format!("the {what} `{}` cannot be read: {}", self.name.value, listed(&lacks));
        let place = program.document.place(span);
        sink.push(if optional {
            let message = format!("the {what} `{}` is left out: {}", self.name.value, listed(&lacks));
            Diagnostic::notice("program::left-out", message)
        } else {
            let help = if self.ratings && self.columns.is_empty() {
                "give the file with --ratings, or say `optional = true`"
            } else {
                "add the column to the file, correct its header, or say `optional = true` to do without"
            };
            Diagnostic::error("program::missing-column", message).at(place, "read here").help(help)
        });
        false
    }
}

/// A `minimum` above 1 is part of the method and not of this version: an error, never ignored.
fn report_minimum_caseloads(mentors: &People, sink: &mut Sink) {
    for person in 0..mentors.len() {
        if mentors.whole("minimum", person).is_some_and(|minimum| minimum > 1) {
            sink.push_in("roster::not-available", Severity::Error, &format!("in {}", mentors.file()), || {
                let message = format!(
                    "mentor `{}` has a `minimum` above 1, which is not available in this version",
                    mentors.id(person)
                );
                Diagnostic::error("roster::not-available", message)
                    .at(crate::diagnostic::Place::whole_file(mentors.file()), "in the column `minimum`")
                    .help("write 0 or 1, or leave the cell empty")
            });
        }
    }
}
