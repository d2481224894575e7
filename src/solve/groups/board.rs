//! Every group that could be: its leaders, its slot, and who may be in it.

use super::together::{Company, Window};
use crate::problem::{Groups, Pair, Problem};
use crate::units::{Points, Side};

/// Leaders and a slot, and in it at most one group.
///
/// Where rules hold members to values near each other, a circle is for one such window of values, and there is one for each. Where groups
/// have no slot, the same leaders may have several groups: each is a circle of its own.
pub(super) struct Circle {
    /// By index, ascending.
    pub(super) leaders: Vec<usize>,
    pub(super) slot: Option<u32>,
    /// The seats, by number.
    pub(super) seats: std::ops::Range<usize>,
    /// For each counting rule, the least and the most members that count.
    pub(super) counts: Vec<(u32, u32)>,
    /// The circle of the same leaders and members that is opened before this one.
    pub(super) after: Option<usize>,
}

/// A member in a circle.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    pub(super) circle: usize,
    pub(super) member: usize,
    pub(super) points: Points,
    /// How many of its pairs with the leaders were pairs before.
    pub(super) previous: u32,
}

/// All circles and their seats.
pub(super) struct Board<'p> {
    pub(super) problem: &'p Problem,
    pub(super) groups: &'p Groups,
    pub(super) company: Company<'p>,
    pub(super) circles: Vec<Circle>,
    pub(super) seats: Vec<Seat>,
    /// For each mentee, its seats.
    pub(super) seats_of: Vec<Vec<usize>>,
    /// For each mentor, the circles that it would lead.
    pub(super) circles_of: Vec<Vec<usize>>,
}

/// More seats than these are more than can be searched; they take about 400 MB.
pub(super) const MOST_SEATS: usize = 4_000_000;

/// Nor are more sets of leaders, each counted with its possible members: a few seconds' work.
const MOST_LOOKED_AT: usize = 500_000_000;

/// There are more circles than can be searched.
#[derive(Debug)]
pub(super) struct TooMany;

