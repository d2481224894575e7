//! A place in an input file.

use std::ops::Range;

use crate::text::masked;

/// A stretch of one line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as the user named it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The first character of the stretch in its line, from 1.
    pub column: usize,
    /// In a workbook, the sheet and the cell: `Sheet1!C2`.
    pub cell: Option<String>,
    /// Whether the text is what a person is called, needs or wishes for, and is masked where values are not to be shown.
    pub restricted: bool,
    /// The text that is shown for the line; of a roster, the cell alone.
    pub shown: String,
    /// The bytes of `shown` that are marked.
    pub mark: Range<usize>,
}

impl Place {
    /// The place of the bytes `span` of a whole text, showing its line.
    ///
    /// A span that runs over several lines is cut at the end of the first.
    #[must_use]
    pub fn in_text(file: &str, text: &str, span: Range<usize>) -> Place {
        let start = floor_char(text, span.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let shown = text[line_start..line_end].trim_end_matches('\r').to_owned();
        let mark_start = (start - line_start).min(shown.len());
        let mark_end = floor_char(text, span.end.clamp(start, line_end)) - line_start;
        Place {
            file: file.to_owned(),
            line: text[..line_start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            cell: None,
            restricted: false,
            mark: mark_start..mark_end.clamp(mark_start, shown.len()),
            shown,
        }
    }

    /// The place of something that is masked where values are not to be shown.
    #[must_use]
    pub fn restricted(self) -> Place {
        Place { restricted: true, ..self }
    }

    /// The place of something that is shown nowhere but for its shape.
    #[must_use]
    pub fn masked(mut self) -> Place {
        self.mask();
        self
    }

    /// The marked text masked, and the text as it was.
    pub(super) fn mask(&mut self) -> String {
        let cell = self.shown[self.mark.clone()].to_owned();
        let masked = masked(&cell);
        self.shown.replace_range(self.mark.clone(), &masked);
        self.mark.end = self.mark.start + masked.len();
        cell
    }

    /// A whole file, where no line is at fault.
    #[must_use]
    pub fn whole_file(file: &str) -> Place {
        Place {
            file: file.to_owned(),
            line: 1,
            column: 1,
            cell: None,
            restricted: false,
            shown: String::new(),
            mark: 0..0,
        }
    }
}

fn floor_char(text: &str, mut index: usize) -> usize {
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_found_by_line_and_character() {
        let text = "a\r\nüb = 1\r\nc";
        let place = Place::in_text("p.toml", text, 5..6);
        assert_eq!((place.line, place.column, place.shown.as_str(), place.mark), (2, 2, "üb = 1", 2..3));
    }

    #[test]
    fn a_span_at_the_end_of_the_text_is_still_a_place() {
        let place = Place::in_text("p.toml", "ab\n", 3..9);
        assert_eq!((place.line, place.column, place.mark), (2, 1, 0..0));
    }
}
