//! Which pairs the rules allow, told by classes of people that they do not tell apart.

use super::classing::Classing;
use super::exact::{Scorer, Value};
use super::layout::Layout;
use super::source::Allowance;
use super::tags::TagGroup;

/// The most pairs of classes that are told apart.
const MOST_CELLS: usize = 4_000_000;

/// What rules come to by classes, or `None` where they do not, or where points may be too few.
pub(super) fn allowance(scorer: &Scorer, groups: &[TagGroup], layout: &Layout, rows: usize) -> Option<Allowance> {
    if scorer.lowest() < scorer.minimum {
        return None;
    }
    let columns = layout.position_of.len();
    let position = |column: usize| layout.position_of[column] as usize;
    let mut lookups = Vec::new();
    for rule in &scorer.terms[scorer.criteria..] {
        match &rule.value {
            Value::One(at) | Value::Marked(at, _) => lookups.push(*at),
            Value::Least(one, other) => lookups.extend([*one, *other]),
            Value::Asked(_) => return None,
        }
    }
    let (mut row_classes, mut column_classes) = (Classing::alike(rows), Classing::alike(columns));
    for &at in &lookups {
        row_classes = row_classes.divided(|row| scorer.offset(true, row, at));
        column_classes = column_classes.divided(|column| scorer.offset(false, position(column), at));
        if let Some(group) = scorer.lookups[at].group {
            row_classes = row_classes.divided(|row| groups[group].row(row));
            column_classes = column_classes.divided(|column| groups[group].column(position(column)));
        }
    }
    if row_classes.count().saturating_mul(column_classes.count()) > MOST_CELLS {
        return None;
    }
    let value = |at: usize, row: usize, position: usize| {
        let lookup = scorer.lookups[at];
        let shared = lookup.group.map_or(0, |group| groups[group].count(row, position).min(lookup.most));
        let begin = scorer.offset(true, row, at) + scorer.offset(false, position, at);
        scorer.values(at)[begin as usize + shared]
    };
    let allows = |row: usize, position: usize| lookups.iter().all(|&at| value(at, row, position) != 0);
    let mut allowed = Vec::with_capacity(row_classes.count() * column_classes.count());
    for &row in &row_classes.first {
        let columns = column_classes.first.iter();
        allowed.extend(columns.map(|&column| allows(row as usize, position(column as usize))));
    }
    let mut except = Vec::new();
    for rule in &scorer.terms[scorer.criteria..] {
        let Value::Marked(at, marks) = &rule.value else { continue };
        for row in 0..rows {
            for &(position, marked) in marks.of(row) {
                if marked != 0 && value(*at, row, position as usize) == 0 {
                    return None;
                }
                if marked == 0 && allows(row, position as usize) {
                    except.push((super::classing::number(row), layout.column_at[position as usize]));
                }
            }
        }
    }
    except.sort_unstable();
    except.dedup();
    Some(Allowance {
        row_class: row_classes.of,
        column_classes: column_classes.count(),
        column_class: column_classes.of,
        allowed,
        except,
    })
}
