//! What tells people apart: the `id` column, else e-mail addresses, else names.

use std::collections::{HashMap, HashSet};

use super::group::Group;
use super::{HeaderUse, Meaning, is_blank_word};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;
use crate::text::fold;

/// Where people's names stand.
#[derive(Clone)]
pub(super) struct Names {
    parts: Vec<usize>,
}

impl Names {
    pub fn of(headers: &[HeaderUse]) -> Names {
        let find = |wanted: &Meaning| headers.iter().position(|header| header.meaning == *wanted);
        let whole = find(&Meaning::Field("name".to_owned()));
        let halves = || [Meaning::FirstName, Meaning::LastName].iter().filter_map(find).collect();
        Names { parts: whole.map_or_else(halves, |column| vec![column]) }
    }

    /// A person's name; empty where none is known.
    pub fn text(&self, table: &Table, row: usize) -> String {
        let parts = self.parts.iter().map(|&column| table.cell(row, column)).filter(|part| !is_blank_word(&fold(part)));
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// What tells people apart.
pub(super) struct Ids {
    source: IdSource,
    fold: bool,
}

impl Ids {
    /// The id of a row.
    pub fn text(&self, table: &Table, row: usize) -> String {
        self.source.text(table, row)
    }

    /// Whether ids are compared after folding: e-mail addresses.
    pub fn fold(&self) -> bool {
        self.fold
    }
}

enum IdSource {
    Column(usize),
    Names(Names),
}

impl IdSource {
    fn text(&self, table: &Table, row: usize) -> String {
        match self {
            IdSource::Column(column) => table.cell(row, *column).to_owned(),
            IdSource::Names(names) => names.text(table, row),
        }
    }

    fn place_column(&self) -> usize {
        match self {
            IdSource::Column(column) => *column,
            IdSource::Names(names) => names.parts.first().copied().unwrap_or(0),
        }
    }
}

/// The `id` column; else `email`, else the name, where every row has one and no two of a side are equal.
pub(super) fn find_ids(
    table: &Table,
    headers: &[HeaderUse],
    groups: &[Group],
    names: &Names,
    sink: &mut Sink,
) -> Option<Ids> {
    let find = |wanted: &str| {
        headers.iter().position(|header| matches!(&header.meaning, Meaning::Field(name) if name == wanted))
    };
    if let Some(column) = find("id") {
        report_bad_ids(table, column, groups, sink);
        return Some(Ids { source: IdSource::Column(column), fold: false });
    }
    let email = find("email").map(|column| (Ids { source: IdSource::Column(column), fold: true }, "e-mail address"));
    let name = (!names.parts.is_empty()).then(|| (Ids { source: IdSource::Names(names.clone()), fold: false }, "name"));
    let mut tried = Vec::new();
    for (ids, word) in [email, name].into_iter().flatten() {
        match why_not_ids(table, &ids, groups) {
            None => {
                let message = format!("{} has no column `id`: the {word} tells people apart", table.file());
                let place = table.header_place(ids.source.place_column());
                sink.push(Diagnostic::notice("roster::id-from-other-column", message).at(place, "read as the id"));
                return Some(ids);
            }
            Some(reason) => tried.push(format!("the {word} does not serve: {reason}")),
        }
    }
    let mut error = Diagnostic::error("roster::no-id", format!("nothing tells the people of {} apart", table.file()));
    error = error.at(table.header_place(0), "no header here says `id`");
    let tried = if tried.is_empty() { String::new() } else { format!(" ({})", tried.join("; ")) };
    let help = format!("add a column `id` with a different value in each row{tried}");
    let further_down = "; the first line must be the header: delete lines above it, or add it";
    let understood = headers.iter().any(|header| header.meaning != Meaning::Unused);
    sink.push(error.help(if understood { help } else { help + further_down }));
    None
}

/// Why a column cannot serve as the id: a blank, or two that are equal. Told by lines, never by values.
fn why_not_ids(table: &Table, ids: &Ids, groups: &[Group]) -> Option<String> {
    let line = |row: usize| table.place(row, ids.source.place_column()).line;
    for group in groups {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for &row in &group.rows {
            let text = ids.source.text(table, row);
            if text.is_empty() {
                return Some(format!("line {} has none", line(row)));
            }
            let key = if ids.fold { fold(&text) } else { text };
            if let Some(&first) = seen.get(&key) {
                return Some(format!("lines {} and {} have the same", line(first), line(row)));
            }
            seen.insert(key, row);
        }
    }
    None
}

fn report_bad_ids(table: &Table, column: usize, groups: &[Group], sink: &mut Sink) {
    let group_name = format!("in {}", table.file());
    let (mut blank_rows, mut told) = (Vec::new(), HashSet::new());
    for group in groups {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for &row in &group.rows {
            let id = table.cell(row, column);
            if id.is_empty() {
                blank_rows.push(row);
            } else if let Some(&first) = seen.get(id) {
                if !told.insert((first, row)) {
                    continue;
                }
                sink.push_in("roster::duplicate-id", Severity::Error, &group_name, || {
                    Diagnostic::error("roster::duplicate-id", format!("two {} have the id `{id}`", group.side.plural()))
                        .at(table.place(row, column), "again here")
                        .and_at(table.place(first, column), "first here")
                        .help("give one of them another id, or delete the row if it is the same person")
                });
            } else {
                seen.insert(id, row);
            }
        }
    }
    blank_rows.sort_unstable();
    blank_rows.dedup();
    for row in blank_rows {
        sink.push_in("roster::missing-id", Severity::Error, &group_name, || {
            Diagnostic::error("roster::missing-id", "this row has no id")
                .at(table.place(row, column), "empty")
                .help("write an id that nobody else has")
        });
    }
}
