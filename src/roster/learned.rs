//! Options that contain a comma, learned from all cells of a field.

use std::collections::{BTreeMap, HashMap};

use super::sheet::Sheet;
use super::source::Layout;
use super::split::{STRONG, Splitter};
use super::{FieldType, Reading, Schema};
use crate::diagnostic::{Diagnostic, Sink};
use crate::table::Table;
use crate::text::{count, listed};

/// Cells in which an option must stand before it is believed to contain a comma.
const ENOUGH: usize = 4;

/// The reading with the options that the cells of all files show beyond doubt to contain commas, so that all files are split alike.
///
/// A notice tells of them, and of those that are only likely.
pub(super) fn with_learned_options<'s, 't: 's>(
    reading: &Reading,
    sheets: impl Iterator<Item = &'s Sheet<'t>> + Clone,
    sink: &mut Sink,
) -> Reading {
    let mut taught = reading.clone();
    for (field, _) in reading.schema.fields().filter(|(_, field_type)| matches!(field_type, FieldType::Tags)) {
        let column = |sheet: &'s Sheet<'t>| match Layout::of(field, &sheet.headers) {
            Some(Layout::One(column)) => Some((sheet, column)),
            _ => None,
        };
        let cells = |&(sheet, column): &(&'s Sheet<'t>, usize)| {
            (0..sheet.table.len()).map(move |row| sheet.table.cell(row, column))
        };
        let is_split_at_commas = |column: &(&'s Sheet<'t>, usize)| {
            cells(column).any(|cell| cell.contains(',')) && !cells(column).any(|cell| cell.contains(STRONG))
        };
        let columns: Vec<_> = sheets.clone().filter_map(column).filter(is_split_at_commas).collect();
        let Some((first, at)) = columns.first() else { continue };
        let splitter = Splitter::at_commas(reading.options(field));
        let lists: Vec<Vec<&str>> = columns.iter().flat_map(cells).map(|cell| splitter.parts(cell)).collect();
        let found = learned(&lists);
        report(first.table, *at, field, &first.headers[*at].header, &found, sink);
        found.iter().filter(|option| option.certain).for_each(|option| taught.add_option(field, &option.text));
    }
    taught
}

/// An option that seems to contain a comma.
struct Learned {
    text: String,
    /// Beyond doubt, so that it is taken as one; else only offered.
    certain: bool,
}

/// Options that contain commas, told from the cells of the column itself.
///
/// Two neighbours are one option where neither ever stands without the other, in at least four cells, at least once alone (whoever ticked
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

fn report(table: &Table, column: usize, field: &str, header: &str, learned: &[Learned], sink: &mut Sink) {
    let of = |certain: bool| -> Vec<&str> {
        learned.iter().filter(|option| option.certain == certain).map(|option| option.text.as_str()).collect()
    };
    // What people need or whom they wish for is counted, and not named.
    let named = |options: &[&str]| match Schema::is_open(field) {
        true => listed(&options.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>()),
        false => count(options.len(), "option"),
    };
    let (taken, offered) = (of(true), of(false));
    let place = || table.header_place(column);
    if !taken.is_empty() {
        let are = if taken.len() == 1 {
            "is read as one option with a comma in it"
        } else {
            "are read as options with a comma in each"
        };
        let message = format!("in column `{header}` of {}, {} {are}", table.file(), named(&taken));
        let help =
            "the parts never stand alone; name the options with `[options]` in the program file to decide yourself";
        sink.push(Diagnostic::notice("roster::option-with-comma", message).at(place(), "this column").help(help));
    }
    if !offered.is_empty() {
        let message = format!(
            "in column `{header}` of {}, the parts of {} never stand alone, and are read as two tags each",
            table.file(),
            named(&offered)
        );
        let example = if Schema::is_open(field) { offered.join("\", \"") } else { "Arts, crafts".to_owned() };
        let help = format!(
            "where it is one option, name it in the program file: `[options]` and below it `{field} = [\"{example}\"]`"
        );
        sink.push(Diagnostic::notice("roster::option-with-comma", message).at(place(), "this column").help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_with_a_comma_is_learned_from_the_column() {
        let texts = [
            "Arts, crafts and design",
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
        let texts = ["a,b,c", "a,b", "a,b,d", "a,b", "c,d"];
        let lists: Vec<Vec<&str>> = texts.iter().map(|text| text.split(',').collect()).collect();
        assert_eq!(learned(&lists).iter().map(|option| option.certain).collect::<Vec<_>>(), [false]);
    }
}
