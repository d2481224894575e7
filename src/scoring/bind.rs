//! Program + roster → [`Scoring`]: which columns are there, who is eligible, and the places of each person.

use super::places::Places;
use super::rating::BoundCriterion;
use super::reads::Reads;
use super::rules::bind_rule;
use super::{
    BoundDemands, BoundGroups, BoundMeetings, BoundQuota, BoundReferral, BoundTeam, NamedRule, PersonRule, Scoring,
    priority,
};
use crate::compare::{Binder, PairMarks};
use crate::diagnostic::{Diagnostic, Sink};
use crate::program::Program;
use crate::roster::Roster;
use crate::rules::{BoundRule, REFERRAL, always};
use crate::units::Side;

/// Binds a program to a roster. What does not fit goes into the sink; the result holds only where the sink has no errors.
#[must_use]
pub fn bind<'r>(program: &Program, roster: &'r Roster, sink: &mut Sink) -> Scoring<'r> {
    let mut binder = Binder { term_end: program.term_end.as_ref(), ..Binder::new(roster, &program.document, sink) };
    let criteria = bind_criteria(program, &mut binder);
    let referral = program.referral.as_ref().and_then(|spec| BoundReferral::bind(spec, &program.reading, &mut binder));
    let (rules, person_rules) = bind_rules(program, referral.as_ref(), &mut binder);
    let tiers = priority::tiers(program, &mut binder);
    let demands = program.demands.as_ref().and_then(|spec| BoundDemands::bind(spec, program, &mut binder));
    let team = program.team.as_ref().map(|spec| BoundTeam::bind(spec, &mut binder));
    let errors = binder.sink.errors();
    let meetings = program.meetings.as_ref().and_then(|spec| BoundMeetings::bind(spec, &mut binder));
    // Meetings with a fault are told of as such, and nothing is said of what would need them.
    let has_meetings = program.meetings.is_none() || meetings.is_some() || binder.sink.errors() > errors;
    let groups = program.groups.as_ref().map(|spec| BoundGroups::bind(spec, &mut binder));
    let quotas = program.quotas.iter().filter_map(|spec| BoundQuota::bind(spec, has_meetings, &mut binder)).collect();
    let (places, method) = (Places::of(program, roster, &tiers), program.objective.method.clone());
    places.report_minima(method.is_stable(), roster, sink);
    if groups.is_some() {
        places.report_one_group(sink);
    }
    report_no_points(program, &criteria, sink);
    let scoring = Scoring {
        criteria,
        rules,
        eligible: Side::BOTH.map(|side| eligible(side, &person_rules, roster)),
        person_rules,
        minimum_score: program.objective.minimum_score,
        places,
        must: roster.must.iter().collect(),
        referral,
        demands,
        team,
        meetings,
        groups,
        quotas,
        previous: PairMarks::previous(roster),
        method,
    };
    report_no_slots(&scoring, sink);
    scoring
}

/// Says how many of those with places can be in no meeting, or no group, for want of a slot.
fn report_no_slots(scoring: &Scoring<'_>, sink: &mut Sink) {
    let takes_part = |side: Side, person: usize| {
        let places = match side {
            Side::Mentor => scoring.capacity(person),
            Side::Mentee => scoring.wanted(person),
        };
        places > 0 && scoring.is_eligible(side, person)
    };
    let what = if scoring.groups().is_some() { "group" } else { "meeting" };
    if let Some(slots) = scoring.slots() {
        slots.report_blanks(what, takes_part, sink);
    }
}

fn bind_criteria<'r>(program: &Program, binder: &mut Binder<'r, '_>) -> Vec<BoundCriterion<'r>> {
    let demanded = program.demands.as_ref().map(|spec| spec.sides.mentee.name.as_str());
    let mut criteria = Vec::new();
    for spec in &program.criteria {
        let reads = Reads {
            part: format!("the criterion `{}`", spec.name.value),
            columns: spec.kind.columns(),
            ratings: spec.kind.needs_ratings().then(|| spec.kind_span.clone()),
            optional: spec.optional.into(),
        };
        if reads.are_there(binder) {
            let covered = spec.kind.covered().map(|sides| sides.mentee.name.as_str());
            criteria.extend(spec.kind.bind(binder).map(|criterion| BoundCriterion {
                name: spec.name.value.clone(),
                weight: spec.weight,
                blank: spec.blank,
                view: spec.view,
                rates_tags: demanded.is_some() && covered == demanded,
                criterion,
            }));
        }
    }
    criteria
}

/// Binds the rules of the program and the built-in ones: about pairs, and about one person.
fn bind_rules<'r>(
    program: &Program,
    referral: Option<&BoundReferral>,
    binder: &mut Binder<'r, '_>,
) -> (Vec<NamedRule<'r>>, Vec<PersonRule>) {
    let mut bound = Vec::new();
    for spec in &program.rules {
        let rule = bind_rule(spec, &program.words, binder);
        bound.extend(rule.map(|(rule, needs)| (spec.name.value.clone(), rule, needs)));
    }
    let referral = referral.into_iter().flat_map(|referral| referral.rules(binder.roster));
    bound.extend(referral.map(|rule| (REFERRAL.to_owned(), rule, Vec::new())));
    bound.extend(always(binder.roster).into_iter().map(|(name, rule)| (name.to_owned(), rule, Vec::new())));
    let (mut rules, mut person_rules) = (Vec::new(), Vec::new());
    for (name, rule, needs) in bound {
        match rule {
            BoundRule::Pair(rule) => rules.push(NamedRule { name, rule, needs }),
            BoundRule::Person(side, qualifies) => person_rules.push(PersonRule { name, side, qualifies }),
        }
    }
    (rules, person_rules)
}

fn eligible(side: Side, rules: &[PersonRule], roster: &Roster) -> Vec<bool> {
    let about: Vec<&PersonRule> = rules.iter().filter(|rule| rule.side == side).collect();
    (0..roster.side(side).len()).map(|person| about.iter().all(|rule| rule.qualifies[person])).collect()
}

/// Warns where every pair has 0 points; not of a program with faults, whose criteria may be missing for that.
fn report_no_points(program: &Program, criteria: &[BoundCriterion<'_>], sink: &mut Sink) {
    if sink.has_errors() || criteria.iter().any(|part| part.weight.thousandths() > 0) {
        return;
    }
    sink.push(if program.criteria.is_empty() {
        Diagnostic::warning("program::no-criteria", "the program has no criteria: every pair has 0 points")
            .help("add at least one `[[criteria]]`, so that some pairs are better than others")
    } else {
        let message = "no criterion is left that counts: every pair has 0 points, and the lottery decides";
        Diagnostic::warning("program::nothing-counts", message)
            .help("see with `pairwright check` what became of the columns, and correct their headers")
    });
}
