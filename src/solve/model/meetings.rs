//! Meetings: candidates in slots, and what holds of a slot.
//!
//! That a mentor is in a slot once is a bound within the mentor, as some quotas are. The rest are rows.

use std::collections::BTreeMap;

use super::{Model, Of, SideRow};
use crate::problem::{Amount, Per, Problem, Row, Sense};

/// A row in every slot that it can be in; itself where there are no meetings.
pub(super) fn in_slots(problem: &Problem, row: Row) -> Vec<Row> {
    let Some(meetings) = &problem.meetings else { return vec![row] };
    let common = meetings.slots.common(row.pair.mentor, row.pair.mentee);
    let open = common.into_iter().filter(|&slot| meetings.rooms[slot as usize] != Some(0));
    open.map(|slot| Row { slot: Some(slot), ..row }).collect()
}

/// Adds the rows: rooms, a mentee in a slot once, a person in both roles in a slot once, what a slot that is used must have.
pub(super) fn add(model: &mut Model<'_>) {
    let Some(meetings) = &model.problem.meetings else { return };
    let mut of_slot: Vec<Vec<usize>> = vec![Vec::new(); meetings.rooms.len()];
    let mut of_mentee: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
    let mut of_mentor: BTreeMap<(usize, u32), Vec<usize>> = BTreeMap::new();
    for (at, candidate) in model.candidates.iter().enumerate() {
        let slot = candidate.row.slot.expect("with meetings every row has a slot");
        of_slot[slot as usize].push(at);
        of_mentee.entry((candidate.row.pair.mentee, slot)).or_default().push(at);
        of_mentor.entry((candidate.row.pair.mentor, slot)).or_default().push(at);
    }
    let mut rows = Vec::new();
    for (numbers, rooms) in of_slot.iter().zip(&meetings.rooms) {
        let people = |person: fn(Row) -> usize| {
            let mut people: Vec<usize> = numbers.iter().map(|&at| person(model.candidates[at].row)).collect();
            people.sort_unstable();
            people.dedup();
            people.len()
        };
        let most = people(|row| row.pair.mentee).min(people(|row| row.pair.mentor));
        if let Some(rooms) = rooms.filter(|&rooms| most > rooms as usize) {
            rows.push(at_most(numbers, rooms.into(), Of::Result));
        }
    }
    for (&(mentee, _), numbers) in &of_mentee {
        if model.problem.mentees[mentee].wanted > 1 && numbers.len() > 1 {
            rows.push(at_most(numbers, 1, Of::Mentee(mentee)));
        }
    }
    for &(mentor, mentee) in &meetings.slots.twins {
        for slot in 0..meetings.slots.number {
            if let (Some(leads), Some(learns)) = (of_mentor.get(&(mentor, slot)), of_mentee.get(&(mentee, slot))) {
                rows.push(at_most(&[leads.as_slice(), learns].concat(), 1, Of::Result));
            }
        }
    }
    model.rows.extend(rows);
    of_slot.iter().for_each(|numbers| add_least(model, numbers));
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
