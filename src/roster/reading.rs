//! How rosters are to be read: what a coordinator says of columns, cells and options, beside the fields themselves.

use std::collections::{BTreeMap, HashMap};

use super::{FormQuestion, Schema};
use crate::diagnostic::Place;
use crate::text::{fold, fold_header};
use crate::units::Side;

/// Everything that decides how rosters are read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The fields and their types.
    pub schema: Schema,
    /// What is said of columns, the most binding first.
    pub columns: Vec<ColumnRule>,
    /// The questions of each side's form, in their order; what is said of columns goes before them.
    pub form: [Vec<FormQuestion>; 2],
    /// The fields by whose ids rules keep people apart.
    pub apart: Vec<ApartIds>,
    values: BTreeMap<String, HashMap<String, String>>,
    options: BTreeMap<String, Vec<String>>,
}

/// Two fields of ids of which no more than so many may be the same.
#[derive(Clone, Debug)]
pub struct ApartIds {
    /// The mentor's field.
    pub mentor: String,
    /// The mentee's field.
    pub mentee: String,
}

/// What a coordinator says of a column.
#[derive(Clone, Debug)]
pub struct ColumnRule {
    /// The header; `*` in it stands for anything, which is then the tag.
    pub header: String,
    /// The side whose files it is about; `None`: all files.
    pub side: Option<Side>,
    /// What the column is.
    pub target: Target,
    /// Where it is said: a place in the program file; `None`: on the command line.
    pub place: Option<Place>,
}

/// What a column is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A field, by its folded name; of a header with `*`, one of several columns that make it.
    Field(String),
    /// One of several columns that make a field of tags or slots: the tag that it stands for.
    Tag {
        /// The field.
        field: String,
        /// The tag; `None`: the header.
        tag: Option<String>,
    },
    /// One of several columns that make a ranking: the place, from 1.
    Choice {
        /// The field.
        field: String,
        /// The place.
        place: u32,
    },
    /// Something that is no field: a part of the name, the role, the time of the answer, or nothing.
    Special(Special),
}

impl Target {
    /// The target of this name: a field, or a word of [`Special::NAMED`].
    #[must_use]
    pub fn named(name: &str, schema: &Schema) -> Option<Target> {
        let folded = fold_header(name);
        if let Some((field, _)) = schema.field(&folded) {
            return Some(Target::Field(field.to_owned()));
        }
        Special::NAMED.iter().find(|(word, _)| *word == folded).map(|(_, special)| Target::Special(*special))
    }
}

/// What a column can be beside a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// The first part of the name.
    FirstName,
    /// The last part of the name.
    LastName,
    /// Who is a mentor and who a mentee.
    Role,
    /// When the form was answered.
    Timestamp,
    /// Nothing that is read.
    Ignore,
}

impl Special {
    /// The words by which a coordinator names them.
    pub const NAMED: [(&'static str, Special); 5] = [
        ("first_name", Special::FirstName),
        ("last_name", Special::LastName),
        ("role", Special::Role),
        ("timestamp", Special::Timestamp),
        ("ignore", Special::Ignore),
    ];
}

impl From<Schema> for Reading {
    fn from(schema: Schema) -> Reading {
        Reading { schema, ..Reading::default() }
    }
}

impl Reading {
    /// Says that a cell text of a field (or of `role`) stands for another.
    pub fn replace(&mut self, field: &str, from: &str, to: &str) {
        self.values.entry(field.to_owned()).or_default().insert(fold(from), to.to_owned());
    }

    /// What cell texts of a field stand for, by their folded text.
    #[must_use]
    pub fn values(&self, field: &str) -> Option<&HashMap<String, String>> {
        self.values.get(field)
    }

    /// Names an option of a field that may contain commas.
    pub fn add_option(&mut self, field: &str, option: &str) {
        self.options.entry(field.to_owned()).or_default().push(option.to_owned());
    }

    /// The named options of a field.
    #[must_use]
    pub fn options(&self, field: &str) -> &[String] {
        self.options.get(field).map_or(&[], Vec::as_slice)
    }
}

impl ColumnRule {
    /// What the rule makes of a header of a file of `side` (`None`: of no side alone); with the text that `*` stands for.
    #[must_use]
    pub fn applies<'h>(&self, header: &'h str, side: Option<Side>) -> Option<Option<&'h str>> {
        if self.side.is_some() && self.side != side {
            return None;
        }
        // Forms mark required questions with a star of their own.
        let folded = fold_header(&self.header);
        let is_named = !self.header.contains('*') || self.header.trim().ends_with(" *");
        if tidy(header) == tidy(&self.header) || is_named && fold_header(header) == folded && !folded.is_empty() {
            return Some(None);
        }
        let (before, after) = self.header.split_once('*')?;
        between(header, before, after).map(Some)
    }
}

/// What of a header stands between two texts; `None` where it does not begin with the one and end with the other.
fn between<'h>(header: &'h str, before: &str, after: &str) -> Option<&'h str> {
    let cuts = |text: &'h str| text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let (before, after) = (fold(before), fold(after));
    let rest = cuts(header).find(|&at| fold(&header[..at]) == before).map(|at| &header[at..])?;
    let ends: Vec<usize> = cuts(rest).filter(|&at| fold(&rest[at..]) == after).collect();
    let label = rest[..*ends.last()?].trim();
    (!label.is_empty()).then_some(label)
}

/// White space, also line breaks and non-breaking spaces, as one space.
pub(super) fn tidy(header: &str) -> String {
    header.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(header: &str) -> ColumnRule {
        ColumnRule { header: header.to_owned(), side: None, target: Target::Special(Special::Ignore), place: None }
    }

    #[test]
    fn headers_are_found_whatever_their_case_accents_and_spaces() {
        assert_eq!(rule("¿Qué clubes te gustan?").applies("Que clubes\u{a0}te\ngustan", None), Some(None));
        assert_eq!(rule("???").applies("???", None), Some(None));
        assert_eq!(rule("???").applies("!!!", None), None);
    }

    #[test]
    fn a_star_stands_for_the_tag() {
        assert_eq!(rule("Interests [*]").applies("interests  [Board games]", None), Some(Some("Board games")));
        assert_eq!(rule("Interests [*]").applies("Interests []", None), None);
        assert_eq!(rule("Interests [*]").applies("Dislikes [Chess]", None), None);
        assert_eq!(rule("* (tick)").applies("Chess (tick)", None), Some(Some("Chess")));
    }
}
