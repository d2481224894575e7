//! Blocks of 32 columns at a time: what a scan does with them, by vector instructions where the processor has them.

use super::layout::{BLOCK, lane};

/// 16 numbers, by the count of tags that two people share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Table {
    /// The low byte of each.
    pub low: [u8; 16],
    /// The high byte of each.
    pub high: [u8; 16],
}

/// What a block of bytes or words can be asked to do. All ways of doing it give the same.
pub(super) trait Lanes: Copy {
    /// A byte for each column of a block.
    type Bytes: Copy;
    /// A word for each column of a block, in the order of [`lane`].
    type Words: Copy;
    /// A table, ready to look up in.
    type Loaded: Copy;

    /// Reads bytes.
    fn bytes(self, from: &[u8; BLOCK]) -> Self::Bytes;
    /// Writes bytes.
    fn put_bytes(self, bytes: Self::Bytes, to: &mut [u8; BLOCK]);
    /// Adds bytes, up to 255.
    fn add_bytes(self, one: Self::Bytes, other: Self::Bytes) -> Self::Bytes;
    /// Reads words.
    fn words(self, from: &[u16; BLOCK]) -> Self::Words;
    /// Writes words.
    fn put_words(self, words: Self::Words, to: &mut [u16; BLOCK]);
    /// The same word everywhere.
    fn splat(self, word: u16) -> Self::Words;
    /// Adds words, up to 65535.
    fn add(self, one: Self::Words, other: Self::Words) -> Self::Words;
    /// The greater of words.
    fn greater(self, one: Self::Words, other: Self::Words) -> Self::Words;
    /// Makes a table ready.
    fn load(self, table: &Table) -> Self::Loaded;
    /// What stands in a table at each of the bytes; at 15 for all above.
    fn look_up(self, table: Self::Loaded, at: Self::Bytes) -> Self::Words;
    /// A bit for each position of the block, from the lowest: whether its word is at most the other.
    fn at_most(self, words: Self::Words, most: Self::Words) -> u32;
}

/// Plain loops, for processors of which nothing better is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Portable;

impl Table {
    /// 0 at every count.
    pub const NOTHING: Table = Table { low: [0; 16], high: [0; 16] };

    /// A table of these numbers.
    pub fn new(values: [u16; 16]) -> Table {
        Table { low: values.map(|value| value.to_le_bytes()[0]), high: values.map(|value| value.to_le_bytes()[1]) }
    }

    /// The number at a count, 0 to 15.
    #[inline(always)]
    pub fn at(&self, count: usize) -> u16 {
        u16::from_le_bytes([self.low[count], self.high[count]])
    }
}

impl Lanes for Portable {
    type Bytes = [u8; BLOCK];
    type Words = [u16; BLOCK];
    type Loaded = [u16; 16];

    #[inline(always)]
    fn bytes(self, from: &[u8; BLOCK]) -> [u8; BLOCK] {
        *from
    }

    #[inline(always)]
    fn put_bytes(self, bytes: [u8; BLOCK], to: &mut [u8; BLOCK]) {
        *to = bytes;
    }

    #[inline(always)]
    fn add_bytes(self, mut one: [u8; BLOCK], other: [u8; BLOCK]) -> [u8; BLOCK] {
        one.iter_mut().zip(other).for_each(|(one, other)| *one = one.saturating_add(other));
        one
    }

    #[inline(always)]
    fn words(self, from: &[u16; BLOCK]) -> [u16; BLOCK] {
        *from
    }

    #[inline(always)]
    fn put_words(self, words: [u16; BLOCK], to: &mut [u16; BLOCK]) {
        *to = words;
    }

    #[inline(always)]
    fn splat(self, word: u16) -> [u16; BLOCK] {
        [word; BLOCK]
    }

    #[inline(always)]
    fn add(self, mut one: [u16; BLOCK], other: [u16; BLOCK]) -> [u16; BLOCK] {
        one.iter_mut().zip(other).for_each(|(one, other)| *one = one.saturating_add(other));
        one
    }

    #[inline(always)]
    fn greater(self, mut one: [u16; BLOCK], other: [u16; BLOCK]) -> [u16; BLOCK] {
        one.iter_mut().zip(other).for_each(|(one, other)| *one = other.max(*one));
        one
    }

