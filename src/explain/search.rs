//! Whether a group with a mentee in it can be made at all, looked for person by person: where numbers do not tell, rules of groups may.

use super::short::Pool;
use crate::problem::{GroupRule, Pair};
use crate::units::{Sense, Side};

/// So many people are looked at for a mentee, at most; then nothing is known.
const MOST_STEPS: usize = 200_000;

/// A group in the making; people by index in the problem.
struct Search<'p> {
    pool: &'p Pool<'p>,
    slot: Option<u32>,
    leaders: Vec<usize>,
    /// The mentee first.
    members: Vec<usize>,
    /// How many people were looked at so far.
    steps: usize,
}

impl Pool<'_> {
    /// Whether no group at all can be made with a mentee; not where the search gave up.
    pub(super) fn has_no_group_for(&self, mentee: usize) -> bool {
        let mut search = Search { pool: self, slot: None, leaders: Vec::new(), members: vec![mentee], steps: 0 };
        let found = self.slots_of(mentee).into_iter().any(|slot| {
            search.slot = slot;
            search.lead(&self.leaders_at(mentee, slot))
        });
        !found && search.steps <= MOST_STEPS
    }
}

impl Search<'_> {
    /// Whether some of these, with those who are there, lead a group with the mentee.
    fn lead(&mut self, further: &[usize]) -> bool {
        if self.leaders.len() == self.pool.groups.leaders as usize {
            let others = self.others();
            return self.join(&others);
        }
        further.iter().enumerate().any(|(at, &leader)| {
            self.steps += 1;
            if self.steps > MOST_STEPS || !self.may_lead(leader) {
                return false;
            }
            self.leaders.push(leader);
            let found = self.lead(&further[at + 1..]);
            self.leaders.pop();
            found
        })
    }

    /// Whether a mentor may lead with those who are there, the mentee being a member.
    fn may_lead(&self, leader: usize) -> bool {
        let apart = &self.pool.groups.apart_leaders;
        let may_be_with = |&other: &usize| {
            !apart.has(leader, other) && self.values_allow((Side::Mentor, leader), (Side::Mentor, other))
        };
        self.leaders.iter().all(may_be_with)
            && self.values_allow((Side::Mentor, leader), (Side::Mentee, self.members[0]))
    }

    /// Who else could be a member with these leaders and the mentee.
    fn others(&mut self) -> Vec<usize> {
        let Pool { problem, members, has_slot, .. } = self.pool;
        self.steps += members.len();
        let mentee = self.members[0];
        let is_with = |other: usize, leader: usize| {
            problem.pairs.points(Pair { mentee: other, mentor: leader }).is_some()
                && self.values_allow((Side::Mentor, leader), (Side::Mentee, other))
        };
        let others = (0..members.len()).filter(|&other| {
            other != mentee
                && members[other]
                && has_slot(Side::Mentee, other, self.slot)
                && self.leaders.iter().all(|&leader| is_with(other, leader))
                && self.may_be_together(mentee, other)
        });
        others.collect()
    }

    /// Whether some of these, who each may be with the members that are there, make them a group.
    fn join(&mut self, further: &[usize]) -> bool {
        let groups = self.pool.groups;
        let counts_are_kept = groups.rules.iter().all(|rule| match rule {
            GroupRule::Count { sense: Sense::AtMost, number, .. } => self.counted(rule) <= *number as usize,
            _ => true,
        });
        let room = (groups.most as usize).saturating_sub(self.members.len());
        if !counts_are_kept || !self.could_be_enough(further, room) {
            return false;
        }
        if self.could_be_enough(&[], 0) {
            return true;
        }
        for (at, &member) in further.iter().enumerate() {
            let rest = &further[at + 1..];
            self.steps += 1 + rest.len();
            if self.steps > MOST_STEPS || !self.could_be_enough(&further[at..], room) {
                return false;
            }
            let with: Vec<usize> = rest.iter().copied().filter(|&other| self.may_be_together(member, other)).collect();
            self.members.push(member);
            let found = self.join(&with);
            self.members.pop();
            if found {
                return true;
            }
        }
        false
    }

    /// Whether so many of these, at most, could make the members enough, as far as each rule by itself tells.
    fn could_be_enough(&self, further: &[usize], room: usize) -> bool {
        let groups = self.pool.groups;
        let missing = (groups.least as usize).saturating_sub(self.members.len());
        if missing > room || !self.could_be_together(further, missing) {
            return false;
        }
        groups.rules.iter().all(|rule| {
            let GroupRule::Count { sense, number, members, .. } = rule else { return true };
            let (number, counted) = (*number as usize, self.counted(rule));
            let further_counted = further.iter().filter(|&&member| members[member]).count();
            match sense {
                Sense::AtLeast => counted + room.min(further_counted) >= number,
                Sense::AtMost => {
                    let others = further.len() - further_counted;
                    others + further_counted.min(number.saturating_sub(counted)) >= missing
                }
            }
        })
    }

    /// Whether so many of these could be together, as far as sets show of whom no two may be.
    fn could_be_together(&self, people: &[usize], number: usize) -> bool {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for &one in people {
            if sets.len() >= number {
                return true;
            }
            let is_apart = |set: &&mut Vec<usize>| set.iter().all(|&other| !self.may_be_together(one, other));
            match sets.iter_mut().find(is_apart) {
                Some(set) => set.push(one),
                None => sets.push(vec![one]),
            }
        }
        sets.len() >= number
    }

    /// How many of those who are there a rule counts.
    fn counted(&self, rule: &GroupRule) -> usize {
        let GroupRule::Count { members, leaders, .. } = rule else { return 0 };
        let of_leaders =
            leaders.as_ref().map_or(0, |counts| self.leaders.iter().filter(|&&leader| counts[leader]).count());
        of_leaders + self.members.iter().filter(|&&member| members[member]).count()
    }

    /// Whether two mentees may be in one group.
    fn may_be_together(&self, one: usize, other: usize) -> bool {
        !self.pool.groups.apart_members.has(one, other) && self.values_allow((Side::Mentee, one), (Side::Mentee, other))
    }

    /// Whether the rules on values allow two people together.
    fn values_allow(&self, one: (Side, usize), other: (Side, usize)) -> bool {
        self.pool.groups.rules.iter().all(|rule| {
            let GroupRule::Alike { members, leaders, .. } = rule else { return true };
            let value = |(side, person): (Side, usize)| match side {
                Side::Mentor => leaders.as_ref().map(|values| values[person]),
                Side::Mentee => Some(members[person]),
            };
            value(one).zip(value(other)).is_none_or(|(one, other)| rule.allows(one, other))
        })
    }
}
