//! Roster + program → problem: everybody in lottery order, every pair judged once, must-pairs checked.
//!
//! Imports `roster`, `scoring` and `problem`.

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::problem::{MenteePlaces, MentorPlaces, Pair, PairTable, Problem, lottery};
use crate::progress::{Progress, Stage};
use crate::roster::Roster;
use crate::scoring::{MINIMUM_SCORE, Scoring};
use crate::text::{count, listed};
use crate::units::Side;

/// A problem, and whom its indices stand for.
#[derive(Debug)]
pub struct Formulated {
    /// The problem, in lottery order.
    pub problem: Problem,
    /// The roster index of each mentor of the problem.
    pub mentor_at: Vec<usize>,
    /// The roster index of each mentee of the problem.
    pub mentee_at: Vec<usize>,
    /// For each rule about pairs, how many pairs of eligible people it forbids, also where another rule does too.
    pub forbidden: Vec<u64>,
}

/// Builds the problem. Every pair of eligible people is judged by every rule; O(mentors × mentees), on all cores.
///
/// A must-pair that breaks a rule is reported and left out of the problem. `None` where the pairs are more than memory holds, which is
/// reported.
pub fn formulate(
    scoring: &Scoring<'_>,
    roster: &Roster,
    seed: u64,
    progress: &dyn Progress,
    sink: &mut Sink,
) -> Option<Formulated> {
    let ids = |side: Side| roster.side(side).ids().iter().map(String::as_str).collect::<Vec<_>>();
    let mentor_at = lottery::order(seed, Side::Mentor, &ids(Side::Mentor));
    let mentee_at = lottery::order(seed, Side::Mentee, &ids(Side::Mentee));
    let Some(mut pairs) = PairTable::forbidding_all(mentor_at.len(), mentee_at.len()) else {
        let all = count(mentor_at.len() as u64 * mentee_at.len() as u64, "pair");
        let error = Diagnostic::error("roster::too-many-pairs", format!("{all} are more than memory holds"));
        sink.push(error.help("split the rosters, for example by school, and run each part by itself"));
        return None;
    };
    let forbidden = judge_all(scoring, &mentor_at, &mentee_at, &mut pairs, progress);
    let mut problem = Problem {
        mentors: mentor_at
            .iter()
            .map(|&mentor| MentorPlaces { capacity: scoring.capacity(mentor), minimum: 0 })
            .collect(),
        mentees: mentee_at
            .iter()
            .map(|&mentee| MenteePlaces { wanted: scoring.wanted(mentee), tier: scoring.tier(mentee) })
            .collect(),
        pairs,
        demands: None,
        teams: None,
        quotas: Vec::new(),
        previous: Vec::new(),
        must: Vec::new(),
        levels: scoring.method().levels().to_vec(),
        stable: None,
    };
    problem.must = must_pairs(scoring, roster, &mentor_at, &mentee_at, sink);
    Some(Formulated { problem, mentor_at, mentee_at, forbidden })
}

fn judge_all(
    scoring: &Scoring<'_>,
    mentor_at: &[usize],
    mentee_at: &[usize],
    pairs: &mut PairTable,
    progress: &dyn Progress,
) -> Vec<u64> {
    let rules = scoring.rule_names().len();
    let eligible: Vec<bool> = mentor_at.iter().map(|&mentor| scoring.is_eligible(Side::Mentor, mentor)).collect();
    let done = std::sync::atomic::AtomicU64::new(0);
    let rows: Vec<_> = pairs.rows_mut().zip(mentee_at).collect();
    let of = rows.len() as u64;
    let counts: Vec<Vec<u64>> = rows
        .into_par_iter()
        .map(|(mut row, &mentee)| {
            let mut forbidden = vec![0; rules];
            if scoring.is_eligible(Side::Mentee, mentee) {
                for (index, &mentor) in mentor_at.iter().enumerate().filter(|(index, _)| eligible[*index]) {
                    row.set(index, scoring.judge(mentor, mentee, |rule| forbidden[rule] += 1));
                }
            }
            progress.advance(Stage::Scoring, done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, of);
            forbidden
        })
        .collect();
    let mut forbidden = vec![0; rules];
    for row in counts {
        for (sum, count) in forbidden.iter_mut().zip(row) {
            *sum += count;
        }
    }
    forbidden
}

