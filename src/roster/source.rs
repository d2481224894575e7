//! The columns of one file that make one field, and the texts of their cells.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};

use super::cell::parse_yes_no;
use super::lists::Lists;
use super::slots::short_day;
use super::split::{Separators, Splitter, split};
use super::{HeaderUse, Meaning, Reading, Schema};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::table::Table;
use crate::text::fold;

/// Whether a folded cell stands for a blank one.
#[must_use]
pub fn is_blank_word(folded: &str) -> bool {
    matches!(folded, "" | "none" | "n/a" | "no preference" | "-")
}

/// Whether a cell text stands for a blank one, without folding most texts.
pub(super) fn says_blank(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        [b'n' | b'N' | b'-', ..] => text.len() < 32 && is_blank_word(&fold(text)),
        [first, ..] => !first.is_ascii() && text.len() < 64 && is_blank_word(&fold(text)),
    }
}

/// How the columns of a file make a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// One column holds it.
    One(usize),
    /// A column a tag, or a column a day.
    Tags(Vec<(usize, String)>),
    /// A column a place of a ranking, best first.
    Choices(Vec<usize>),
}

impl Layout {
    /// How the columns of a file make a field, if any of them does.
    pub fn of(field: &str, headers: &[HeaderUse]) -> Option<Layout> {
        let meanings = || headers.iter().map(|header| &header.meaning).enumerate();
        let whole = meanings().find(|(_, meaning)| matches!(meaning, Meaning::Field(name) if name == field));
        if let Some((column, _)) = whole {
            return Some(Layout::One(column));
        }
        let tags: Vec<(usize, String)> = meanings()
            .filter_map(|(column, meaning)| match meaning {
                Meaning::Tag { field: name, tag } if name == field => Some((column, tag.clone())),
                _ => None,
            })
            .collect();
        let mut choices: Vec<(u32, usize)> = meanings()
            .filter_map(|(column, meaning)| match meaning {
                Meaning::Choice { field: name, place } if name == field => Some((*place, column)),
                _ => None,
            })
            .collect();
        choices.sort_unstable();
        if !tags.is_empty() {
            Some(Layout::Tags(tags))
        } else if !choices.is_empty() {
            Some(Layout::Choices(choices.into_iter().map(|(_, column)| column).collect()))
        } else {
            None
        }
    }

    /// The columns.
    pub fn columns(&self) -> Vec<usize> {
        match self {
            Layout::One(column) => vec![*column],
            Layout::Tags(columns) => columns.iter().map(|(column, _)| *column).collect(),
            Layout::Choices(columns) => columns.clone(),
        }
    }
}

/// The columns of one file that make one field, and the rows that are wanted of them.
pub(super) struct Source<'t> {
    pub table: &'t Table,
    pub field: &'t str,
    pub layout: Layout,
    pub headers: &'t [HeaderUse],
    pub rows: &'t [usize],
    pub reading: &'t Reading,
    /// Cells whose text was replaced.
    pub replaced: Cell<usize>,
    /// Cells with a word that stands for blank.
    pub blank_words: Cell<usize>,
    /// What lists were split at.
    pub separators: Cell<Separators>,
    /// Cells that could not be read.
    pub unread: RefCell<BTreeSet<String>>,
}

