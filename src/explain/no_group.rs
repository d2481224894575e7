//! Why a mentee who is allowed with a leader is in no group.
//!
//! Of each group that there is can be said why it could not take one more member. That no further group of those who are left keeps the
//! limits is known where the coverage is the best: else it would be better. Whether one could be made but for quotas and minimum caseloads
//! is looked for; what else is short for it is named as far as it shows in numbers.

use super::EmptyReason;
use super::obstacle::named;
use super::short::{Pool, Short, short_in_any_case};
use super::short_words::{further_in_words, short_in_words};
use super::standing::Standing;
use crate::formulate::Formulated;
use crate::problem::{Group, Groups, Pair, Problem, Row};
use crate::program::Words;
use crate::scoring::{BoundGroups, Scoring};
use crate::text::{all, count, listed, number, plural};
use crate::units::Side;

/// A mentee (by index in the problem) in no group, and what it is asked of.
pub(super) struct Joining<'f> {
    pub(super) standing: &'f Standing<'f>,
    pub(super) scoring: &'f Scoring<'f>,
    pub(super) formulated: &'f Formulated,
    pub(super) bound: &'f BoundGroups,
    pub(super) groups: &'f Groups,
    pub(super) words: &'f Words,
    pub(super) index: usize,
}

/// Why a group could not take one more member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Obstacle {
    /// It has as many as it may.
    Full,
    /// One of its leaders is not allowed.
    NotAllowed,
    /// It meets when the mentee has no time.
    NotFree,
    /// A rule on groups, or somebody who avoids somebody.
    Rules,
    /// A quota, by its number.
    Quota(usize),
}

/// The reason, and the same in words; `left_out`: why a place that could be filled may be empty, where the coverage is not proved best.
pub(super) fn reason(joining: &Joining<'_>, left_out: Option<String>) -> (EmptyReason, String) {
    let Joining { standing, groups, words, index, .. } = *joining;
    if let Some(short) = short_in_any_case(standing.problem, groups, index) {
        let why = short_in_words(short, groups, index, words);
        return (if short == Short::Leaders(0) { EmptyReason::NoPlaceLeft } else { EmptyReason::NoGroup }, why);
    }
    if let Some(why) = joining.all_full() {
        return (EmptyReason::NoPlaceLeft, why);
    }
    let obstacles: Vec<Option<Obstacle>> = standing.groups.iter().map(|group| joining.obstacle(group)).collect();
    let mut known: Vec<Obstacle> = obstacles.iter().copied().flatten().collect();
    known.sort_unstable();
    let short = joining.short_for_a_further_group(false);
    let quota = known.iter().any(|obstacle| matches!(obstacle, Obstacle::Quota(_)));
    let limits = joining.limits();
    let of_groups = joining.in_words(&known);
    let together = |further: String| if of_groups.is_empty() { further } else { format!("{of_groups}; {further}") };
    match left_out {
        Some(why) if quota || known.len() < obstacles.len() || short.is_none() => (EmptyReason::LeftOut, why),
        _ if quota => (EmptyReason::Limit, of_groups),
        _ => match short {
            Some(short) => (EmptyReason::NoGroup, together(further_in_words(short, groups, words))),
            // No limit is there to be in the way: the search for people gave up, and the coverage says that there are none.
            None if limits.is_empty() => {
                (EmptyReason::NoGroup, together(further_in_words(Short::Company, groups, words)))
            }
            None if joining.short_for_a_further_group(true).is_some() => {
                let mentors = plural(&words.mentor);
                let why = format!("in no further group would all {mentors} reach their minimum caseload");
                (EmptyReason::Limit, together(why))
            }
            None => {
                let limits = listed(&limits);
                let why = format!("no further group that keeps the {limits} can be made of those who are left");
                (EmptyReason::Limit, together(why))
            }
        },
    }
}

