//! Natural order: M2 before M10.

use std::cmp::Ordering;

/// Compares two texts place by place: two runs of the digits 0–9 as numbers, anything else by code point; ties by the plain text.
///
/// ```
/// use pairwright::text::natural_order;
/// use std::cmp::Ordering;
/// assert_eq!(natural_order("M2", "M10"), Ordering::Less);
/// assert_eq!(natural_order("M02", "M2"), Ordering::Less);
/// ```
#[must_use]
pub fn natural_order(left: &str, right: &str) -> Ordering {
    let (mut a, mut b) = (left, right);
    loop {
        let (run_a, run_b) = (digit_run(a), digit_run(b));
        let step = if run_a > 0 && run_b > 0 {
            let order = numeric_order(&a[..run_a], &b[..run_b]);
            (a, b) = (&a[run_a..], &b[run_b..]);
            order
        } else {
            let (mut chars_a, mut chars_b) = (a.chars(), b.chars());
            match (chars_a.next(), chars_b.next()) {
                (None, None) => return left.cmp(right),
                (char_a, char_b) => {
                    (a, b) = (chars_a.as_str(), chars_b.as_str());
                    char_a.cmp(&char_b)
                }
            }
        };
        if step != Ordering::Equal {
            return step;
        }
    }
}

fn digit_run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Compares runs of digits of any length by their value.
fn numeric_order(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_inside_texts_count_as_numbers() {
        let mut ids = [
            "E10",
            "E9",
            "E9b",
            "e1",
            "E",
            "E010",
            "",
            "10",
            "9",
            "E99999999999999999999998",
            "E99999999999999999999997",
        ];
        ids.sort_by(|a, b| natural_order(a, b));
        let sorted = [
            "",
            "9",
            "10",
            "E",
            "E9",
            "E9b",
            "E010",
            "E10",
            "E99999999999999999999997",
            "E99999999999999999999998",
            "e1",
        ];
        assert_eq!(ids, sorted);
    }
}
