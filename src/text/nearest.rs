//! The nearest known word to one that is not known: offered, never acted on.

/// Finds the known word that is nearest to `word`, if one is near enough to be meant.
///
/// Near enough: a Damerau–Levenshtein distance of at most a third of the longer word, rounded up, or one word begins with the other.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let scored = known.into_iter().filter_map(|candidate| {
        let distance = strsim::damerau_levenshtein(word, candidate);
        let longest = word.chars().count().max(candidate.chars().count());
        let begins =
            word.len() >= 3 && candidate.len() >= 3 && (candidate.starts_with(word) || word.starts_with(candidate));
        (distance <= longest.div_ceil(3) || begins).then_some((distance, candidate))
    });
    scored.min().map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let known = ["weight", "overlap", "covers", "field"];
        assert_eq!(nearest("wieght", known), Some("weight"));
        assert_eq!(nearest("fields", known), Some("field"));
        assert_eq!(nearest("zzz", known), None);
    }
}
