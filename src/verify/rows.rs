//! Each row by itself: in its place, allowed, offered, at a time that both have, and with the points that the criteria give.

use super::Fault;
use super::made::{MadeRow, people};
use crate::formulate::Formulated;
use crate::problem::{Outcome, Row};
use crate::scoring::{MINIMUM_SCORE, Scoring};
use crate::units::{Points, Side};

/// Checks each row, and gathers them by roster index.
pub(super) fn check(formulated: &Formulated, scoring: &Scoring<'_>, outcome: &Outcome) -> Result<Vec<MadeRow>, Fault> {
    let rows = outcome.assignment.rows();
    let mut made = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        // A place is filled once, whatever the slot.
        let place = |row: &Row| (row.pair, row.demand);
        let in_order = number == 0 || place(&rows[number - 1]) < place(row);
        let (Some((mentor, mentee)), true) = (people(*row, formulated), in_order) else {
            return Err(Fault::MisplacedPair(number));
        };
        check_rules(number, mentor, mentee, scoring)?;
        check_place(number, *row, (mentor, mentee), scoring)?;
        check_slot(number, *row, (mentor, mentee), scoring)?;
        let points = scoring.row_points(mentor, mentee, row.demand);
        let stored = formulated.problem.points(*row);
        if stored != Some(points) {
            return Err(Fault::WrongPoints(number, stored.map(Points::get), points.get()));
        }
        // With demands a pair may be allowed for the sake of another tag.
        if points < scoring.minimum_score() {
            return Err(Fault::BrokenRule(number, MINIMUM_SCORE.to_owned()));
        }
        made.push(MadeRow { mentor, mentee, demand: row.demand, slot: row.slot, points });
    }
    check_each_place_once(&made)?;
    Ok(made)
}

fn check_rules(number: usize, mentor: usize, mentee: usize, scoring: &Scoring<'_>) -> Result<(), Fault> {
    for (side, person) in [(Side::Mentor, mentor), (Side::Mentee, mentee)] {
        if let Some(rule) = scoring.not_eligible_because(side, person).next() {
            return Err(Fault::BrokenRule(number, rule.to_owned()));
        }
    }
    match scoring.broken_rules(mentor, mentee).first() {
        Some(&rule) => Err(Fault::BrokenRule(number, scoring.rule_names()[rule].to_owned())),
        None => Ok(()),
    }
}

/// With demands, the place is one of the mentee's tags and the mentor offers it; without, there is no tag.
fn check_place(number: usize, row: Row, (mentor, mentee): (usize, usize), scoring: &Scoring<'_>) -> Result<(), Fault> {
    match (scoring.demands(), row.demand) {
        (None, None) => Ok(()),
        (Some(demands), Some(demand)) => match usize::try_from(demand) {
            Ok(tag) if tag < demands.tags(mentee).len() => {
                if demands.offers(mentor, mentee, tag) {
                    Ok(())
                } else {
                    Err(Fault::NotOffered(number))
                }
            }
            _ => Err(Fault::MisplacedPair(number)),
        },
        _ => Err(Fault::MisplacedPair(number)),
    }
}

/// Where people meet in slots, the row has one that both have; else it has none.
fn check_slot(number: usize, row: Row, (mentor, mentee): (usize, usize), scoring: &Scoring<'_>) -> Result<(), Fault> {
    match (scoring.slots(), row.slot) {
        (None, None) => Ok(()),
        (Some(slots), Some(slot)) => {
            let both_have = slots.of_mentor(mentor).contains(&slot) && slots.of_mentee(mentee).contains(&slot);
            if both_have { Ok(()) } else { Err(Fault::NotFree(number)) }
        }
        _ => Err(Fault::MisplacedPair(number)),
    }
}

/// Checks that no tag of a mentee is filled by two mentors. O(rows log rows).
fn check_each_place_once(made: &[MadeRow]) -> Result<(), Fault> {
    let places = made.iter().enumerate().filter_map(|(number, row)| Some((row.mentee, row.demand?, number)));
    let mut places: Vec<(usize, u32, usize)> = places.collect();
    places.sort_unstable();
    match places.windows(2).find(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1)) {
        Some(two) => Err(Fault::FilledTwice(two[1].2)),
        None => Ok(()),
    }
}