fn must_pairs(
    scoring: &Scoring<'_>,
    roster: &Roster,
    mentor_at: &[usize],
    mentee_at: &[usize],
    sink: &mut Sink,
) -> Vec<Pair> {
    let (mentor_index, mentee_index) = (inverse(mentor_at), inverse(mentee_at));
    let rule_names = scoring.rule_names();
    let mut must = Vec::new();
    for (number, (mentor, mentee)) in roster.must.iter().enumerate() {
        let mut broken: Vec<&str> = scoring.not_eligible_because(Side::Mentor, mentor).collect();
        broken.extend(scoring.not_eligible_because(Side::Mentee, mentee));
        broken.extend(scoring.broken_rules(mentor, mentee).into_iter().map(|rule| rule_names[rule]));
        broken.dedup();
        if broken.is_empty() {
            must.push(Pair { mentee: mentee_index[mentee], mentor: mentor_index[mentor] });
            continue;
        }
        let quoted: Vec<String> = broken.iter().map(|rule| format!("\"{rule}\"")).collect();
        let (one, other) = (roster.mentors.id(mentor), roster.mentees.id(mentee));
        let message = format!("the must-pair `{one}` with `{other}` breaks {}", listed(&quoted));
        sink.push_in("must::breaks-rule", Severity::Error, "of the must-pairs", || {
            let error = Diagnostic::error("must::breaks-rule", message)
                .help(format!("delete the pair from the file, or {}", remedy(broken[0])));
            match roster.must.place(number) {
                Some(place) => error.at(place, "must be made, and is forbidden"),
                None => error,
            }
        });
    }
    must.sort_unstable();
    must
}

/// What else would make a must-pair possible that breaks a rule.
fn remedy(rule: &str) -> &'static str {
    match rule {
        "self" => "pair the person with somebody else",
        "active" => "write `yes` under `active` in the roster",
        "avoids" => "take the id out of `avoids` in the roster",
        "never" => "delete it from the file of pairs that are never made",
        "rated-never" => "change the rating `never` in the ratings file",
        MINIMUM_SCORE => "lower `minimum_score` in the program file",
        _ => "change the rule in the program file",
    }
}

fn inverse(order: &[usize]) -> Vec<usize> {
    let mut inverse = vec![0; order.len()];
    for (index, &person) in order.iter().enumerate() {
        inverse[person] = index;
    }
    inverse
}

/// Reports the people whose must-pairs are more than their places, at the pair that is one too many.
pub fn report_must_pairs_over_limits(scoring: &Scoring<'_>, roster: &Roster, sink: &mut Sink) {
    let mut held = Side::BOTH.map(|side| vec![0_u32; roster.side(side).len()]);
    for (number, (mentor, mentee)) in roster.must.iter().enumerate() {
        let people = [
            (Side::Mentor, mentor, scoring.capacity(mentor), "place", "offered"),
            (Side::Mentee, mentee, scoring.wanted(mentee), "mentor", "wanted"),
        ];
        for (side, person, limit, noun, verb) in people {
            let held = &mut held[side.index()][person];
            *held += 1;
            if *held == limit + 1 {
                let id = roster.side(side).id(person);
                let places = count(limit, noun);
                let message = format!("more must-pairs for the {} `{id}` than the {places} {verb}", side.name());
                sink.push_in("must::over-limit", Severity::Error, "of the must-pairs", || {
                    let error = Diagnostic::error("must::over-limit", message)
                        .help("delete pairs from the file, or raise the number in the roster");
                    match roster.must.place(number) {
                        Some(place) => error.at(place, "one too many"),
                        None => error,
                    }
                });
            }
        }
    }
}