impl Joining<'_> {
    /// The sentence where every allowed mentor leads as many groups as it may, and all of these are full.
    fn all_full(&self) -> Option<String> {
        let Joining { standing, groups, index, words, .. } = *self;
        let candidates = standing.candidates(index, None);
        let mut with_them =
            standing.groups.iter().filter(|group| group.leaders.iter().any(|one| candidates.contains(one)));
        if candidates.iter().any(|&mentor| standing.has_room(mentor)) {
            return None;
        }
        with_them.all(|group| group.members.len() >= groups.most as usize).then(|| {
            let mentors = all(candidates.len(), &format!("allowed {}", words.mentor));
            let lead = if candidates.len() == 1 { "leads" } else { "lead" };
            format!("{mentors} {lead} no further group, and there all places are taken")
        })
    }

    /// Why a group could not take the mentee; `None`: it could.
    fn obstacle(&self, group: &Group) -> Option<Obstacle> {
        let Joining { standing, formulated, bound, groups, index, .. } = *self;
        let Problem { pairs, .. } = standing.problem;
        if group.members.len() >= groups.most as usize {
            return Some(Obstacle::Full);
        }
        if group.leaders.iter().any(|&mentor| pairs.points(Pair { mentee: index, mentor }).is_none()) {
            return Some(Obstacle::NotAllowed);
        }
        if !standing.calendar.is_free(Side::Mentee, index, group.slot) {
            return Some(Obstacle::NotFree);
        }
        let mentee = formulated.mentee_at[index];
        let leaders: Vec<usize> = group.leaders.iter().map(|&leader| formulated.mentor_at[leader]).collect();
        let mut members: Vec<usize> = group.members.iter().map(|&member| formulated.mentee_at[member]).collect();
        let avoids = members.iter().any(|&member| bound.avoid((Side::Mentee, mentee), (Side::Mentee, member)));
        members.push(mentee);
        if avoids || bound.rules.iter().any(|rule| !rule.holds(&leaders, &members)) {
            return Some(Obstacle::Rules);
        }
        let row = |&mentor: &usize| Row { pair: Pair { mentee: index, mentor }, demand: None, slot: group.slot };
        let rows: Vec<Row> = group.leaders.iter().map(row).collect();
        (0..standing.tallies.number()).find(|&quota| standing.tallies.breaks(quota, &rows)).map(Obstacle::Quota)
    }

    /// What is short for a further group of those who are left; `with_minimum`: of leaders who reach their minimum caseload by it.
    fn short_for_a_further_group(&self, with_minimum: bool) -> Option<Short> {
        let Joining { standing, groups, index, .. } = *self;
        let problem = standing.problem;
        let reaches = |mentor: usize| standing.loads[mentor] + 1 >= problem.mentors[mentor].minimum;
        let leads = |mentor: usize| standing.has_room(mentor) && (!with_minimum || reaches(mentor));
        let has_slot = |side: Side, person: usize, slot: Option<u32>| standing.calendar.is_free(side, person, slot);
        let pool = Pool {
            problem,
            groups,
            leaders: (0..problem.mentors.len()).map(leads).collect(),
            members: (0..problem.mentees.len()).map(|mentee| standing.empty_numbers(mentee).is_some()).collect(),
            has_slot: &has_slot,
        };
        pool.short_of(index)
    }

    /// The limits that could keep a further group from being made.
    fn limits(&self) -> Vec<&'static str> {
        let quotas = !self.scoring.quotas().is_empty();
        let minima = self.standing.problem.mentors.iter().any(|mentor| mentor.minimum > 1);
        let there = [(quotas, "quotas"), (minima, "minimum caseloads")];
        there.into_iter().filter_map(|(is_there, words)| is_there.then_some(words)).collect()
    }

    /// What keeps the groups that there are from taking the mentee; in order of the obstacles.
    fn in_words(&self, obstacles: &[Obstacle]) -> String {
        let mut kinds = obstacles.to_vec();
        kinds.dedup();
        let parts = kinds.iter().map(|kind| {
            let some = obstacles.iter().filter(|obstacle| *obstacle == kind).count();
            let one = some == 1;
            let words = match kind {
                Obstacle::Full if one => "is full".to_owned(),
                Obstacle::Full => "are full".to_owned(),
                Obstacle::NotAllowed => {
                    format!("{} a {} who is not allowed", if one { "has" } else { "have" }, self.words.mentor)
                }
                Obstacle::NotFree => {
                    format!("{} when this {} is not free", if one { "meets" } else { "meet" }, self.words.mentee)
                }
                Obstacle::Rules => format!("would break the group rules with this {}", self.words.mentee),
                Obstacle::Quota(quota) => {
                    let quota = named(&self.scoring.quotas()[*quota]);
                    format!("would break {quota} with this {}", self.words.mentee)
                }
            };
            (some, words)
        });
        match parts.collect::<Vec<_>>().as_slice() {
            [] => String::new(),
            [(_, words)] => format!("{} {words}", all(obstacles.len(), "group")),
            parts => {
                let parts: Vec<String> =
                    parts.iter().map(|(some, words)| format!("{} {words}", number(*some))).collect();
                format!("of {}, {}", count(obstacles.len(), "group"), listed(&parts))
            }
        }
    }
}
