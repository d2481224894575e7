//! Diagnostics as a person reads them, in the manner of rustc.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Diagnostic, Place, Severity, Sink};
use crate::text::printable;

/// Renders all diagnostics of a sink, a blank line after each; with colours for a terminal that wants them.
#[must_use]
pub fn render(sink: &Sink, colours: bool) -> String {
    let paint = Paint { colours };
    let mut text = String::new();
    for (diagnostic, more) in sink.iter() {
        text.push_str(&one(diagnostic, paint));
        text.push('\n');
        if let Some(more) = more {
            text.push_str(&more);
            text.push_str("\n\n");
        }
    }
    text
}

fn one(diagnostic: &Diagnostic, paint: Paint) -> String {
    let (name, colour) = match diagnostic.severity {
        Severity::Error => ("error", RED),
        Severity::Warning => ("warning", YELLOW),
        Severity::Notice => ("notice", CYAN),
    };
    let title = paint.with(colour, &format!("{name}[{}]", diagnostic.code));
    let mut text = format!("{title}: {}\n", paint.with(BOLD, &printable(&diagnostic.message)));
    let places = || diagnostic.place.iter().chain(&diagnostic.others).map(|(place, _)| place);
    let gutter = places().map(|place| place.line.to_string().len()).max().unwrap_or(1);
    for (index, (place, label)) in diagnostic.place.iter().chain(&diagnostic.others).enumerate() {
        let (mark, colour) = if index == 0 { ('^', colour) } else { ('-', BLUE) };
        let arrow = paint.with(BLUE, if index == 0 { "-->" } else { ":::" });
        text.extend([" ".repeat(gutter).as_str(), &arrow, " ", &printable(&place.file)]);
        match &place.cell {
            Some(cell) => text.push_str(&format!(":{}\n", printable(cell))),
            None => text.push_str(&format!(":{}:{}\n", place.line, place.column)),
        }
        text.push_str(&snippet(place, label, gutter, mark, colour, paint));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "{}{} {}", " ".repeat(gutter + 1), paint.with(BLUE, "= help:"), printable(help));
    }
    text
}

/// The line, and under it the mark with its label.
fn snippet(place: &Place, label: &str, gutter: usize, mark: char, colour: &str, paint: Paint) -> String {
    if place.shown.is_empty() {
        return if label.is_empty() {
            String::new()
        } else {
            format!("{} = {}\n", " ".repeat(gutter), printable(label))
        };
    }
    let before = printable(&place.shown[..place.mark.start]).width();
    let width = printable(&place.shown[place.mark.clone()]).width().max(1);
    let margin = " ".repeat(gutter);
    let bar = paint.with(BLUE, "|");
    let number = paint.with(BLUE, &format!("{:>gutter$} |", place.line));
    let marks = paint.with(colour, format!("{} {}", mark.to_string().repeat(width), printable(label)).trim_end());
    let line = printable(&place.shown);
    format!("{margin} {bar}\n{number} {line}\n{margin} {bar} {}{marks}\n", " ".repeat(before))
}

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const CYAN: &str = "\u{1b}[1;36m";
const BLUE: &str = "\u{1b}[1;34m";
const BOLD: &str = "\u{1b}[1m";

#[derive(Clone, Copy)]
struct Paint {
    colours: bool,
}

impl Paint {
    fn with(self, colour: &str, text: &str) -> String {
        if self.colours { format!("{colour}{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_code_place_mark_and_help() {
        let place =
            Place {
                line: 2, column: 16, shown: "…,eleven,…".into(), mark: 4..10, ..Place::whole_file("mentees.csv")
            };
        let mut sink = Sink::default();
        sink.push(
            Diagnostic::error("roster::bad-grade", "grade `eleven` is not on the ladder")
                .at(place, "expected K, 1 to 13")
                .help("write the grade as a number, for example `11`"),
        );
        let expected = "\
error[roster::bad-grade]: grade `eleven` is not on the ladder
 --> mentees.csv:2:16
  |
2 | …,eleven,…
  |   ^^^^^^ expected K, 1 to 13
  = help: write the grade as a number, for example `11`

";
        assert_eq!(render(&sink, false), expected);
    }
}
