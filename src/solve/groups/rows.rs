//! What holds beyond one circle, as rows over variables: seats first, then circles, then units of leaders' loads, then
//! extras.

use std::collections::BTreeMap;

use super::board::Board;
use crate::problem::{Amount, Level, Pair, Per, Quota, Sense};
use crate::solve::model::{Of, SideRow, simplest};

/// Rows over variables, which are 0 or 1, with extras that only they know.
pub(super) struct Rows {
    pub(super) rows: Vec<SideRow>,
    /// The number of the first extra.
    first: usize,
    pub(super) extras: usize,
}

impl Rows {
    fn add_extra(&mut self) -> usize {
        self.extras += 1;
        self.first + self.extras - 1
    }
}

/// How the pairs of a seat count in a quota.
struct Counted {
    seat: usize,
    counted: i64,
    /// How many there are.
    pairs: i64,
}

impl Board<'_> {
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
    pub(super) fn rows(&self) -> Rows {
        let mut rows =
            Rows { rows: Vec::new(), first: self.seats.len() + self.circles.len() + self.units().len(), extras: 0 };
        self.add_minima(&mut rows);
        self.problem.quotas.iter().for_each(|quota| self.add_quota(quota, &mut rows));
        rows.rows.extend(self.twins());
        rows.rows.retain(|row| !row.is_idle());
        rows
    }

    /// The rows of leaders: no more groups than the capacity, or as many as there are units; one in a slot.
    pub(super) fn leader_rows(&self) -> Vec<SideRow> {
        let units = self.units();
        let mut rows = Vec::new();
        for (leader, circles) in self.circles_of.iter().enumerate().filter(|(_, circles)| !circles.is_empty()) {
            let led = || circles.iter().map(|&circle| (self.open(circle), 1));
            let first = self.seats.len() + self.circles.len();
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
    fn add_minima(&self, rows: &mut Rows) {
        for (leader, circles) in self.circles_of.iter().enumerate() {
            let minimum = i64::from(self.problem.mentors[leader].minimum);
            if minimum >= 2 {
                let open = circles.iter().map(|&circle| (self.open(circle), 1));
                self.add_where_open(circles, open.collect(), minimum, rows);
            }
        }
    }

    /// Where any of some circles is open, terms come to at least so much.
    fn add_where_open(&self, circles: &[usize], terms: Vec<(usize, i64)>, least: i64, rows: &mut Rows) {
        let is_any_open = rows.add_extra();
        let follows = circles.iter().map(|&circle| at_most(vec![(self.open(circle), 1), (is_any_open, -1)], 0));
        rows.rows.extend(follows);
        rows.rows.push(at_least([terms, vec![(is_any_open, -least)]].concat(), 0));
    }

    /// The rows of a quota: over all seats, or over those of each mentor or slot.
    fn add_quota(&self, quota: &Quota, rows: &mut Rows) {
        let mut of_unit: BTreeMap<usize, Vec<Counted>> = BTreeMap::new();
        for (number, seat) in self.seats.iter().enumerate() {
            let circle = &self.circles[seat.circle];
            let counts = |mentor: usize| i64::from(quota.counts(Pair { mentee: seat.member, mentor }));
            match quota.per {
                Per::Mentor => {
                    for &leader in &circle.leaders {
                        let counted = Counted { seat: number, counted: counts(leader), pairs: 1 };
                        of_unit.entry(leader).or_default().push(counted);
                    }
                }
                Per::Result | Per::Slot => {
                    let unit = if quota.per == Per::Slot { circle.slot.map_or(0, |slot| slot as usize) } else { 0 };
                    let counted = circle.leaders.iter().map(|&leader| counts(leader)).sum();
                    let pairs = i64::try_from(circle.leaders.len()).expect("few leaders");
                    of_unit.entry(unit).or_default().push(Counted { seat: number, counted, pairs });
                }
            }
        }
        if quota.per == Per::Result {
            of_unit.entry(0).or_default();
        }
        of_unit.into_values().for_each(|seats| self.add_bound(quota, &seats, rows));
    }

    /// The bound of a quota on the seats of one unit.
    fn add_bound(&self, quota: &Quota, seats: &[Counted], rows: &mut Rows) {
        let row = |terms: Vec<(usize, i64)>, bound: i64| match quota.sense {
            Sense::AtLeast => at_least(terms, bound),
            Sense::AtMost => at_most(terms, bound),
        };
        match quota.amount {
            Amount::Share { part, whole } => {
                let most: i64 = seats.iter().map(|seat| seat.pairs).sum();
                let (part, whole) = simplest(part, whole, usize::try_from(most).unwrap_or(usize::MAX), quota.sense);
                let weight = |seat: &Counted| seat.counted * i64::from(whole) - seat.pairs * i64::from(part);
                rows.rows.push(row(seats.iter().map(|seat| (seat.seat, weight(seat))).collect(), 0));
            }
            Amount::Rows(number) => {
                let terms = seats.iter().map(|seat| (seat.seat, seat.counted)).collect();
                if quota.per == Per::Result || quota.sense == Sense::AtMost {
                    rows.rows.push(row(terms, number.into()));
                } else if number > 0 {
                    // A unit has rows as soon as one of its circles is open.
                    let mut circles: Vec<usize> = seats.iter().map(|seat| self.seats[seat.seat].circle).collect();
                    circles.dedup();
                    self.add_where_open(&circles, counting(terms), number.into(), rows);
                }
            }
        }
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
