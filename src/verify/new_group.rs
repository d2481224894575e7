//! Whether one more group could be made of those who are left: looked for, not searched through.
//!
//! A group that is found refutes a coverage that calls itself the best. Where none is found, there may still be one.

use super::groups::{avoid_each_other, check_group};
use super::made::MadeGroup;
use super::one_more::Further;
use crate::scoring::BoundGroups;
use crate::units::Side;

/// So many sets of leaders, and first members with them, are tried at most.
const MOST_TRIES: u32 = 10_000;

/// Looks for a group of leaders who may lead one more and of mentees (by index in the problem) without one, that keeps every limit.
pub(super) fn fits(further: &Further<'_>, bound: &BoundGroups, left: &[usize]) -> bool {
    let mut search = Search { further, bound, tries: 0 };
    match &bound.slots {
        None => search.in_slot(None, left),
        Some(slots) => (0..).take(slots.labels().len()).any(|slot| search.in_slot(Some(slot), left)),
    }
}

struct Search<'f> {
    further: &'f Further<'f>,
    bound: &'f BoundGroups,
    tries: u32,
}

impl Search<'_> {
    fn in_slot(&mut self, slot: Option<u32>, left: &[usize]) -> bool {
        let further = self.further;
        let mentors = 0..further.formulated.mentor_at.len();
        let leaders = mentors.filter(|&index| {
            let mentor = further.formulated.mentor_at[index];
            further.has_place(mentor) && further.is_free(Side::Mentor, mentor, slot)
        });
        let leaders: Vec<usize> = leaders.collect();
        let is_free = |&index: &usize| further.is_free(Side::Mentee, further.formulated.mentee_at[index], slot);
        let left: Vec<usize> = left.iter().copied().filter(is_free).collect();
        self.led_by(slot, &leaders, &left, &mut Vec::new())
    }

    /// Tries the sets of so many leaders that begin with those chosen; `left` is allowed with each of these.
    fn led_by(
        &mut self,
        slot: Option<u32>,
        further_leaders: &[usize],
        left: &[usize],
        chosen: &mut Vec<usize>,
    ) -> bool {
        self.tries += 1;
        if left.len() < self.bound.least as usize {
            return false;
        }
        if chosen.len() == self.bound.leaders as usize {
            return self.with_members(slot, chosen, left);
        }
        for (at, &leader) in further_leaders.iter().enumerate() {
            let allowed: Vec<usize> =
                left.iter().copied().filter(|&mentee| self.further.is_allowed(leader, mentee)).collect();
            chosen.push(leader);
            let fits = self.led_by(slot, &further_leaders[at + 1..], &allowed, chosen);
            chosen.pop();
            if fits || self.tries >= MOST_TRIES {
                return fits;
            }
        }
        false
    }

    /// Begins with each member in turn, and takes whoever else breaks nothing that holds.
    fn with_members(&mut self, slot: Option<u32>, leaders: &[usize], left: &[usize]) -> bool {
        let Further { formulated, scoring, tallies, .. } = self.further;
        let leaders: Vec<usize> = leaders.iter().map(|&index| formulated.mentor_at[index]).collect();
        let left: Vec<usize> = left.iter().map(|&index| formulated.mentee_at[index]).collect();
        for (at, &first) in left.iter().enumerate() {
            self.tries += 1;
            let mut group = MadeGroup { leaders: leaders.clone(), members: vec![first], slot };
            let mut others = left[at + 1..].iter();
            loop {
                if check_group(self.bound, &group).is_ok() && tallies.hold_with(scoring, &group.rows()) {
                    return true;
                }
                let Some(&next) = others.find(|&&next| self.can_join(&group, next)) else { break };
                group.members.push(next);
            }
            if self.tries >= MOST_TRIES {
                return false;
            }
        }
        false
    }

    /// Whether one more member breaks nothing that holds for a group.
    fn can_join(&self, group: &MadeGroup, next: usize) -> bool {
        let MadeGroup { leaders, members, .. } = group;
        let with = [members.as_slice(), &[next]].concat();
        let keeps = self.bound.rules.iter().all(|rule| !rule.holds(leaders, members) || rule.holds(leaders, &with));
        keeps && !avoid_each_other(self.bound, Side::Mentee, &with)
    }
}
