//! Folding: when two spellings are the same word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text for comparison: Unicode NFKC, full case folding, NFKC again, trimmed, inner white space as one space.
///
/// Sources: Unicode Standard Annex #15 (normalisation forms) and section 3.13 of the standard (default caseless matching).
///
/// ```
/// use pairwright::text::fold;
/// assert_eq!(fold("  STRASSE\u{a0} \u{ff11} "), fold("straße 1"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return single_spaced(&text.to_ascii_lowercase());
    }
    let composed: String = text.nfkc().collect();
    let folded = caseless::default_case_fold_str(&composed);
    single_spaced(&folded.nfkc().collect::<String>())
}

/// Folds a column header: like [`fold`], without accents, with everything but letters and digits taken as a gap, and gaps as `_`.
///
/// ```
/// use pairwright::text::fold_header;
/// assert_eq!(fold_header(" E-mail (school)"), "e_mail_school");
/// assert_eq!(fold_header("support_needs"), fold_header("Support needs"));
/// assert_eq!(fold_header("Prénom"), "prenom");
/// ```
#[must_use]
pub fn fold_header(header: &str) -> String {
    let mut folded = fold(header);
    if !folded.is_ascii() {
        folded = folded.nfd().filter(|letter| !is_combining_mark(*letter)).nfc().collect();
    }
    let parts = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_")
}

fn single_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_alike() {
        for (one, other) in [
            ("Chess", "  chESS "),
            ("Straße", "STRASSE"),
            ("Café", "cafe\u{301}"),
            ("ｒｏｂｏｔｉｃｓ", "Robotics"),
            ("book   club", "Book\u{a0}Club"),
            ("ΟΔΟΣ", "οδος"),
            ("ﬁlm", "Film"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn different_words_stay_different() {
        assert_ne!(fold("cafe"), fold("café"));
        assert_ne!(fold("book club"), fold("bookclub"));
    }
}
