//! Meetings and groups that lack one thing.

use pairwright::problem::{Groups, Problem, SideMarks, Slots};

/// Something that makes a `T` smaller.
type Change<'c, T> = &'c dyn Fn(&mut T);

/// Adds the problems that lack meetings, a limit on rooms, a rule of groups, a slot of somebody …
pub fn smaller(problem: &Problem, add: &mut dyn FnMut(Change<Problem>)) {
    if let Some(meetings) = &problem.meetings {
        add(&|smaller| smaller.meetings = None);
        if meetings.together {
            add(&|smaller| smaller.meetings.iter_mut().for_each(|meetings| meetings.together = false));
        }
        for slot in (0..meetings.rooms.len()).filter(|&slot| meetings.rooms[slot].is_some()) {
            add(&|smaller| smaller.meetings.iter_mut().for_each(|meetings| meetings.rooms[slot] = None));
        }
        fewer_slots(&meetings.slots, &mut |fewer| {
            add(&|smaller| smaller.meetings.iter_mut().for_each(|meetings| fewer(&mut meetings.slots)));
        });
    }
    if let Some(groups) = &problem.groups {
        smaller_groups(groups, &mut |change| add(&|smaller| smaller.groups.iter_mut().for_each(change)));
        let (members, leaders) = (problem.mentees.len(), problem.mentors.len());
        if has_any(&groups.apart_members, members) {
            add(&|smaller| {
                smaller.groups.iter_mut().for_each(|groups| groups.apart_members = SideMarks::none(members))
            });
        }
        if has_any(&groups.apart_leaders, leaders) {
            add(&|smaller| {
                smaller.groups.iter_mut().for_each(|groups| groups.apart_leaders = SideMarks::none(leaders))
            });
        }
    }
}

fn smaller_groups(groups: &Groups, change: &mut dyn FnMut(Change<Groups>)) {
    for rule in 0..groups.rules.len() {
        change(&|groups| _ = groups.rules.remove(rule));
    }
    if let Some(slots) = &groups.slots {
        change(&|groups| groups.slots = None);
        fewer_slots(slots, &mut |fewer| change(&|groups| groups.slots.iter_mut().for_each(fewer)));
    }
    if groups.leaders > 1 {
        change(&|groups| groups.leaders -= 1);
    }
    if groups.least > 1 {
        change(&|groups| groups.least -= 1);
    }
    if groups.most > groups.least {
        change(&|groups| groups.most -= 1);
    }
}

fn has_any(apart: &SideMarks, people: usize) -> bool {
    (0..people).any(|one| (0..one).any(|other| apart.has(one, other)))
}

fn fewer_slots(slots: &Slots, change: &mut dyn FnMut(Change<Slots>)) {
    for twin in 0..slots.twins.len() {
        change(&|slots| _ = slots.twins.remove(twin));
    }
    for (mentor, of_mentor) in slots.mentors.iter().enumerate() {
        (0..of_mentor.len()).for_each(|at| change(&|slots| _ = slots.mentors[mentor].remove(at)));
    }
    for (mentee, of_mentee) in slots.mentees.iter().enumerate() {
        (0..of_mentee.len()).for_each(|at| change(&|slots| _ = slots.mentees[mentee].remove(at)));
    }
}
