//! Meetings: candidates in slots, and what holds of a slot.
//!
//! That a mentor is in a slot once is a bound within the mentor, as some quotas are. The rest are rows. Where all rows of a mentee are one
//! meeting, a variable says whether it is in a slot; not where that matters to nobody, as for an event with one slot and rooms enough.

use std::collections::{BTreeMap, BTreeSet};

use super::{Candidate, Model, Of, SideRow};
use crate::problem::{Amount, Meetings, Per, Problem, Row, Sense};

/// A row in every slot that it can be in; itself where there are no meetings.
pub(super) fn in_slots(problem: &Problem, row: Row) -> Vec<Row> {
    let Some(meetings) = &problem.meetings else { return vec![row] };
    let common = meetings.slots.common(row.pair.mentor, row.pair.mentee);
    let open = common.into_iter().filter(|&slot| meetings.rooms[slot as usize] != Some(0));
    open.map(|slot| Row { slot: Some(slot), ..row }).collect()
}

/// Whether no two of some rows of a mentor in a slot may be one meeting: with demands those of one mentee may.
pub(super) fn is_one_each(problem: &Problem, mut rows: impl Iterator<Item = Row>) -> bool {
    let mut mentees = BTreeSet::new();
    !problem.meets_together() || rows.all(|row| mentees.insert(row.pair.mentee))
}

/// Adds the rows: rooms, a mentee in one meeting of a slot, or in one slot, a mentor and a person in both roles in one meeting of a slot,
/// what a slot that is used must have.
pub(super) fn add(model: &mut Model<'_>) {
    let Some(meetings) = &model.problem.meetings else { return };
    let gathered = Gathered::of(model, meetings);
    for (slot, rooms) in (0_u32..).zip(&meetings.rooms) {
        if let Some(rooms) = rooms.filter(|&rooms| gathered.most_at(slot) > rooms as usize) {
            let of_slot = gathered.of_mentee.keys().filter(|(_, other)| *other == slot);
            let meetings: Vec<usize> =
                of_slot.flat_map(|&(mentee, _)| gathered.meetings(model, mentee, slot)).collect();
            model.rows.push(at_most(&meetings, rooms.into(), Of::Result));
        }
    }
    for mentee in (0..model.problem.mentees.len()).filter(|&mentee| model.problem.mentees[mentee].wanted > 1) {
        let slots = gathered.slots_of(mentee);
        let of_slot: Vec<Vec<usize>> = match slots.as_slice() {
            [_] if meetings.together => continue,
            _ => slots.into_iter().map(|slot| gathered.meetings(model, mentee, slot)).collect(),
        };
        let bounds = if meetings.together { vec![of_slot.concat()] } else { of_slot };
        model.rows.extend(bounds.iter().filter(|of| of.len() > 1).map(|of| at_most(of, 1, Of::Mentee(mentee))));
    }
    for &(mentor, mentee) in &meetings.slots.twins {
        for slot in 0..meetings.slots.number {
            if gathered.of_mentor.contains_key(&(mentor, slot)) && gathered.of_mentee.contains_key(&(mentee, slot)) {
                let leads = gathered.led(model, mentor, slot);
                let both = [leads, gathered.meetings(model, mentee, slot)].concat();
                model.rows.push(at_most(&both, 1, Of::Result));
            }
        }
    }
    for (&(mentor, slot), rows) in &gathered.of_mentor {
        let mentees: BTreeSet<usize> = rows.iter().map(|&at| model.candidates[at].row.pair.mentee).collect();
        let is_nested = is_one_each(model.problem, rows.iter().map(|&at| model.candidates[at].row));
        if !is_nested && mentees.len() > 1 && model.problem.mentors[mentor].capacity > 1 {
            let led = gathered.led(model, mentor, slot);
            model.rows.push(at_most(&led, 1, Of::Result));
        }
    }
    (0..meetings.slots.number).for_each(|slot| add_least(model, &gathered.of_slot(slot)));
}

/// The candidates of people by slot.
struct Gathered {
    of_mentee: BTreeMap<(usize, u32), Vec<usize>>,
    of_mentor: BTreeMap<(usize, u32), Vec<usize>>,
    together: bool,
}

