//! Each row by itself: in its place, allowed, offered, at a time that both have, and with the points that the criteria give.

use rayon::prelude::*;

use super::Fault;
use super::finding::{About, Findings};
use super::made::{MadeRow, people};
use crate::formulate::Formulated;
use crate::problem::{Assignment, Row};
use crate::scoring::{MINIMUM_SCORE, Scoring};
use crate::units::Side;

/// So many rows are checked by a core in one go.
const BLOCK: usize = 1024;

/// The points that a row claims to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claimed {
    /// None that anybody wrote down.
    Nothing,
    /// So many; none at all of a row that is not allowed.
    Points(Option<u16>),
}

/// What a result has of each row by its number claims.
pub(super) type Claims<'c> = dyn Fn(usize, Row) -> Claimed + Sync + 'c;

/// Checks each row, on all cores, and gathers those of people who are there by roster index.
pub(super) fn check(
    formulated: &Formulated,
    scoring: &Scoring<'_>,
    assignment: &Assignment,
    claimed: &Claims<'_>,
    findings: &mut Findings,
) -> Vec<MadeRow> {
    let rows = assignment.rows();
    let check_block = |(block, of_block): (usize, &[Row])| {
        let mut findings = Findings::default();
        let numbered = of_block.iter().enumerate().map(|(at, row)| (block * BLOCK + at, *row));
        let made = numbered.filter_map(|(number, row)| {
            // A place is filled once, whatever the slot.
            let place = |row: &Row| (row.pair, row.demand);
            let in_order = number == 0 || place(&rows[number - 1]) < place(&row);
            let Some(people) = people(row, formulated).filter(|_| in_order) else {
                findings.tell(About::Row(number), Fault::MisplacedPair(number));
                return None;
            };
            Some(check_row(number, row, people, scoring, claimed, &mut findings))
        });
        (made.collect::<Vec<MadeRow>>(), findings)
    };
    let blocks: Vec<(Vec<MadeRow>, Findings)> = rows.par_chunks(BLOCK).enumerate().map(check_block).collect();
    let mut made = Vec::with_capacity(rows.len());
    for (of_block, found) in blocks {
        made.extend(of_block);
        findings.append(found);
    }
    check_each_place_once(&made, findings);
    made
}

/// Checks a row of two people.
fn check_row(
    number: usize,
    row: Row,
    (mentor, mentee): (usize, usize),
    scoring: &Scoring<'_>,
    claimed: &Claims<'_>,
    findings: &mut Findings,
) -> MadeRow {
    let mut demand = row.demand;
    findings.take(About::Row(number), check_rules(number, mentor, mentee, scoring));
    if let Err(fault) = check_place(number, row, (mentor, mentee), scoring) {
        findings.tell(About::Row(number), fault);
        // The tag is not there, or nobody's; what the row is worth without one is told of nobody.
        demand = demand.filter(|_| scoring.demands().is_some_and(|demands| has_tag(demands.tags(mentee), row)));
    }
    let slot_fits = check_slot(number, row, (mentor, mentee), scoring);
    let slot = row.slot.filter(|_| slot_fits.is_ok());
    findings.take(About::Row(number), slot_fits);
    let points = scoring.row_points(mentor, mentee, demand);
    if let Claimed::Points(claimed) = claimed(number, row)
        && claimed != Some(points.get())
    {
        findings.tell(About::Row(number), Fault::WrongPoints(number, claimed, points.get()));
    }
    // With demands a pair may be allowed for the sake of another tag.
    if points < scoring.minimum_score() {
        findings.tell(About::Row(number), Fault::BrokenRule(number, MINIMUM_SCORE.to_owned()));
    }
    MadeRow { mentor, mentee, demand, slot, points }
}

fn has_tag(tags: &[String], row: Row) -> bool {
    row.demand.is_some_and(|demand| (demand as usize) < tags.len())
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
fn check_each_place_once(made: &[MadeRow], findings: &mut Findings) {
    let places = made.iter().enumerate().filter_map(|(number, row)| Some((row.mentee, row.demand?, number)));
    let mut places: Vec<(usize, u32, usize)> = places.collect();
    places.sort_unstable();
    for two in places.windows(2).filter(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1)) {
        findings.tell(About::Row(two[1].2), Fault::FilledTwice(two[1].2));
    }
}
