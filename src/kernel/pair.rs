//! The points of one pair, exactly.

use super::exact::{Scorer, Value, measure};

/// What a scorer wants to know of a pair.
///
/// A trait rather than closures, which would be compiled without the vector instructions of who asks.
pub(super) trait Pair {
    /// All values of a table, as [`Scorer::values`] gives them.
    fn table(&self, lookup: usize) -> &[u16];
    /// How many tags of a group the two have in common.
    fn shared(&self, group: usize) -> usize;
    /// The mentor and the mentee.
    fn people(&self) -> [usize; 2];
}

/// Where the values of a row, and in those the values of a column, begin in each table.
#[derive(Clone, Copy)]
struct Offsets<'o> {
    row: &'o [u32],
    column: &'o [u32],
}

impl Scorer {
    /// The points of a row with the column at a position, if it is allowed and they are at least `needed`.
    #[inline(always)]
    pub fn points(&self, (row, position): (usize, usize), needed: i64, pair: &impl Pair) -> Option<u16> {
        let needed = u64::try_from(needed.max(0)).ok().filter(|&needed| needed <= 10_000)?.max(self.minimum.into());
        let width = self.lookups.len();
        let offsets = Offsets {
            row: &self.row_offsets[row * width..][..width],
            column: &self.column_offsets[position * width..][..width],
        };
        let (criteria, rules) = self.terms.split_at(self.criteria);
        let mut weighted = 0;
        for term in criteria {
            weighted += term.weight * u64::from(self.value(&term.value, (row, position), offsets, pair));
        }
        if 2 * weighted + self.weights < 2 * self.weights * needed {
            return None;
        }
        for rule in rules {
            if self.value(&rule.value, (row, position), offsets, pair) == 0 {
                return None;
            }
        }
        let points = (2 * weighted + self.weights).checked_div(2 * self.weights).unwrap_or(0);
        u16::try_from(points).ok().filter(|&points| u64::from(points) >= needed)
    }

    #[inline(always)]
    fn value(&self, value: &Value, (row, position): (usize, usize), offsets: Offsets<'_>, pair: &impl Pair) -> u16 {
        match value {
            Value::One(at) => self.look_up(*at, offsets, pair),
            Value::Least(one, other) => self.look_up(*one, offsets, pair).min(self.look_up(*other, offsets, pair)),
            Value::Marked(at, marks) => {
                let marks = marks.of(row);
                match marks.binary_search_by(|mark| (mark.0 as usize).cmp(&position)) {
                    Ok(mark) => marks[mark].1,
                    Err(_) => self.look_up(*at, offsets, pair),
                }
            }
            Value::Asked(index) => {
                let [mentor, mentee] = pair.people();
                measure(&self.measures, *index).value(mentor, mentee)
            }
        }
    }

    #[inline(always)]
    fn look_up(&self, at: usize, offsets: Offsets<'_>, pair: &impl Pair) -> u16 {
        let begin = offsets.row[at] as usize + offsets.column[at] as usize;
        let lookup = &self.lookups[at];
        match lookup.group {
            Some(group) => pair.table(at)[begin + pair.shared(group).min(lookup.most)],
            None => pair.table(at)[begin],
        }
    }
}
