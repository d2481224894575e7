//! What is wrong with an input, where, and what to do about it.
//!
//! A stage puts every problem it finds into a [`Sink`] and carries on; the user sees all of them at once. Imports `text`.

mod place;
mod render;
mod sink;

pub use place::Place;
pub use render::render;
pub use sink::Sink;

use crate::text::masked;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Said so that nothing is guessed in silence; nothing to do.
    Notice,
    /// Probably a slip; the run goes on.
    Warning,
    /// The input is rejected.
    Error,
}

/// One problem: a stable code, what is wrong, where, and what to do.
///
/// The value at fault is in the message; no other cell of its row is ever quoted.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable, for scripts and searches: `roster::bad-grade`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, with the value.
    pub message: String,
    /// The place, as narrow as the cell, with a word on it.
    pub place: Option<(Place, String)>,
    /// Other places that belong to the problem, each with a word on it.
    pub others: Vec<(Place, String)>,
    /// What to do, with something to copy.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(Severity::Error, code, message)
    }

    /// A warning without a place yet.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(Severity::Warning, code, message)
    }

    /// A notice without a place yet.
    #[must_use]
    pub fn notice(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::of(Severity::Notice, code, message)
    }

    fn of(severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity, message: message.into(), place: None, others: Vec::new(), help: None }
    }

    /// Sets the place, with a word on it.
    #[must_use]
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.place = Some((place, label.into()));
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn and_at(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.others.push((place, label.into()));
        self
    }

    /// Masks what restricted places show, and what is quoted of it in words.
    fn mask(&mut self) {
        let places = self.place.iter_mut().chain(&mut self.others);
        let cells: Vec<String> = places.filter(|(place, _)| place.restricted).map(|(place, _)| place.mask()).collect();
        for cell in cells.iter().filter(|cell| !cell.is_empty()) {
            let labels = self.place.iter_mut().chain(&mut self.others).map(|(_, label)| label);
            for text in [&mut self.message].into_iter().chain(&mut self.help).chain(labels) {
                *text = without_quotes_of(cell, text);
            }
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// A text in which everything quoted that stands in a cell is masked.
fn without_quotes_of(cell: &str, text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (number, part) in text.split('`').enumerate() {
        let is_quoted = number % 2 == 1;
        let bare = part.split('"').find(|part| !part.is_empty()).unwrap_or("");
        let of_cell =
            is_quoted && !bare.is_empty() && (cell.contains(part) || part.contains('"') && cell.contains(bare));
        parts.push(if of_cell { part.replace(bare, &masked(bare)) } else { part.to_owned() });
    }
    parts.join("`")
}
