//! Lists in a cell: what they are separated by, and options that contain the separator.
//!
//! A column of a file is split at `;`, `|` and line breaks; at `,` where it has none of these. Never inside brackets, never inside an option
//! that the program file names, and never inside one that the cells themselves show to be one: see the module `learned`.

use super::Schema;
use crate::diagnostic::{Diagnostic, Sink};
use crate::table::Table;
use crate::text::{count, fold};

pub(super) const STRONG: [char; 6] = [';', '|', '\n', '\r', '；', '｜'];
const COMMAS: [char; 2] = [',', '，'];
const ALL: [char; 8] = [';', '|', '\n', '\r', '；', '｜', ',', '，'];

/// Which separators a column has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Separators(u8);

impl Separators {
    const WORDS: [(&'static [char], &'static str); 4] =
        [(&[';', '；'], "semicolons"), (&['|', '｜'], "bars"), (&['\n', '\r'], "line breaks"), (&COMMAS, "commas")];

    /// Notes the separators of a cell.
    fn note(&mut self, cell: &str) {
        for byte in cell.bytes() {
            match byte {
                b';' => self.0 |= 1,
                b'|' => self.0 |= 1 << 1,
                b'\n' | b'\r' => self.0 |= 1 << 2,
                b',' => self.0 |= 1 << 3,
                _ => {}
            }
        }
        if !cell.is_ascii() {
            for (bit, (letters, _)) in Self::WORDS.iter().enumerate() {
                self.0 |= u8::from(cell.contains(*letters)) << bit;
            }
        }
    }

    /// Commas separate nothing where there is any other separator; whether there is.
    fn drop_commas_beside_others(&mut self) -> bool {
        let strong = self.0 & 0b0111 != 0;
        if strong {
            self.0 &= 0b0111;
        }
        strong
    }

    /// Those of both.
    pub fn or(self, other: Separators) -> Separators {
        Separators(self.0 | other.0)
    }

    /// In words, each: semicolons, bars, line breaks, commas.
    pub fn in_words(self) -> Vec<&'static str> {
        Self::WORDS.iter().enumerate().filter(|(bit, _)| self.0 & (1 << bit) != 0).map(|(_, (_, word))| *word).collect()
    }
}

/// The parts of a text at whatever separates lists, also at commas that separate nothing in its column; never inside brackets.
#[must_use]
pub fn parts_of(text: &str) -> Vec<&str> {
    Splitter { separators: &ALL, whole: Vec::new() }.parts(text)
}

/// How the cells of a column are split.
pub(super) struct Splitter {
    separators: &'static [char],
    /// Options that contain a separator, folded, longest first.
    whole: Vec<String>,
}

/// Finds how a column is split.
pub(super) fn split(
    table: &Table,
    column: usize,
    (field, header): (&str, &str),
    options: &[String],
    sink: &mut Sink,
) -> (Splitter, Separators) {
    let cells = || (0..table.len()).map(|row| table.cell(row, column));
    let mut found = Separators::default();
    cells().for_each(|cell| found.note(cell));
    let strong = found.drop_commas_beside_others();
    let separators: &[char] = if strong { &STRONG } else { &COMMAS };
    if strong {
        report_commas_beside_others(table, column, (field, header), options, sink);
    }
    let mut whole: Vec<String> =
        options.iter().filter(|option| option.contains(separators)).map(|option| fold(option)).collect();
    whole.sort_by_key(|option| std::cmp::Reverse(option.len()));
    (Splitter { separators, whole }, found)
}

impl Splitter {
    /// A splitter at commas, with these options kept whole.
    pub fn at_commas(options: &[String]) -> Splitter {
        Splitter { separators: &COMMAS, whole: options.iter().map(|option| fold(option)).collect() }
    }

