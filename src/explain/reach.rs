//! How many mentors are allowed for a mentee, without listing them where pairs are computed.

use rayon::prelude::*;

use crate::kernel::{Allowance, ColumnPrices, Found, unrated};
use crate::problem::{Members, PartRef, Problem};

/// Of the mentors who are allowed for a mentee: how many there are, and how many of them have what is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    pub allowed: usize,
    pub with: usize,
}

/// The mentors of a column, or the mentees of a row.
fn people(members: Option<&Members>, class: usize) -> Vec<usize> {
    members.map_or_else(|| vec![class], |members| members.of(class).iter().map(|&person| person as usize).collect())
}

/// For each mentee (all by index in the problem), the number of allowed mentors, and of those that are `like` something; of mentees who are not
/// `asked` about, nothing.
///
/// O(columns) at worst for each row of a part that somebody of is asked about, and O(1) where rules tell it by classes.
pub(super) fn reaches(problem: &Problem, asked: &[bool], like: impl Fn(usize) -> bool + Sync) -> Vec<Reach> {
    let of_part = |part: &PartRef<'_>| -> Vec<(Vec<usize>, Reach)> {
        let rows = (0..part.source.rows()).map(|row| (row, people(part.mentees, row)));
        let rows: Vec<_> = rows.filter(|(_, mentees)| mentees.iter().any(|&mentee| asked[mentee])).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = columns_of(part, &like);
        let by_class = part.source.allowance().map(|allowance| (allowance, by_classes(allowance, &columns)));
        let source = if by_class.is_some() { part.source } else { unrated(part.source) };
        let free = source.free_prices();
        let reach = |found: &mut Vec<Found>, (row, mentees): (usize, Vec<usize>)| {
            let reach = match &by_class {
                Some((allowance, classes)) => of_class(row, allowance, classes, &columns),
                None => {
                    found.clear();
                    source.scan(row, ColumnPrices::ANY, &free, found);
                    found.iter().map(|found| columns[found.column as usize]).fold(Reach::default(), Reach::and)
                }
            };
            (mentees, reach)
        };
        rows.into_par_iter().map_init(Vec::new, reach).collect()
    };
    let parts = problem.pairs.parts();
    let found: Vec<Vec<(Vec<usize>, Reach)>> = parts.par_iter().map(of_part).collect();
    let mut reaches = vec![Reach::default(); problem.mentees.len()];
    for (mentees, reach) in found.into_iter().flatten() {
        mentees.into_iter().filter(|&mentee| asked[mentee]).for_each(|mentee| reaches[mentee] = reach);
    }
    reaches
}

/// For each mentor, by index in the problem, whether it is allowed for somebody.
pub(super) fn reached_mentors(problem: &Problem) -> Vec<bool> {
    let of_part = |part: &PartRef<'_>| -> Vec<usize> {
        let mut open: Vec<bool> = vec![true; part.source.columns()];
        match part.source.allowance() {
            Some(allowance) => close_by_classes(allowance, &mut open),
            None => close_by_scans(part, &mut open),
        }
        let closed = open.iter().enumerate().filter(|(_, is_open)| !**is_open);
        closed.flat_map(|(column, _)| people(part.mentors, column)).collect()
    };
    let mut reached = vec![false; problem.mentors.len()];
    let found: Vec<Vec<usize>> = problem.pairs.parts().par_iter().map(of_part).collect();
    found.into_iter().flatten().for_each(|mentor| reached[mentor] = true);
    reached
}

impl Reach {
    fn and(self, other: Reach) -> Reach {
        Reach { allowed: self.allowed + other.allowed, with: self.with + other.with }
    }

    fn without(self, other: Reach) -> Reach {
        Reach { allowed: self.allowed - other.allowed, with: self.with - other.with }
    }
}

/// What each column brings to those for whom it is allowed.
fn columns_of(part: &PartRef<'_>, like: impl Fn(usize) -> bool) -> Vec<Reach> {
    let column = |column: usize| {
        let mentors = people(part.mentors, column);
        Reach { allowed: mentors.len(), with: mentors.into_iter().filter(|&mentor| like(mentor)).count() }
    };
    (0..part.source.columns()).map(column).collect()
}

/// What the columns of all allowed classes bring to each class of rows. O(classes of rows × classes of columns).
fn by_classes(allowance: &Allowance, columns: &[Reach]) -> Vec<Reach> {
    let mut sums = vec![Reach::default(); allowance.column_classes];
    for (&class, &column) in allowance.column_class.iter().zip(columns) {
        sums[class as usize] = sums[class as usize].and(column);
    }
    let of_row = |allowed: &[bool]| {
        allowed.iter().zip(&sums).filter(|(allowed, _)| **allowed).fold(Reach::default(), |all, (_, sum)| all.and(*sum))
    };
    allowance.allowed.chunks(allowance.column_classes.max(1)).map(of_row).collect()
}

/// What is allowed for a row, but for the pairs that are forbidden one by one.
fn of_class(row: usize, allowance: &Allowance, classes: &[Reach], columns: &[Reach]) -> Reach {
    let first = allowance.except.partition_point(|pair| (pair.0 as usize) < row);
    let except = allowance.except[first..].iter().take_while(|pair| pair.0 as usize == row);
    let all = classes[allowance.row_class[row] as usize];
    except.fold(all, |all, pair| all.without(columns[pair.1 as usize]))
}

/// Closes the columns that are allowed for a row. O(classes of rows × classes of columns + exceptions).
fn close_by_classes(allowance: &Allowance, open: &mut [bool]) {
    let rows = allowance.allowed.len().checked_div(allowance.column_classes).unwrap_or(0);
    let mut in_class = vec![0_usize; rows];
    allowance.row_class.iter().for_each(|&class| in_class[class as usize] += 1);
    let mut of_column = vec![0; allowance.column_classes];
    for (allowed, &number) in allowance.allowed.chunks(allowance.column_classes.max(1)).zip(&in_class) {
        of_column.iter_mut().zip(allowed).filter(|(_, allowed)| **allowed).for_each(|(sum, _)| *sum += number);
    }
    let mut rows_of: Vec<usize> = allowance.column_class.iter().map(|&class| of_column[class as usize]).collect();
    allowance.except.iter().for_each(|&(_, column)| rows_of[column as usize] -= 1);
    open.iter_mut().zip(rows_of).for_each(|(is_open, rows)| *is_open = rows == 0);
}

/// Closes the columns that are allowed for a row: the closed ones are not looked at again, so that all scans together find each column once.
fn close_by_scans(part: &PartRef<'_>, open: &mut [bool]) {
    let source = unrated(part.source);
    let (mut prices, mut left, mut found) = (source.free_prices(), open.len(), Vec::new());
    for row in 0..source.rows() {
        if left == 0 {
            return;
        }
        source.scan(row, ColumnPrices::ANY, &prices, &mut found);
        left -= found.len();
        for found in found.drain(..) {
            open[found.column as usize] = false;
            prices.set(found.column as usize, ColumnPrices::CLOSED);
        }
    }
}
