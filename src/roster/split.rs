//! Lists in a cell: what they are separated by, and options that contain the separator.
//!
//! A column of a file is split at `;`, `|` and line breaks; at `,` where it has none of these. Never inside brackets, never inside an option
//! that the program file names, and never inside one that the column itself shows to be one: see [`learned`].

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Diagnostic, Sink};
use crate::table::Table;
use crate::text::{fold, listed};

const STRONG: [char; 6] = [';', '|', '\n', '\r', '；', '｜'];
const COMMAS: [char; 2] = [',', '，'];
/// Cells in which an option must stand before it is believed to contain a comma.
const ENOUGH: usize = 3;

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
    let mut whole: Vec<String> =
        options.iter().filter(|option| option.contains(separators)).map(|option| fold(option)).collect();
    if !strong && found != Separators::default() {
        let plain = Splitter { separators, whole: whole.clone() };
        let lists: Vec<Vec<&str>> = cells().map(|cell| plain.parts(cell)).collect();
        let learned = learned(&lists);
        report(table, column, (field, header), &learned, sink);
        whole.extend(learned.iter().filter(|option| option.certain).map(|option| fold(&option.text)));
    }
    whole.sort_by_key(|option| std::cmp::Reverse(option.len()));
    (Splitter { separators, whole }, found)
}

impl Splitter {
    /// Calls `take` with each part of a cell, trimmed, without empty ones.
    pub fn each_part<'c>(&self, cell: &'c str, mut take: impl FnMut(&'c str)) {
        let mut take = |part: &'c str| match part.trim() {
            "" => {}
            part => take(part),
        };
        if self.whole.is_empty() && !cell.contains(['(', '[']) {
            return cell.split(self.separators).for_each(take);
        }
        let (mut start, mut depth, mut skip_to) = (0, 0_usize, 0);
        for (at, letter) in cell.char_indices() {
            if at < skip_to {
                continue;
            }
            // An option that is known as a whole begins where a part begins.
            if cell[start..at].trim().is_empty()
                && !letter.is_whitespace()
                && let Some(end) = self.option_at(cell, at)
            {
                skip_to = end;
                continue;
            }
            match letter {
                '(' | '[' if closes(&cell[at..], letter) => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ if depth == 0 && self.separators.contains(&letter) => {
                    take(&cell[start..at]);
                    start = at + letter.len_utf8();
                }
                _ => {}
            }
        }
        take(&cell[start..]);
    }

    fn parts<'c>(&self, cell: &'c str) -> Vec<&'c str> {
        let mut parts = Vec::new();
        self.each_part(cell, |part| parts.push(part));
        parts
    }

    /// Where the known option that stands at `at` ends: before a separator or the end of the cell.
    fn option_at(&self, cell: &str, at: usize) -> Option<usize> {
        let ends = || cell[at..].match_indices(self.separators).map(|(end, _)| at + end).chain([cell.len()]);
        self.whole.iter().find_map(|option| ends().find(|&end| fold(&cell[at..end]) == *option))
    }
}

/// Whether a bracket is closed further on in the same cell.
fn closes(rest: &str, open: char) -> bool {
    rest.contains(if open == '(' { ')' } else { ']' })
}

/// An option that seems to contain a comma.
struct Learned {
    text: String,
    /// Beyond doubt, so that it is taken as one; else only offered.
    certain: bool,
}

/// Options that contain commas, told from the cells of the column itself.
///
/// Two neighbours are one option where neither ever stands without the other, in at least three cells, at least once alone (whoever ticked
/// that option and no other) and at least once beside others. That is beyond doubt where the second also begins with a small letter and
/// most other parts do not: `Arts, crafts and design`. Otherwise it is only offered.
fn learned(lists: &[Vec<&str>]) -> Vec<Learned> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut neighbours: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for parts in lists {
        parts.iter().for_each(|part| *counts.entry(part).or_default() += 1);
        for pair in parts.windows(2) {
            let seen = neighbours.entry((pair[0], pair[1])).or_default();
            seen.0 += 1;
            seen.1 += usize::from(parts.len() == 2);
        }
    }
    let is_small = |part: &str| part.chars().next().is_some_and(char::is_lowercase);
    let small = counts.keys().filter(|part| is_small(part)).count();
    let mut options = Vec::new();
    for ((one, other), (together, alone)) in neighbours {
        let always = counts[one] == together && counts[other] == together;
        if always && together >= ENOUGH && alone > 0 && alone < together {
            let certain = is_small(other) && !is_small(one) && small * 3 <= counts.len();
            options.push(Learned { text: format!("{one}, {other}"), certain });
        }
    }
    options
}

fn report(table: &Table, column: usize, (field, header): (&str, &str), learned: &[Learned], sink: &mut Sink) {
    let of = |certain: bool| -> Vec<String> {
        learned.iter().filter(|option| option.certain == certain).map(|option| format!("`{}`", option.text)).collect()
    };
    let (taken, offered) = (of(true), of(false));
    let place = || table.header_place(column);
    if !taken.is_empty() {
        let message = format!(
            "in column `{header}` of {}, {} {} read as one option with a comma in it",
            table.file(),
            listed(&taken),
            if taken.len() == 1 { "is" } else { "are" }
        );
        let help =
            "its parts never stand alone; name the options with `[options]` in the program file to decide yourself";
        sink.push(Diagnostic::notice("roster::option-with-comma", message).at(place(), "this column").help(help));
    }
    if !offered.is_empty() {
        let message = format!(
            "in column `{header}` of {}, the parts of {} never stand alone, and are read as two tags each",
            table.file(),
            listed(&offered)
        );
        let help = format!(
            "where it is one option, name it in the program file: `[options]` and below it `{field} = [{}]`",
            offered.join(", ").replace('`', "\"")
        );
        sink.push(Diagnostic::notice("roster::option-with-comma", message).at(place(), "this column").help(help));
    }
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

    #[test]
    fn an_option_with_a_comma_is_learned_from_the_column() {
        let texts = [
            "Chess, Arts, crafts and design",
            "Arts, crafts and design",
            "Arts, crafts and design, Film",
            "Film",
            "Chess, Film",
        ];
        let lists: Vec<Vec<&str>> = texts.iter().map(|text| text.split(", ").collect()).collect();
        let found = learned(&lists);
        assert_eq!(
            found.iter().map(|option| (option.text.as_str(), option.certain)).collect::<Vec<_>>(),
            [("Arts, crafts and design", true)]
        );
    }

    #[test]
    fn what_may_be_two_tags_is_only_offered() {
        let texts = ["a,b,c", "a,b", "a,b,d", "c,d"];
        let lists: Vec<Vec<&str>> = texts.iter().map(|text| text.split(',').collect()).collect();
        assert_eq!(learned(&lists).iter().map(|option| option.certain).collect::<Vec<_>>(), [false]);
    }
}
