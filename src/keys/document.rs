//! The text of a program file and places in it.

use std::ops::Range;

use crate::diagnostic::Place;

/// A stretch of bytes of a [`Document`].
pub type Span = Range<usize>;

/// A value with the place where it was written.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

/// What the name of a built-in document ends in.
pub const BUILT_IN: &str = " (built in)";

/// A TOML text and the name of its file.
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    text: String,
}

impl Document {
    /// A document of the given file name and text; a byte order mark at its start is dropped.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Document {
        let mut text: String = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Document { name: name.into(), text }
    }

    /// The file's name as the user gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is built in, so that nobody can change a line of it: its name ends in `(built in)`.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.name.ends_with(BUILT_IN)
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a stretch of the text.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place::in_text(&self.name, &self.text, span)
    }
}
