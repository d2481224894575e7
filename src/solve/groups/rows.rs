//! What holds beyond one circle, as rows over variables: seats first, then circles, then units of leaders' loads.

use std::collections::BTreeMap;

use super::board::Board;
use crate::problem::{Amount, Level, Pair, Per, Quota, Sense};
use crate::solve::model::{Of, SideRow, simplest};

/// The variables by what they are; each is 0 or 1.
#[derive(Clone, Copy)]
pub(super) struct Variables {
    pub(super) seats: usize,
    pub(super) circles: usize,
}

impl Board<'_> {
    pub(super) fn variables(&self) -> Variables {
        Variables { seats: self.seats.len(), circles: self.circles.len() }
    }

    /// The number of the variable that says whether a circle is open.
    pub(super) fn open(&self, circle: usize) -> usize {
        self.seats.len() + circle
    }

    /// For each unit of a leader's load, where loads are balanced: the leader and which unit it is, from 1.
    pub(super) fn units(&self) -> Vec<(usize, u32)> {
        if !self.problem.levels.contains(&Level::Balance) {
            return Vec::new();
        }
        let of_leader = |leader: usize| {
            let most = self.problem.mentors[leader]
                .capacity
                .min(u32::try_from(self.circles_of[leader].len()).unwrap_or(u32::MAX));
            (1..=most).map(move |unit| (leader, unit))
        };
        (0..self.problem.mentors.len()).flat_map(of_leader).collect()
    }

    /// The rows of minima, quotas, and people in both roles.
    pub(super) fn rows(&self) -> Vec<SideRow> {
        let mut rows = self.minima();
        rows.extend(self.problem.quotas.iter().flat_map(|quota| self.quota(quota)));
        rows.extend(self.twins());
        rows
    }

    /// The rows of leaders: no more groups than the capacity, or as many as there are units; one in a slot.
    pub(super) fn leader_rows(&self) -> Vec<SideRow> {
        let units = self.units();
        let mut rows = Vec::new();
        for (leader, circles) in self.circles_of.iter().enumerate().filter(|(_, circles)| !circles.is_empty()) {
            let led = || circles.iter().map(|&circle| (self.open(circle), 1));
            let first = self.variables().seats + self.variables().circles;
            let own = units.iter().enumerate().filter(|(_, unit)| unit.0 == leader).map(|(at, _)| (first + at, -1));
            if units.is_empty() {
                rows.push(at_most(led().collect(), self.problem.mentors[leader].capacity.into()));
            } else {
                rows.push(SideRow {
                    terms: led().chain(own).collect(),
                    lower: Some(0),
                    upper: Some(0),
                    of: Of::Result,
                });
            }
            if self.problem.mentors[leader].capacity > 1 {
                let mut of_slot: BTreeMap<u32, Vec<(usize, i64)>> = BTreeMap::new();
                for &circle in circles {
                    if let Some(slot) = self.circles[circle].slot {
                        of_slot.entry(slot).or_default().push((self.open(circle), 1));
                    }
                }
                rows.extend(of_slot.into_values().filter(|terms| terms.len() > 1).map(|terms| at_most(terms, 1)));
            }
        }
        rows
    }

    /// A leader with a group has at least its minimum of them.
    fn minima(&self) -> Vec<SideRow> {
        let mut rows = Vec::new();
        for (leader, circles) in self.circles_of.iter().enumerate() {
            let minimum = i64::from(self.problem.mentors[leader].minimum);
            if minimum < 2 {
                continue;
            }
            for &circle in circles {
                let others = circles.iter().filter(|&&other| other != circle).map(|&other| (self.open(other), 1));
                rows.push(at_least(others.chain([(self.open(circle), 1 - minimum)]).collect(), 0));
            }
        }
        rows
    }

    /// The rows of a quota: over all seats, or over those of each mentor or slot.
    fn quota(&self, quota: &Quota) -> Vec<SideRow> {
        // What a seat is in the unit: how many of its pairs count, and how many there are.
        let mut of_unit: BTreeMap<usize, Vec<(usize, i64, i64)>> = BTreeMap::new();
        for (number, seat) in self.seats.iter().enumerate() {
            let circle = &self.circles[seat.circle];
            let counts = |mentor: usize| i64::from(quota.counts(Pair { mentee: seat.member, mentor }));
            match quota.per {
                Per::Mentor => {
                    for &leader in &circle.leaders {
                        of_unit.entry(leader).or_default().push((number, counts(leader), 1));
                    }
                }
                Per::Result | Per::Slot => {
                    let unit = if quota.per == Per::Slot { circle.slot.map_or(0, |slot| slot as usize) } else { 0 };
                    let counted = circle.leaders.iter().map(|&leader| counts(leader)).sum();
                    let pairs = i64::try_from(circle.leaders.len()).expect("few leaders");
                    of_unit.entry(unit).or_default().push((number, counted, pairs));
                }
            }
        }
        if quota.per == Per::Result {
            of_unit.entry(0).or_default();
        }
        of_unit.into_iter().flat_map(|(unit, seats)| self.bound(quota, unit, &seats)).collect()
    }

    fn bound(&self, quota: &Quota, unit: usize, seats: &[(usize, i64, i64)]) -> Vec<SideRow> {
        let row = |terms: Vec<(usize, i64)>, bound: i64| match quota.sense {
            Sense::AtLeast => at_least(terms, bound),
            Sense::AtMost => at_most(terms, bound),
        };
        let rows = match quota.amount {
            Amount::Share { part, whole } => {
                let most: i64 = seats.iter().map(|&(_, _, pairs)| pairs).sum();
                let (part, whole) = simplest(part, whole, usize::try_from(most).unwrap_or(usize::MAX), quota.sense);
                let weight = |&(seat, counted, pairs): &(usize, i64, i64)| {
                    (seat, counted * i64::from(whole) - pairs * i64::from(part))
                };
                let terms = seats.iter().map(weight).filter(|(_, weight)| *weight != 0);
                vec![row(terms.collect(), 0)]
            }
            Amount::Rows(number) => {
                let counted =
                    seats.iter().filter(|(_, counted, _)| *counted > 0).map(|&(seat, counted, _)| (seat, counted));
                let counted: Vec<(usize, i64)> = counted.collect();
                if quota.per == Per::Result || quota.sense == Sense::AtMost {
                    vec![row(counted, number.into())]
                } else {
                    // A unit has rows as soon as one of its circles is open.
                    let mut circles: Vec<usize> = seats.iter().map(|&(seat, _, _)| self.seats[seat].circle).collect();
                    circles.dedup();
                    debug_assert!(
                        quota.per == Per::Slot || circles.iter().all(|circle| self.circles_of[unit].contains(circle))
                    );
                    let of_circle = |circle: usize| {
                        let terms = counted.iter().copied().chain([(self.open(circle), -i64::from(number))]);
                        at_least(terms.collect(), 0)
                    };
                    circles.into_iter().map(of_circle).collect()
                }
            }
        };
        rows.into_iter().filter(|row| !row.is_idle()).collect()
    }

    /// Who leads a group in a slot is no member of another in it.
    fn twins(&self) -> Vec<SideRow> {
        let twins = self.groups.slots.as_ref().map_or(&[][..], |slots| &slots.twins);
        let mut rows = Vec::new();
        for &(mentor, mentee) in twins {
            let (mut leads, mut sits) = (BTreeMap::new(), BTreeMap::new());
            for &circle in &self.circles_of[mentor] {
                add(&mut leads, self.circles[circle].slot, self.open(circle));
            }
            for &seat in &self.seats_of[mentee] {
                add(&mut sits, self.circles[self.seats[seat].circle].slot, seat);
            }
            let both = leads.into_iter().filter_map(|(slot, leads)| Some([leads, sits.remove(&slot)?].concat()));
            rows.extend(both.map(|terms| at_most(terms, 1)));
        }
        rows
    }
}

fn add(of_slot: &mut BTreeMap<Option<u32>, Vec<(usize, i64)>>, slot: Option<u32>, variable: usize) {
    of_slot.entry(slot).or_default().push((variable, 1));
}

/// A row that is at most so much; terms that count nothing are left out.
pub(super) fn at_most(terms: Vec<(usize, i64)>, most: i64) -> SideRow {
    SideRow { terms: counting(terms), lower: None, upper: Some(most), of: Of::Result }
}

/// A row that is at least so much.
pub(super) fn at_least(terms: Vec<(usize, i64)>, least: i64) -> SideRow {
    SideRow { terms: counting(terms), lower: Some(least), upper: None, of: Of::Result }
}

fn counting(mut terms: Vec<(usize, i64)>) -> Vec<(usize, i64)> {
    terms.retain(|(_, count)| *count != 0);
    terms
}
