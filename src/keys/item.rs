//! One value of a program file, read as the type that is wanted.

use toml::de::DeValue;

use super::{Document, Keys, Located, Span, type_in_words};
use crate::diagnostic::{Diagnostic, Sink};
use crate::units::Decimal;

/// A value with its key and place. Each reading method reports a wrong type or range and then returns `None`.
#[derive(Clone, Debug)]
pub struct Item<'d> {
    document: &'d Document,
    key: String,
    key_span: Span,
    value: &'d DeValue<'d>,
    span: Span,
    /// Of an element of a list: what the whole list looks like.
    example: Option<String>,
}

impl<'d> Item<'d> {
    pub(super) fn new(
        document: &'d Document,
        key: String,
        key_span: Span,
        value: &'d DeValue<'d>,
        span: Span,
    ) -> Item<'d> {
        Item { document, key, key_span, value, span, example: None }
    }

    /// The place of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// The place of the key.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.key_span.clone()
    }

    /// Reports the value as wrong.
    pub fn reject(&self, sink: &mut Sink, message: impl Into<String>, help: impl Into<String>) {
        self.report(sink, "program::bad-value", message, help);
    }

    /// Reports the key as wrong.
    pub fn reject_key(&self, sink: &mut Sink, message: impl Into<String>, help: impl Into<String>) {
        let error = Diagnostic::error("program::bad-value", message);
        sink.push(error.at(self.document.place(self.key_span()), "here").help(help));
    }

    /// Reports an error of the given code at the value.
    pub fn report(&self, sink: &mut Sink, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        let error = Diagnostic::error(code, message);
        sink.push(error.at(self.document.place(self.span()), "here").help(help));
    }

    fn wrong_type<T>(&self, wanted: &str, example: &str, sink: &mut Sink) -> Option<T> {
        let message = format!("`{}` wants {wanted}, and this is {}", self.key, type_in_words(self.value));
        let example = self.example.as_deref().unwrap_or(example);
        self.reject(sink, message, format!("for example `{} = {example}`", self.key));
        None
    }

    /// Reads a text that is not empty.
    pub fn text(&self, sink: &mut Sink) -> Option<Located<String>> {
        let Some(text) = self.value.as_str() else { return self.wrong_type("a text in quotes", "\"…\"", sink) };
        if text.trim().is_empty() {
            self.reject(
                sink,
                format!("`{}` is empty", self.key),
                "write a text between the quotes, or leave the key out",
            );
            return None;
        }
        Some(Located { value: text.to_owned(), span: self.span() })
    }

    /// Reads one of a few words.
    pub fn choice<T: Copy>(&self, options: &[(&str, T)], sink: &mut Sink) -> Option<T> {
        let text = self.text(sink)?;
        let found = options.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let words: Vec<&str> = options.iter().map(|(word, _)| *word).collect();
            self.reject(sink, format!("`{}` cannot be `{}`", self.key, text.value), super::advice(&text.value, &words));
        }
        found.map(|(_, value)| *value)
    }

    /// Reads true or false.
    pub fn truth(&self, sink: &mut Sink) -> Option<bool> {
        self.value.as_bool().or_else(|| self.wrong_type("true or false", "true", sink))
    }

    /// Reads a number as it is written, with up to six places.
    pub fn decimal(&self, sink: &mut Sink) -> Option<Decimal> {
        self.number("1.5", sink)
    }

    fn number(&self, example: &str, sink: &mut Sink) -> Option<Decimal> {
        let written = match self.value {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(_) => return self.wrong_type("a decimal number without a prefix", example, sink),
            _ => return self.wrong_type("a number", example, sink),
        };
        match written.replace('_', "").parse() {
            Ok(decimal) => Some(decimal),
            Err(fault) => {
                self.reject(
                    sink,
                    format!("`{}` is {fault}: {written}", self.key),
                    "write it like `0.25`, without an exponent",
                );
                None
            }
        }
    }

    /// Reads a number above 0, in millionths.
    pub fn positive(&self, sink: &mut Sink) -> Option<u64> {
        let number = self.number("3", sink)?;
        let micros = u64::try_from(number.micros()).ok().filter(|&micros| micros > 0);
        if micros.is_none() {
            self.reject(
                sink,
                format!("`{}` is {number}, and must be above 0", self.key),
                format!("for example `{} = 3`", self.key),
            );
        }
        micros
    }

    /// Reads a whole number of at least `least`.
    pub fn whole(&self, least: u32, sink: &mut Sink) -> Option<u32> {
        let number = self.number("1", sink)?;
        let whole = number.scaled(0).and_then(|number| u32::try_from(number).ok()).filter(|&number| number >= least);
        if whole.is_none() {
            let message = format!("`{}` wants a whole number of at least {least}, and this is {number}", self.key);
            let example = self.example.clone().unwrap_or_else(|| least.max(1).to_string());
            self.reject(sink, message, format!("for example `{} = {example}`", self.key));
        }
        whole
    }

    /// Reads a list, such as `example`; each element is an item that speaks of the same key and the same example.
    pub fn list(&self, example: &str, sink: &mut Sink) -> Option<Vec<Item<'d>>> {
        let Some(array) = self.value.as_array() else { return self.wrong_type("a list", example, sink) };
        let element = |value: &'d toml::Spanned<DeValue<'d>>| Item {
            example: Some(example.to_owned()),
            ..Item::new(self.document, self.key.clone(), self.key_span(), value.get_ref(), value.span())
        };
        Some(array.iter().map(element).collect())
    }

    /// Reads a list of two numbers, such as `example`.
    pub fn pair(&self, example: &str, sink: &mut Sink) -> Option<[Item<'d>; 2]> {
        let items = self.list(example, sink)?;
        let count = items.len();
        let pair = items.try_into().ok();
        if pair.is_none() {
            let message = format!("`{}` wants two numbers, and this list has {count}", self.key);
            self.reject(sink, message, format!("for example `{} = {example}`", self.key));
        }
        pair
    }

    /// Reads a pair of numbers `[low, high]`, in whichever order they are written.
    pub fn range(&self, sink: &mut Sink) -> Option<(Decimal, Decimal)> {
        let [low, high] = self.pair("[2, 4]", sink)?.map(|item| item.decimal(sink));
        Some((low?, high?))
    }

    /// Reads a list of texts, such as `example`, that is not empty.
    pub fn texts(&self, example: &str, sink: &mut Sink) -> Option<Vec<Located<String>>> {
        let items = self.list(example, sink)?;
        if items.is_empty() {
            self.reject(sink, format!("`{}` is an empty list", self.key), "name at least one, or leave the key out");
            return None;
        }
        let texts: Vec<_> = items.iter().map(|item| item.text(sink)).collect();
        texts.into_iter().collect()
    }

    /// Reads a table, spoken of as `what`.
    pub fn keys(&self, what: impl Into<String>, sink: &mut Sink) -> Option<Keys<'d>> {
        let Some(table) = self.value.as_table() else { return self.wrong_type("a table", "{ … }", sink) };
        Some(Keys::new(self.document, table, self.key_span(), what))
    }

    /// Reads an element of an array of tables, spoken of as `what`; its place is its own, not the array's.
    pub fn table(&self, what: &str, sink: &mut Sink) -> Option<Keys<'d>> {
        let Some(table) = self.value.as_table() else {
            return self.wrong_type("tables, each under its own header", "[…]", sink);
        };
        Some(Keys::new(self.document, table, self.span(), what))
    }

    /// The value itself, for keys that take more than one type.
    #[must_use]
    pub fn value(&self) -> &'d DeValue<'d> {
        self.value
    }
}
