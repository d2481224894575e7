//! Counts and lists in words.

/// How many of something: any unsigned number.
#[derive(Clone, Copy, Debug)]
pub struct Count(u64);

impl From<u64> for Count {
    fn from(count: u64) -> Count {
        Count(count)
    }
}

impl From<u32> for Count {
    fn from(count: u32) -> Count {
        Count(count.into())
    }
}

impl From<usize> for Count {
    fn from(count: usize) -> Count {
        Count(count as u64)
    }
}

/// Writes a number with commas between thousands: 1,284.
#[must_use]
pub fn number(value: impl Into<Count>) -> String {
    let digits = value.into().0.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Writes a count with its noun in the singular or plural: `1 mentor`, `1,284 pairs`, `2 buddies`.
///
/// ```
/// use pairwright::text::count;
/// assert_eq!(count(1_u64, "mentor"), "1 mentor");
/// assert_eq!(count(0_u64, "buddy"), "0 buddies");
/// ```
#[must_use]
pub fn count(value: impl Into<Count>, noun: &str) -> String {
    let value = value.into().0;
    if value == 1 { format!("1 {noun}") } else { format!("{} {}", number(value), plural(noun)) }
}

/// Writes all of so many: `the one group`, `both groups`, `all 3 groups`.
///
/// ```
/// use pairwright::text::all;
/// assert_eq!(all(2_u64, "group"), "both groups");
/// ```
#[must_use]
pub fn all(value: impl Into<Count>, noun: &str) -> String {
    match value.into().0 {
        1 => format!("the one {noun}"),
        2 => format!("both {}", plural(noun)),
        several => format!("all {}", count(several, noun)),
    }
}

/// The plural of a noun.
#[must_use]
pub fn plural(noun: &str) -> String {
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end));
    if noun.ends_with('y') && !vowel_before_y {
        format!("{}ies", &noun[..noun.len() - 1])
    } else if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

/// A noun with its article: `a buddy`, `an event`.
///
/// ```
/// use pairwright::text::one;
/// assert_eq!((one("buddy"), one("eco-mentor")), ("a buddy".to_owned(), "an eco-mentor".to_owned()));
/// ```
#[must_use]
pub fn one(noun: &str) -> String {
    let article = if noun.to_lowercase().starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// Joins words for a sentence: `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// Joins words of which one is meant: `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn either<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", first.join(", "), last.as_ref())
        }
        _ => listed(words),
    }
}

/// Makes a text from a file fit to stand in a line on a terminal.
///
/// Control characters (escape sequences among them) and those that turn the direction of writing become spaces.
#[must_use]
pub fn printable(text: &str) -> String {
    let turns = |letter: char| matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|letter| if letter.is_control() || turns(letter) { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (value, text) in [(0_u64, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn nouns_take_their_plural() {
        for (noun, text) in [("buddy", "2 buddies"), ("day", "2 days"), ("coach", "2 coaches"), ("tutee", "2 tutees")] {
            assert_eq!(count(2_u64, noun), text);
        }
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn escape_sequences_lose_their_power() {
        assert_eq!(printable("a\u{1b}[31mb\tc"), "a [31mb c");
    }
}
