//! Numbers, days and times of a workbook as text: as a person sees them in the sheet, days and times in their ISO form.

use super::cells::{Cells, Oddity};
use super::fault::Fault;
use super::number_format::{MaskPart, NumberFormat};

/// A whole number of so many and more is kept by spreadsheets in its first 15 digits alone.
const DIGITS_LOST_FROM: f64 = 1e15;

/// Whole numbers of so many and more are no ids; they are written with an exponent.
const EXPONENT_FROM: f64 = 1e21;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// From which day a workbook counts its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Day 1 is 1 January 1900, and 29 February 1900 is counted although it never was.
    Of1900,
    /// Day 0 is 1 January 1904: old workbooks from a Macintosh.
    Of1904,
}

/// Takes a number, and notes where digits of it are lost.
pub(super) fn push_number(
    cells: &mut Cells,
    (row, column): (u32, u32),
    value: f64,
    format: &NumberFormat,
    epoch: Epoch,
) -> Result<(), Fault> {
    let text = number(value, format, epoch);
    let is_number = matches!(format, NumberFormat::Plain | NumberFormat::Mask(_));
    if is_number && value.abs() >= DIGITS_LOST_FROM && value.abs() < EXPONENT_FROM {
        cells.note(row, column, Oddity::LostDigits(text.clone()))?;
    }
    cells.push(row, column, &text)
}

/// A number in a format.
pub(super) fn number(value: f64, format: &NumberFormat, epoch: Epoch) -> String {
    match format {
        NumberFormat::Plain => plain(value),
        NumberFormat::Mask(parts) => masked(value, parts).unwrap_or_else(|| plain(value)),
        NumberFormat::Percent => format!("{}%", plain(value * 100.0)),
        NumberFormat::Date { has_day, has_time } => {
            date(value, *has_day, *has_time, epoch).unwrap_or_else(|| plain(value))
        }
        NumberFormat::Elapsed => seconds(value).map_or_else(|| plain(value), clock),
    }
}

/// A number in the fewest digits, at most 15 where it is not whole; nothing for what is no number.
pub(super) fn plain(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.abs() >= EXPONENT_FROM {
        return format!("{value:E}");
    }
    if value.fract() == 0.0 {
        return value.to_string();
    }
    // Spreadsheets show 15 digits, so that 0.1 + 0.2 is 0.3.
    format!("{value:.14e}").parse::<f64>().unwrap_or(value).to_string()
}

/// A whole number with its digits in the places of a mask; further digits stand before it.
fn masked(value: f64, parts: &[MaskPart]) -> Option<String> {
    if value < 0.0 || value.fract() != 0.0 || value >= DIGITS_LOST_FROM {
        return None;
    }
    let digits = value.to_string();
    let places = parts.iter().filter(|part| **part == MaskPart::Digit).count();
    let padded = format!("{digits:0>places$}");
    let (surplus, placed) = padded.split_at(padded.len() - places);
    let mut placed = placed.chars();
    let mut text = String::new();
    let mut surplus = Some(surplus);
    for part in parts {
        match part {
            MaskPart::Mark(mark) => text.push(*mark),
            MaskPart::Digit => {
                text.push_str(surplus.take().unwrap_or(""));
                text.extend(placed.next());
            }
        }
    }
    Some(text)
}

/// The seconds of a number of days, where that many are counted.
fn seconds(days: f64) -> Option<i64> {
    let seconds = (days * 86_400.0).round();
    // A thousand years are beyond every calendar of a school.
    (seconds.abs() < 86_400.0 * 366.0 * 10_000.0).then(|| format!("{seconds:.0}").parse().ok()).flatten()
}