impl Gathered {
    fn of(model: &Model<'_>, meetings: &Meetings) -> Gathered {
        let (mut of_mentee, mut of_mentor) = (BTreeMap::new(), BTreeMap::new());
        for (at, Candidate { row, .. }) in model.candidates.iter().enumerate() {
            let slot = row.slot.expect("with meetings every row has a slot");
            of_mentee.entry((row.pair.mentee, slot)).or_insert_with(Vec::new).push(at);
            of_mentor.entry((row.pair.mentor, slot)).or_insert_with(Vec::new).push(at);
        }
        Gathered { of_mentee, of_mentor, together: meetings.together }
    }

    /// The candidates in a slot, in order.
    fn of_slot(&self, slot: u32) -> Vec<usize> {
        let of_slot = self.of_mentee.iter().filter(|((_, other), _)| *other == slot);
        of_slot.flat_map(|(_, numbers)| numbers.iter().copied()).collect()
    }

    fn slots_of(&self, mentee: usize) -> Vec<u32> {
        self.of_mentee.range((mentee, 0)..=(mentee, u32::MAX)).map(|(&(_, slot), _)| slot).collect()
    }

    /// No more meetings than this can be in a slot, for want of people.
    fn most_at(&self, slot: u32) -> usize {
        let people = |of: &BTreeMap<(usize, u32), Vec<usize>>| of.keys().filter(|(_, other)| *other == slot).count();
        people(&self.of_mentee).min(people(&self.of_mentor))
    }

    /// Variables that come to the number of a mentee's meetings in a slot.
    fn meetings(&self, model: &mut Model<'_>, mentee: usize, slot: u32) -> Vec<usize> {
        let rows = &self.of_mentee[&(mentee, slot)];
        if !self.together || model.problem.mentees[mentee].wanted == 1 {
            return rows.clone();
        }
        vec![model.any_of(mentee, rows)]
    }

    /// Variables that come to the number of a mentor's meetings in a slot.
    fn led(&self, model: &mut Model<'_>, mentor: usize, slot: u32) -> Vec<usize> {
        let rows = &self.of_mentor[&(mentor, slot)];
        if !self.together {
            return rows.clone();
        }
        // Candidates are in the order of mentees.
        let mentee = |at: usize, model: &Model<'_>| model.candidates[at].row.pair.mentee;
        let with_each: Vec<Vec<usize>> =
            rows.chunk_by(|&one, &other| mentee(one, model) == mentee(other, model)).map(<[usize]>::to_vec).collect();
        with_each.iter().map(|rows| model.any_of(mentee(rows[0], model), rows)).collect()
    }
}

impl Model<'_> {
    /// The variable that is 1 where any of some rows of a mentee is made; the row itself where it is one.
    fn any_of(&mut self, mentee: usize, rows: &[usize]) -> usize {
        if let [only] = rows {
            return *only;
        }
        if let Some(&known) = self.any_of.get(rows) {
            return known;
        }
        let variable = self.add_extra();
        for &row in rows {
            let terms = vec![(row, -1), (variable, 1)];
            self.rows.push(SideRow { terms, lower: Some(0), upper: None, of: Of::Mentee(mentee) });
        }
        self.any_of.insert(rows.to_vec(), variable);
        variable
    }
}

fn at_most(numbers: &[usize], most: i64, of: Of) -> SideRow {
    SideRow { terms: numbers.iter().map(|&at| (at, 1)).collect(), lower: None, upper: Some(most), of }
}

/// A slot with rows has at least as many of each kind as a quota for every slot wants.
fn add_least(model: &mut Model<'_>, numbers: &[usize]) {
    let quotas = model.problem.quotas.iter().filter(|quota| quota.per == Per::Slot && quota.sense == Sense::AtLeast);
    let least = quotas.filter_map(|quota| match quota.amount {
        Amount::Rows(number @ 1..) => Some((number, quota)),
        _ => None,
    });
    let bounds: Vec<(i64, Vec<usize>)> = least
        .map(|(number, quota)| {
            let counted = numbers.iter().copied().filter(|&at| quota.counts(model.candidates[at].row.pair));
            (number.into(), counted.collect())
        })
        .collect();
    model.add_where_used(numbers, &bounds, Of::Result);
}
