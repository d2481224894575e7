//! How many rows there can be: of each mentor, in each slot, and of all together.

use super::meets::Meets;
use crate::problem::{Pair, Problem};

/// Upper bounds on the rows of some kind.
pub(super) struct Possible {
    /// For each mentor, by index in the problem.
    pub(super) of_mentor: Vec<u64>,
    /// For each slot.
    pub(super) of_slot: Vec<u64>,
    /// Of all together.
    pub(super) of_all: u64,
    /// For each mentor, its load: the rows, or the groups that it leads; of all rows, not of a kind.
    pub(super) loads: Vec<u64>,
}

/// The most rows of pairs of a kind that places, slots, rooms and the sizes of groups leave room for.
pub(super) fn possible(problem: &Problem, of_kind: impl Fn(Pair) -> bool) -> Possible {
    let groups = problem.groups.as_ref();
    let slots = problem.slots();
    let mut of_mentor = vec![0_u64; problem.mentors.len()];
    let mut meets = slots.map(|slots| Meets::none(slots, problem.mentors.len()));
    let mut of_mentees = 0_u64;
    for (index, mentee) in problem.mentees.iter().enumerate() {
        let mut rows = problem.rows_of(index);
        rows.retain(|(row, _)| of_kind(row.pair));
        if let (Some(slots), Some(meets)) = (slots, &mut meets) {
            rows.retain(|(row, _)| meets.add(slots, row.pair) > 0);
        }
        rows.iter().for_each(|(row, _)| of_mentor[row.pair.mentor] += 1);
        let mut places = match problem.demands {
            None => rows.len(),
            // A place is a tag, whoever fills it; the rows of one stand together.
            Some(_) => rows.chunk_by(|(one, _), (next, _)| one.demand == next.demand).count(),
        } as u64;
        if let Some(meets) = &mut meets {
            let (slots, most) = meets.end_of_mentee(mentee.wanted);
            places = match &problem.meetings {
                Some(meetings) => places.min(if meetings.together { most } else { slots }),
                None => places,
            };
        }
        of_mentees += places.min(u64::from(mentee.wanted) * groups.map_or(1, |groups| groups.leaders.into()));
    }
    let (least, most) = groups.map_or((1, 1), |groups| (u64::from(groups.least), u64::from(groups.most)));
    let mut loads = Vec::with_capacity(of_mentor.len());
    for (index, rows) in of_mentor.iter_mut().enumerate() {
        let capacity = u64::from(problem.mentors[index].capacity);
        // In one meeting it may fill several places that are demanded.
        let of_slots = meets.as_ref().filter(|_| !(problem.meets_together() && problem.demands.is_some()));
        let places = of_slots.map_or(capacity, |meets| capacity.min(meets.slots_of_mentor(index)));
        loads.push(places.min(*rows / least));
        *rows = (*rows).min(places * most);
    }
    let of_slot = meets.map_or_else(Vec::new, |meets| rows_in_slots(problem, &meets));
    let in_slots = if slots.is_some() { of_slot.iter().sum() } else { u64::MAX };
    let of_all = of_mentor.iter().sum::<u64>().min(of_mentees).min(in_slots);
    Possible { of_mentor, of_slot, of_all, loads }
}

/// The most rows in each slot: nobody is in two meetings or groups of one.
fn rows_in_slots(problem: &Problem, meets: &Meets) -> Vec<u64> {
    let groups = problem.groups.as_ref();
    let (of_mentee, of_mentor) = groups.map_or((1, 1), |groups| (groups.leaders.into(), groups.most.into()));
    let rows = meets.slots().enumerate().map(|(slot, meeting)| {
        let rooms = problem.meetings.as_ref().and_then(|meetings| meetings.rooms[slot]);
        if problem.meets_together() {
            let rows = meets.rows_of_meetings(slot, rooms.unwrap_or(u32::MAX));
            return if problem.demands.is_some() { rows } else { rows.min(meeting.mentors) };
        }
        let people = (meeting.mentors * of_mentor).min(meeting.mentees * of_mentee).min(meeting.pairs);
        rooms.map_or(people, |rooms| people.min(rooms.into()))
    });
    rows.collect()
}
