//! What is chosen so far, kept by mentor.

use pairwright::problem::{Pair, Per, Problem};

use crate::judge::is_within;

/// The loads of the mentors, and their rows that count for quotas.
pub struct Ledger<'p> {
    problem: &'p Problem,
    /// What counts against capacity.
    pub loads: Vec<u32>,
    rows: Vec<u64>,
    /// For each quota, the rows of each mentor that count.
    counted: Vec<Vec<u64>>,
}

impl<'p> Ledger<'p> {
    pub fn new(problem: &'p Problem) -> Ledger<'p> {
        let mentors = problem.mentors.len();
        let counted = vec![vec![0; mentors]; problem.quotas.len()];
        Ledger { problem, loads: vec![0; mentors], rows: vec![0; mentors], counted }
    }

    /// Adds to a mentor's load; whether it has room for that.
    pub fn load(&mut self, mentor: usize) -> bool {
        self.loads[mentor] += 1;
        self.loads[mentor] <= self.problem.mentors[mentor].capacity
    }

    /// Takes from a mentor's load.
    pub fn unload(&mut self, mentor: usize) {
        self.loads[mentor] -= 1;
    }

    pub fn add_row(&mut self, pair: Pair) {
        self.rows[pair.mentor] += 1;
        for (quota, counted) in self.problem.quotas.iter().zip(&mut self.counted) {
            counted[pair.mentor] += u64::from(quota.counts.has(pair));
        }
    }

    pub fn remove_row(&mut self, pair: Pair) {
        self.rows[pair.mentor] -= 1;
        for (quota, counted) in self.problem.quotas.iter().zip(&mut self.counted) {
            counted[pair.mentor] -= u64::from(quota.counts.has(pair));
        }
    }

    /// Whether the minima are kept, and the quotas as far as slots have no part in them.
    pub fn keeps_limits(&self) -> bool {
        self.keeps_minima() && self.keeps_quotas()
    }

    fn keeps_minima(&self) -> bool {
        let mut mentors = self.loads.iter().zip(&self.problem.mentors);
        mentors.all(|(&load, mentor)| load == 0 || load >= mentor.minimum)
    }

    fn keeps_quotas(&self) -> bool {
        let rows = || self.rows.iter().copied();
        self.problem.quotas.iter().zip(&self.counted).all(|(quota, counted)| match quota.per {
            Per::Result => is_within(quota, counted.iter().sum(), rows().sum()),
            Per::Mentor => {
                counted.iter().zip(rows()).all(|(&counted, rows)| rows == 0 || is_within(quota, counted, rows))
            }
            Per::Slot => true,
        })
    }
}
