//! Program + roster → [`Scoring`]: which columns are there, who is eligible, and the places of each person.

use super::places::Places;
use super::rating::BoundCriterion;
use super::reads::Reads;
use super::{BoundDemands, BoundQuota, BoundTeam, NamedRule, PersonRule, Scoring};
use crate::compare::{Binder, PairMarks};
use crate::diagnostic::{Diagnostic, Sink};
use crate::program::Program;
use crate::roster::Roster;
use crate::rules::{BoundRule, always};
use crate::units::Side;

/// Binds a program to a roster. What does not fit goes into the sink; the result holds only where the sink has no errors.
#[must_use]
pub fn bind<'r>(program: &Program, roster: &'r Roster, sink: &mut Sink) -> Scoring<'r> {
    let errors_before = sink.errors();
    let demanded = program.demands.as_ref().map(|spec| spec.sides.mentee.name.as_str());
    let mut criteria = Vec::new();
    for spec in &program.criteria {
        let reads = Reads {
            part: format!("the criterion `{}`", spec.name.value),
            columns: spec.kind.columns(),
            ratings: spec.kind.needs_ratings().then(|| spec.kind_span.clone()),
            optional: spec.optional.into(),
        };
        let mut binder = Binder { roster, document: &program.document, sink };
        if reads.are_there(&mut binder) {
            let bound = spec.kind.bind(&mut binder);
            criteria.extend(bound.map(|criterion| BoundCriterion {
                name: spec.name.value.clone(),
                weight: spec.weight,
                blank: spec.blank,
                view: spec.view,
                rates_tags: demanded.is_some()
                    && spec.kind.covered().map(|sides| sides.mentee.name.as_str()) == demanded,
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
        let reads = Reads {
            part: format!("the rule `{}`", spec.name.value),
            columns: spec.kind.columns(),
            ratings: spec.kind.needs_ratings().then(|| spec.kind_span.clone()),
            optional: spec.optional.into(),
        };
        let mut binder = Binder { roster, document: &program.document, sink };
        if reads.are_there(&mut binder) {
            let bound = spec.kind.bind(spec.if_blank, &mut binder);
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
    let places = Places::of(program, roster);
    let method = program.objective.method.clone();
    places.report_minima(method.is_stable(), roster, sink);
    let mut binder = Binder { roster, document: &program.document, sink };
    Scoring {
        criteria,
        rules,
        person_rules,
        minimum_score: program.objective.minimum_score,
        eligible,
        places,
        must: roster.must.iter().collect(),
        demands: program.demands.as_ref().and_then(|spec| BoundDemands::bind(spec, program, &mut binder)),
        team: program.team.as_ref().map(|spec| BoundTeam::bind(spec, &mut binder)),
        quotas: program.quotas.iter().filter_map(|spec| BoundQuota::bind(spec, &mut binder)).collect(),
        previous: PairMarks::previous(roster),
        method,
    }
}
