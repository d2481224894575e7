//! A slot for everything that takes place.

use pairwright::problem::{Amount, Pair, Per, Problem, Quota, Sense, Slots};

use crate::judge::{Event, is_within};

/// A slot for each event, so that nobody is in two places at once, no slot has more events than rooms, and the quotas of each slot are
/// kept; `None` where there is none.
pub fn timetable(problem: &Problem, slots: &Slots, rooms: &[Option<u32>], events: &[Event]) -> Option<Vec<u32>> {
    let pairs = |event: &Event| -> Vec<Pair> {
        let pairs = |&mentee: &usize| event.mentors.iter().map(move |&mentor| Pair { mentee, mentor });
        event.mentees.iter().flat_map(pairs).collect()
    };
    let number = slots.number as usize;
    let mut search = Search {
        slots,
        rooms,
        quotas: problem.quotas.iter().filter(|quota| quota.per == Per::Slot).collect(),
        events: events.iter().map(|event| (event, event.people(problem, slots), pairs(event))).collect(),
        busy: vec![Vec::new(); number],
        rows: vec![Vec::new(); number],
        chosen: Vec::new(),
    };
    search.go().then_some(search.chosen)
}

struct Search<'p> {
    slots: &'p Slots,
    rooms: &'p [Option<u32>],
    quotas: Vec<&'p Quota>,
    /// The events, with who is there and which pairs.
    events: Vec<(&'p Event, Vec<usize>, Vec<Pair>)>,
    /// For each slot, the people of each event in it.
    busy: Vec<Vec<Vec<usize>>>,
    /// For each slot, the pairs in it.
    rows: Vec<Vec<Pair>>,
    /// The slots of the first events.
    chosen: Vec<u32>,
}

impl Search<'_> {
    /// Tries all slots of the events that have none yet.
    fn go(&mut self) -> bool {
        let Some((event, people, pairs)) = self.events.get(self.chosen.len()).cloned() else {
            return self.rows.iter().all(|rows| rows.is_empty() || self.keeps_quotas(rows));
        };
        for slot in (0..self.slots.number).filter(|&slot| event.can_be_at(self.slots, slot)) {
            let at = slot as usize;
            let is_full =
                self.rooms.get(at).copied().flatten().is_some_and(|rooms| self.busy[at].len() >= rooms as usize);
            if is_full || self.busy[at].iter().flatten().any(|person| people.contains(person)) {
                continue;
            }
            self.busy[at].push(people.clone());
            self.rows[at].extend(&pairs);
            self.chosen.push(slot);
            if !self.has_too_many(at) && self.go() {
                return true;
            }
            self.chosen.pop();
            let kept = self.rows[at].len() - pairs.len();
            self.rows[at].truncate(kept);
            self.busy[at].pop();
        }
        false
    }

    fn keeps_quotas(&self, rows: &[Pair]) -> bool {
        self.quotas.iter().all(|quota| is_within(quota, counted(quota, rows), rows.len() as u64))
    }

    /// Whether a slot has more rows of a kind than a number allows, which no further row mends.
    fn has_too_many(&self, at: usize) -> bool {
        let is_number = |quota: &Quota| matches!(quota.amount, Amount::Rows(_)) && quota.sense == Sense::AtMost;
        let rows = &self.rows[at];
        let mut numbers = self.quotas.iter().filter(|quota| is_number(quota));
        numbers.any(|quota| !is_within(quota, counted(quota, rows), rows.len() as u64))
    }
}

fn counted(quota: &Quota, rows: &[Pair]) -> u64 {
    rows.iter().filter(|&&pair| quota.counts.has(pair)).count() as u64
}
