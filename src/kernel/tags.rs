//! Tags of rows and columns, laid out for counting those that a row shares with all columns of a tile.

use std::ops::Range;

use super::classing::number;
use super::lanes::Lanes;
use super::layout::{BLOCK, Layout};
use super::measure::TagSets;

/// Tags of the same kind on both sides; only those that both sides have.
#[derive(Clone, Debug)]
pub(super) struct TagGroup {
    /// The tags of each row, ascending. The first `dense` of all tags have planes.
    rows: TagSets,
    /// The tags at each position, ascending.
    columns: TagSets,
    dense: u32,
    /// For each dense tag and each block, 1 where the column has the tag.
    planes: Vec<[u8; BLOCK]>,
    blocks: usize,
    /// For each other tag the positions that have it, ascending.
    sparse: TagSets,
    bits: Option<Bits>,
}

/// Tags as bits, where they are few.
#[derive(Clone, Debug)]
struct Bits {
    words: usize,
    rows: Vec<u64>,
    columns: Vec<u64>,
}

/// A tag has a plane if at least one in so many positions has it.
const RARE: usize = 32;

/// The most words of bits for the tags of a person.
const WORDS: usize = 4;

/// No tag of the group.
const NONE: u32 = u32::MAX;

fn all<'t>(sets: &'t TagSets, people: &'t [u32]) -> impl Iterator<Item = usize> + 't {
    people.iter().flat_map(|&person| sets.of(person as usize)).map(|&tag| tag as usize)
}

/// For each tag its number in the group, with the number of dense ones and that of all.
fn numbered(rows: (&TagSets, &[u32]), columns: (&TagSets, &[u32]), positions: usize) -> (Vec<u32>, u32, u32) {
    let tags = all(rows.0, rows.1).chain(all(columns.0, columns.1)).max().map_or(0, |most| most + 1);
    let mut times = vec![0_usize; tags];
    all(columns.0, columns.1).for_each(|tag| times[tag] += 1);
    let mut wanted = vec![false; tags];
    all(rows.0, rows.1).for_each(|tag| wanted[tag] = true);
    let mut numbers = vec![NONE; tags];
    let mut next = 0;
    let mut dense = 0;
    for is_dense in [true, false] {
        for tag in
            (0..tags).filter(|&tag| wanted[tag] && times[tag] > 0 && (times[tag] * RARE >= positions) == is_dense)
        {
            numbers[tag] = next;
            next += 1;
        }
        if is_dense {
            dense = next;
        }
    }
    (numbers, dense, next)
}

impl TagGroup {
    /// The tags of some people as rows with those of others as columns of a layout.
    pub fn new(rows: (&TagSets, &[u32]), columns: (&TagSets, &[u32]), layout: &Layout) -> TagGroup {
        let positions = layout.column_at.len();
        let (numbers, dense, tags) = numbered(rows, columns, positions);
        let renumbered = |sets: &TagSets, person: u32| -> Vec<u32> {
            let tags = sets.of(person as usize).iter().map(|&tag| numbers[tag as usize]);
            tags.filter(|&tag| tag != NONE).collect()
        };
        let row_tags: TagSets = rows.1.iter().map(|&person| renumbered(rows.0, person)).collect();
        let person_at = |&column: &u32| columns.1.get(column as usize);
        let column_tags: TagSets = (layout.column_at.iter())
            .map(|column| person_at(column).map_or_else(Vec::new, |&person| renumbered(columns.0, person)))
            .collect();
        let blocks = layout.blocks();
        let mut planes = vec![[0; BLOCK]; dense as usize * blocks];
        let mut sparse = vec![Vec::new(); (tags - dense) as usize];
        for position in 0..positions {
            for &tag in column_tags.of(position) {
                if tag < dense {
                    planes[tag as usize * blocks + position / BLOCK][position % BLOCK] = 1;
                } else {
                    sparse[(tag - dense) as usize].push(number(position));
                }
            }
        }
        let bits = Bits::new(&row_tags, &column_tags, tags as usize);
        let sparse = sparse.into_iter().collect();
        TagGroup { rows: row_tags, columns: column_tags, dense, planes, blocks, sparse, bits }
    }

    /// The tags of a row.
    pub fn row(&self, row: usize) -> &[u32] {
        self.rows.of(row)
    }

    /// The tags at a position.
    pub fn column(&self, position: usize) -> &[u32] {
        self.columns.of(position)
    }

    /// The number of tags of a row.
    pub fn tags(&self, row: usize) -> usize {
        self.rows.of(row).len()
    }

    /// The number of tags that a row and a position share.
    pub fn count(&self, row: usize, position: usize) -> usize {
        match &self.bits {
            Some(bits) => bits.count(row, position),
            None => {
                let columns = self.columns.of(position);
                self.rows.of(row).iter().filter(|tag| columns.binary_search(tag).is_ok()).count()
            }
        }
    }

