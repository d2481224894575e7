//! How many pairs rules forbid and allow, counted by kinds of people in place of one by one.

use rayon::prelude::*;

use super::alike::{Alike, Read};
use crate::kernel::{Allowance, ColumnPrices, Found, Marked, Measure, Measures, unrated};
use crate::problem::{Members, PairTable, Pairs, PartRef};
use crate::scoring::Scoring;
use crate::units::Side;

/// The most pairs of kinds of people that are looked at for one rule.
const MOST_KINDS: usize = 50_000_000;

/// The most pairs of classes that are asked for one by one to count the allowed pairs.
const MOST_ASKED: usize = 200_000_000;

/// For each rule about pairs, how many pairs of eligible people it forbids, `minimum_score` last; `None` where that takes too long to count.
pub(super) fn forbidden(scoring: &Scoring<'_>, measures: &Measures) -> Vec<Option<u64>> {
    let people = [scoring.mentors(), scoring.mentees()];
    let takes_part = Side::BOTH
        .map(|side| (0..people[side.index()]).map(|person| scoring.is_eligible(side, person)).collect::<Vec<bool>>());
    let mut forbidden: Vec<Option<u64>> = scoring
        .rule_measures()
        .map(|rule| match rule.as_slice() {
            [Measure::Marked(marked)] => forbidden_by_marks(marked, &takes_part),
            rule => forbidden_where(rule, &takes_part, |mentor, mentee| {
                rule.iter().any(|measure| measure.value(mentor, mentee) == 0)
            }),
        })
        .collect();
    if measures.minimum > 0 {
        let criteria: Vec<Measure> = measures.criteria.iter().map(|(_, criterion)| criterion.clone()).collect();
        let points = Measures { rules: Vec::new(), ..measures.clone() };
        forbidden
            .push(forbidden_where(&criteria, &takes_part, |mentor, mentee| points.points(mentor, mentee).is_none()));
    }
    forbidden
}

/// Counts the pairs of which something holds that depends on these measures alone.
fn forbidden_where(
    measures: &[Measure],
    takes_part: &[Vec<bool>; 2],
    is_forbidden: impl Fn(usize, usize) -> bool + Sync,
) -> Option<u64> {
    let [mentors, mentees] = Side::BOTH.map(|side| kinds(measures, side, &takes_part[side.index()]));
    if mentors.len().saturating_mul(mentees.len()) > MOST_KINDS {
        return None;
    }
    let of_mentee = |&(mentee, number): &(usize, u64)| -> u64 {
        let forbidden = mentors.iter().filter(|(mentor, _)| is_forbidden(*mentor, mentee));
        number * forbidden.map(|(_, number)| number).sum::<u64>()
    };
    Some(mentees.par_iter().map(of_mentee).sum())
}

/// The kinds of people that measures tell apart: somebody of each, and how many there are.
fn kinds(measures: &[Measure], side: Side, takes_part: &[bool]) -> Vec<(usize, u64)> {
    let read: Vec<Read<'_>> = measures.iter().flat_map(|measure| Read::of_measure(measure, side)).collect();
    let alike = Alike::of(takes_part.len(), &read);
    let mut kinds = vec![(usize::MAX, 0); alike.different];
    for (person, _) in takes_part.iter().enumerate().filter(|(_, takes_part)| **takes_part) {
        let (first, number) = &mut kinds[alike.numbers[person] as usize];
        *first = person.min(*first);
        *number += 1;
    }
    kinds.retain(|&(_, number)| number > 0);
    kinds
}

/// Counts what a rule forbids by classes and marks.
fn forbidden_by_marks(marked: &Marked, takes_part: &[Vec<bool>; 2]) -> Option<u64> {
    let classes = [Measure::Classes(marked.otherwise.clone())];
    let mut forbidden =
        forbidden_where(&classes, takes_part, |mentor, mentee| marked.otherwise.value(mentor, mentee) == 0)?;
    for (mentee, _) in takes_part[1].iter().enumerate().filter(|(_, takes_part)| **takes_part) {
        for &(mentor, value) in &marked.marks[mentee] {
            let mentor = mentor as usize;
            if takes_part[0][mentor] {
                forbidden += u64::from(value == 0);
                forbidden -= u64::from(marked.otherwise.value(mentor, mentee) == 0);
            }
        }
    }
    Some(forbidden)
}

