//! The best assignment by looking at every one of them.
//!
//! Of every mentee all sets of rows that it may have by itself, and of these all choices, one for each mentee. Nothing is
//! concluded and nothing is skipped, except where mentors have no place left for what is chosen already.

use pairwright::problem::{Per, Problem, Row};
use pairwright::units::Level;

use super::judge::{fault_of_mentee, is_within, points};

/// Bits for a count in the numbers that are compared. All counts are below 16: of the rows of a problem.
const DIGIT: u32 = 4;

/// The rows of the best assignment by the levels of the problem, or `None` where none keeps all limits.
///
/// Without coverage, one with the fewest rows among the best.
pub fn best(problem: &Problem) -> Option<Vec<Row>> {
    let mut search = Search::new(problem);
    search.go(0, &Sum::default());
    let (_, chosen) = search.best?;
    let sets = search.options.iter().zip(chosen).flat_map(|(options, at)| options[at].rows.clone());
    Some(sets.collect())
}

/// The number of choices that [`best`] has before it looks at the mentors' places.
pub fn choices(problem: &Problem) -> usize {
    (0..problem.mentees.len()).map(|mentee| sets_of(problem, mentee).len()).fold(1, usize::saturating_mul)
}

/// The sets of rows that a mentee may have as far as other mentees have no part in it.
fn sets_of(problem: &Problem, mentee: usize) -> Vec<Vec<Row>> {
    let mut sets = vec![Vec::new()];
    for row in problem.rows_of(mentee).into_iter().map(|(row, _)| row) {
        for at in 0..sets.len() {
            let with_row: Vec<Row> = sets[at].iter().copied().chain([row]).collect();
            let is_for_itself = |other: &Row| other.demand.is_none() || other.demand != row.demand;
            if with_row.len() <= problem.mentees[mentee].wanted as usize && sets[at].iter().all(is_for_itself) {
                sets.push(with_row);
            }
        }
    }
    sets.retain(|set| fault_of_mentee(problem, mentee, set).is_none());
    sets
}

/// One way to serve a mentee.
struct Choice {
    rows: Vec<Row>,
    sum: Sum,
}

/// What rows come to, as far as it adds up.
#[derive(Clone, Copy)]
struct Sum {
    /// The filled places of every class, [`DIGIT`] bits each, those that count first in the highest.
    coverage: u128,
    /// The rows in every band that some row of the problem is in, the lowest band in the highest bits.
    bands: u128,
    lowest: u16,
    previous: u128,
    total: u128,
    rows: u128,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { coverage: 0, bands: 0, lowest: 10_000, previous: 0, total: 0, rows: 0 }
    }
}

impl Sum {
    fn plus(&self, other: &Sum) -> Sum {
        Sum {
            coverage: self.coverage + other.coverage,
            bands: self.bands + other.bands,
            lowest: self.lowest.min(other.lowest),
            previous: self.previous + other.previous,
            total: self.total + other.total,
            rows: self.rows + other.rows,
        }
    }
}

/// The values of the levels in their order, then the number of rows where coverage is no level; the greater the better.
type Merit = [u128; 7];

