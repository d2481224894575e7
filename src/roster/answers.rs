//! People who answered a form twice: the last answer counts.
//!
//! Times are read as Google Forms, Microsoft Forms and spreadsheets write them: `2026/06/14 10:10:09 AM GMT+1`, `10/14/2016 9:58:30`,
//! `14.06.2026 10:10`. Whether the month or the day comes first is told by the column; where it is not, both readings must agree.

use std::collections::HashMap;

use super::{HeaderUse, Meaning};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;

/// A time as a number that grows, read with the month first and with the day first; `None`: there is no such date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    month_first: Option<u64>,
    day_first: Option<u64>,
}

/// The rows that count: of the rows of one key, the one that was answered last. A notice names both rows.
///
/// Without a column of times every row counts, and equal keys are somebody else's to report. `key` is `None` where a row has none.
pub(super) fn last_answers(
    table: &Table,
    headers: &[HeaderUse],
    rows: Vec<usize>,
    column: usize,
    key: impl Fn(usize) -> Option<String>,
    sink: &mut Sink,
) -> Vec<usize> {
    let Some(time) = headers.iter().position(|header| header.meaning == Meaning::Timestamp) else { return rows };
    let mut last: HashMap<String, usize> = HashMap::new();
    let mut dropped: Vec<usize> = Vec::new();
    let mut order: Option<Order> = None;
    for &row in &rows {
        let Some(key) = key(row) else { continue };
        let Some(&earlier) = last.get(&key) else {
            last.insert(key, row);
            continue;
        };
        let order = *order.get_or_insert_with(|| order_of(table, time));
        let Some(later) = later_of(table, time, (earlier, row), order) else { continue };
        let other = if later == row { earlier } else { row };
        last.insert(key, later);
        dropped.push(other);
        sink.push_in("roster::answered-twice", Severity::Notice, &format!("in {}", table.file()), || {
            let message = format!("somebody answered {} twice: the last answer counts", table.file());
            Diagnostic::notice("roster::answered-twice", message)
                .at(table.place(later, column), "this answer counts")
                .and_at(table.place(other, column), "and this one does not")
        });
    }
    dropped.sort_unstable();
    rows.into_iter().filter(|row| dropped.binary_search(row).is_err()).collect()
}

/// What a column of times shows about the order of month and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    MonthFirst,
    DayFirst,
    /// Every time reads both ways.
    Either,
}

fn order_of(table: &Table, column: usize) -> Order {
    let stamps = (0..table.len()).filter_map(|row| stamp(table.cell(row, column)));
    let (mut month, mut day) = (true, true);
    for stamp in stamps {
        month &= stamp.month_first.is_some();
        day &= stamp.day_first.is_some();
    }
    match (month, day) {
        (true, false) => Order::MonthFirst,
        (false, true) => Order::DayFirst,
        _ => Order::Either,
    }
}

/// The row that was answered later, of two in the order of the file; `None` where the times do not tell.
fn later_of(table: &Table, column: usize, (first, second): (usize, usize), order: Order) -> Option<usize> {
    let (one, two) = (stamp(table.cell(first, column))?, stamp(table.cell(second, column))?);
    let by = |read: fn(Stamp) -> Option<u64>| Some(if read(two)? >= read(one)? { second } else { first });
    let (month, day) = (by(|stamp| stamp.month_first), by(|stamp| stamp.day_first));
    match order {
        Order::MonthFirst => month,
        Order::DayFirst => day,
        Order::Either => month.filter(|_| month == day),
    }
}

/// Reads a time; the time zone is not looked at, because a form writes all its answers in one.
fn stamp(text: &str) -> Option<Stamp> {
    let mut numbers: Vec<u64> = Vec::new();
    let mut rest = text.trim();
    while numbers.len() < 6 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            break;
        }
        numbers.push(rest[..digits].parse().ok()?);
        rest = &rest[digits..];
        // A separator, white space, or the T of ISO 8601; anything else ends the digits.
        let gap = rest
            .chars()
            .take_while(|letter| matches!(letter, '/' | '-' | '.' | ':' | 'T' | ',') || letter.is_whitespace());
        let length: usize = gap.map(char::len_utf8).sum();
        if length == 0 {
            break;
        }
        rest = &rest[length..];
    }
    let [a, b, c, hour, minute, ..] = numbers.as_slice() else { return None };
    let second = numbers.get(5).copied().unwrap_or(0);
    let half = rest.trim_start().to_lowercase().replace('.', "");
    let hour = match (half.starts_with("pm"), half.starts_with("am"), *hour) {
        (true, _, hour) if hour < 12 => hour + 12,
        (_, true, 12) => 0,
        (_, _, hour) => hour,
    };
    if hour > 24 || *minute > 59 || second > 60 {
        return None;
    }
    let of = |year: u64, month: u64, day: u64| {
        let year = if year < 100 { 2000 + year } else { year };
        let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then(|| ((((year * 13 + month) * 32 + day) * 25 + hour) * 60 + minute) * 61 + second)
    };
    let is_year_first = *a > 31;
    let stamp = if is_year_first {
        Stamp { month_first: of(*a, *b, *c), day_first: of(*a, *b, *c) }
    } else {
        Stamp { month_first: of(*c, *a, *b), day_first: of(*c, *b, *a) }
    };
    (stamp.month_first.is_some() || stamp.day_first.is_some()).then_some(stamp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn grows(earlier: &str, later: &str) {
        let (one, two) = (stamp(earlier).expect("a time"), stamp(later).expect("a time"));
        assert!(one.month_first < two.month_first, "{earlier} before {later}");
    }

    #[test]
    fn times_of_forms_are_put_in_order() {
        grows("2026/06/14 10:10:09 AM GMT+1", "2026/06/14 1:10:09 PM GMT+1");
        grows("2026/06/14 12:10:09 a.m. OEZ", "2026/06/14 1:00:00 a.m. OEZ");
        grows("10/14/2016 9:58:30", "10/14/2016 10:00:00");
        grows("7/2/20 11:00:22", "7/2/20 11:00:23");
        grows("2026-06-14T10:10:09Z", "2026-06-14 10:11");
        for text in ["", "yesterday", "10/14/2016", "14/14/2016 10:00", "10/14/2016 10:99"] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_above_twelve_tells_what_comes_first() {
        let read = stamp("14.06.2026 10:10").expect("a time");
        assert_eq!((read.month_first, read.day_first.is_some()), (None, true));
    }
}
