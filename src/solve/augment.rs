//! Augmenting paths without points: who can get one more, where others move aside.
//!
//! Rows and columns are plain indices here; what they stand for is the caller's. The arcs are bits, 64 to a word, so a
//! search looks at 64 columns at a time.

use std::collections::VecDeque;

use crate::problem::Pair;

/// A bipartite assignment that grows by augmenting paths: each arc is used at most once, a column takes rows up to its room.
pub(super) struct Augmenter {
    words: usize,
    /// For each row, a bit for each column that it may take and does not hold.
    open: Vec<u64>,
    room: Vec<u32>,
    /// Columns with room.
    roomy: Vec<u64>,
    /// Columns from which a column with room may still be reached.
    alive: Vec<u64>,
    holders: Vec<Vec<usize>>,
    unseen: Vec<u64>,
    /// For each column seen by the search, the row that would take it.
    taker: Vec<usize>,
    /// For each row seen by the search, the column that it would give up.
    leaves: Vec<Option<usize>>,
    seen: Vec<bool>,
    queue: VecDeque<usize>,
}

impl Augmenter {
    /// Rows without arcs, and columns with these rooms.
    pub(super) fn new(rows: usize, room: Vec<u32>) -> Augmenter {
        let words = room.len().div_ceil(64);
        let mut roomy = vec![0; words];
        for (column, _) in room.iter().enumerate().filter(|(_, room)| **room > 0) {
            set(&mut roomy, column);
        }
        Augmenter {
            words,
            open: vec![0; rows * words],
            alive: vec![u64::MAX; words],
            unseen: vec![0; words],
            holders: vec![Vec::new(); room.len()],
            taker: vec![0; room.len()],
            leaves: vec![None; rows],
            seen: vec![false; rows],
            queue: VecDeque::new(),
            room,
            roomy,
        }
    }

    /// Lets a row take a column.
    pub(super) fn allow(&mut self, row: usize, column: usize) {
        set(self.arcs_mut(row), column);
    }

    /// Gives a row a column that it is allowed and does not hold, and that has room.
    pub(super) fn hold(&mut self, row: usize, column: usize) {
        clear(self.arcs_mut(row), column);
        self.holders[column].push(row);
        self.room[column] -= 1;
        if self.room[column] == 0 {
            clear(&mut self.roomy, column);
        }
    }

    /// The rows and columns of the first so many columns that are held, as pairs of a mentee and a mentor.
    pub(super) fn pairs(&self, columns: usize) -> Vec<Pair> {
        let held = |mentor: usize| self.holders[mentor].iter().map(move |&mentee| Pair { mentee, mentor });
        (0..columns).flat_map(held).collect()
    }

    /// Gives a row one more column, where rows in between may change theirs; false where that cannot be.
    ///
    /// Breadth first. After a failure the columns that were seen are dead: all are full, whoever holds one reaches only
    /// others of them, so a later path that entered could not leave. Nothing about them changes again and later
    /// searches pass them over. Failures therefore cost O(rows × columns ÷ 64) together, a success at most as much alone.
    pub(super) fn augment(&mut self, row: usize) -> bool {
        self.unseen.copy_from_slice(&self.alive);
        self.seen.fill(false);
        self.queue.clear();
        self.enter(row, None);
        while let Some(row) = self.queue.pop_front() {
            if let Some(column) = self.column_with_room(row) {
                self.flip(row, column);
                return true;
            }
            self.spread(row);
        }
        self.alive.copy_from_slice(&self.unseen);
        false
    }

    /// The columns that have room, or would have it if rows changed columns without losing any; in order.
    ///
    /// O(rows × columns ÷ 64) a sweep, and as many sweeps as the longest such change has rows, at worst.
    pub(super) fn loose(&self) -> Vec<usize> {
        let mut held = vec![Vec::new(); self.leaves.len()];
        for (column, holders) in self.holders.iter().enumerate() {
            holders.iter().for_each(|&row| held[row].push(column));
        }
        let mut loose = self.roomy.clone();
        let mut waiting: Vec<usize> = (0..held.len()).filter(|&row| !held[row].is_empty()).collect();
        loop {
            let before = waiting.len();
            waiting.retain(|&row| {
                let arcs = &self.open[row * self.words..(row + 1) * self.words];
                let can_move = arcs.iter().zip(&loose).any(|(arcs, loose)| arcs & loose != 0);
                if can_move {
                    held[row].iter().for_each(|&column| set(&mut loose, column));
                }
                !can_move
            });
            if waiting.len() == before {
                return (0..self.room.len()).filter(|&column| is_set(&loose, column)).collect();
            }
        }
    }

