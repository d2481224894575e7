//! An integer program in whole numbers: what a backend is asked, and what its answers are held against.

use super::model::SideRow;
use super::network::Cost;

/// A whole-number variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) lower: i64,
    pub(super) upper: i64,
    pub(super) cost: Cost,
}

/// Variables, and rows over them; the sum of costs is to be made as small as possible.
#[derive(Clone, Debug, Default)]
pub(super) struct IntegerProgram {
    pub(super) variables: Vec<Variable>,
    pub(super) rows: Vec<SideRow>,
}

/// What became of an attempt to make a program smaller.
pub(super) struct Impossible;

impl IntegerProgram {
    /// Tightens bounds by what the rows leave, until nothing changes.
    ///
    /// # Errors
    /// Where a row cannot hold.
    pub(super) fn tighten(&mut self) -> Result<(), Impossible> {
        let mut rows_of = vec![Vec::new(); self.variables.len()];
        for (number, row) in self.rows.iter().enumerate() {
            row.terms.iter().for_each(|&(variable, _)| rows_of[variable].push(number));
        }
        let mut waiting: Vec<usize> = (0..self.rows.len()).rev().collect();
        let mut is_waiting = vec![true; self.rows.len()];
        while let Some(number) = waiting.pop() {
            is_waiting[number] = false;
            for variable in self.tighten_by(number)? {
                for &other in &rows_of[variable] {
                    if !std::mem::replace(&mut is_waiting[other], true) {
                        waiting.push(other);
                    }
                }
            }
        }
        Ok(())
    }

    /// Tightens bounds by one row, and says whose.
    fn tighten_by(&mut self, number: usize) -> Result<Vec<usize>, Impossible> {
        let row = &self.rows[number];
        let range = |&(variable, count): &(usize, i64)| {
            let Variable { lower, upper, .. } = self.variables[variable];
            if count > 0 { (count * lower, count * upper) } else { (count * upper, count * lower) }
        };
        let (least, most) = row.terms.iter().map(range).fold((0, 0), |sum, term| (sum.0 + term.0, sum.1 + term.1));
        if row.lower.is_some_and(|lower| most < lower) || row.upper.is_some_and(|upper| least > upper) {
            return Err(Impossible);
        }
        let mut changed = Vec::new();
        for term in &row.terms {
            let (variable, count) = *term;
            let (own_least, own_most) = range(term);
            // The term is at most what the bound leaves when all others are least, and at least what it needs when they are most.
            let at_most = row.upper.map_or(own_most, |upper| upper - (least - own_least)).min(own_most);
            let at_least = row.lower.map_or(own_least, |lower| lower - (most - own_most)).max(own_least);
            let (lower, upper) = if count > 0 {
                (at_least.div_euclid(count) + i64::from(at_least.rem_euclid(count) > 0), at_most.div_euclid(count))
            } else {
                let (low, high) = (at_most.div_euclid(count), at_least.div_euclid(count));
                // With a negative divisor `div_euclid` rounds towards plus infinity: right for the lower bound only.
                (low, if at_least.rem_euclid(count) > 0 { high - 1 } else { high })
            };
            let bounds = &self.variables[variable];
            if lower > bounds.lower || upper < bounds.upper {
                changed.push((variable, lower.max(bounds.lower), upper.min(bounds.upper)));
            }
        }
        let mut whose = Vec::with_capacity(changed.len());
        for (variable, lower, upper) in changed {
            if lower > upper {
                return Err(Impossible);
            }
            (self.variables[variable].lower, self.variables[variable].upper) = (lower, upper);
            whose.push(variable);
        }
        Ok(whose)
    }

