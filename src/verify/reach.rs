//! How many places of a mentee are within reach: those of its must-pairs, and as many more as others could fill.

use std::collections::HashSet;

use rayon::prelude::*;

use super::all_pairs::{AllPairs, RowAt};
use crate::kernel::{Allowance, ColumnPrices};
use crate::problem::{Pair, Problem};

/// The must-pairs of each mentee, and the mentors with a place that none of them takes.
pub(super) struct Reach<'p> {
    all: &'p AllPairs<'p>,
    must_of: Vec<Vec<usize>>,
    is_open: Vec<bool>,
    /// For each part the number of open mentors that each row class is allowed, or the prices that close every other column.
    parts: Vec<Open<'p>>,
}

enum Open<'p> {
    Counted { allowance: &'p Allowance, of_class: Vec<u64>, in_column: Vec<u32> },
    Scanned { prices: ColumnPrices, in_column: Vec<u32> },
}

impl<'p> Reach<'p> {
    pub(super) fn of(problem: &Problem, all: &'p AllPairs<'p>) -> Reach<'p> {
        let mut must_of = vec![Vec::new(); problem.mentees.len()];
        let mut places: Vec<u32> = problem.mentors.iter().map(|mentor| mentor.capacity).collect();
        for pair in &problem.must {
            must_of[pair.mentee].push(pair.mentor);
            places[pair.mentor] = places[pair.mentor].saturating_sub(1);
        }
        let is_open: Vec<bool> = places.iter().map(|&places| places > 0).collect();
        let open_in = |part: usize, column: usize| {
            let open = all.mentors_of(part, column).filter(|&mentor| is_open[mentor]).count();
            u32::try_from(open).expect("fewer people than 2^32")
        };
        let parts = (0..all.parts()).map(|part| {
            let columns = all.source(part).columns();
            Open::of(all, part, (0..columns).map(|column| open_in(part, column)).collect())
        });
        let parts = parts.collect();
        Reach { all, must_of, is_open, parts }
    }

    /// The mentors with whom a mentee must be.
    pub(super) fn must_of(&self, mentee: usize) -> &[usize] {
        &self.must_of[mentee]
    }

    /// Whether a mentor has a place that no must-pair takes.
    pub(super) fn is_open(&self, mentor: usize) -> bool {
        self.is_open[mentor]
    }

    /// For each mentee the number of places within reach beyond its must-pairs.
    ///
    /// A partner who is no must-pair fills a place within reach, so only mentees with an empty place are looked at more closely.
    pub(super) fn further(&self, problem: &Problem, pairs: &[Pair]) -> Vec<u32> {
        let must: HashSet<Pair> = problem.must.iter().copied().collect();
        let mut held = vec![0_u32; problem.mentees.len()];
        pairs.iter().filter(|pair| !must.contains(pair)).for_each(|pair| held[pair.mentee] += 1);
        let further = |mentee: usize| {
            let made = u32::try_from(self.must_of[mentee].len()).unwrap_or(u32::MAX);
            let most = problem.mentees[mentee].wanted.saturating_sub(made);
            match self.all.row_of(mentee) {
                None => 0,
                Some(_) if held[mentee] >= most => most,
                Some(at) => self.open(at, mentee, most),
            }
        };
        (0..problem.mentees.len()).into_par_iter().map(further).collect()
    }

    /// Counts the open mentors that a mentee is allowed and that are no must-pairs of it, up to `most`.
    fn open(&self, at: RowAt, mentee: usize, most: u32) -> u32 {
        let must = self.must_of[mentee].iter().filter(|&&mentor| self.is_open[mentor]).count() as u64;
        let open = match &self.parts[at.part] {
            Open::Counted { allowance, of_class, in_column } => {
                let row = u32::try_from(at.row).expect("fewer people than 2^32");
                let first = allowance.except.partition_point(|except| except.0 < row);
                let except = allowance.except[first..].iter().take_while(|except| except.0 == row);
                let excepted: u64 = except.map(|except| u64::from(in_column[except.1 as usize])).sum();
                of_class[allowance.row_class[at.row] as usize] - excepted
            }
            Open::Scanned { prices, in_column } => self.scanned(at, prices, in_column, u64::from(most) + must),
        };
        u32::try_from(open.saturating_sub(must)).unwrap_or(u32::MAX).min(most)
    }

    /// Scans until so many are found.
    fn scanned(&self, at: RowAt, prices: &ColumnPrices, in_column: &[u32], most: u64) -> u64 {
        let mut open = 0_u64;
        let row = u32::try_from(at.row).expect("fewer people than 2^32");
        self.all.source(at.part).scan_rows(&[row], &mut [ColumnPrices::ANY], prices, &mut |_, found| {
            open += found.iter().map(|found| u64::from(in_column[found.column as usize])).sum::<u64>();
            found.clear();
            if open >= most { ColumnPrices::CLOSED } else { ColumnPrices::ANY }
        });
        open
    }
}

impl<'p> Open<'p> {
    fn of(all: &AllPairs<'p>, part: usize, in_column: Vec<u32>) -> Open<'p> {
        let source = all.source(part);
        let Some(allowance) = source.allowance() else {
            let mut prices = source.free_prices();
            for (column, _) in in_column.iter().enumerate().filter(|(_, open)| **open == 0) {
                prices.set(column, ColumnPrices::CLOSED);
            }
            return Open::Scanned { prices, in_column };
        };
        let mut open = vec![0_u64; allowance.column_classes];
        for (&class, &of_column) in allowance.column_class.iter().zip(&in_column) {
            open[class as usize] += u64::from(of_column);
        }
        let rows = allowance.allowed.chunks(allowance.column_classes.max(1));
        let allowed = |row: &[bool]| row.iter().zip(&open).filter(|(allowed, _)| **allowed).map(|(_, open)| open).sum();
        Open::Counted { allowance, of_class: rows.map(allowed).collect(), in_column }
    }
}
