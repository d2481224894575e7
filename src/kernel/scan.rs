//! Scans over all pairs: tile by tile, first a filter, then exactly.

use std::cell::Cell;
use std::ops::Range;

use super::exact::People;
use super::filter::{Spot, filter};
use super::lanes::{Lanes, Portable};
use super::layout::{BLOCK, TILE_BLOCKS, lane};
use super::loss::ALL;
use super::pair::Pair;
use super::prices::{ColumnPrices, HIGH, Laid, SHUT};
use super::quick::Kernel;
use super::source::Found;

/// The most groups of tags that the filter counts.
pub(super) const MOST_GROUPS: usize = 8;

/// The most rows that are scanned together: what all of them read of a tile stays in the second memory.
pub(super) const MOST_ROWS: usize = 64;

/// From so many tags on, bytes do not count them.
const UNCOUNTED: usize = 256;

/// What a scan asks for.
pub(super) struct Request<'r, 't> {
    pub kernel: &'r Kernel,
    pub rows: &'r [u32],
    pub floors: &'r mut [i64],
    pub prices: &'r ColumnPrices,
    pub laid: &'r Laid,
    pub found: &'r mut Vec<Found>,
    /// `None`: all is left in `found`.
    pub take: Option<&'r mut Take<'t>>,
}

/// Takes what was found of a row, by its number in the request, and gives its next floor.
type Take<'t> = dyn FnMut(usize, &mut Vec<Found>) -> i64 + 't;

/// Memory that scans of a thread use one after the other.
#[derive(Default)]
struct Desk {
    /// For each row and each tile, the least loss.
    bounds: Vec<u16>,
    /// For each row and each rare tag of it, where its list is read next; and for each row and group where those begin.
    cursors: Vec<u32>,
    starts: Vec<u32>,
    /// For each row, whether `take` has been told of it.
    told: Vec<bool>,
    counts: Vec<[[u8; BLOCK]; TILE_BLOCKS]>,
    losses: Vec<[u16; BLOCK]>,
    candidates: Vec<u32>,
}

thread_local! {
    static DESK: Cell<Option<Box<Desk>>> = const { Cell::new(None) };
}

/// Whether the processor lacks the vector instructions that there is code for.
pub(super) fn only_portable() -> bool {
    #[cfg(target_arch = "x86_64")]
    return pulp::x86::V3::try_new().is_none();
    #[cfg(not(target_arch = "x86_64"))]
    return true;
}

/// Scans some rows, at most [`MOST_ROWS`].
pub(super) fn scan(request: Request) {
    #[cfg(target_arch = "x86_64")]
    if !request.kernel.portable
        && let Some(lanes) = pulp::x86::V3::try_new()
    {
        return lanes.vectorize(Vectorized { lanes, request });
    }
    run(Portable, request);
}

/// A scan to be compiled for the vector instructions of its lanes.
#[cfg(target_arch = "x86_64")]
struct Vectorized<'r, 't> {
    lanes: pulp::x86::V3,
    request: Request<'r, 't>,
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Vectorized<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        run(self.lanes, self.request);
    }
}

#[inline(always)]
fn run<L: Lanes>(lanes: L, mut request: Request) {
    let mut desk = DESK.take().unwrap_or_default();
    let kernel = request.kernel;
    desk.prepare(kernel, request.rows);
    let tables = kernel.scorer.tables();
    let tiles = kernel.layout.tiles.len();
    for (number, blocks) in kernel.layout.tiles.iter().enumerate() {
        let price = request.laid.least(number);
        if price == SHUT {
            continue;
        }
        for at in 0..request.rows.len() {
            let row = request.rows[at] as usize;
            let extras = extras(kernel, row, blocks);
            let limit = limit(request.floors[at]);
            let bound = desk.bounds[at * tiles + number];
            let least = if limit >= i64::from(SHUT) { bound } else { bound.saturating_add(price) };
            if (bound == SHUT || i64::from(least) > limit) && extras.is_empty() {
                continue;
            }
            let spot = Spot { number, blocks, row, limit: u16::try_from(limit.max(0)).unwrap_or(HIGH).min(HIGH) };
            let before = request.found.len();
            search(lanes, &mut request, &mut desk, &tables, at, spot, limit, extras);
            if request.found.len() > before
                && let Some(take) = &mut request.take
            {
                desk.told[at] = true;
                request.floors[at] = take(at, request.found);
                request.found.clear();
            }
        }
    }
    if let Some(take) = request.take {
        for at in 0..request.rows.len() {
            if !desk.told[at] {
                request.floors[at] = take(at, request.found);
                request.found.clear();
            }
        }
    }
    DESK.set(Some(desk));
}

/// The greatest sum of losses and prices with which points less price can reach a floor.
#[inline(always)]
fn limit(floor: i64) -> i64 {
    i64::from(ALL).saturating_sub(floor)
}

/// The positions of a row in a tile that have to be looked at whatever the filter says.
#[inline(always)]
fn extras<'k>(kernel: &'k Kernel, row: usize, blocks: &Range<usize>) -> &'k [u32] {
    let extras = kernel.extras.of(row);
    if extras.is_empty() {
        return extras;
    }
    let [start, end] =
        [blocks.start, blocks.end].map(|block| extras.partition_point(|&position| (position as usize) < block * BLOCK));
    &extras[start..end]
}

