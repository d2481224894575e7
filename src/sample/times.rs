//! When people can meet: a few periods each, lunch the most popular.

use super::Who;
use super::cells::Invented;
use super::chance::Chance;
use crate::units::Side;

/// The periods of a school week, the popular ones first.
const SLOTS: [&str; 20] = [
    "Wed lunch",
    "Tue lunch",
    "Mon lunch",
    "Thu lunch",
    "Tue P3",
    "Thu after school",
    "Mon P4",
    "Fri lunch",
    "Wed P3",
    "Tue after school",
    "Thu P4",
    "Mon after school",
    "Wed P4",
    "Fri P3",
    "Thu P3",
    "Mon P3",
    "Wed after school",
    "Tue P4",
    "Fri P4",
    "Fri after school",
];

/// The same as ranges of the clock.
const RANGES: [&str; 20] = [
    "Wed 12:00-13:00",
    "Tue 12:00-13:00",
    "Mon 12:00-13:00",
    "Thu 12:00-13:00",
    "Tue 10:30-11:20",
    "Thu 15:15-16:45",
    "Mon 13:10-14:00",
    "Fri 12:00-13:00",
    "Wed 10:30-11:20",
    "Tue 15:15-16:45",
    "Thu 13:10-14:00",
    "Mon 15:15-16:45",
    "Wed 13:10-14:00",
    "Fri 10:30-11:20",
    "Thu 10:30-11:20",
    "Mon 10:30-11:20",
    "Wed 15:15-16:45",
    "Tue 13:10-14:00",
    "Fri 13:10-14:00",
    "Fri 15:15-16:45",
];

/// A cell for everybody, its periods in the order of the list.
pub(super) fn cells(invented: &Invented<'_>, side: Side, field: &str) -> Vec<String> {
    let mut chance = Chance::new(invented.seed, side, field);
    let people = &invented.people[side.index()];
    let all = if invented.named.in_minutes.contains(field) { &RANGES } else { &SLOTS };
    let slots = &all[..invented.setting.slots];
    if people.who == Who::Events {
        // An event is at one time, and events spread over the week.
        let times = chance.in_shares(people.len(), &vec![1; slots.len()]);
        return times.into_iter().map(|at| slots[at].to_owned()).collect();
    }
    // One in twelve is hardly ever free; one in forty does not say.
    let busy = chance.in_shares(people.len(), &[90, 8, 2]);
    // Where people must all find one time there are fewer to choose from, and most of them suit.
    let (least, most) = match (side, slots.len()) {
        (_, 0..8) => (3, 5),
        (Side::Mentor, _) => (5, 8),
        (Side::Mentee, _) => (4, 7),
    };
    let cell = |busy: &usize| {
        let wanted = match busy {
            0 => chance.between(least, most),
            1 => 1,
            _ => 0,
        };
        let mut named = vec![false; slots.len()];
        while named.iter().filter(|named| **named).count() < wanted {
            named[chance.popular(slots.len())] = true;
        }
        let named: Vec<&str> = slots.iter().zip(named).filter(|(_, named)| *named).map(|(slot, _)| *slot).collect();
        named.join(";")
    };
    busy.iter().map(cell).collect()
}
