//! Losses by shared tags: for a row and a tile a table by the number of tags, a lower bound for every column of the tile.

use std::collections::HashMap;

use super::classing::{Classing, number};
use super::exact::Scorer;
use super::lanes::Table;
use super::layout::{BLOCK, GAP, Layout};
use super::loss::{Part, alike, loss};
use super::prices::SHUT;
use super::tags::TagGroup;

/// The tables of some parts that count the same tags.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    /// The tags that are counted.
    pub group: usize,
    /// For each row its kind: what it is to the parts, and how many tags it has.
    kind_of: Vec<u32>,
    /// For each tile its mix: which classes of columns are in it.
    mix_of: Vec<u32>,
    mixes: usize,
    /// For each kind and each mix.
    tables: Vec<Table>,
    /// For each kind and each tile, the least loss.
    least: Vec<u16>,
    /// The number of parts of which losses are told exactly, but for rounding.
    pub exact: usize,
}

/// The most losses that are computed for some parts.
const MOST_LOSSES: usize = 4_000_000;

/// The last number of tags in a table: it stands for all above as well.
const LAST: usize = 15;

/// For each tile a number for the classes in it, and for each such number those classes.
fn mixes(classes: &Classing, layout: &Layout) -> (Vec<u32>, Vec<Vec<u32>>) {
    let mut known: HashMap<Vec<u32>, u32, foldhash::fast::RandomState> = HashMap::default();
    let (mut mix_of, mut mixes) = (Vec::new(), Vec::new());
    for tile in &layout.tiles {
        let columns = &layout.column_at[tile.start * BLOCK..tile.end * BLOCK];
        let mut mix: Vec<u32> =
            columns.iter().filter(|&&column| column != GAP).map(|&column| classes.of[column as usize]).collect();
        mix.sort_unstable();
        mix.dedup();
        let next = number(mixes.len());
        let index = *known.entry(mix).or_insert_with_key(|mix| {
            mixes.push(mix.clone());
            next
        });
        mix_of.push(index);
    }
    (mix_of, mixes)
}

impl Tables {
    /// The tables of all parts that count the tags of a group: together, or one by one where that is too much, without those that are so too.
    pub fn all(
        scorer: &Scorer,
        parts: &[Part],
        number: usize,
        group: &TagGroup,
        rows: usize,
        layout: &Layout,
    ) -> Vec<Tables> {
        match Tables::new(scorer, parts, number, group, rows, layout) {
            Some(tables) => vec![tables],
            None if parts.len() < 2 => Vec::new(),
            None => parts.chunks(1).flat_map(|part| Tables::new(scorer, part, number, group, rows, layout)).collect(),
        }
    }

    /// The tables of these parts; `None` where that is too much.
    pub fn new(
        scorer: &Scorer,
        parts: &[Part],
        number: usize,
        group: &TagGroup,
        rows: usize,
        layout: &Layout,
    ) -> Option<Tables> {
        let kinds = alike(scorer, parts, true, rows).divided(|row| group.tags(row));
        let classes = alike(scorer, parts, false, layout.position_of.len());
        let (mix_of, mixes) = mixes(&classes, layout);
        let work: usize = mixes.iter().map(|mix| mix.len() * (LAST + 1)).sum();
        if kinds.count().saturating_mul(work) > MOST_LOSSES {
            return None;
        }
        let mut tables = Vec::with_capacity(kinds.count() * mixes.len());
        let mut least = Vec::with_capacity(kinds.count() * layout.tiles.len());
        let mut is_exact = true;
        for &row in &kinds.first {
            let tags = group.tags(row as usize);
            let mut leasts = Vec::with_capacity(mixes.len());
            for mix in &mixes {
                let mut values = [SHUT; LAST + 1];
                for count in 0..=tags {
                    let slot = &mut values[count.min(LAST)];
                    for (at, &class) in mix.iter().enumerate() {
                        let loss = loss(scorer, parts, [row, classes.first[class as usize]], count);
                        is_exact &= loss == *slot || at == 0 && count <= LAST;
                        *slot = loss.min(*slot);
                    }
                }
                leasts.push(values.iter().copied().fold(SHUT, u16::min));
                tables.push(Table::new(values));
            }
            least.extend(mix_of.iter().map(|&mix| leasts[mix as usize]));
        }
        Some(Tables {
            group: number,
            kind_of: kinds.of,
            mix_of,
            mixes: mixes.len(),
            tables,
            least,
            exact: if is_exact { parts.len() } else { 0 },
        })
    }

    /// The table of a row in a tile.
    #[inline(always)]
    pub fn table(&self, row: usize, tile: usize) -> &Table {
        &self.tables[self.kind_of[row] as usize * self.mixes + self.mix_of[tile] as usize]
    }

    /// The least loss of a row in each tile.
    #[inline(always)]
    pub fn least(&self, row: usize) -> &[u16] {
        let tiles = self.mix_of.len();
        &self.least[self.kind_of[row] as usize * tiles..][..tiles]
    }
}
