//! Several columns for one thing: the most binding counts, and equals are an error.

use std::collections::BTreeMap;

use super::ids::email;
use super::{HeaderUse, Meaning, Why, described};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;
use crate::text::fold;

/// Of several columns for one thing the most binding counts; equals are an error that shows both.
pub(super) fn settle_doubles(table: &Table, uses: &mut [HeaderUse], ranks: &[usize], sink: &mut Sink) {
    let mut rivals: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (column, header) in uses.iter().enumerate() {
        if let Some(thing) = thing(&header.meaning) {
            rivals.entry(thing).or_default().push(column);
        }
    }
    let mut rivals: Vec<Vec<usize>> = rivals.into_values().filter(|columns| columns.len() > 1).collect();
    rivals.sort();
    for columns in rivals {
        // Of one exporter's columns the first of its list, whatever their order in the file.
        let binding = |column: usize| {
            let is_exporters = matches!(uses[column].why, Why::Exporter(_));
            // Of a column that nobody filled in nothing is to be had.
            let is_filled = columns.iter().all(|&other| says_nothing(table, other)) || !says_nothing(table, column);
            (is_filled, uses[column].why.rank(), std::cmp::Reverse(if is_exporters { ranks[column] } else { 0 }))
        };
        let most = columns.iter().map(|&column| binding(column)).max().expect("there are at least two");
        let (stay, go): (Vec<usize>, Vec<usize>) = columns.iter().partition(|&&column| binding(column) == most);
        for &column in &go {
            report_passed_over(table, uses, stay[0], column, sink);
            uses[column].near = uses[column].field().map(str::to_owned);
            uses[column].meaning = Meaning::Unused;
        }
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for &column in &stay {
            let part = part(&uses[column].meaning);
            let whole_or_any = if part.is_empty() { first.values().next() } else { first.get("") };
            let rival = first.get(&part).or(whole_or_any).copied();
            match rival {
                // Either tells when somebody answered.
                Some(earlier) if uses[column].meaning == Meaning::Timestamp => {
                    report_passed_over(table, uses, earlier, column, sink);
                    uses[column].meaning = Meaning::Unused;
                }
                Some(earlier) => report_double(table, uses, column, earlier, sink),
                None => drop(first.insert(part, column)),
            }
        }
    }
}

/// Whether no cell of a column says anything; `anonymous` is what forms write where nobody signed in.
fn says_nothing(table: &Table, column: usize) -> bool {
    (0..table.len()).all(|row| email(table.cell(row, column)).is_empty())
}

/// What a column is about, where two columns about it are one too many unless each is a part of it.
fn thing(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Field(field) | Meaning::Tag { field, .. } | Meaning::Choice { field, .. } => {
            Some(format!("field {field}"))
        }
        Meaning::FirstName | Meaning::LastName | Meaning::Role | Meaning::Timestamp => Some(described(meaning)),
        Meaning::Answer | Meaning::Secret | Meaning::Unused => None,
    }
}

/// Which part of a field a column is; empty where it is the whole.
fn part(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Tag { tag, .. } => format!("tag {}", fold(tag)),
        Meaning::Choice { place, .. } => format!("place {place}"),
        _ => String::new(),
    }
}

fn report_double(table: &Table, uses: &[HeaderUse], column: usize, earlier: usize, sink: &mut Sink) {
    sink.push_in("roster::column-twice", Severity::Error, &format!("in {}", table.file()), || {
        let message = format!("two columns are read as {}", described(&uses[column].meaning));
        let help = if uses[column].header == uses[earlier].header {
            "delete one of the columns, or give it another header".to_owned()
        } else {
            format!("delete one of the columns, or leave it out: `--map \"{}=ignore\"`", uses[column].header)
        };
        Diagnostic::error("roster::column-twice", message)
            .at(table.header_place(column), "this one")
            .and_at(table.header_place(earlier), "and this one")
            .help(help)
    });
}

fn report_passed_over(table: &Table, uses: &[HeaderUse], stays: usize, goes: usize, sink: &mut Sink) {
    // What an exporter writes beside its ids is known, and no news.
    if matches!(uses[goes].why, Why::Exporter(_)) {
        return;
    }
    let message = format!(
        "the column `{}` is not used: `{}` is read as {}",
        uses[goes].header,
        uses[stays].header,
        described(&uses[stays].meaning)
    );
    sink.push(Diagnostic::notice("roster::column-passed-over", message).at(table.header_place(goes), "not used"));
}
