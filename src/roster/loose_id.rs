//! What two ids have in common that are one but for a slip in the writing.

use std::collections::BTreeSet;

use crate::text::fold_header;

/// What an id is compared by loosely: without case, accents, signs, spaces and leading zeros; and as words in order, split at spaces and commas or at
/// all signs.
pub(super) fn keys(id: &str) -> BTreeSet<String> {
    let plain = |text: &str| without_leading_zeros(&fold_header(text).replace('_', ""));
    let sorted = |mut words: Vec<String>| {
        words.retain(|word| !word.is_empty());
        words.sort_unstable();
        words.join(" ")
    };
    let parts = fold_header(id);
    let words = id.split(|letter: char| letter.is_whitespace() || letter == ',').map(plain).collect();
    let finer = parts.split('_').map(without_leading_zeros).collect();
    let joined: String = parts.split('_').map(without_leading_zeros).collect();
    let keys = [joined, sorted(words), sorted(finer)];
    keys.into_iter().filter(|key| !key.is_empty()).collect()
}

/// The numbers in an id, without leading zeros.
pub(super) fn numbers(id: &str) -> Vec<String> {
    let runs = id.split(|letter: char| !letter.is_numeric()).filter(|run| !run.is_empty());
    runs.map(without_leading_zeros).collect()
}

/// A text in which no number begins with a zero, but for 0.
fn without_leading_zeros(text: &str) -> String {
    let mut stripped = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut in_number = false;
    while let Some(letter) = letters.next() {
        let leads = letter == '0' && !in_number && letters.peek().is_some_and(|next| next.is_numeric());
        if !leads {
            stripped.push(letter);
            in_number = letter.is_numeric();
        }
    }
    stripped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(one: &str, other: &str) -> bool {
        !keys(one).is_disjoint(&keys(other))
    }

    #[test]
    fn slips_of_one_id_are_near() {
        for other in ["s101", "S-101", "#S101", "S 101", "S0101", "s_101."] {
            assert!(near("S101", other), "{other}");
        }
        assert!(near("0101", "101"));
        for other in ["Ana López", "Lopez, Ana", "LOPEZ ANA", "ana lopez"] {
            assert!(near("Ana Lopez", other), "{other}");
        }
        assert!(near("Ana Maria O'Brien", "OBrien, Ana Maria"));
        assert!(near("Ana-Maria Lopez", "Lopez, Ana Maria"));
    }

    #[test]
    fn other_ids_are_not() {
        for (one, other) in [("S101", "S110"), ("S10", "S1"), ("0", "00a"), ("Ana Lopez", "Ana Lopes"), ("—", "#")] {
            assert!(!near(one, other), "{one} {other}");
        }
    }
}
