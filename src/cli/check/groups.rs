//! What is short for groups: leaders, slots, members and places.

use super::meets::{Meeting, Meets};
use super::rows::possible;
use super::slots::{about_nobody, about_slots, wanted};
use crate::explain::no_group_possible;
use crate::formulate::Formulated;
use crate::problem::{Groups, Pair, Problem};
use crate::program::Words;
use crate::roster::Roster;
use crate::scoring::{BoundGroups, Scoring};
use crate::text::{count, number, plural};
use crate::units::Side;

/// So many teams of leaders are looked at, at most; where there are more, they are not counted.
const MOST_TEAMS: u64 = 100_000;

/// The slots, teams of leaders and places, and for whom no group is possible; nothing in a program without groups.
pub(super) fn about_groups(roster: &Roster, scoring: &Scoring<'_>, formulated: &Formulated, words: &Words) -> String {
    let problem = &formulated.problem;
    let Some((groups, bound)) = problem.groups.as_ref().zip(scoring.groups()) else { return String::new() };
    let size = if groups.least == groups.most {
        count(groups.least, &words.mentee)
    } else {
        format!("{} to {}", number(groups.least), count(groups.most, &words.mentee))
    };
    let mut text = format!("\ngroups of {size} led by {}\n", count(groups.leaders, &words.mentor));
    if let Some(slots) = &groups.slots {
        let remark = |_: usize, meeting: Meeting| {
            let short = if meeting.mentors < groups.leaders.into() {
                format!("too few {}", plural(&words.mentor))
            } else if meeting.mentees < groups.least.into() {
                format!("too few {}", plural(&words.mentee))
            } else {
                String::new()
            };
            [short, String::new()]
        };
        text.push_str(&about_slots(scoring, problem, slots, words, remark));
    }
    let loads = possible(problem, |_| true).loads;
    let leaders: Vec<usize> = (0..loads.len()).filter(|&mentor| loads[mentor] > 0).collect();
    text.push_str(&Teams { problem, groups, bound, formulated }.in_words(&leaders, words));
    let most_groups = most_groups(problem, groups, &loads);
    let (places, wanted) = (most_groups * u64::from(groups.most), wanted(scoring, formulated));
    let short = match wanted.saturating_sub(places) {
        0 => String::new(),
        short => format!(": short of {}", number(short)),
    };
    text.push_str(&format!(
        "{} in at most {}, and {} wanted{short}\n",
        count(places, "place"),
        count(most_groups, "group"),
        number(wanted)
    ));
    text.push_str(&about_nobody(no_group_possible(scoring, formulated, words), "no group possible", roster, words));
    text
}

/// No more groups than leaders can lead, nor than meet at a time.
fn most_groups(problem: &Problem, groups: &Groups, loads: &[u64]) -> u64 {
    let led = loads.iter().sum::<u64>() / u64::from(groups.leaders);
    let Some(slots) = &groups.slots else { return led };
    let in_slot =
        |meeting: Meeting| (meeting.mentors / u64::from(groups.leaders)).min(meeting.mentees / u64::from(groups.least));
    led.min(Meets::of_allowed(slots, problem).slots().map(in_slot).sum())
}

/// Sets of so many leaders as a group has.
struct Teams<'p> {
    problem: &'p Problem,
    groups: &'p Groups,
    bound: &'p BoundGroups,
    formulated: &'p Formulated,
}

impl Teams<'_> {
    /// How many there are, and have enough mentees for a group; nothing where a group has one leader. O(teams × slots × mentees).
    fn in_words(&self, leaders: &[usize], words: &Words) -> String {
        let needed = self.groups.leaders as usize;
        let all = (0..needed).try_fold(1_u64, |all, chosen| {
            // Of n, k + 1 can be chosen in so many ways as k, times n − k, over k + 1.
            let further = (leaders.len() as u64).saturating_sub(chosen as u64);
            Some(all.checked_mul(further)? / (chosen as u64 + 1))
        });
        let Some(all) = all.filter(|&all| needed > 1 && all <= MOST_TEAMS) else { return String::new() };
        let mut enough = 0_u64;
        self.each(leaders, &mut Vec::new(), &mut |team| {
            let members = self.most_members(team);
            enough += u64::from(members.is_some_and(|members| members >= self.groups.least as usize));
        });
        let (choices, needed) = (count(all, "choice"), count(needed, &words.mentor));
        let least = count(self.groups.least, &words.mentee);
        let at_once = if self.groups.slots.is_some() { " in one slot" } else { "" };
        format!(
            "{} of {choices} of {needed} can lead a group together, with at least {least}{at_once}\n",
            number(enough)
        )
    }

    fn each(&self, further: &[usize], team: &mut Vec<usize>, look: &mut impl FnMut(&[usize])) {
        if team.len() == self.groups.leaders as usize {
            return look(team);
        }
        for (at, &leader) in further.iter().enumerate() {
            team.push(leader);
            self.each(&further[at + 1..], team, look);
            team.pop();
        }
    }

    /// The most members that a team could have in any slot; `None` where the leaders are apart, or have no slot in common.
    fn most_members(&self, team: &[usize]) -> Option<usize> {
        let at = |leader: usize| self.formulated.mentor_at[leader];
        let apart = |one: usize, other: usize| self.bound.apart(Side::Mentor, at(one), at(other));
        if team.iter().enumerate().any(|(index, &one)| team[..index].iter().any(|&other| apart(one, other))) {
            return None;
        }
        let allowed = |mentee: &usize| {
            let points = |&mentor: &usize| self.problem.pairs.points(Pair { mentee: *mentee, mentor });
            team.iter().all(|leader| points(leader).is_some())
        };
        let members = (0..self.problem.mentees.len()).filter(|&mentee| self.problem.mentees[mentee].wanted > 0);
        let members: Vec<usize> = members.filter(allowed).collect();
        let Some(slots) = &self.groups.slots else { return Some(members.len()) };
        let common = slots.mentors[team[0]]
            .iter()
            .filter(|slot| team[1..].iter().all(|&leader| slots.mentors[leader].binary_search(slot).is_ok()));
        let at =
            |slot: &u32| members.iter().filter(|&&member| slots.mentees[member].binary_search(slot).is_ok()).count();
        common.map(at).max()
    }
}