/// The number of allowed pairs; `None` where that takes too long to count. `minimum`: whether pairs of too few points are forbidden besides.
pub(super) fn allowed(pairs: &Pairs, minimum: bool) -> Option<u64> {
    if let Pairs::Stored(table) = pairs {
        return Some(PairTable::count(table) as u64);
    }
    let parts = pairs.parts();
    let asked = parts.iter().filter(|part| by_classes(part, minimum).is_none());
    let asked: usize = asked.map(|part| part.source.most_allowed()).fold(0, usize::saturating_add);
    if asked > MOST_ASKED {
        return None;
    }
    let of_part = |part: &PartRef<'_>| match by_classes(part, minimum) {
        Some(allowance) => allowed_by_classes(part, allowance),
        None => allowed_asked(part),
    };
    Some(parts.par_iter().map(of_part).sum())
}

fn members(members: Option<&Members>, class: usize) -> u64 {
    members.map_or(1, |members| members.of(class).len() as u64)
}

fn allowed_by_classes(part: &PartRef<'_>, allowance: &Allowance) -> u64 {
    let sizes = |classes: &[u32], of: Option<&Members>| {
        let mut sizes = vec![0; classes.iter().max().map_or(0, |&most| most as usize + 1)];
        for (at, &class) in classes.iter().enumerate() {
            sizes[class as usize] += members(of, at);
        }
        sizes
    };
    let (rows, columns) = (sizes(&allowance.row_class, part.mentees), sizes(&allowance.column_class, part.mentors));
    let of_row = |(row, number): (usize, &u64)| -> u64 {
        let allowed = |column: &usize| allowance.allowed[row * allowance.column_classes + column];
        number * (0..columns.len()).filter(allowed).map(|column| columns[column]).sum::<u64>()
    };
    let all: u64 = rows.iter().enumerate().map(of_row).sum();
    let except = allowance.except.iter();
    let except: u64 =
        except.map(|&(row, column)| members(part.mentees, row as usize) * members(part.mentors, column as usize)).sum();
    all - except
}

/// What rules allow by classes, where nothing else forbids.
fn by_classes<'p>(part: &PartRef<'p>, minimum: bool) -> Option<&'p Allowance> {
    part.source.allowance().filter(|_| !minimum)
}

/// Counts what scans find.
fn allowed_asked(part: &PartRef<'_>) -> u64 {
    let source = unrated(part.source);
    let prices = source.free_prices();
    let of_row = |found: &mut Vec<Found>, row: usize| -> u64 {
        found.clear();
        source.scan(row, ColumnPrices::ANY, &prices, found);
        let mentors = found.iter().map(|found| members(part.mentors, found.column as usize)).sum::<u64>();
        members(part.mentees, row) * mentors
    };
    (0..source.rows()).into_par_iter().map_init(Vec::new, of_row).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::kernel::PairSource;
    use crate::problem::{ComputedPairs, Part};

    /// Three rows and three columns, of which the last row and column are alone in their classes and forbidden together, and (0, 1) besides.
    struct Few(Option<Allowance>);

    impl PairSource for Few {
        fn rows(&self) -> usize {
            3
        }

        fn columns(&self) -> usize {
            3
        }

        fn points(&self, row: usize, column: usize) -> Option<u16> {
            (![(2, 2), (0, 1)].contains(&(row, column))).then_some(1)
        }

        fn allowance(&self) -> Option<&Allowance> {
            self.0.as_ref()
        }
    }

    #[test]
    fn allowed_pairs_are_counted_by_people_whether_by_classes_or_one_by_one() {
        let allowance = Allowance {
            row_class: vec![0, 0, 1],
            column_class: vec![0, 0, 1],
            column_classes: 2,
            allowed: vec![true, true, true, false],
            except: vec![(0, 1)],
        };
        for allowance in [None, Some(allowance)] {
            let members = |sizes: [u32; 3]| -> Members {
                let mut next = 0..;
                sizes.iter().map(|&size| next.by_ref().take(size as usize).collect()).collect()
            };
            // 9 mentees and 6 mentors: all but 4 × 3 and 2 × 2.
            let source = Arc::new(Few(allowance));
            let part = Part { source, mentees: members([2, 3, 4]), mentors: members([1, 2, 3]) };
            let pairs = Pairs::Computed(ComputedPairs::new(vec![part], 6, 9));
            assert_eq!(allowed(&pairs, false), Some(54 - 12 - 4));
            assert_eq!(allowed(&pairs, true), Some(54 - 12 - 4));
        }
    }
}