impl Desk {
    #[inline(always)]
    fn prepare(&mut self, kernel: &Kernel, rows: &[u32]) {
        let tiles = kernel.layout.tiles.len();
        self.told.clear();
        self.told.resize(rows.len(), false);
        self.bounds.clear();
        self.bounds.resize(rows.len() * tiles, 0);
        self.cursors.clear();
        self.starts.clear();
        self.counts.resize(kernel.groups.len().min(MOST_GROUPS), [[0; BLOCK]; TILE_BLOCKS]);
        self.losses.resize(TILE_BLOCKS, [0; BLOCK]);
        for (at, &row) in rows.iter().enumerate() {
            let row = row as usize;
            let bounds = &mut self.bounds[at * tiles..(at + 1) * tiles];
            let sums = (kernel.joints.iter().map(|joint| joint.least(row)))
                .chain(kernel.tables.iter().map(|tables| tables.least(row)));
            for least in sums {
                bounds.iter_mut().zip(least).for_each(|(bound, least)| *bound = bound.saturating_add(*least));
            }
            for [one, other] in &kernel.least {
                let greater = one.least(row).iter().zip(other.least(row)).map(|(one, other)| *one.max(other));
                bounds.iter_mut().zip(greater).for_each(|(bound, least)| *bound = bound.saturating_add(least));
            }
            for group in kernel.groups.iter().take(MOST_GROUPS) {
                self.starts.push(super::classing::number(self.cursors.len()));
                self.cursors.extend(group.cursors(row));
            }
        }
        self.starts.push(super::classing::number(self.cursors.len()));
    }
}

/// Finds what is worth enough to a row in a tile.
#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "one call, taken apart for reading")]
fn search<L: Lanes>(
    lanes: L,
    request: &mut Request,
    desk: &mut Desk,
    tables: &[&[u16]],
    at: usize,
    spot: Spot<'_>,
    limit: i64,
    extras: &[u32],
) {
    let kernel = request.kernel;
    let blocks = spot.blocks;
    // Counts of shared tags, for the filter and for what passes it.
    let mut counts: [Option<&[[u8; BLOCK]]>; MOST_GROUPS] = [None; MOST_GROUPS];
    let groups = kernel.groups.len().min(MOST_GROUPS);
    for (group, buffer) in desk.counts.iter_mut().enumerate().take(groups) {
        let starts = &desk.starts[at * groups + group..][..2];
        let cursors = &mut desk.cursors[starts[0] as usize..starts[1] as usize];
        counts[group] = kernel.groups[group].counts(lanes, spot.row, blocks, cursors, buffer);
    }
    desk.candidates.clear();
    if limit >= 0 {
        let low = if limit > i64::from(HIGH) { &request.laid.shut } else { &request.laid.low };
        filter(lanes, kernel, &spot, &counts, &low[blocks.clone()], &mut desk.losses, &mut desk.candidates);
    }
    if kernel.is_sure && request.floors[at] <= ColumnPrices::ANY {
        let columns = desk.candidates.iter().map(|&position| kernel.layout.column_at[position as usize]);
        request.found.extend(columns.map(|column| Found { column, points: 0 }));
        return;
    }
    if !extras.is_empty() {
        desk.candidates.extend(extras);
        desk.candidates.sort_unstable();
        desk.candidates.dedup();
    }
    let mut uncounted = [false; MOST_GROUPS];
    for (uncounted, group) in uncounted.iter_mut().zip(&kernel.groups) {
        *uncounted = group.tags(spot.row) >= UNCOUNTED;
    }
    for &position in &desk.candidates {
        let position = position as usize;
        let column = kernel.layout.column_at[position];
        let low = request.laid.low[position / BLOCK][lane(position)];
        let price = match low {
            SHUT => continue,
            HIGH => request.prices.get(column as usize),
            low => i64::from(low),
        };
        let place = position - blocks.start * BLOCK;
        let needed = request.floors[at].saturating_add(price);
        let pair = Candidate { kernel, tables, counts: &counts, uncounted: &uncounted, spot: &spot, position, place };
        if let Some(points) = kernel.scorer.points((spot.row, position), needed, &pair) {
            request.found.push(Found { column, points });
        }
    }
}

/// A pair that the filter let pass.
struct Candidate<'c> {
    kernel: &'c Kernel,
    tables: &'c [&'c [u16]],
    counts: &'c [Option<&'c [[u8; BLOCK]]>; MOST_GROUPS],
    uncounted: &'c [bool; MOST_GROUPS],
    spot: &'c Spot<'c>,
    position: usize,
    /// The position in the tile.
    place: usize,
}

impl Pair for Candidate<'_> {
    #[inline(always)]
    fn table(&self, lookup: usize) -> &[u16] {
        self.tables[lookup]
    }

    #[inline(always)]
    fn shared(&self, group: usize) -> usize {
        if group >= MOST_GROUPS || self.uncounted[group] {
            return self.kernel.groups[group].count(self.spot.row, self.position);
        }
        match self.counts[group] {
            Some(counts) => usize::from(counts[self.place / BLOCK][self.place % BLOCK]),
            None => 0,
        }
    }

    fn people(&self) -> [usize; 2] {
        let People { rows, columns, .. } = &self.kernel.people;
        let column = self.kernel.layout.column_at[self.position];
        self.kernel.people.sides(rows[self.spot.row] as usize, columns[column as usize] as usize)
    }
}
