//! Program + roster → [`Scoring`]: which columns are there, who is eligible, and the places of each person.

use super::{BoundCriterion, NamedRule, PersonRule, Scoring};
use crate::compare::{Binder, FieldRef};
use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::{Located, Span};
use crate::program::Program;
use crate::roster::{HeaderUse, Meaning, People, Roster};
use crate::rules::{BoundRule, always};
use crate::text::{fold_header, listed, nearest};
use crate::units::{LAST_TIER, Side};

/// Binds a program to a roster. What does not fit goes into the sink; the result holds only where the sink has no errors.
#[must_use]
pub fn bind<'r>(program: &Program, roster: &'r Roster, sink: &mut Sink) -> Scoring<'r> {
    let errors_before = sink.errors();
    let mut criteria = Vec::new();
    for spec in &program.criteria {
        let ratings = spec.kind.needs_ratings().then(|| spec.kind_span.clone());
        let reads = Reads { name: &spec.name, columns: spec.kind.columns(), ratings };
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
    let nothing_wrong = sink.errors() == errors_before;
    if nothing_wrong
        && !program.criteria.is_empty()
        && criteria.iter().all(|part: &BoundCriterion<'_>| part.weight.thousandths() == 0)
    {
        let message = "no criterion is left that counts: every pair has 0 points, and the lottery decides";
        let warning = Diagnostic::warning("program::nothing-counts", message);
        sink.push(warning.help("see with `pairwright check` what became of the columns, and correct their headers"));
    }
    // Of a program with faults the criteria may be missing for that.
    if !sink.has_errors() && program.criteria.is_empty() {
        let warning =
            Diagnostic::warning("program::no-criteria", "the program has no criteria: every pair has 0 points");
        sink.push(warning.help("add at least one `[[criteria]]`, so that some pairs are better than others"));
    }
    let mut bound_rules = Vec::new();
    for spec in &program.rules {
        let ratings = spec.kind.needs_ratings().then(|| spec.kind_span.clone());
        let reads = Reads { name: &spec.name, columns: spec.kind.columns(), ratings };
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
        must: roster.must.iter().collect(),
    }
}

/// What a criterion or rule reads.
struct Reads<'p> {
    name: &'p Located<String>,
    columns: Vec<(Side, FieldRef)>,
    /// The place of the kind that reads the ratings file, if it does.
    ratings: Option<Span>,
}

impl Reads<'_> {
    /// Whether all of it is there. What is missing is an error, or a notice where the part is optional.
    fn are_there(&self, what: &str, optional: bool, program: &Program, roster: &Roster, sink: &mut Sink) -> bool {
        let mut missing: Vec<(String, Span)> = Vec::new();
        let mut near = None;
        for (side, field) in &self.columns {
            let people = roster.side(*side);
            if people.column(&field.name).is_none() {
                let lacks = format!("{} has no column `{}`", people.file(), field.name);
                near = near.or_else(|| near_header(roster, *side, &field.name));
                if !missing.iter().any(|(earlier, _)| *earlier == lacks) {
                    missing.push((lacks, field.span.clone()));
                }
            }
        }
        if let Some(span) = &self.ratings
            && roster.ratings.is_none()
        {
            missing.push(("there is no ratings file".to_owned(), span.clone()));
        }
        let Some((_, span)) = missing.first().cloned() else { return true };
        let field = self.columns.first().map_or("", |(_, field)| field.name.as_str());
        let lacks: Vec<&str> = missing.iter().map(|(lacks, _)| lacks.as_str()).collect();
        let message = format!("the {what} `{}` cannot be read: {}", self.name.value, listed(&lacks));
        let place = program.document.place(span);
        sink.push(if optional {
            let message = format!("the {what} `{}` is left out: {}", self.name.value, listed(&lacks));
            let notice = Diagnostic::notice("program::left-out", message);
            match near {
                Some(header) => notice.help(format!(
                    "is it the column `{header}`? then say so, for example `--map \"{header}={field}\"`"
                )),
                None => notice,
            }
        } else {
            let help = match near {
                Some(header) => format!(
                    "is it the column `{header}`? then correct its header; or say `optional = true` to do without"
                ),
                None if self.columns.is_empty() => "give the file with --ratings, or say `optional = true`".to_owned(),
                None => {
                    "add the column to the file, correct its header, or say `optional = true` to do without".to_owned()
                }
            };
            Diagnostic::error("program::missing-column", message).at(place, "read here").help(help)
        });
        false
    }
}

/// A header that nobody uses and that is nearly the wanted one.
fn near_header(roster: &Roster, side: Side, field: &str) -> Option<String> {
    let unused =
        || roster.headers(side).filter(|header| header.meaning == Meaning::Unused && !header.header.is_empty());
    let is_near = |header: &&HeaderUse| nearest(field, [fold_header(&header.header).as_str()]).is_some();
    let found = unused().find(|header| header.near.as_deref() == Some(field)).or_else(|| unused().find(is_near));
    found.map(|header| header.header.clone())
}