    /// Calls `take` with each part of a cell, trimmed, without empty ones. Linear in the cell, but for named options.
    pub fn each_part<'c>(&self, cell: &'c str, mut take: impl FnMut(&'c str)) {
        let mut take = |part: &'c str| match part.trim() {
            "" => {}
            part => take(part),
        };
        if self.whole.is_empty() && !cell.contains(['(', '[']) {
            return cell.split(self.separators).for_each(take);
        }
        // A bracket that is closed nowhere behind it opens nothing.
        let closed = |close: char| cell.rfind(close).unwrap_or(0);
        let (round, square) = (closed(')'), closed(']'));
        let (mut start, mut depth, mut skip_to, mut is_begun) = (0, 0_usize, 0, false);
        let matters = |letter: char| !letter.is_whitespace() || self.separators.contains(&letter);
        for (at, letter) in cell.char_indices().filter(|(_, letter)| matters(*letter)) {
            if at < skip_to {
                continue;
            }
            // An option that is known as a whole begins where a part begins.
            if !self.separators.contains(&letter)
                && !std::mem::replace(&mut is_begun, true)
                && let Some(end) = self.option_at(cell, at)
            {
                skip_to = end;
                continue;
            }
            match letter {
                '(' if at < round => depth += 1,
                '[' if at < square => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ if depth == 0 && self.separators.contains(&letter) => {
                    take(&cell[start..at]);
                    (start, is_begun) = (at + letter.len_utf8(), false);
                }
                _ => {}
            }
        }
        take(&cell[start..]);
    }

    /// The parts of a cell.
    pub fn parts<'c>(&self, cell: &'c str) -> Vec<&'c str> {
        let mut parts = Vec::new();
        self.each_part(cell, |part| parts.push(part));
        parts
    }

    /// Where the known option that stands at `at` ends: before a separator or the end of the cell.
    fn option_at(&self, cell: &str, at: usize) -> Option<usize> {
        let longest = self.whole.first().map_or(0, String::len);
        let ends = cell[at..].match_indices(self.separators).map(|(end, _)| at + end).chain([cell.len()]);
        // Folding shortens no text to less than a third; what is longer than the longest option is none.
        let near = ends.take_while(|end| end - at <= longest.saturating_mul(3) + 8);
        let mut found = None;
        for end in near {
            let text = fold(&cell[at..end]);
            if self.whole.contains(&text) {
                found = Some(end);
            }
        }
        found
    }
}

/// Says where a column has both commas and other separators, so that commas separate nothing: some cells may be meant otherwise.
fn report_commas_beside_others(
    table: &Table,
    column: usize,
    (field, header): (&str, &str),
    options: &[String],
    sink: &mut Sink,
) {
    let commas = Splitter::at_commas(options);
    let has_list = |cell: &str| !cell.contains(STRONG) && cell.contains(COMMAS) && commas.parts(cell).len() > 1;
    let rows: Vec<usize> = (0..table.len()).filter(|&row| has_list(table.cell(row, column))).collect();
    let Some(&first) = rows.first() else { return };
    let message = format!(
        "column `{header}` of {} is split at semicolons, bars or line breaks: the commas in {} separate nothing",
        table.file(),
        count(rows.len(), "cell")
    );
    let place = table.place(first, column);
    let place = if Schema::is_open(field) { place } else { place.masked() };
    let help = format!(
        "where they do, write `;` in their place; where they are part of an option, name it: `[options]` and below it `{field} = [\"Arts, crafts\"]`"
    );
    sink.push(Diagnostic::notice("roster::commas-kept", message).at(place, "the first of them").help(help));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(separators: &'static [char], whole: &[&str], cell: &str) -> Vec<String> {
        let whole = whole.iter().map(|option| fold(option)).collect();
        Splitter { separators, whole }.parts(cell).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn commas_in_brackets_separate_nothing() {
        assert_eq!(parts(&COMMAS, &[], "AI (ODL, DNAC), Chess"), ["AI (ODL, DNAC)", "Chess"]);
        assert_eq!(parts(&COMMAS, &[], "open (never closed, Chess"), ["open (never closed", "Chess"]);
        assert_eq!(parts(&STRONG, &[], "chess; film ;"), ["chess", "film"]);
    }

    #[test]
    fn named_options_stay_whole() {
        let whole = ["Arts, crafts and design"];
        assert_eq!(
            parts(&COMMAS, &whole, "Chess, arts, Crafts and design, Film"),
            ["Chess", "arts, Crafts and design", "Film"]
        );
        assert_eq!(parts(&COMMAS, &whole, "Arts, Film"), ["Arts", "Film"]);
    }
}
