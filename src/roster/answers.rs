//! People who answered a form twice: the last answer counts.
//!
//! Times are read as Google Forms, Microsoft Forms and spreadsheets write them: `2026/06/14 10:10:09 AM GMT+1`, `10/14/2016 9:58:30`,
//! `14.06.2026 10:10`. Whether the month or the day comes first is told by the column; where it is not, both readings must agree.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};

use super::{HeaderUse, Meaning};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;

/// A time, read with the month first and with the day first; `None`: there is no such date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    month_first: Option<DateTime>,
    day_first: Option<DateTime>,
    /// Whether it has a time of day.
    has_time: bool,
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
    let group = format!("in {}", table.file());
    for &row in &rows {
        let Some(key) = key(row) else { continue };
        let Some(&earlier) = last.get(&key) else {
            last.insert(key, row);
            continue;
        };
        let order = *order.get_or_insert_with(|| order_of(table, time));
        let Some(later) = later_of(table, time, (earlier, row), order) else {
            dropped.push(row);
            sink.push_in("roster::unclear-answers", Severity::Error, &group, || {
                let message = format!(
                    "somebody answered {} twice, and the times do not tell which answer is the last",
                    table.file()
                );
                Diagnostic::error("roster::unclear-answers", message)
                    .at(table.place(row, time), "the time of one answer")
                    .and_at(table.place(earlier, time), "and of the other")
                    .help("delete the answer that does not count")
            });
            continue;
        };
        let other = if later == row { earlier } else { row };
        last.insert(key, later);
        dropped.push(other);
        sink.push_in("roster::answered-twice", Severity::Notice, &group, || {
            let message = format!("somebody answered {} twice: the last answer counts", table.file());
            Diagnostic::notice("roster::answered-twice", message)
                .at(table.place(later, column).restricted(), "this answer counts")
                .and_at(table.place(other, column).restricted(), "and this one does not")
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
    let by = |read: fn(Stamp) -> Option<DateTime>| {
        // A day alone is before and after every time of that day.
        let is_unclear = one.has_time != two.has_time && read(one)?.date() == read(two)?.date();
        let (one, two) = (read(one).filter(|_| !is_unclear)?, read(two)?);
        // Equal times do not tell, and the order of rows must not.
        (one != two).then_some(if two > one { second } else { first })
    };
    let (month, day) = (by(|stamp| stamp.month_first), by(|stamp| stamp.day_first));
    match order {
        Order::MonthFirst => month,
        Order::DayFirst => day,
        Order::Either => month.filter(|_| month == day),
    }
}

/// Reads a time; one with a zone is put into that of Greenwich. Zones that have letters alone (CET) are not looked at.
fn stamp(text: &str) -> Option<Stamp> {
    let mut numbers: Vec<i16> = Vec::new();
    let mut rest = text.trim();
    while numbers.len() < 6 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            break;
        }
        numbers.push(rest[..digits].parse().ok()?);
        rest = &rest[digits..];
        // A separator, white space, or the T of ISO 8601; anything else ends the digits. Behind the hour a `-` begins a zone.
        let is_date = numbers.len() < 3;
        let separates = |letter: char| {
            matches!(letter, '/' | '.' | ':' | 'T' | ',') || letter.is_whitespace() || is_date && letter == '-'
        };
        let length: usize = rest.chars().take_while(|letter| separates(*letter)).map(char::len_utf8).sum();
        if length == 0 {
            break;
        }
        rest = &rest[length..];
    }
    let [a, b, c, ..] = numbers.as_slice() else { return None };
    let clock = |at: usize| i8::try_from(numbers.get(at).copied().unwrap_or(0)).ok();
    let (hour, minute, second) = (clock(3)?, clock(4)?, clock(5)?);
    // A fraction of a second, and then `PM`, `p. m.` or `a.m.`, with spaces of any kind.
    let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest: String = rest.to_lowercase().chars().filter(|letter| !letter.is_whitespace() && *letter != '.').collect();
    let (hour, zone) = match (rest.strip_prefix("pm"), rest.strip_prefix("am"), hour) {
        (Some(zone), _, hour) => (if hour < 12 { hour + 12 } else { hour }, zone),
        (_, Some(zone), hour) => (if hour == 12 { 0 } else { hour }, zone),
        _ => (hour, rest.as_str()),
    };
    let offset = minutes_east(zone);
    let of = |year: i16, month: i16, day: i16| {
        let year = if year < 100 { 2000 + year } else { year };
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let time = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
        date.to_datetime(time).checked_sub(jiff::Span::new().minutes(offset)).ok()
    };
    let has_time = numbers.len() > 3;
    let is_year_first = *a > 31;
    let stamp = if is_year_first {
        Stamp { month_first: of(*a, *b, *c), day_first: of(*a, *b, *c), has_time }
    } else {
        Stamp { month_first: of(*c, *a, *b), day_first: of(*c, *b, *a), has_time }
    };
    (stamp.month_first.is_some() || stamp.day_first.is_some()).then_some(stamp)
}

/// The minutes by which a zone is ahead of Greenwich: `gmt+1`, `utc-03:30`, `+02:00`, `z`; others count as 0.
fn minutes_east(zone: &str) -> i64 {
    let zone = zone.strip_prefix("gmt").or_else(|| zone.strip_prefix("utc")).unwrap_or(zone);
    let (sign, digits) = match (zone.strip_prefix('+'), zone.strip_prefix(['-', '−'])) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return 0,
    };
    let digits: String = digits.chars().filter(char::is_ascii_digit).take(4).collect();
    let (hours, minutes) = if digits.len() > 2 { digits.split_at(digits.len() - 2) } else { (digits.as_str(), "0") };
    sign * (hours.parse::<i64>().unwrap_or(0) * 60 + minutes.parse::<i64>().unwrap_or(0))
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
        grows("1/2/2026 9:00:00 a. m. CET", "1/2/2026 1:00:00 p.\u{a0}m. CET");
        grows("1/2/2026 9:00:00.000 AM", "1/2/2026 1:00:00.000 PM");
        grows("2026-01-02", "2026-01-03");
        grows("7/2/20 11:00:22", "7/2/20 11:00:23");
        grows("2026-06-14T10:10:09Z", "2026-06-14 10:11");
        grows("2026/11/01 1:50:00 AM GMT-4", "2026/11/01 1:10:00 AM GMT-5");
        grows("2026-06-14T11:00+02:00", "2026-06-14T10:00Z");
        for text in ["", "yesterday", "10/2016", "14/14/2016 10:00", "10/14/2016 10:99"] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_above_twelve_tells_what_comes_first() {
        let read = stamp("14.06.2026 10:10").expect("a time");
        assert_eq!((read.month_first, read.day_first.is_some()), (None, true));
    }
}
