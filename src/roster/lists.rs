//! Lists of texts, one a row, kept one after another.

use std::borrow::Cow;

/// A list of parts for each row.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists<'t> {
    parts: Vec<Cow<'t, str>>,
    /// Where the list of each row ends.
    ends: Vec<usize>,
}

impl<'t> Lists<'t> {
    /// Adds a part to the list of the row that is being made.
    pub fn push(&mut self, part: Cow<'t, str>) {
        self.parts.push(part);
    }

    /// The parts of the row that is being made.
    pub fn open(&self) -> &[Cow<'t, str>] {
        &self.parts[self.ends.last().copied().unwrap_or(0)..]
    }

    /// Takes back the parts of the row that is being made.
    pub fn clear(&mut self) {
        self.parts.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Ends the list of a row.
    pub fn end(&mut self) {
        self.ends.push(self.parts.len());
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list of each row.
    pub fn iter(&self) -> impl Iterator<Item = &[Cow<'t, str>]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.parts[start..end])
    }
}
