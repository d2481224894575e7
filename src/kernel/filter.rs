//! The filter of a scan: the positions of a tile at which a row may lose little enough, nothing looked at exactly.
//!
//! Here and in what is called from here there are loops in place of closures, which would be compiled without the vector instructions.

use std::ops::Range;

use super::lanes::{Lanes, Table};
use super::layout::{BLOCK, TILE_BLOCKS};
use super::quick::Kernel;
use super::scan::MOST_GROUPS;

/// Tables that are looked up in one go.
const AT_ONCE: usize = 4;

static NO_COUNTS: [[u8; BLOCK]; TILE_BLOCKS] = [[0; BLOCK]; TILE_BLOCKS];
static NO_LOSSES: [[u16; BLOCK]; TILE_BLOCKS] = [[0; BLOCK]; TILE_BLOCKS];
static NO_TABLE: Table = Table::NOTHING;

/// A tile that is scanned for a row.
pub(super) struct Spot<'s> {
    pub number: usize,
    pub blocks: &'s Range<usize>,
    pub row: usize,
    /// The greatest sum of losses and prices that passes.
    pub limit: u16,
}

/// Adds to `candidates` every position of a tile of which losses and price may be within the limit.
#[inline(always)]
pub(super) fn filter<L: Lanes>(
    lanes: L,
    kernel: &Kernel,
    spot: &Spot,
    counts: &[Option<&[[u8; BLOCK]]>; MOST_GROUPS],
    prices: &[[u16; BLOCK]],
    losses: &mut [[u16; BLOCK]],
    candidates: &mut Vec<u32>,
) {
    let len = spot.blocks.len();
    let mut limit = spot.limit;
    let mut active: [(&[[u8; BLOCK]], &Table); AT_ONCE] = [(&NO_COUNTS, &NO_TABLE); AT_ONCE];
    let mut many = 0;
    // Losses that are summed up before the sweep; until then those of the first joint, or none.
    let mut sums = Sums { first: first_losses(kernel, spot), sums: &mut losses[..len], is_begun: false };
    for joint in kernel.joints.iter().skip(1) {
        sums.add_losses(lanes, &joint.plane(spot.row)[spot.blocks.clone()]);
    }
    for tables in &kernel.tables {
        let table = tables.table(spot.row, spot.number);
        let Some(counts) = counts[tables.group] else {
            let Some(rest) = limit.checked_sub(table.at(0)) else { return };
            limit = rest;
            continue;
        };
        if many < AT_ONCE {
            active[many] = (counts, table);
            many += 1;
        } else {
            sums.add_looked_up(lanes, counts, table);
        }
    }
    for [one, other] in &kernel.least {
        let one = (counts[one.group].unwrap_or(&NO_COUNTS[..len]), one.table(spot.row, spot.number));
        let other = (counts[other.group].unwrap_or(&NO_COUNTS[..len]), other.table(spot.row, spot.number));
        sums.add_greater(lanes, one, other);
    }
    let base = sums.all();
    let start = super::classing::number(spot.blocks.start * BLOCK);
    let tile = Tile { base, prices, limit, start };
    match many {
        0 => sweep::<L, 0>(lanes, &tile, &active, candidates),
        1 => sweep::<L, 1>(lanes, &tile, &active, candidates),
        2 => sweep::<L, 2>(lanes, &tile, &active, candidates),
        3 => sweep::<L, 3>(lanes, &tile, &active, candidates),
        _ => sweep::<L, 4>(lanes, &tile, &active, candidates),
    }
}

/// What a sweep compares.
struct Tile<'t> {
    base: &'t [[u16; BLOCK]],
    prices: &'t [[u16; BLOCK]],
    limit: u16,
    /// The first position.
    start: u32,
}

/// Adds up losses and prices of a tile, and notes the positions that are within the limit.
#[inline(always)]
fn sweep<L: Lanes, const N: usize>(
    lanes: L,
    tile: &Tile,
    active: &[(&[[u8; BLOCK]], &Table); AT_ONCE],
    candidates: &mut Vec<u32>,
) {
    let len = tile.base.len();
    let prices = &tile.prices[..len];
    let mut counts: [&[[u8; BLOCK]]; N] = [&NO_COUNTS; N];
    let mut loaded = [lanes.load(&NO_TABLE); N];
    for at in 0..N {
        counts[at] = &active[at].0[..len];
        loaded[at] = lanes.load(active[at].1);
    }
    let limit = lanes.splat(tile.limit);
    for (block, start) in (0..len).zip((tile.start..).step_by(BLOCK)) {
        let mut sum = lanes.add(lanes.words(&tile.base[block]), lanes.words(&prices[block]));
        for at in 0..N {
            sum = lanes.add(sum, lanes.look_up(loaded[at], lanes.bytes(&counts[at][block])));
        }
        let mut within = lanes.at_most(sum, limit);
        while within != 0 {
            candidates.push(start + within.trailing_zeros());
            within &= within - 1;
        }
    }
}

/// Losses of a tile as they are summed up.
struct Sums<'s> {
    /// What stands for the sums before anything is added.
    first: &'s [[u16; BLOCK]],
    sums: &'s mut [[u16; BLOCK]],
    is_begun: bool,
}

/// The losses of a row in a tile by the first of the joints; none where there is none.
#[inline(always)]
fn first_losses<'k>(kernel: &'k Kernel, spot: &Spot) -> &'k [[u16; BLOCK]] {
    match kernel.joints.first() {
        Some(joint) => &joint.plane(spot.row)[spot.blocks.clone()],
        None => &NO_LOSSES[..spot.blocks.len()],
    }
}

impl<'s> Sums<'s> {
    /// The sum of a block so far.
    #[inline(always)]
    fn at<L: Lanes>(&self, lanes: L, block: usize) -> L::Words {
        lanes.words(if self.is_begun { &self.sums[block] } else { &self.first[block] })
    }

    #[inline(always)]
    fn add_losses<L: Lanes>(&mut self, lanes: L, more: &[[u16; BLOCK]]) {
        for (block, more) in more.iter().enumerate() {
            lanes.put_words(lanes.add(self.at(lanes, block), lanes.words(more)), &mut self.sums[block]);
        }
        self.is_begun = true;
    }

    #[inline(always)]
    fn add_looked_up<L: Lanes>(&mut self, lanes: L, counts: &[[u8; BLOCK]], table: &Table) {
        let table = lanes.load(table);
        for (block, counts) in counts.iter().enumerate() {
            let more = lanes.look_up(table, lanes.bytes(counts));
            lanes.put_words(lanes.add(self.at(lanes, block), more), &mut self.sums[block]);
        }
        self.is_begun = true;
    }

    #[inline(always)]
    fn add_greater<L: Lanes>(&mut self, lanes: L, one: (&[[u8; BLOCK]], &Table), other: (&[[u8; BLOCK]], &Table)) {
        let (first, second) = (lanes.load(one.1), lanes.load(other.1));
        for (block, (one, other)) in one.0.iter().zip(other.0).enumerate() {
            let one = lanes.look_up(first, lanes.bytes(one));
            let other = lanes.look_up(second, lanes.bytes(other));
            lanes.put_words(lanes.add(self.at(lanes, block), lanes.greater(one, other)), &mut self.sums[block]);
        }
        self.is_begun = true;
    }

    #[inline(always)]
    fn all(self) -> &'s [[u16; BLOCK]] {
        if self.is_begun { self.sums } else { self.first }
    }
}
