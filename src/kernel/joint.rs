//! Losses by classes alone: for each class of rows, what it loses with every column.

use super::classing::{Classing, number};
use super::exact::Scorer;
use super::layout::{BLOCK, GAP, Layout, lane};
use super::loss::{Part, alike, loss};
use super::prices::SHUT;

/// The losses by some parts together.
#[derive(Clone, Debug)]
pub(super) struct Joint {
    /// For each row its class.
    class_of: Vec<u32>,
    /// For each class and each block, the losses.
    planes: Vec<[u16; BLOCK]>,
    blocks: usize,
    /// For each class and each tile, the least loss.
    least: Vec<u16>,
    tiles: usize,
    /// The number of parts of which losses are told exactly, but for rounding.
    pub exact: usize,
}

/// The most bytes of all planes of a kernel.
const MOST_BYTES: usize = 40 << 20;

/// The most losses that are computed for some parts together.
const MOST_LOSSES: usize = 8_000_000;

/// What some parts come to: rows and columns that are alike to them.
struct Shape<'p> {
    parts: Vec<Part>,
    rows: Classing,
    columns: Classing,
    scorer: &'p Scorer,
}

impl Shape<'_> {
    /// The bytes of a plane for each class of rows.
    fn bytes(&self, layout: &Layout) -> usize {
        self.rows.count() * layout.blocks() * BLOCK * size_of::<u16>()
    }

    fn losses(&self) -> usize {
        self.rows.count().saturating_mul(self.columns.count())
    }

    /// For each class of rows, in so many bins, the least loss with each class of columns.
    fn binned(&self, bins: usize) -> Vec<u16> {
        let (classes, width) = (self.rows.count(), self.columns.count());
        let mut losses = vec![SHUT; bins * width];
        for (class, &row) in self.rows.first.iter().enumerate() {
            let bin = &mut losses[bin(class, classes, bins) * width..][..width];
            for (least, &column) in bin.iter_mut().zip(&self.columns.first) {
                *least = loss(self.scorer, &self.parts, [row, column], 0).min(*least);
            }
        }
        losses
    }
}

fn bin(class: usize, classes: usize, bins: usize) -> usize {
    class * bins / classes
}

impl Joint {
    /// The losses by all parts, together where that stays small, otherwise in several; those that would never be small are left out.
    pub fn all(scorer: &Scorer, parts: &[Part], rows: usize, layout: &Layout) -> Vec<Joint> {
        let columns = layout.position_of.len();
        let shape = |parts: Vec<Part>| Shape {
            rows: alike(scorer, &parts, true, rows),
            columns: alike(scorer, &parts, false, columns),
            parts,
            scorer,
        };
        let mut single: Vec<Shape> = parts.iter().map(|&part| shape(vec![part])).collect();
        single.sort_by_key(|shape| shape.rows.count());
        let mut joints = Vec::new();
        let mut left = MOST_BYTES;
        let mut single = single.into_iter().peekable();
        while let Some(mut grown) = single.next() {
            left /= 2;
            while let Some(next) = single.peek() {
                let together = shape(grown.parts.iter().chain(&next.parts).copied().collect());
                if together.bytes(layout) > left || together.losses() > MOST_LOSSES {
                    break;
                }
                grown = together;
                single.next();
            }
            if grown.losses() <= MOST_LOSSES {
                joints.extend(Joint::new(&grown, left, layout));
            }
        }
        joints
    }

    fn new(shape: &Shape, most_bytes: usize, layout: &Layout) -> Option<Joint> {
        let classes = shape.rows.count();
        let bins = classes.min(most_bytes / (layout.blocks() * BLOCK * size_of::<u16>()).max(1));
        if bins == 0 {
            return None;
        }
        let (losses, width) = (shape.binned(bins), shape.columns.count());
        let mut planes = vec![[SHUT; BLOCK]; bins * layout.blocks()];
        for (plane, losses) in planes.chunks_mut(layout.blocks()).zip(losses.chunks(width)) {
            for (position, &column) in layout.column_at.iter().enumerate().filter(|(_, column)| **column != GAP) {
                plane[position / BLOCK][lane(position)] = losses[shape.columns.of[column as usize] as usize];
            }
        }
        let least = |plane: &[[u16; BLOCK]], tile: std::ops::Range<usize>| plane[tile].iter().flatten().copied().min();
        let leasts = planes
            .chunks(layout.blocks())
            .flat_map(|plane| layout.tiles.iter().map(move |tile| least(plane, tile.clone()).unwrap_or(SHUT)));
        Some(Joint {
            class_of: shape.rows.of.iter().map(|&class| number(bin(class as usize, classes, bins))).collect(),
            least: leasts.collect(),
            planes,
            blocks: layout.blocks(),
            tiles: layout.tiles.len(),
            exact: if bins == classes { shape.parts.len() } else { 0 },
        })
    }

    /// The losses of a row with all positions.
    #[inline(always)]
    pub fn plane(&self, row: usize) -> &[[u16; BLOCK]] {
        &self.planes[self.class_of[row] as usize * self.blocks..][..self.blocks]
    }

    /// The least loss of a row in each tile.
    #[inline(always)]
    pub fn least(&self, row: usize) -> &[u16] {
        &self.least[self.class_of[row] as usize * self.tiles..][..self.tiles]
    }
}
