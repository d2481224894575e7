//! Masking: the shape of a text without its letters.

/// The most signs that are shown of a text.
const MOST: usize = 24;

/// The shape of a text: runs of letters are `Xx` or `x`, runs of digits `9`; punctuation stays, so that forms of dates, lists and addresses show.
///
/// ```
/// use pairwright::text::masked;
/// assert_eq!(masked("Zoë Müller"), "Xx Xx");
/// assert_eq!(masked("zoe.m@school.example"), "x.x@x.x");
/// assert_eq!(masked("2026/06/14 10:10"), "9/9/9 9:9");
/// ```
#[must_use]
pub fn masked(text: &str) -> String {
    let mut shape: Vec<char> = Vec::new();
    let mut last = ' ';
    for letter in text.trim().chars() {
        let sign = match letter {
            letter if letter.is_numeric() => '9',
            letter if letter.is_uppercase() => 'X',
            letter if letter.is_alphabetic() => 'x',
            letter if letter.is_whitespace() || letter.is_control() => ' ',
            letter if letter.is_ascii_punctuation() || "；｜，–—".contains(letter) => letter,
            _ => '?',
        };
        let is_run = sign == last && matches!(sign, '9' | 'X' | 'x' | '?' | ' ');
        if !is_run {
            shape.push(sign);
        }
        last = sign;
        if shape.len() > MOST {
            shape.truncate(MOST);
            shape.push('…');
            break;
        }
    }
    shape.into_iter().collect()
}