impl<'t> Source<'t> {
    /// The source of a field in a file.
    pub fn new(
        table: &'t Table,
        headers: &'t [HeaderUse],
        field: &'t str,
        layout: Layout,
        rows: &'t [usize],
        reading: &'t Reading,
    ) -> Source<'t> {
        let (replaced, blank_words, separators, unread) = Default::default();
        Source { table, field, layout, headers, rows, reading, replaced, blank_words, separators, unread }
    }

    /// The first of the columns.
    pub fn column(&self) -> usize {
        self.layout.columns()[0]
    }

    /// The header of the first of the columns.
    pub fn header(&self) -> &'t str {
        &self.headers[self.column()].header
    }

    fn values(&self) -> Option<&'t HashMap<String, String>> {
        self.reading.values(self.field)
    }

    /// A cell, replaced where the program file says so.
    fn text(&self, row: usize, column: usize) -> Cow<'t, str> {
        self.replaced(Cow::Borrowed(self.table.cell(row, column)), self.values())
    }

    fn replaced<'c>(&self, text: Cow<'c, str>, values: Option<&'t HashMap<String, String>>) -> Cow<'c, str>
    where
        't: 'c,
    {
        match values.and_then(|values| values.get(&fold(&text))) {
            Some(to) => {
                self.replaced.set(self.replaced.get() + 1);
                Cow::Borrowed(to)
            }
            None => text,
        }
    }

    /// Notes a cell with a word that stands for blank.
    fn note_blank_word(&self, text: &str) {
        self.blank_words.set(self.blank_words.get() + usize::from(!text.is_empty()));
    }

    /// The cell of each row; a word that stands for blank is an empty text, unless `keep` says that it means something here.
    pub fn texts(&self, keep: impl Fn(&str) -> bool) -> impl Iterator<Item = (usize, Cow<'t, str>)> {
        let column = self.column();
        self.rows.iter().map(move |&row| {
            let text = self.text(row, column);
            let says_nothing = says_blank(&text) || self.field == "email" && super::ids::email(&text).is_empty();
            if !text.is_empty() && says_nothing && !keep(&text) {
                self.note_blank_word(&text);
                return (row, Cow::Borrowed(""));
            }
            (row, text)
        })
    }

    /// The place of a cell, which shows what it holds only where the field is nobody's secret.
    pub fn place(&self, row: usize, column: usize) -> Place {
        let place = self.table.place(row, column);
        if Schema::is_open(self.field) { place } else { place.restricted() }
    }

    /// The column that a part of a list comes from.
    pub fn column_of(&self, row: usize, part: &str) -> usize {
        let Layout::Tags(columns) = &self.layout else { return self.column() };
        let holds = |column: usize, tag: &str| {
            part.strip_prefix(label_of(tag)).is_some_and(|time| self.table.cell(row, column).contains(time.trim()))
        };
        columns.iter().find(|(column, tag)| holds(*column, tag)).map_or_else(|| self.column(), |(column, _)| *column)
    }

    /// Reports a cell; a flood of the same is folded.
    pub fn report(&self, sink: &mut Sink, code: &'static str, row: usize, what: String, label: &str, help: &str) {
        self.report_at(sink, code, (row, self.column()), what, label, help);
    }

    /// Reports a cell of one of the columns.
    pub fn report_at(
        &self,
        sink: &mut Sink,
        code: &'static str,
        (row, column): (usize, usize),
        what: String,
        label: &str,
        help: &str,
    ) {
        let group = format!("in column `{}` of {}", self.headers[column].header, self.table.file());
        sink.push_in(code, Severity::Error, &group, || {
            Diagnostic::error(code, what).at(self.place(row, column), label).help(help)
        });
    }

    /// Reads each cell with `read`, empty ones too; what it refuses is reported as `code`.
    pub fn each<T>(
        &self,
        sink: &mut Sink,
        code: &'static str,
        what: &str,
        help: impl Fn(&str) -> &'static str,
        keep: impl Fn(&str) -> bool,
        read: impl Fn(&str) -> Result<Option<T>, String>,
    ) -> Vec<Option<T>> {
        let mut values = Vec::with_capacity(self.rows.len());
        for (row, text) in self.texts(keep) {
            values.push(match read(&text) {
                Ok(value) => value,
                Err(label) => {
                    let what = format!("{what} `{text}` in column `{}`", self.header());
                    self.report(sink, code, row, what, &label, help(&text));
                    self.unread.borrow_mut().insert(text.into_owned());
                    None
                }
            });
        }
        values
    }

    /// The parts of each cell of a list, each replaced where the program file says so; of several columns, what they make together.
    ///
    /// A cell of blank words alone has no parts. `grid`: a column stands for a day, and its cells for times on it.
    pub fn parts(&self, grid: bool, sink: &mut Sink) -> Lists<'t> {
        match &self.layout {
            Layout::One(column) => self.lists(*column, sink),
            Layout::Choices(columns) => self.choices(columns),
            Layout::Tags(columns) => self.tags_of_columns(columns, grid, sink),
        }
    }

    fn is_noted_blank(&self, text: &str) -> bool {
        let blank = says_blank(text);
        if blank {
            self.note_blank_word(text);
        }
        blank
    }

    fn lists(&self, column: usize, sink: &mut Sink) -> Lists<'t> {
        let values = self.values();
        let options = self.reading.options(self.field);
        let (split, separators) = split(self.table, column, (self.field, &self.headers[column].header), options, sink);
        self.separators.set(separators);
        let mut lists = Lists::default();
        for &row in self.rows {
            let text = self.table.cell(row, column);
            match values.and_then(|values| values.get(&fold(text))) {
                Some(to) => {
                    self.replaced.set(self.replaced.get() + 1);
                    let parts = to.split([';', '|']).map(str::trim).filter(|part| !part.is_empty());
                    parts.for_each(|part| lists.push(Cow::Borrowed(part)));
                }
                None => split.each_part(text, |part| {
                    let part = self.replaced(Cow::Borrowed(part), values);
                    if !part.is_empty() {
                        lists.push(part);
                    }
                }),
            }
            if !lists.open().is_empty() && lists.open().iter().all(|part| says_blank(part)) {
                self.note_blank_word(text);
                lists.clear();
            }
            lists.end();
        }
        lists
    }

    /// A part for each column that names somebody, best first.
    fn choices(&self, columns: &[usize]) -> Lists<'t> {
        let mut lists = Lists::default();
        for &row in self.rows {
            for text in columns.iter().map(|&column| self.text(row, column)) {
                if !self.is_noted_blank(&text) {
                    lists.push(text);
                }
            }
            lists.end();
        }
        lists
    }

    /// A tag for each column that says yes; of a grid, the column's day before each time that the cell names.
    fn tags_of_columns(&self, columns: &[(usize, String)], grid: bool, sink: &mut Sink) -> Lists<'t> {
        let mut separators = Separators::default();
        let mut labels: Vec<(usize, String, Option<Splitter>)> = Vec::new();
        // In a grid `1` is a period, unless all of the grid says nothing but yes and no.
        let says_yes_or_no = |row: usize, column: usize| {
            let text = self.text(row, column);
            says_blank(&text) || parse_yes_no(&text).is_some()
        };
        let has_times =
            grid && self.rows.iter().any(|&row| columns.iter().any(|(column, _)| !says_yes_or_no(row, *column)));
        for (column, tag) in columns {
            let label = if grid { label_of(tag).to_owned() } else { tag.clone() };
            let splitter = has_times.then(|| {
                let name = (self.field, self.headers[*column].header.as_str());
                let (splitter, found) = split(self.table, *column, name, &[], sink);
                separators = separators.or(found);
                splitter
            });
            labels.push((*column, label, splitter));
        }
        self.separators.set(separators);
        let mut lists = Lists::default();
        for &row in self.rows {
            for ((column, label, splitter), (_, tag)) in labels.iter().zip(columns) {
                let text = self.text(row, *column);
                // Beside periods a number is a period; the words for yes and no are what they are.
                let is_period = splitter.is_some() && text.bytes().all(|byte| byte.is_ascii_digit());
                match (parse_yes_no(&text).filter(|_| !is_period), splitter) {
                    (Some(true), _) => lists.push(Cow::Owned(label.clone())),
                    (Some(false), _) => {}
                    _ if fold(&text) == fold(tag) => lists.push(Cow::Owned(label.clone())),
                    _ if self.is_noted_blank(&text) => {}
                    (None, Some(splitter)) => splitter.each_part(&text, |time| {
                        let time = self.replaced(Cow::Borrowed(time), self.values());
                        lists.push(Cow::Owned(format!("{label} {time}")));
                    }),
                    (None, None) => self.report_no_tag(row, *column, tag, text.into_owned(), sink),
                }
            }
            lists.end();
        }
        lists
    }

    fn report_no_tag(&self, row: usize, column: usize, tag: &str, text: String, sink: &mut Sink) {
        let what = format!("neither yes nor no: `{text}` in column `{}`", self.headers[column].header);
        let label = format!("this column is the tag `{tag}` of `{}`", self.field);
        let help = format!(
            "write `yes`, `no` or nothing, or say what it stands for: `[values.{}]` and below it `\"{text}\" = \"yes\"`",
            self.field
        );
        self.report_at(sink, "roster::bad-yes-no", (row, column), what, &label, &help);
        self.unread.borrow_mut().insert(text);
    }
}

/// A column's label, with a day in its short form, so that a grid's labels equal those that people write: `Monday` is `Mon`.
fn label_of(tag: &str) -> &str {
    short_day(tag).unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_words_are_known_without_folding_everything() {
        for text in ["", "none", "None", "N/A", "-", "No  preference", "ｎｏｎｅ"] {
            assert!(says_blank(text), "{text}");
        }
        for text in ["no", "nobody", "--", "0", "Néant"] {
            assert!(!says_blank(text), "{text}");
        }
    }

    #[test]
    fn days_of_a_grid_are_short() {
        assert_eq!((label_of("Monday"), label_of("tuesdays"), label_of("Lunch")), ("Mon", "Tue", "Lunch"));
    }
}
