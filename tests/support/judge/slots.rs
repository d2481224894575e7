//! Who can be where when: nobody in two places at once, in whichever role.

use std::collections::BTreeSet;

use pairwright::problem::{Group, Problem, Row, Slots};

/// What takes place in one slot: a meeting of two, or a group.
pub struct Event {
    pub mentors: Vec<usize>,
    pub mentees: Vec<usize>,
}

impl Event {
    /// The meetings of some rows, in the order of the rows, with the slots that each of its rows has: one a row, or one a mentee.
    pub fn of_rows(rows: &[Row], together: bool) -> Vec<(Vec<Option<u32>>, Event)> {
        let mut meetings: Vec<(Vec<Option<u32>>, Event)> = Vec::new();
        for row in rows {
            let of_mentee = meetings.iter_mut().find(|meeting| together && meeting.1.mentees == [row.pair.mentee]);
            match of_mentee {
                Some((slots, event)) => {
                    slots.push(row.slot);
                    event.mentors.push(row.pair.mentor);
                }
                None => {
                    let event = Event { mentors: vec![row.pair.mentor], mentees: vec![row.pair.mentee] };
                    meetings.push((vec![row.slot], event));
                }
            }
        }
        meetings
    }

    pub fn of_group(group: &Group) -> Event {
        Event { mentors: group.leaders.clone(), mentees: group.members.clone() }
    }

    /// Whether all who take part have the slot.
    pub fn can_be_at(&self, slots: &Slots, slot: u32) -> bool {
        self.mentors.iter().all(|&mentor| slots.mentors[mentor].contains(&slot))
            && self.mentees.iter().all(|&mentee| slots.mentees[mentee].contains(&slot))
    }

    /// The people by numbers of their own, each once: who is in both roles has one. A mentor may fill several places in one meeting.
    pub fn people(&self, problem: &Problem, slots: &Slots) -> Vec<usize> {
        let as_mentor = |mentee: usize| slots.twins.iter().find(|twin| twin.1 == mentee).map(|twin| twin.0);
        let mentees = self.mentees.iter();
        let mentees = mentees.map(|&mentee| as_mentor(mentee).unwrap_or(problem.mentors.len() + mentee));
        let people: BTreeSet<usize> = self.mentors.iter().copied().chain(mentees).collect();
        people.into_iter().collect()
    }
}

/// What is wrong with the slots and rooms of meetings; without meetings, that there is a slot.
pub fn fault_of_meetings(problem: &Problem, rows: &[Row]) -> Option<String> {
    let Some(meetings) = &problem.meetings else {
        return rows.iter().any(|row| row.slot.is_some()).then(|| "a row has a slot".to_owned());
    };
    let meetings_held = Event::of_rows(rows, meetings.together);
    if meetings_held.iter().any(|(slots, _)| slots.iter().any(|slot| *slot != slots[0])) {
        return Some("one meeting is in two slots".to_owned());
    }
    let events: Vec<_> = meetings_held.into_iter().map(|(slots, event)| (slots[0], event)).collect();
    let is_full = |slot: u32, rooms: &Option<u32>| {
        let held = events.iter().filter(|(at, _)| *at == Some(slot)).count();
        rooms.is_some_and(|rooms| held > rooms as usize)
    };
    let full = (0..).zip(&meetings.rooms).find(|&(slot, rooms)| is_full(slot, rooms));
    let of_rooms = full.map(|(slot, _)| format!("slot {slot} has more meetings than rooms"));
    of_rooms.or_else(|| fault_of_events(problem, &meetings.slots, &events))
}

/// What is wrong with the slots of events.
pub fn fault_of_events(problem: &Problem, slots: &Slots, events: &[(Option<u32>, Event)]) -> Option<String> {
    let mut taken = BTreeSet::new();
    for (slot, event) in events {
        let Some(slot) = *slot else { return Some("something has no slot".to_owned()) };
        if slot >= slots.number || !event.can_be_at(slots, slot) {
            return Some(format!("somebody has no slot {slot} and is to be there"));
        }
        for person in event.people(problem, slots) {
            if !taken.insert((slot, person)) {
                return Some(format!("person {person} is in two places in slot {slot}"));
            }
        }
    }
    None
}
