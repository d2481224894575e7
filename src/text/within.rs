//! Looser than folding: whether words stand in a text, whatever stands around them and however they are joined.

use unicode_normalization::UnicodeNormalization;

use super::fold;

/// Splits a text into words: folded, without accents, at everything that is neither a letter nor a digit.
///
/// A text with neither is one word.
///
/// ```
/// use pairwright::text::bare_words;
/// assert_eq!(bare_words("Self\u{2013}harm."), ["self", "harm"]);
/// assert_eq!(bare_words("crisis (home)"), ["crisis", "home"]);
/// ```
#[must_use]
pub fn bare_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    // The accents of Latin, Greek and Cyrillic; the signs of other scripts are vowels, without which words would be confused.
    let is_accent = |letter: &char| ('\u{300}'..='\u{36f}').contains(letter);
    let bare: String = folded.nfd().filter(|letter| !is_accent(letter)).nfc().collect();
    let words = bare.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_owned).collect();
    if words.is_empty() && !folded.is_empty() { vec![folded] } else { words }
}

/// Whether words stand among others as whole words, one after the other. Joined or parted they are the same: `selfharm`, `self harm`.
///
/// ```
/// use pairwright::text::{bare_words, stand_among};
/// assert!(stand_among(&bare_words("abuse"), &bare_words("physical abuse")));
/// assert!(!stand_among(&bare_words("abuse"), &bare_words("abuses")));
/// ```
#[must_use]
pub fn stand_among(words: &[String], others: &[String]) -> bool {
    let sought = words.concat();
    let begins_at = |start: usize| {
        let mut rest = sought.as_str();
        for word in &others[start..] {
            match rest.strip_prefix(word.as_str()) {
                Some("") => return true,
                Some(left) => rest = left,
                None => return false,
            }
        }
        false
    };
    (0..others.len()).any(begins_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn stands(words: &str, text: &str) -> bool {
        stand_among(&bare_words(words), &bare_words(text))
    }

    #[test]
    fn near_spellings_are_found() {
        for text in [
            "Self harm.",
            "SELF\u{2013}HARM",
            "self\u{2011}harm",
            "self\u{a0}harm",
            "selfharm",
            "self\u{ad}harm",
            "anxiety, self-harm",
            "(self-harm?)",
            "my self_harm/eating",
        ] {
            assert!(stands("self-harm", text), "{text}");
            assert!(stands("selfharm", text), "{text}");
        }
        assert!(stands("maltraité", "Maltraite"));
        assert!(stands("abuse", "ab\u{200b}use&neglect"));
        assert!(stands("🚩", " 🚩 "));
    }

    #[test]
    fn parts_of_words_are_not() {
        for text in ["self", "harm", "harm self", "harmless self", "self-harmony", ""] {
            assert!(!stands("self-harm", text), "{text}");
        }
        assert!(!stands("abuse", "disabuse"));
        assert!(!stands("", "abuse"));
    }
}
