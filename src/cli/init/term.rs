//! The last day of the term, as the written program file has it.

use jiff::civil::Date;

use super::super::failure::Failure;
use crate::diagnostic::Sink;
use crate::keys::Document;
use crate::program::{Preset, read_program};

/// The text of a built-in program with the day that is given, else with its own while that is to come, else with the next 30 June.
pub(super) fn with_term_end(preset: &Preset, given: Option<Date>, today: Date) -> Result<String, Failure> {
    let document = Document::new(preset.name, preset.text);
    let program = read_program(document, &mut Sink::default()).expect("a built-in program is TOML");
    let in_file = program.term_end.as_ref().and_then(|end| Some((end.date, end.span.clone()?)));
    match (in_file, given) {
        (None, None) => Ok(preset.text.to_owned()),
        (None, Some(_)) => Err(Failure::Usage(format!(
            "no rule of the program {} asks for the end of the term: leave --term-end out",
            preset.name
        ))),
        (Some(_), Some(date)) if date < today => {
            Err(Failure::Usage(format!("the term ended on {date}: give --term-end the last day of the new one")))
        }
        (Some((date, span)), given) => {
            let date = given.unwrap_or(if date < today { next_end(today) } else { date });
            let (before, after) = (&preset.text[..span.start], &preset.text[span.end..]);
            Ok(format!("{before}\"{date}\"{after}"))
        }
    }
}

/// The next 30 June, at which many school years have ended.
fn next_end(today: Date) -> Date {
    let end = |year: i16| Date::new(year, 6, 30).unwrap_or(Date::MAX);
    let this_year = end(today.year());
    if this_year >= today { this_year } else { end(today.year().saturating_add(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TERM: Preset =
        Preset { name: "x", text: "[program]\n# Until then.\nterm_end = \"2027-06-30\" # here\nname = \"X\"\n" };

    #[track_caller]
    fn written(given: Option<Date>, today: Date) -> String {
        with_term_end(&TERM, given, today).expect("a day")
    }

    #[test]
    fn only_the_day_is_another() {
        let text = written(Some(date(2028, 1, 31)), date(2027, 7, 1));
        assert_eq!(text, TERM.text.replace("2027-06-30", "2028-01-31"));
    }

    #[test]
    fn a_term_that_is_over_ends_on_the_next_30_june() {
        assert_eq!(written(None, date(2027, 6, 30)), TERM.text);
        assert!(written(None, date(2027, 7, 1)).contains("\"2028-06-30\" # here"));
        assert!(written(None, date(2030, 2, 1)).contains("\"2030-06-30\""));
    }

    #[test]
    fn a_day_that_has_passed_and_a_program_without_a_term_are_refused() {
        assert!(with_term_end(&TERM, Some(date(2027, 1, 1)), date(2027, 7, 1)).is_err());
        let none = Preset { name: "y", text: "[program]\nname = \"Y\"\n" };
        assert!(with_term_end(&none, Some(date(2027, 1, 1)), date(2026, 7, 1)).is_err());
        assert_eq!(with_term_end(&none, None, date(2026, 7, 1)).expect("as it is"), none.text);
    }
}