    #[inline(always)]
    fn load(self, table: &Table) -> [u16; 16] {
        std::array::from_fn(|count| table.at(count))
    }

    #[inline(always)]
    fn look_up(self, table: [u16; 16], at: [u8; BLOCK]) -> [u16; BLOCK] {
        let mut words = [0; BLOCK];
        at.iter().enumerate().for_each(|(position, &count)| words[lane(position)] = table[usize::from(count.min(15))]);
        words
    }

    #[inline(always)]
    fn at_most(self, words: [u16; BLOCK], most: [u16; BLOCK]) -> u32 {
        (0..BLOCK).fold(0, |bits, position| bits | u32::from(words[lane(position)] <= most[lane(position)]) << position)
    }
}

/// The vector instructions of x86-64 processors since about 2013.
#[cfg(target_arch = "x86_64")]
mod v3 {
    use std::arch::x86_64::{__m128i, __m256i};

    use pulp::x86::V3;

    use super::{Lanes, Table};
    use crate::kernel::layout::BLOCK;

    /// A block of words: positions 0–7 and 16–23, then the others.
    type Halves = [__m256i; 2];

    impl Lanes for V3 {
        type Bytes = __m256i;
        type Words = Halves;
        type Loaded = Halves;

        #[inline(always)]
        fn bytes(self, from: &[u8; BLOCK]) -> __m256i {
            pulp::bytemuck::cast(*from)
        }

        #[inline(always)]
        fn put_bytes(self, bytes: __m256i, to: &mut [u8; BLOCK]) {
            *to = pulp::bytemuck::cast(bytes);
        }

        #[inline(always)]
        fn add_bytes(self, one: __m256i, other: __m256i) -> __m256i {
            self.avx2._mm256_adds_epu8(one, other)
        }

        #[inline(always)]
        fn words(self, from: &[u16; BLOCK]) -> Halves {
            pulp::bytemuck::cast(*from)
        }

        #[inline(always)]
        fn put_words(self, words: Halves, to: &mut [u16; BLOCK]) {
            *to = pulp::bytemuck::cast(words);
        }

        #[inline(always)]
        fn splat(self, word: u16) -> Halves {
            [self.avx._mm256_set1_epi16(word.cast_signed()); 2]
        }

        #[inline(always)]
        fn add(self, one: Halves, other: Halves) -> Halves {
            [self.avx2._mm256_adds_epu16(one[0], other[0]), self.avx2._mm256_adds_epu16(one[1], other[1])]
        }

        #[inline(always)]
        fn greater(self, one: Halves, other: Halves) -> Halves {
            [self.avx2._mm256_max_epu16(one[0], other[0]), self.avx2._mm256_max_epu16(one[1], other[1])]
        }

        #[inline(always)]
        fn load(self, table: &Table) -> Halves {
            let [low, high]: [__m128i; 2] = [pulp::bytemuck::cast(table.low), pulp::bytemuck::cast(table.high)];
            [self.avx2._mm256_broadcastsi128_si256(low), self.avx2._mm256_broadcastsi128_si256(high)]
        }

        #[inline(always)]
        fn look_up(self, table: Halves, at: __m256i) -> Halves {
            let at = self.avx2._mm256_min_epu8(at, self.avx._mm256_set1_epi8(15));
            let low = self.avx2._mm256_shuffle_epi8(table[0], at);
            let high = self.avx2._mm256_shuffle_epi8(table[1], at);
            [self.avx2._mm256_unpacklo_epi8(low, high), self.avx2._mm256_unpackhi_epi8(low, high)]
        }

        #[inline(always)]
        fn at_most(self, words: Halves, most: Halves) -> u32 {
            let low = self.avx2._mm256_cmpeq_epi16(self.avx2._mm256_min_epu16(words[0], most[0]), words[0]);
            let high = self.avx2._mm256_cmpeq_epi16(self.avx2._mm256_min_epu16(words[1], most[1]), words[1]);
            self.avx2._mm256_movemask_epi8(self.avx2._mm256_packs_epi16(low, high)).cast_unsigned()
        }
    }
}