impl<'p> Board<'p> {
    /// Lists the circles that have leaders and members enough. O(sets of leaders × slots × members).
    ///
    /// # Errors
    /// Where there are more than can be searched.
    pub(super) fn of(problem: &'p Problem, groups: &'p Groups) -> Result<Board<'p>, TooMany> {
        let mut board = Board {
            problem,
            groups,
            company: Company::of(problem, groups),
            circles: Vec::new(),
            seats: Vec::new(),
            seats_of: vec![Vec::new(); problem.mentees.len()],
            circles_of: vec![Vec::new(); problem.mentors.len()],
        };
        let may_lead = |&mentor: &usize| problem.mentors[mentor].can_be_used();
        let leaders: Vec<usize> = (0..problem.mentors.len()).filter(may_lead).collect();
        let wants = |&mentee: &usize| problem.mentees[mentee].wanted > 0;
        let everybody: Vec<usize> = (0..problem.mentees.len()).filter(wants).collect();
        let all_slots = groups.slots.as_ref().map(|slots| (0..slots.number).collect::<Vec<u32>>());
        board.add_sets(&leaders, &mut Vec::new(), &everybody, all_slots.as_deref(), &mut 0)?;
        Ok(board)
    }

    /// Adds the circles of all sets of leaders that begin with the chosen ones, whose members and slots are among the given.
    fn add_sets(
        &mut self,
        leaders: &[usize],
        chosen: &mut Vec<usize>,
        members: &[usize],
        slots: Option<&[u32]>,
        looked_at: &mut usize,
    ) -> Result<(), TooMany> {
        *looked_at += 1 + members.len();
        if *looked_at > MOST_LOOKED_AT {
            return Err(TooMany);
        }
        if members.len() < self.groups.least as usize || slots.is_some_and(<[u32]>::is_empty) {
            return Ok(());
        }
        if chosen.len() == self.groups.leaders as usize {
            return self.add_circles(chosen, members, slots);
        }
        for (at, &leader) in leaders.iter().enumerate() {
            if chosen.iter().any(|&other| self.company.are_leaders_apart(other, leader)) {
                continue;
            }
            let has =
                |slot: &&u32| self.groups.slots.as_ref().is_some_and(|slots| slots.has(Side::Mentor, leader, **slot));
            let common: Option<Vec<u32>> = slots.map(|slots| slots.iter().filter(has).copied().collect());
            let may_sit = |&&mentee: &&usize| {
                let meets = |common: &Vec<u32>| common.iter().any(|slot| self.has_slot(mentee, *slot));
                self.problem.pairs.points(Pair { mentee, mentor: leader }).is_some()
                    && common.as_ref().is_none_or(meets)
            };
            let members: Vec<usize> = members.iter().filter(may_sit).copied().collect();
            chosen.push(leader);
            self.add_sets(&leaders[at + 1..], chosen, &members, common.as_deref(), looked_at)?;
            chosen.pop();
        }
        Ok(())
    }

    fn has_slot(&self, mentee: usize, slot: u32) -> bool {
        self.groups.slots.as_ref().is_some_and(|slots| slots.has(Side::Mentee, mentee, slot))
    }

    fn add_circles(&mut self, leaders: &[usize], members: &[usize], slots: Option<&[u32]>) -> Result<(), TooMany> {
        // Whom one of these leaders must lead is in no circle of others, so all that it must be with lead.
        let is_whole = |mentee: usize| {
            let must = self.problem.must.iter().filter(|must| must.mentee == mentee);
            must.into_iter().all(|must| leaders.contains(&must.mentor))
        };
        let members: Vec<usize> = members.iter().copied().filter(|&mentee| is_whole(mentee)).collect();
        let slots = slots.map_or_else(|| vec![None], |slots| slots.iter().copied().map(Some).collect());
        for slot in slots {
            let there: Vec<usize> =
                members.iter().copied().filter(|&mentee| self.is_there(leaders, slot, mentee)).collect();
            for window in self.company.windows(leaders, &there)? {
                self.add_circle(leaders, slot, &window)?;
            }
        }
        Ok(())
    }

    /// Whether a member has the slot, and is none of the leaders.
    fn is_there(&self, leaders: &[usize], slot: Option<u32>, mentee: usize) -> bool {
        let (Some(slots), Some(slot)) = (&self.groups.slots, slot) else { return true };
        let (side, person) = slots.whoever(Side::Mentee, mentee);
        self.has_slot(mentee, slot) && !(side == Side::Mentor && leaders.contains(&person))
    }

    fn add_circle(&mut self, leaders: &[usize], slot: Option<u32>, window: &Window) -> Result<(), TooMany> {
        let counts = |counted: &&[bool]| window.members.iter().filter(|&&member| counted[member]).count();
        let has_enough = |(counted, &(least, _)): (&&[bool], &(u32, u32))| counts(counted) >= least as usize;
        let are_enough = self.company.counted.iter().zip(&window.counts).all(has_enough);
        if window.members.len() < self.groups.least as usize || !are_enough {
            return Ok(());
        }
        // With a slot the leaders are together once; without, as often as their capacities and the members allow.
        let most = leaders.iter().map(|&leader| self.problem.mentors[leader].capacity as usize).min().unwrap_or(0);
        let times = if slot.is_some() { 1 } else { most.min(window.members.len() / self.groups.least as usize) };
        for time in 0..times {
            let number = self.circles.len();
            let first = self.seats.len();
            for &member in &window.members {
                let points =
                    self.problem.member_points(member, leaders).expect("members are allowed with every leader");
                let was =
                    |&&mentor: &&usize| self.problem.previous.binary_search(&Pair { mentee: member, mentor }).is_ok();
                let previous = u32::try_from(leaders.iter().filter(was).count()).expect("few leaders");
                self.seats_of[member].push(self.seats.len());
                self.seats.push(Seat { circle: number, member, points, previous });
            }
            leaders.iter().for_each(|&leader| self.circles_of[leader].push(number));
            self.circles.push(Circle {
                leaders: leaders.to_vec(),
                slot,
                seats: first..self.seats.len(),
                counts: window.counts.clone(),
                after: (time > 0).then(|| number - 1),
            });
        }
        if self.seats.len() > MOST_SEATS { Err(TooMany) } else { Ok(()) }
    }

    /// Whether two circles can both be open, as far as leaders and slots tell.
    pub(super) fn can_both_be(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.circles[one], &self.circles[other]);
        let is_in_other = |leader: &usize| other.leaders.contains(leader);
        if one.slot.is_some() && one.slot == other.slot {
            return !one.leaders.iter().any(is_in_other);
        }
        let is_one_too_many = |leader: &usize| self.problem.mentors[*leader].capacity < 2 && is_in_other(leader);
        !one.leaders.iter().any(is_one_too_many)
    }
}
