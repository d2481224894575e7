//! TOML whose keys know their place: values of the wanted type, or a diagnostic that points at them.
//!
//! A reader takes the keys it knows from a [`Keys`] and then calls [`Keys::finish`], which reports the others. Numbers keep the
//! text they were written with, so that 0.1 is one tenth. Knows no mentoring but the words of its diagnostics. Imports `text`, `units` and `diagnostic`.

mod document;
mod item;

pub use document::{BUILT_IN, Document, Located, Span};
pub use item::Item;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::text::{either, listed, nearest};

/// The keys of one TOML table, taken one by one.
#[derive(Debug)]
pub struct Keys<'d> {
    document: &'d Document,
    table: &'d DeTable<'d>,
    span: Span,
    what: String,
    known: Vec<&'static str>,
}

impl<'d> Keys<'d> {
    /// The keys of a table, spoken of as `what`: "a criterion".
    #[must_use]
    pub fn new(document: &'d Document, table: &'d DeTable<'d>, span: Span, what: impl Into<String>) -> Keys<'d> {
        Keys { document, table, span, what: what.into(), known: Vec::new() }
    }

    /// The place of the table.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// The document that the table stands in.
    #[must_use]
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// What the table is spoken of as.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// Takes a key that may be left out.
    pub fn take(&mut self, key: &'static str) -> Option<Item<'d>> {
        self.known.push(key);
        let (name, value) = self.table.get_key_value(key)?;
        Some(Item::new(self.document, key.to_owned(), name.span(), value.get_ref(), value.span()))
    }

    /// Takes a key that must be there.
    pub fn required(&mut self, key: &'static str, sink: &mut Sink) -> Option<Item<'d>> {
        let item = self.take(key);
        if item.is_none() {
            self.report_missing(&[key], sink);
        }
        item
    }

    /// Reports that one of these keys must be there; not where a misspelt one is, of which [`Keys::finish`] tells.
    pub fn report_missing(&self, keys: &[&str], sink: &mut Sink) {
        let mut names = self.table.keys().map(|name| name.get_ref().as_ref());
        if names.any(|name| !self.known.contains(&name) && nearest(name, keys.iter().copied()).is_some()) {
            return;
        }
        let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        let quoted = either(&quoted);
        let place = self.document.place(self.span());
        let error = Diagnostic::error("program::missing-key", format!("{} lacks the key {quoted}", self.what));
        sink.push(error.at(place, format!("{quoted} belongs here")));
    }

    /// Reports the table as wrong.
    pub fn reject(&self, sink: &mut Sink, message: impl Into<String>, help: impl Into<String>) {
        let error = Diagnostic::error("program::bad-value", message);
        sink.push(error.at(self.document.place(self.span()), "here").help(help));
    }

    /// Takes every key, whatever its name: for tables whose keys are the user's own words.
    pub fn take_all(&mut self) -> Vec<(Located<String>, Item<'d>)> {
        let items = self.table.iter().map(|(name, value)| {
            let key = name.get_ref().to_string();
            let item = Item::new(self.document, as_written(&key), name.span(), value.get_ref(), value.span());
            (Located { value: key, span: name.span() }, item)
        });
        let mut items: Vec<_> = items.collect();
        items.sort_by_key(|(name, _)| name.span.start);
        items
    }

    /// Whether every key of the table has been taken.
    #[must_use]
    pub fn all_known(&self) -> bool {
        self.table.keys().all(|name| self.known.contains(&name.get_ref().as_ref()))
    }

    /// Reports every key that nobody took, with the nearest that is known.
    pub fn finish(self, sink: &mut Sink) {
        let mut unknown: Vec<_> =
            self.table.iter().filter(|(name, _)| !self.known.contains(&name.get_ref().as_ref())).collect();
        unknown.sort_by_key(|(name, _)| name.span().start);
        for (name, _) in unknown {
            let key = name.get_ref().as_ref();
            sink.push_in("program::unknown-key", Severity::Error, &format!("in {}", self.document.name()), || {
                Diagnostic::error("program::unknown-key", format!("{} has no key `{key}`", self.what))
                    .at(self.document.place(name.span()), "not known here")
                    .help(advice(key, &self.known))
            });
        }
    }
}

/// Names the nearest known word, or all of them.
#[must_use]
pub fn advice(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let quoted: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
            format!("known here: {}", listed(&quoted))
        }
    }
}

/// The first line that is neither blank nor a comment.
fn first_line(text: &str) -> Span {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        if !said.is_empty() && !said.starts_with('#') {
            let lead = line.len() - line.trim_start().len();
            return start + lead..start + lead + said.len();
        }
        start += line.len();
    }
    0..0
}

/// Whether a text begins with a table or a key, as TOML does; what does not is a file of another sort, given by mistake.
fn begins_as_toml(text: &str) -> bool {
    let line = &text[first_line(text)];
    line.starts_with('[') || line.contains('=')
}

/// Parses a document and hands its top table to `read`; faults of the TOML itself go into the sink, all of them.
pub fn parse<T>(document: &Document, sink: &mut Sink, read: impl FnOnce(Keys<'_>, &mut Sink) -> T) -> Option<T> {
    let (table, faults) = DeTable::parse_recoverable(document.text());
    if faults.is_empty() {
        let span = 0..0;
        return Some(read(Keys::new(document, table.get_ref(), span, "the program file"), sink));
    }
    if faults.len() > 1 && !begins_as_toml(document.text()) {
        let error = Diagnostic::error("program::not-toml", format!("{} is no program file", document.name()));
        let help = "a program file begins with a table such as `[[criteria]]`; `pairwright init buddy` writes one to start from";
        sink.push(error.at(document.place(first_line(document.text())), "no TOML begins so").help(help));
        return None;
    }
    for fault in faults {
        sink.push_in("program::not-toml", Severity::Error, &format!("in {}", document.name()), || {
            let place = document.place(fault.span().unwrap_or(0..0));
            Diagnostic::error("program::not-toml", format!("this is not TOML: {}", fault.message()))
                .at(place, "here")
                .help("texts stand in quotes, lists in square brackets: `field = \"interests\"`")
        });
    }
    None
}

/// A key as a line of TOML has it: in quotes where it is more than letters, digits, `_` and `-`.
fn as_written(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    if is_bare { key.to_owned() } else { format!("\"{key}\"") }
}

/// What TOML calls a value, in words for a person.
fn type_in_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
