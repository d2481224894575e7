//! The best groups: all that may be by themselves, and of these all choices in which nobody is a member twice.

use pairwright::problem::{Assignment, Group, Groups, Pair, PlaceClass, Problem};

use super::ledger::Ledger;
use super::merit::{Filled, Merit, Scale, Sum, merit};
use super::timetable::timetable;
use crate::judge::{Event, fault_of_group, member_points};

/// The best groups by the levels of the problem, or `None` where none keep all limits.
pub fn best(problem: &Problem, of: &Groups) -> Option<Assignment> {
    let mut search = Search::new(problem, of, usize::MAX);
    search.go(0, &Sum::default());
    search.best.map(|(_, groups)| Assignment::of_groups(groups))
}

/// The number of choices that [`best`] has as far as mentors have places; `None` where they are more than `most`.
pub fn choices(problem: &Problem, of: &Groups, most: usize) -> Option<usize> {
    let mut search = Search::new(problem, of, most);
    search.go(0, &Sum::default());
    (search.looked <= most).then_some(search.looked)
}

/// A group that may be, before it has a slot.
struct Candidate {
    group: Group,
    sum: Sum,
}

struct Search<'p> {
    problem: &'p Problem,
    of: &'p Groups,
    /// For each mentee, the groups of which it is the first member.
    candidates: Vec<Vec<Candidate>>,
    /// Whether each mentee is a member of a group that is chosen.
    placed: Vec<bool>,
    /// The mentee and the candidate.
    chosen: Vec<(usize, usize)>,
    ledger: Ledger<'p>,
    /// The choices looked at, and the most.
    looked: usize,
    most: usize,
    best: Option<(Merit, Vec<Group>)>,
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem, of: &'p Groups, most: usize) -> Search<'p> {
        let (mentors, mentees) = (problem.mentors.len(), problem.mentees.len());
        let mut groups: Vec<Vec<Group>> = vec![Vec::new(); mentees];
        for leaders in sets(mentors, of.leaders, of.leaders) {
            for members in sets(mentees, of.least, of.most) {
                let group = Group { leaders: leaders.clone(), members, slot: None };
                if may_be(problem, of, &group) {
                    groups[group.members[0]].push(group);
                }
            }
        }
        let every = groups.iter().flatten();
        let points = every.flat_map(|group| places(problem, group)).map(|place| place.points);
        let scale = Scale::new(problem, points);
        let candidate = |group: Group| Candidate { sum: scale.sum(&places(problem, &group)), group };
        let candidates = groups.into_iter().map(|groups| groups.into_iter().map(candidate).collect()).collect();
        let (placed, ledger) = (vec![false; mentees], Ledger::new(problem));
        Search { problem, of, candidates, placed, chosen: Vec::new(), ledger, looked: 0, most, best: None }
    }

    /// Tries all choices for the mentees from this one on, the chosen groups coming to `sum`.
    fn go(&mut self, mentee: usize, sum: &Sum) {
        if mentee == self.placed.len() {
            self.looked += 1;
            return self.weigh(sum);
        }
        if self.looked > self.most {
            return;
        }
        if self.placed[mentee] {
            return self.go(mentee + 1, sum);
        }
        if self.problem.must.iter().all(|pair| pair.mentee != mentee) {
            self.go(mentee + 1, sum);
        }
        for at in 0..self.candidates[mentee].len() {
            let sum = sum.plus(&self.candidates[mentee][at].sum);
            if self.candidates[mentee][at].group.members.iter().any(|&member| self.placed[member]) {
                continue;
            }
            if self.make(mentee, at) {
                self.go(mentee + 1, &sum);
            }
            self.unmake(mentee, at);
        }
    }

    /// Makes a group; whether all its leaders may lead one more.
    fn make(&mut self, mentee: usize, at: usize) -> bool {
        let group = &self.candidates[mentee][at].group;
        let mut fits = true;
        group.leaders.iter().for_each(|&leader| fits &= self.ledger.load(leader));
        pairs(group).for_each(|pair| self.ledger.add_row(pair));
        group.members.iter().for_each(|&member| self.placed[member] = true);
        self.chosen.push((mentee, at));
        fits
    }

    fn unmake(&mut self, mentee: usize, at: usize) {
        let group = &self.candidates[mentee][at].group;
        group.leaders.iter().for_each(|&leader| self.ledger.unload(leader));
        pairs(group).for_each(|pair| self.ledger.remove_row(pair));
        group.members.iter().for_each(|&member| self.placed[member] = false);
        self.chosen.pop();
    }

    /// Keeps what is chosen if it is better than all before and keeps the limits of all together.
    fn weigh(&mut self, sum: &Sum) {
        let merit = merit(self.problem, sum, &self.ledger.loads);
        let is_better = self.best.as_ref().is_none_or(|(best, _)| merit > *best);
        if is_better && self.ledger.keeps_limits() {
            self.best = self.groups().map(|groups| (merit, groups)).or(self.best.take());
        }
    }

    /// The groups that are chosen, with slots where there are any; `None` where they cannot meet.
    fn groups(&self) -> Option<Vec<Group>> {
        let chosen = self.chosen.iter();
        let groups: Vec<Group> = chosen.map(|&(mentee, at)| self.candidates[mentee][at].group.clone()).collect();
        let Some(slots) = &self.of.slots else { return Some(groups) };
        let events: Vec<Event> = groups.iter().map(Event::of_group).collect();
        let slots = timetable(self.problem, slots, &[], &events)?;
        Some(groups.into_iter().zip(slots).map(|(group, slot)| Group { slot: Some(slot), ..group }).collect())
    }
}

/// The sets of so many of these people, each in ascending order.
fn sets(people: usize, least: u32, most: u32) -> Vec<Vec<usize>> {
    let of_size = |set: &u32| (least..=most).contains(&set.count_ones());
    let members = |set: u32| (0..people).filter(|person| set >> person & 1 == 1).collect();
    (0..1_u32 << people).filter(of_size).map(members).collect()
}

/// Whether a group keeps, in some slot, all that looks at it alone.
fn may_be(problem: &Problem, of: &Groups, group: &Group) -> bool {
    let lacks = |pair: &Pair| group.members.contains(&pair.mentee) && !group.leaders.contains(&pair.mentor);
    let can_meet = of
        .slots
        .as_ref()
        .is_none_or(|slots| (0..slots.number).any(|slot| Event::of_group(group).can_be_at(slots, slot)));
    can_meet && !problem.must.iter().any(lacks) && fault_of_group(problem, of, group).is_none()
}

fn pairs(group: &Group) -> impl Iterator<Item = Pair> + '_ {
    group.members.iter().flat_map(|&mentee| group.leaders.iter().map(move |&mentor| Pair { mentee, mentor }))
}

/// The places that a group fills: one for each member.
fn places(problem: &Problem, group: &Group) -> Vec<Filled> {
    let is_previous = |mentee: usize, mentor: usize| problem.previous.contains(&Pair { mentee, mentor });
    let previous = |mentee: usize| group.leaders.iter().filter(|&&mentor| is_previous(mentee, mentor)).count();
    let place = |&mentee: &usize| Filled {
        class: PlaceClass { place: 1, tier: problem.mentees[mentee].tier },
        points: member_points(problem, mentee, &group.leaders).expect("allowed pairs"),
        rows: u32::try_from(group.leaders.len()).expect("few leaders"),
        previous: u32::try_from(previous(mentee)).expect("few leaders"),
    };
    group.members.iter().map(place).collect()
}