    /// The tags of a row that have planes, and those that have lists.
    #[inline(always)]
    fn split(&self, row: usize) -> (&[u32], &[u32]) {
        let tags = self.rows.of(row);
        tags.split_at(tags.partition_point(|&tag| tag < self.dense))
    }

    /// Where the lists of the rare tags of a row begin.
    #[inline(always)]
    pub fn cursors(&self, row: usize) -> impl Iterator<Item = u32> + '_ {
        self.split(row).1.iter().map(|tag| self.sparse.starts[(tag - self.dense) as usize])
    }

    /// Counts the tags that a row shares with each position of a tile, up to 255; `None`: it shares none with any.
    ///
    /// The cursors, one for each rare tag of the row, are moved to the end of the tile.
    #[inline(always)]
    pub fn counts<'c, L: Lanes>(
        &'c self,
        lanes: L,
        row: usize,
        tile: &Range<usize>,
        cursors: &mut [u32],
        buffer: &'c mut [[u8; BLOCK]],
    ) -> Option<&'c [[u8; BLOCK]]> {
        let (dense, rare) = self.split(row);
        let plane = |tag: u32| &self.planes[tag as usize * self.blocks..][tile.clone()];
        let [start, end] = [tile.start * BLOCK, tile.end * BLOCK];
        let mut any = false;
        for (cursor, tag) in cursors.iter_mut().zip(rare) {
            let list = self.sparse.of((tag - self.dense) as usize);
            let begin = self.sparse.starts[(tag - self.dense) as usize];
            let behind = &list[(*cursor - begin) as usize..];
            *cursor += number(behind.iter().take_while(|&&position| (position as usize) < start).count());
            any |= list.get((*cursor - begin) as usize).is_some_and(|&position| (position as usize) < end);
        }
        let buffer = &mut buffer[..tile.len()];
        match dense {
            [] if !any => return None,
            [] => buffer.fill([0; BLOCK]),
            [one] if !any => return Some(plane(*one)),
            [one] => buffer.copy_from_slice(plane(*one)),
            [one, two] => sum(lanes, [plane(*one), plane(*two)], buffer, false),
            [one, two, three] => sum(lanes, [plane(*one), plane(*two), plane(*three)], buffer, false),
            [first @ .., last] => {
                let mut rest = first.chunks_exact(3);
                for (number, chunk) in rest.by_ref().enumerate() {
                    sum(lanes, [plane(chunk[0]), plane(chunk[1]), plane(chunk[2])], buffer, number > 0);
                }
                // No closure: it would be compiled without the vector instructions.
                match rest.remainder() {
                    [] => sum(lanes, [plane(*last)], buffer, true),
                    [one] => sum(lanes, [plane(*one), plane(*last)], buffer, true),
                    [one, two, ..] => sum(lanes, [plane(*one), plane(*two), plane(*last)], buffer, true),
                }
            }
        }
        if any {
            for (cursor, tag) in cursors.iter_mut().zip(rare) {
                let list = self.sparse.of((tag - self.dense) as usize);
                let begin = self.sparse.starts[(tag - self.dense) as usize];
                let within =
                    list[(*cursor - begin) as usize..].iter().take_while(|&&position| (position as usize) < end);
                for &position in within {
                    let place = position as usize - start;
                    buffer[place / BLOCK][place % BLOCK] = buffer[place / BLOCK][place % BLOCK].saturating_add(1);
                    *cursor += 1;
                }
            }
        }
        Some(buffer)
    }
}

/// Adds planes, to what is there or to nothing.
#[inline(always)]
fn sum<L: Lanes, const N: usize>(lanes: L, planes: [&[[u8; BLOCK]]; N], to: &mut [[u8; BLOCK]], onto: bool) {
    let mut cut = planes;
    for plane in &mut cut {
        *plane = &plane[..to.len()];
    }
    for (block, to) in to.iter_mut().enumerate() {
        let mut total = lanes.bytes(&cut[0][block]);
        for plane in &cut[1..] {
            total = lanes.add_bytes(total, lanes.bytes(&plane[block]));
        }
        if onto {
            total = lanes.add_bytes(total, lanes.bytes(to));
        }
        lanes.put_bytes(total, to);
    }
}

impl Bits {
    fn new(rows: &TagSets, columns: &TagSets, tags: usize) -> Option<Bits> {
        let words = tags.div_ceil(64);
        let bits = |sets: &TagSets| {
            let mut bits = vec![0; (sets.starts.len() - 1) * words];
            for person in 0..sets.starts.len() - 1 {
                for &tag in sets.of(person) {
                    bits[person * words + tag as usize / 64] |= 1 << (tag % 64);
                }
            }
            bits
        };
        (words <= WORDS).then(|| Bits { words, rows: bits(rows), columns: bits(columns) })
    }

    #[inline(always)]
    fn count(&self, row: usize, position: usize) -> usize {
        let rows = &self.rows[row * self.words..(row + 1) * self.words];
        let columns = &self.columns[position * self.words..(position + 1) * self.words];
        rows.iter().zip(columns).map(|(row, column)| (row & column).count_ones() as usize).sum()
    }
}
