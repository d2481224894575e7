//! Every row and column by itself, and the pairs found by scans.
//!
//! A column set is prices at which all others are closed, so that each search finds each column once. Rows with few allowed columns are
//! scanned once in all.

use super::arcs::Arcs;
use super::barred::{Barred, id, must_pairs};
use super::held::Held;
use super::nodes::{ColumnNode, Nodes, RowNode};
use super::people::People;
use crate::kernel::{ColumnPrices, PairSource};
use crate::solve::residual::Residual;
use crate::units::Points;

/// The allowed pairs of nodes, by scans.
pub(super) struct ByScan<'p> {
    source: &'p dyn PairSource,
    /// For each node, its row, or column.
    rows: Vec<u32>,
    columns: Vec<u32>,
    /// For each column, its node.
    node_of_column: Vec<Option<u32>>,
    /// For each node of a row, its columns where they are few.
    few: Vec<Option<Vec<u32>>>,
    /// For each row, the columns that it has by must-pairs.
    barred: Barred,
}

/// The most columns of a row that are kept; in tests, whose problems are small, fewer.
const FEW: usize = if cfg!(test) { 2 } else { 32 };

/// The nodes of a part and their allowed pairs.
pub(super) fn nodes<'p>(
    source: &'p dyn PairSource,
    (mentees, mentors): (People<'_>, People<'_>),
    residual: &Residual<'_>,
) -> (Nodes, ByScan<'p>) {
    let barred = Barred::new(mentees.classes(), must_pairs(mentees, mentors, residual));
    let (mut nodes, mut columns) = (Nodes::default(), Vec::new());
    for column in 0..mentors.classes() {
        let (people, places) = (mentors.number(column), mentors.common(column, &residual.places));
        nodes.of_column.push((places > 0).then_some(id(columns.len())));
        if places > 0 {
            nodes.columns.push(ColumnNode { people, places });
            columns.push(id(column));
        }
    }
    let looks = look(source, &nodes, &barred, mentees, residual);
    let mut arcs =
        ByScan { source, rows: Vec::new(), columns, node_of_column: nodes.of_column.clone(), few: Vec::new(), barred };
    nodes.of_row = vec![None; mentees.classes()];
    for (row, look) in looks {
        let first = mentees.of(row as usize).next();
        let (Some(first), true) = (first, look.reach > 0) else { continue };
        nodes.of_row[row as usize] = Some(id(nodes.rows.len()));
        let (tier, has) = (residual.problem.mentees[first].tier, residual.has[first]);
        nodes.rows.push(RowNode { people: mentees.number(row as usize), tier, has, reach: look.reach });
        arcs.rows.push(row);
        arcs.few.push(look.columns);
    }
    (nodes, arcs)
}

/// What a row was found to have.
struct Look {
    reach: u32,
    /// The nodes of all its columns with a place, ascending; `None` where they are many.
    columns: Option<Vec<u32>>,
}

/// Scans all rows who want a place until enough is known of them.
fn look(
    source: &dyn PairSource,
    nodes: &Nodes,
    barred: &Barred,
    mentees: People<'_>,
    residual: &Residual<'_>,
) -> Vec<(u32, Look)> {
    let wants = |row: usize| mentees.common(row, &residual.wants);
    let rows: Vec<u32> = (0..mentees.classes()).filter(|&row| wants(row) > 0).map(id).collect();
    let mut prices = source.free_prices();
    for (column, _) in nodes.of_column.iter().enumerate().filter(|(_, node)| node.is_none()) {
        prices.set(column, ColumnPrices::CLOSED);
    }
    let mut known: Vec<(u64, Vec<u32>)> = vec![(0, Vec::new()); rows.len()];
    let mut floors = vec![ColumnPrices::ANY; rows.len()];
    let beyond_all = i64::from(Points::MAX.get()) + 1;
    source.scan_rows(&rows, &mut floors, &prices, &mut |number, found| {
        let row = rows[number] as usize;
        let (people, columns) = &mut known[number];
        for found in found.drain(..).filter(|found| !barred.has(row, found.column)) {
            let node = nodes.of_column[found.column as usize].expect("columns without places are closed");
            *people += nodes.columns[node as usize].people;
            if columns.len() <= FEW {
                columns.push(node);
            }
        }
        if columns.len() > FEW && *people >= u64::from(wants(row)) { beyond_all } else { ColumnPrices::ANY }
    });
    let looked = rows.into_iter().zip(known).map(|(row, (people, mut columns))| {
        let reach = u32::try_from(people).unwrap_or(u32::MAX).min(wants(row as usize));
        columns.sort_unstable();
        columns.shrink_to_fit();
        (row, Look { reach, columns: (columns.len() <= FEW).then_some(columns) })
    });
    looked.collect()
}

impl ByScan<'_> {
    /// Finds the columns of a set that a row could take, up to so many.
    fn find(&mut self, row: u32, among: &ColumnPrices, held: &Held, found: &mut Vec<u32>, most: usize) {
        let is_open = |node: u32| held.left(row, node) > 0;
        if let Some(few) = &self.few[row as usize] {
            let is_among = |node: u32| among.get(self.columns[node as usize] as usize) < ColumnPrices::CLOSED;
            found.extend(few.iter().copied().filter(|&node| is_among(node) && is_open(node)).take(most));
            return;
        }
        let at = self.rows[row as usize] as usize;
        self.source.scan_rows(&[id(at)], &mut [ColumnPrices::ANY], among, &mut |_, seen| {
            let allowed = seen.drain(..).map(|found| found.column).filter(|&column| !self.barred.has(at, column));
            let nodes = allowed.filter_map(|column| self.node_of_column[column as usize]);
            found.extend(nodes.filter(|&node| is_open(node)).take(most - found.len()));
            if found.len() < most { ColumnPrices::ANY } else { ColumnPrices::CLOSED }
        });
    }
}

impl Arcs for ByScan<'_> {
    type Columns = ColumnPrices;

    fn allow(&self, row: u32, column: u32) -> bool {
        let (row, column) = (self.rows[row as usize] as usize, self.columns[column as usize]);
        !self.barred.has(row, column) && self.source.points(row, column as usize).is_some()
    }

    fn no_columns(&self) -> ColumnPrices {
        let mut prices = self.source.free_prices();
        (0..self.node_of_column.len()).for_each(|column| prices.set(column, ColumnPrices::CLOSED));
        prices
    }

    fn insert(&self, columns: &mut ColumnPrices, column: u32) {
        columns.set(self.columns[column as usize] as usize, 0);
    }

    fn remove(&self, columns: &mut ColumnPrices, column: u32) {
        columns.set(self.columns[column as usize] as usize, ColumnPrices::CLOSED);
    }

    fn any(&mut self, row: u32, among: &ColumnPrices, held: &Held) -> Option<u32> {
        let mut found = Vec::new();
        self.find(row, among, held, &mut found, 1);
        found.pop()
    }

    fn some(&mut self, row: u32, among: &ColumnPrices, held: &Held, found: &mut Vec<u32>) -> bool {
        self.find(row, among, held, found, usize::MAX);
        false
    }

    fn stride(&self) -> usize {
        usize::MAX
    }
}