struct Search<'p> {
    problem: &'p Problem,
    options: Vec<Vec<Choice>>,
    chosen: Vec<usize>,
    loads: Vec<u32>,
    /// For each quota, the rows of each mentor that count.
    counted: Vec<Vec<u64>>,
    best: Option<(Merit, Vec<usize>)>,
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem) -> Search<'p> {
        let rows: Vec<Row> =
            (0..problem.mentees.len()).flat_map(|mentee| problem.rows_of(mentee)).map(|(row, _)| row).collect();
        let mut bands: Vec<u16> = rows.iter().map(|&row| band(problem, row)).collect();
        bands.sort_unstable();
        bands.dedup();
        let digits = bands.len().max(problem.place_classes().len());
        assert!(digits <= 32, "a number of 128 bits holds {digits} counts");
        let wanted: u32 = problem.mentees.iter().map(|mentee| mentee.wanted).sum();
        assert!(wanted < 1 << DIGIT, "{wanted} rows are more than a digit counts");
        let choice = |rows: Vec<Row>| Choice { sum: sum(problem, &bands, &rows), rows };
        let options = |mentee: usize| sets_of(problem, mentee).into_iter().map(choice).collect();
        Search {
            problem,
            options: (0..problem.mentees.len()).map(options).collect(),
            chosen: vec![0; problem.mentees.len()],
            loads: vec![0; problem.mentors.len()],
            counted: vec![vec![0; problem.mentors.len()]; problem.quotas.len()],
            best: None,
        }
    }

    /// Tries all choices of the mentees from this one on, the earlier ones having chosen what comes to `sum`.
    fn go(&mut self, mentee: usize, sum: &Sum) {
        let Some(options) = self.options.get(mentee) else { return self.weigh(sum) };
        for at in 0..options.len() {
            self.chosen[mentee] = at;
            let sum = sum.plus(&self.options[mentee][at].sum);
            if self.make(mentee, at) {
                self.go(mentee + 1, &sum);
            }
            self.unmake(mentee, at);
        }
    }

    /// Makes the rows of a choice; whether all mentors have places for them.
    fn make(&mut self, mentee: usize, at: usize) -> bool {
        let mut fits = true;
        for row in &self.options[mentee][at].rows {
            let mentor = row.pair.mentor;
            self.loads[mentor] += 1;
            fits &= self.loads[mentor] <= self.problem.mentors[mentor].capacity;
            for (quota, counted) in self.problem.quotas.iter().zip(&mut self.counted) {
                counted[mentor] += u64::from(quota.counts.has(row.pair));
            }
        }
        fits
    }

    fn unmake(&mut self, mentee: usize, at: usize) {
        for row in &self.options[mentee][at].rows {
            let mentor = row.pair.mentor;
            self.loads[mentor] -= 1;
            for (quota, counted) in self.problem.quotas.iter().zip(&mut self.counted) {
                counted[mentor] -= u64::from(quota.counts.has(row.pair));
            }
        }
    }

    /// Keeps what is chosen if it keeps the limits of all together and is better than all before.
    fn weigh(&mut self, sum: &Sum) {
        if !self.keeps_minima() || !self.keeps_quotas() {
            return;
        }
        let merit = self.merit(sum);
        if self.best.as_ref().is_none_or(|(best, _)| merit > *best) {
            self.best = Some((merit, self.chosen.clone()));
        }
    }

    fn keeps_minima(&self) -> bool {
        let mut mentors = self.loads.iter().zip(&self.problem.mentors);
        mentors.all(|(&load, mentor)| load == 0 || load >= mentor.minimum)
    }

    fn keeps_quotas(&self) -> bool {
        let loads = || self.loads.iter().map(|&load| u64::from(load));
        self.problem.quotas.iter().zip(&self.counted).all(|(quota, counted)| match quota.per {
            Per::Result | Per::Slot => is_within(quota, counted.iter().sum(), loads().sum()),
            Per::Mentor => {
                counted.iter().zip(loads()).all(|(&counted, load)| load == 0 || is_within(quota, counted, load))
            }
        })
    }

    fn merit(&self, sum: &Sum) -> Merit {
        let squares = || self.loads.iter().map(|&load| u128::from(load) * u128::from(load)).sum::<u128>();
        let mut merit = [0; 7];
        for (merit, level) in merit.iter_mut().zip(&self.problem.levels) {
            *merit = match level {
                Level::Coverage => sum.coverage,
                Level::Worst => sum.lowest.into(),
                Level::Fair => u128::MAX - sum.bands,
                Level::Continuity => sum.previous,
                Level::Balance => u128::MAX - squares(),
                Level::Total => sum.total,
            };
        }
        if !self.problem.levels.contains(&Level::Coverage) {
            merit[6] = u128::MAX - sum.rows;
        }
        merit
    }
}

fn band(problem: &Problem, row: Row) -> u16 {
    points(problem, row).expect("an allowed row") / 100
}

/// What the rows of one mentee come to.
fn sum(problem: &Problem, bands: &[u16], rows: &[Row]) -> Sum {
    let classes = problem.place_classes();
    let mut sum = Sum::default();
    for (place, &row) in (1..).zip(rows) {
        let tier = problem.mentees[row.pair.mentee].tier;
        let class =
            classes.iter().position(|class| class.place == place && class.tier == tier).expect("a wanted place");
        let band = bands.iter().position(|&known| known == band(problem, row)).expect("a band of the problem");
        let points = points(problem, row).expect("an allowed row");
        sum.coverage += digit(class, classes.len());
        sum.bands += digit(band, bands.len());
        sum.lowest = sum.lowest.min(points);
        sum.previous += u128::from(problem.previous.contains(&row.pair));
        sum.total += u128::from(points);
        sum.rows += 1;
    }
    sum
}

/// One in the digit at this place of so many, counted from the highest.
fn digit(at: usize, of: usize) -> u128 {
    1 << ((of - 1 - at) * DIGIT as usize)
}