/// A day, with its time where the format shows one; a time alone where there is no day.
fn date(value: f64, has_day: bool, has_time: bool, epoch: Epoch) -> Option<String> {
    let seconds = seconds(value)?;
    if seconds < 0 {
        return None;
    }
    let (day, time) = (seconds / DAY, seconds % DAY);
    if !has_day || day == 0 && epoch == Epoch::Of1900 && has_time {
        return Some(clock(time));
    }
    let (year, month, date) = calendar(day, epoch)?;
    let time =
        if has_time { format!(" {:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60) } else { String::new() };
    Some(format!("{year:04}-{month:02}-{date:02}{time}"))
}

/// A time of day, or a duration of any length: hours and minutes, with seconds if any.
pub(super) fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.abs();
    let rest = if seconds % 60 == 0 { String::new() } else { format!(":{:02}", seconds % 60) };
    format!("{sign}{:02}:{:02}{rest}", seconds / 3600, seconds / 60 % 60)
}

fn calendar(day: i64, epoch: Epoch) -> Option<(i16, i8, i8)> {
    let start = match epoch {
        // Up to the day that never was, the count is one day behind.
        Epoch::Of1900 if day == 60 => return Some((1900, 2, 29)),
        Epoch::Of1900 if day < 60 => jiff::civil::date(1899, 12, 31),
        Epoch::Of1900 => jiff::civil::date(1899, 12, 30),
        Epoch::Of1904 => jiff::civil::date(1904, 1, 1),
    };
    let date = start.checked_add(jiff::Span::new().try_days(day).ok()?).ok()?;
    Some((date.year(), date.month(), date.day()))
}

/// A day in ISO form, as text of a workbook: `2026-06-30T10:11:12.000` → `2026-06-30 10:11:12`; midnight is no time.
pub(super) fn iso_date(text: &str) -> String {
    let text = text.trim().trim_end_matches('Z');
    let Some((day, time)) = text.split_once('T') else { return text.to_owned() };
    let time = time.split('.').next().unwrap_or("");
    match (day, time) {
        (day, "" | "00:00" | "00:00:00") => day.to_owned(),
        ("", time) => time.to_owned(),
        (day, time) => format!("{day} {time}"),
    }
}

/// A duration in ISO form: `PT15H00M00S` → `15:00`; anything else stays as it is.
pub(super) fn iso_duration(text: &str) -> String {
    iso_seconds(text.trim()).map_or_else(|| text.to_owned(), clock)
}

fn iso_seconds(text: &str) -> Option<i64> {
    let (days, mut rest) = text.strip_prefix('P')?.split_once('T')?;
    let mut seconds = match days {
        "" => 0,
        days => days.strip_suffix('D')?.parse::<i64>().ok()?.checked_mul(DAY)?,
    };
    while !rest.is_empty() {
        let at = rest.find(|letter: char| letter.is_ascii_alphabetic())?;
        let (amount, unit) = (rest[..at].split('.').next()?.parse::<i64>().ok()?, &rest[at..=at]);
        let unit = match unit {
            "H" => 3600,
            "M" => 60,
            "S" => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(amount.checked_mul(unit)?)?;
        rest = &rest[at + 1..];
    }
    Some(seconds)
}

/// What a spreadsheet writes for a yes or no.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(value: f64, code: &str, text: &str) {
        assert_eq!(number(value, &NumberFormat::of(code), Epoch::Of1900), text, "{value} in {code}");
    }

    #[test]
    fn numbers_are_read_as_a_person_sees_them() {
        for (value, text) in [
            (11.0, "11"),
            (-0.0, "0"),
            (-1.0, "-1"),
            (0.1 + 0.2, "0.3"),
            (3.5, "3.5"),
            (120_000_000_000.0, "120000000000"),
            (999_999_999_999_999.0, "999999999999999"),
            (1.234_567_890_123_45e18, "1234567890123450000"),
            (1e21, "1E21"),
            (1e-7, "0.0000001"),
            (f64::NAN, ""),
        ] {
            shows(value, "General", text);
        }
    }

    #[test]
    fn masks_give_leading_zeros_and_marks() {
        shows(123.0, "00000", "00123");
        shows(1_234_567.0, "00000", "1234567");
        shows(78_051_120.0, "000\\-00\\-0000", "078-05-1120");
        shows(7.0, "\"M\"000", "M007");
        shows(11.0, "0", "11");
        shows(11.5, "00000", "11.5");
        shows(-5.0, "000", "-5");
        shows(0.5, "0%", "50%");
        shows(0.07, "0.0%", "7%");
    }

    #[test]
    fn days_and_times_are_read_in_iso_form() {
        shows(46_203.0, "d/m/yyyy", "2026-06-30");
        shows(46_203.9, "d/m/yyyy", "2026-06-30");
        shows(46_203.424_444_444_44, "m/d/yy h:mm:ss", "2026-06-30 10:11:12");
        shows(0.625, "h:mm", "15:00");
        shows(46_203.625, "h:mm", "15:00");
        shows(0.625_011_574_074, "h:mm", "15:00:01");
        shows(0.625, "m/d/yy h:mm", "15:00");
        shows(1.145_833_333_333, "[h]:mm", "27:30");
        shows(1.0, "yyyy-mm-dd", "1900-01-01");
        shows(59.0, "yyyy-mm-dd", "1900-02-28");
        shows(61.0, "yyyy-mm-dd", "1900-03-01");
        shows(-1.0, "yyyy-mm-dd", "-1");
        shows(1e300, "yyyy-mm-dd", "1E300");
        let in_1904 = number(44_741.0, &NumberFormat::of("yyyy-mm-dd"), Epoch::Of1904);
        assert_eq!(in_1904, "2026-06-30");
    }

    #[test]
    fn iso_texts_lose_what_nobody_writes() {
        assert_eq!(iso_date("2026-06-30"), "2026-06-30");
        assert_eq!(iso_date("2026-06-30T00:00:00Z"), "2026-06-30");
        assert_eq!(iso_date("2026-06-30T10:11:12.5"), "2026-06-30 10:11:12");
        assert_eq!(iso_duration("PT15H00M00S"), "15:00");
        assert_eq!(iso_duration("PT09H05M30.500S"), "09:05:30");
        assert_eq!(iso_duration("P1DT3H30M"), "27:30");
        assert_eq!(iso_duration("soon"), "soon");
        assert_eq!(iso_duration("PT99999999999999999999H"), "PT99999999999999999999H");
    }
}
