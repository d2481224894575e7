//! The seeded lottery: an order of people that depends on their ids and the seed, never on rows.
//!
//! Ties are settled by solving in this order. Every person draws a lot keyed by the seed, the role and the id alone, so
//! adding a person moves nobody else's lot, and no id is favoured over the seeds.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::units::Side;

/// Orders people by their lots: the returned indices into `ids` are in lottery order.
///
/// Equal lots (one chance in 2^64 a pair) fall back to the ids themselves. O(n log n).
#[must_use]
pub fn order(seed: u64, side: Side, ids: &[&str]) -> Vec<usize> {
    let lots: Vec<u64> = ids.iter().map(|id| lot(seed, side, id)).collect();
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_unstable_by(|&a, &b| (lots[a], ids[a]).cmp(&(lots[b], ids[b])));
    order
}

/// Draws the lot of one person from a ChaCha8 generator keyed by seed and side, on the stream of the id.
fn lot(seed: u64, side: Side, id: &str) -> u64 {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8] = match side {
        Side::Mentor => 1,
        Side::Mentee => 2,
    };
    let mut generator = ChaCha8Rng::from_seed(key);
    generator.set_stream(fnv_1a(id.as_bytes()));
    generator.next_u64()
}

/// The 64-bit FNV-1a hash (Fowler, Noll, Vo; draft-eastlake-fnv): a stream number for an id.
fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(seed: u64, ids: &[&'static str]) -> Vec<&'static str> {
        order(seed, Side::Mentee, ids).into_iter().map(|i| ids[i]).collect()
    }

    #[test]
    fn the_order_depends_on_ids_and_seed_and_not_on_rows() {
        assert_eq!(names(0, &["A", "B", "C", "D"]), names(0, &["D", "B", "A", "C"]));
        assert!((1..50).any(|seed| names(seed, &["A", "B", "C", "D"]) != names(0, &["A", "B", "C", "D"])));
    }

    #[test]
    fn every_order_of_three_comes_up_about_equally_often() {
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..6000 {
            *counts.entry(names(seed, &["A", "B", "C"])).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (850..1150).contains(count)), "{counts:?}");
    }

    #[test]
    fn the_lot_is_the_one_that_the_method_names() {
        // Computed by another implementation of ChaCha8 and FNV-1a.
        assert_eq!(lot(0, Side::Mentee, "E1"), 1_943_264_828_545_075_855);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv_1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv_1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