    /// The variables that are not fixed.
    pub(super) fn open(&self) -> impl Iterator<Item = usize> + '_ {
        let is_open = |variable: &usize| self.variables[*variable].lower < self.variables[*variable].upper;
        (0..self.variables.len()).filter(is_open)
    }

    /// The least values of all variables: the only ones, where none is open.
    pub(super) fn least(&self) -> Vec<i64> {
        self.variables.iter().map(|variable| variable.lower).collect()
    }

    /// The same program with the fixed variables and the rows that hold in any case left out, and the numbers of those that are left.
    pub(super) fn core(&self) -> (IntegerProgram, Vec<usize>) {
        let open: Vec<usize> = self.open().collect();
        let mut number = vec![None; self.variables.len()];
        open.iter().enumerate().for_each(|(at, &variable)| number[variable] = Some(at));
        let variables: Vec<Variable> = open.iter().map(|&variable| self.variables[variable]).collect();
        let rows = self.rows.iter().filter_map(|row| {
            let fixed = row.terms.iter().filter(|(variable, _)| number[*variable].is_none());
            let constant: i64 = fixed.map(|&(variable, count)| count * self.variables[variable].lower).sum();
            let open = row.terms.iter().filter_map(|&(variable, count)| Some((number[variable]?, count)));
            let row = SideRow {
                terms: open.collect(),
                lower: row.lower.map(|lower| lower - constant),
                upper: row.upper.map(|upper| upper - constant),
                of: row.of,
            };
            let range = |&(at, count): &(usize, i64)| {
                let Variable { lower, upper, .. } = variables[at];
                if count > 0 { (count * lower, count * upper) } else { (count * upper, count * lower) }
            };
            let (least, most) = row.terms.iter().map(range).fold((0, 0), |sum, term| (sum.0 + term.0, sum.1 + term.1));
            let matters = row.lower.is_some_and(|lower| least < lower) || row.upper.is_some_and(|upper| most > upper);
            matters.then_some(row)
        });
        let rows = rows.collect();
        (IntegerProgram { variables, rows }, open)
    }

    /// How far rows must be broken at least: a program that has answers in any case, and costs nothing just where this one has some.
    ///
    /// Every row that the least values break may be broken, by as much as they do, and pays for it.
    pub(super) fn loosened(&self) -> IntegerProgram {
        let least = self.least();
        let mut loose = self.clone();
        loose.variables.iter_mut().for_each(|variable| variable.cost = 0);
        for row in &mut loose.rows {
            let sum: i64 = row.terms.iter().map(|&(variable, count)| count * least[variable]).sum();
            let short = row.lower.map_or(0, |lower| lower - sum);
            let over = row.upper.map_or(0, |upper| sum - upper);
            for (by, sign) in [(short, 1), (over, -1)].into_iter().filter(|(by, _)| *by > 0) {
                row.terms.push((loose.variables.len(), sign));
                loose.variables.push(Variable { lower: 0, upper: by, cost: 1 });
            }
        }
        loose
    }

    /// Whether values keep all bounds and rows.
    pub(super) fn allows(&self, values: &[i64]) -> bool {
        let is_within = |(variable, &value): (&Variable, &i64)| (variable.lower..=variable.upper).contains(&value);
        let holds = |row: &SideRow| {
            let sum: i64 = row.terms.iter().map(|&(variable, count)| count * values[variable]).sum();
            row.lower.is_none_or(|lower| sum >= lower) && row.upper.is_none_or(|upper| sum <= upper)
        };
        self.variables.iter().zip(values).all(is_within) && self.rows.iter().all(holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::model::Of;

    fn binary(count: usize) -> Vec<Variable> {
        vec![Variable { lower: 0, upper: 1, cost: 0 }; count]
    }

    fn row(terms: &[(usize, i64)], lower: Option<i64>, upper: Option<i64>) -> SideRow {
        SideRow { terms: terms.to_vec(), lower, upper, of: Of::Result }
    }

    #[test]
    fn bounds_follow_from_rows() {
        // x0 + x1 = 2 makes both 1; 3·x2 − 2·x3 ≥ 2 makes x2 1 and x3 0.
        let rows = vec![row(&[(0, 1), (1, 1)], Some(2), Some(2)), row(&[(2, 3), (3, -2)], Some(2), None)];
        let mut program = IntegerProgram { variables: binary(4), rows };
        assert!(program.tighten().is_ok());
        assert_eq!(program.least(), [1, 1, 1, 0]);
        assert_eq!(program.open().count(), 0);
    }

    #[test]
    fn every_sign_rounds_inwards() {
        // 0 to 10 each: 3·x0 between 4 and 8 is 2; −3·x1 between −8 and −4 is 2 as well.
        let variables = vec![Variable { lower: 0, upper: 10, cost: 0 }; 2];
        let rows = vec![row(&[(0, 3)], Some(4), Some(8)), row(&[(1, -3)], Some(-8), Some(-4))];
        let mut program = IntegerProgram { variables, rows };
        assert!(program.tighten().is_ok());
        assert_eq!(program.variables.iter().map(|v| (v.lower, v.upper)).collect::<Vec<_>>(), [(2, 2), (2, 2)]);
    }

    #[test]
    fn a_row_that_cannot_hold_is_found() {
        let mut program = IntegerProgram { variables: binary(2), rows: vec![row(&[(0, 1), (1, 1)], Some(3), None)] };
        assert!(program.tighten().is_err());
    }

    #[test]
    fn the_core_leaves_out_what_is_fixed() {
        let mut variables = binary(3);
        variables[0].lower = 1;
        let rows = vec![row(&[(0, 1), (1, 1), (2, 1)], Some(2), None), row(&[(0, 1), (2, 1)], Some(1), None)];
        let program = IntegerProgram { variables, rows };
        let (core, open) = program.core();
        assert_eq!((open, core.rows), (vec![1, 2], vec![row(&[(0, 1), (1, 1)], Some(1), None)]));
        assert!(program.allows(&[1, 0, 1]) && !program.allows(&[1, 0, 0]));
    }
}