    fn enter(&mut self, row: usize, leaves: Option<usize>) {
        if !std::mem::replace(&mut self.seen[row], true) {
            self.leaves[row] = leaves;
            self.queue.push_back(row);
        }
    }

    fn column_with_room(&self, row: usize) -> Option<usize> {
        let arcs = &self.open[row * self.words..(row + 1) * self.words];
        let both = arcs.iter().zip(&self.roomy).map(|(arcs, roomy)| arcs & roomy);
        both.enumerate().find(|(_, word)| *word != 0).map(|(at, word)| column_of(at, word))
    }

    /// Enters the holders of every column that the row could take and that was not seen.
    fn spread(&mut self, row: usize) {
        for at in 0..self.words {
            let mut fresh = self.open[row * self.words + at] & self.unseen[at];
            self.unseen[at] &= !fresh;
            while fresh != 0 {
                let column = column_of(at, fresh);
                fresh &= fresh - 1;
                self.taker[column] = row;
                for holder in 0..self.holders[column].len() {
                    self.enter(self.holders[column][holder], Some(column));
                }
            }
        }
    }

    /// Gives the column to the last row of the path, what that row gives up to the one before, and so on.
    fn flip(&mut self, last: usize, target: usize) {
        let (mut row, mut column) = (last, target);
        loop {
            self.hold(row, column);
            let Some(left) = self.leaves[row] else { return };
            self.release(row, left);
            (row, column) = (self.taker[left], left);
        }
    }

    fn release(&mut self, row: usize, column: usize) {
        set(self.arcs_mut(row), column);
        let at = self.holders[column].iter().position(|&holder| holder == row).expect("the path leaves held columns");
        self.holders[column].swap_remove(at);
        self.room[column] += 1;
        set(&mut self.roomy, column);
    }

    fn arcs_mut(&mut self, row: usize) -> &mut [u64] {
        &mut self.open[row * self.words..(row + 1) * self.words]
    }
}

fn set(bits: &mut [u64], column: usize) {
    bits[column / 64] |= 1 << (column % 64);
}

fn clear(bits: &mut [u64], column: usize) {
    bits[column / 64] &= !(1 << (column % 64));
}

fn is_set(bits: &[u64], column: usize) -> bool {
    bits[column / 64] >> (column % 64) & 1 == 1
}

/// The column of the lowest bit of a word.
fn column_of(at: usize, word: u64) -> usize {
    at * 64 + usize::try_from(word.trailing_zeros()).expect("a word has 64 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn augmenter(rows: &[&[usize]], room: &[u32]) -> Augmenter {
        let mut augmenter = Augmenter::new(rows.len(), room.to_vec());
        for (row, columns) in rows.iter().enumerate() {
            columns.iter().for_each(|&column| augmenter.allow(row, column));
        }
        augmenter
    }

    #[test]
    fn a_row_moves_aside_for_another() {
        let mut augmenter = augmenter(&[&[0, 1], &[0]], &[1, 1]);
        assert!(augmenter.augment(0) && augmenter.augment(1));
        assert_eq!((&augmenter.holders[0][..], &augmenter.holders[1][..]), (&[1][..], &[0][..]));
    }

    #[test]
    fn a_row_gets_a_column_once_only() {
        let mut augmenter = augmenter(&[&[0, 70]], &[5; 71]);
        assert!(augmenter.augment(0) && augmenter.augment(0));
        assert!(!augmenter.augment(0));
    }

    #[test]
    fn a_column_is_loose_where_its_row_can_move_to_room() {
        // Row 0 can move from 0 to 1, which has room; row 1 holds 2 and has nowhere to go.
        let mut augmenter = augmenter(&[&[0, 1], &[2]], &[1, 1, 1]);
        assert!(augmenter.augment(0) && augmenter.augment(1));
        assert_eq!(augmenter.loose(), [0, 1]);
    }

    #[test]
    fn nobody_loses_when_a_search_fails() {
        let mut augmenter = augmenter(&[&[0], &[0], &[0, 1]], &[1, 1]);
        assert!(augmenter.augment(0));
        assert!(!augmenter.augment(1));
        assert!(augmenter.augment(2));
        assert_eq!((&augmenter.holders[0][..], &augmenter.holders[1][..]), (&[0][..], &[2][..]));
    }
}
