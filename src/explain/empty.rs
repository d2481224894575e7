//! Why a place is empty.

use crate::formulate::Formulated;
use crate::problem::{Ending, Level, Outcome};
use crate::program::Words;
use crate::scoring::Scoring;
use crate::text::{count, listed, number};
use crate::units::Side;

/// Why a mentee's place is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyReason {
    /// The mentee does not take part.
    NotEligible,
    /// Nobody is allowed whom the mentee does not have already.
    NoAllowedMentor,
    /// Everybody who is allowed is full.
    NoPlaceLeft,
    /// An allowed mentor has a place left: leaving it empty is better by the objective, or a limit stopped the solve.
    LeftOut,
    /// No assignment keeps the limits.
    Limit,
}

impl EmptyReason {
    /// The word in results.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            EmptyReason::NotEligible => "not-eligible",
            EmptyReason::NoAllowedMentor => "no-allowed-mentor",
            EmptyReason::NoPlaceLeft => "no-place-left",
            EmptyReason::LeftOut => "left-out",
            EmptyReason::Limit => "limit",
        }
    }
}

/// A rule and how many eligible mentors it forbids for a mentee, also those whom another rule forbids too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The rule's name.
    pub rule: String,
    /// The number of eligible mentors.
    pub excludes: usize,
}

/// An empty place.
#[derive(Clone, Debug)]
pub struct EmptyPlace {
    /// The mentee's index in the roster.
    pub mentee: usize,
    /// The number of the place, from 1.
    pub place: u32,
    /// Why it is empty.
    pub reason: EmptyReason,
    /// With `NoAllowedMentor`: the rules that exclude at least one eligible mentor, the strictest first.
    pub rules: Vec<Exclusion>,
    /// The reason in plain words.
    pub why: String,
}

/// Lists every empty place with its reason, by mentee and place. O(mentors) for each mentee with an empty place.
#[must_use]
pub fn empty_places(
    scoring: &Scoring<'_>,
    formulated: &Formulated,
    outcome: &Outcome,
    words: &Words,
) -> Vec<EmptyPlace> {
    let problem = &formulated.problem;
    let loads = outcome.assignment.caseloads(problem.mentors.len());
    let mut mentors_of: Vec<Vec<usize>> = vec![Vec::new(); problem.mentees.len()];
    for pair in outcome.assignment.pairs() {
        mentors_of[pair.mentee].push(pair.mentor);
    }
    let covers = problem.levels.contains(&Level::Coverage);
    let stopped = outcome.ending == Ending::TimeLimit;
    let mut empty = Vec::new();
    for (index, &mentee) in formulated.mentee_at.iter().enumerate() {
        let held = mentors_of[index].len();
        let first_empty = u32::try_from(held).unwrap_or(u32::MAX).saturating_add(1);
        if first_empty > problem.mentees[index].wanted {
            continue;
        }
        let (reason, rules, why) = if outcome.ending == Ending::Infeasible {
            (EmptyReason::Limit, Vec::new(), "the must-pairs are more than the places".to_owned())
        } else if !scoring.is_eligible(Side::Mentee, mentee) {
            let because = |rule: &str| match rule {
                "active" => "marked as not active".to_owned(),
                _ => format!("{} is not met", quoted(rule)),
            };
            let reasons: Vec<String> = scoring.not_eligible_because(Side::Mentee, mentee).map(because).collect();
            (EmptyReason::NotEligible, Vec::new(), listed(&reasons))
        } else {
            let others = || problem.pairs.allowed(index).filter(|(mentor, _)| !mentors_of[index].contains(mentor));
            let free = others().any(|(mentor, _)| loads[mentor] < problem.mentors[mentor].capacity);
            let allowed = others().count();
            if allowed == 0 {
                let (rules, why) = exclusions(scoring, mentee, held, words);
                (EmptyReason::NoAllowedMentor, rules, why)
            } else if free && stopped {
                let why =
                    "an allowed mentor has a place left; the time limit came before the search was done".to_owned();
                (EmptyReason::LeftOut, Vec::new(), why)
            } else if free && !covers {
                let why = "no pairing with a higher total fills this place".to_owned();
                (EmptyReason::LeftOut, Vec::new(), why)
            } else {
                (EmptyReason::NoPlaceLeft, Vec::new(), all_full(allowed, held, words))
            }
        };
        for place in first_empty..=problem.mentees[index].wanted {
            empty.push(EmptyPlace { mentee, place, reason, rules: rules.clone(), why: why.clone() });
        }
    }
    empty.sort_by_key(|place| (place.mentee, place.place));
    empty
}

/// The mentees of whom nobody is allowed, each with the reason in words; those not eligible, or who want nobody, are not among them.
///
/// O(mentors) for each of them.
#[must_use]
pub fn nobody_allowed(scoring: &Scoring<'_>, formulated: &Formulated, words: &Words) -> Vec<(usize, String)> {
    let problem = &formulated.problem;
    let mentees = formulated.mentee_at.iter().enumerate();
    let alone = mentees.filter(|&(index, &mentee)| {
        let takes_part = scoring.is_eligible(Side::Mentee, mentee) && problem.mentees[index].wanted > 0;
        takes_part && problem.pairs.allowed(index).next().is_none()
    });
    alone.map(|(_, &mentee)| (mentee, exclusions(scoring, mentee, 0, words).1)).collect()
}

fn quoted(rule: &str) -> String {
    format!("\"{rule}\"")
}

fn all_full(allowed: usize, held: usize, words: &Words) -> String {
    let other = if held > 0 { "other " } else { "" };
    match allowed {
        1 => format!("the one {other}allowed {} is full", words.mentor),
        _ => format!("all {} are full", count(allowed, &format!("{other}allowed {}", words.mentor))),
    }
}

fn exclusions(scoring: &Scoring<'_>, mentee: usize, held: usize, words: &Words) -> (Vec<Exclusion>, String) {
    let names = scoring.rule_names();
    let mut excludes = vec![0_usize; names.len()];
    let eligible = || (0..scoring.mentors()).filter(|&mentor| scoring.is_eligible(Side::Mentor, mentor));
    for mentor in eligible() {
        for rule in scoring.broken_rules(mentor, mentee) {
            excludes[rule] += 1;
        }
    }
    let named = names.iter().zip(excludes).filter(|(_, excludes)| *excludes > 0);
    let mut rules: Vec<Exclusion> =
        named.map(|(rule, excludes)| Exclusion { rule: (*rule).to_owned(), excludes }).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.excludes));
    let further = if held > 0 { "further " } else { "" };
    let taking_part = eligible().count();
    let counts: Vec<String> =
        rules.iter().map(|rule| format!("{} rules out {}", quoted(&rule.rule), number(rule.excludes))).collect();
    let why = match taking_part {
        0 => format!("no {} takes part", words.mentor),
        _ => format!(
            "no {further}{} is allowed: of {} taking part, {}",
            words.mentor,
            number(taking_part),
            if counts.is_empty() { "all are with this one already".to_owned() } else { listed(&counts) }
        ),
    };
    (rules, why)
}
