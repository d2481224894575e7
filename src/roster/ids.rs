//! What tells people apart: the `id` column, else e-mail addresses, else names.

use std::collections::HashSet;

use foldhash::{HashMap, HashMapExt as _};

use super::answers::last_answers;
use super::group::Group;
use super::source::says_blank;
use super::{HeaderUse, Meaning};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;
use crate::text::{fold, fold_header};

/// Where people's names stand.
#[derive(Clone)]
pub(super) struct Names {
    whole: Option<usize>,
    halves: Vec<usize>,
    /// The whole name stands there with the last name first: `Last, First M`.
    last_first: bool,
}

impl Names {
    pub fn of(headers: &[HeaderUse]) -> Names {
        let find = |wanted: &Meaning| headers.iter().position(|header| header.meaning == *wanted);
        let whole = column_of("name", headers);
        let halves = [Meaning::FirstName, Meaning::LastName].iter().filter_map(find).collect();
        let last_first = whole.is_some_and(|column| fold_header(&headers[column].header).ends_with("lastfirst"));
        Names { whole, halves, last_first }
    }

    /// The first column that names stand in; `None` where there is none.
    fn column(&self) -> Option<usize> {
        self.whole.or_else(|| self.halves.first().copied())
    }

    /// A person's name: the whole one, else its parts; empty where none is known.
    pub fn text(&self, table: &Table, row: usize) -> String {
        let known = |column: &usize| Some(table.cell(row, *column)).filter(|part| !says_blank(part));
        match self.whole.as_ref().and_then(known) {
            Some(name) => match name.split_once(',') {
                Some((last, first)) if self.last_first => format!("{} {}", first.trim(), last.trim()),
                _ => name.to_owned(),
            },
            None => self.halves.iter().filter_map(known).collect::<Vec<_>>().join(" "),
        }
    }

    /// The first word of a person's first name, without case and accents; empty where none is known.
    pub fn first(&self, table: &Table, row: usize) -> String {
        let name = self.text(table, row);
        let given = name.split_once(',').map_or(name.as_str(), |(_, given)| given);
        fold_header(given).split('_').next().unwrap_or_default().to_owned()
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

    /// What the id of a row is compared by; `None` where it has none.
    pub fn key(&self, table: &Table, row: usize) -> Option<String> {
        let text = self.text(table, row);
        (!text.is_empty()).then(|| if self.fold { fold(&text) } else { text })
    }

    /// Whether ids are compared after folding: e-mail addresses.
    pub fn fold(&self) -> bool {
        self.fold
    }

    /// A column that the ids stand in.
    pub fn column(&self) -> usize {
        self.source.place_column()
    }
}

enum IdSource {
    Column(usize),
    /// An e-mail address; `anonymous`, which forms write where nobody signed in, is none.
    Email(usize),
    Names(Names),
}

impl IdSource {
    fn text(&self, table: &Table, row: usize) -> String {
        match self {
            IdSource::Column(column) => table.cell(row, *column).to_owned(),
            IdSource::Email(column) => email(table.cell(row, *column)).to_owned(),
            IdSource::Names(names) => names.text(table, row),
        }
    }

    fn place_column(&self) -> usize {
        match self {
            IdSource::Column(column) | IdSource::Email(column) => *column,
            IdSource::Names(names) => names.column().unwrap_or(0),
        }
    }
}

/// An e-mail address as a cell has it; `anonymous` is none.
pub(super) fn email(cell: &str) -> &str {
    if cell.eq_ignore_ascii_case("anonymous") || says_blank(cell) { "" } else { cell }
}

/// The column of a field that stands in one column.
pub(super) fn column_of(field: &str, headers: &[HeaderUse]) -> Option<usize> {
    headers.iter().position(|header| matches!(&header.meaning, Meaning::Field(name) if name == field))
}

/// The `id` column; else `email`, else the name, where every row has one and no two of a side are equal; else the number of the answer.
///
/// Rows that a later answer of the same person replaces are taken out of the groups.
pub(super) fn find_ids(
    table: &Table,
    headers: &[HeaderUse],
    groups: &mut [Group],
    names: &Names,
    sink: &mut Sink,
) -> Option<Ids> {
    let settle = |ids: &Ids, groups: &mut [Group], sink: &mut Sink| {
        let mut rows: Vec<usize> = groups.iter().flat_map(|group| group.rows.iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        // Brothers and sisters may share an e-mail address, and are not one person who answered twice.
        let key = |row: usize| {
            let key = ids.key(table, row)?;
            Some(if ids.fold { format!("{key}\n{}", names.first(table, row)) } else { key })
        };
        let kept = last_answers(table, headers, rows, ids.column(), key, sink);
        groups.iter_mut().for_each(|group| group.rows.retain(|row| kept.binary_search(row).is_ok()));
    };
    if let Some(column) = column_of("id", headers) {
        let ids = Ids { source: IdSource::Column(column), fold: false };
        settle(&ids, groups, sink);
        report_bad_ids(table, column, groups, sink);
        report_lost_digits(table, column, groups, sink);
        return Some(ids);
    }
    let email = column_of("email", headers);
    let email = email.map(|column| (Ids { source: IdSource::Email(column), fold: true }, "e-mail address"));
    let name = names.column().map(|_| (Ids { source: IdSource::Names(names.clone()), fold: false }, "name"));
    let answer = headers.iter().position(|header| header.meaning == Meaning::Answer);
    let answer = answer.map(|column| (Ids { source: IdSource::Column(column), fold: false }, "number of the answer"));
    let mut tried = Vec::new();
    for (ids, word) in [email, name, answer].into_iter().flatten() {
        // Two people may have one name, but nobody shares an e-mail address.
        if ids.fold {
            settle(&ids, groups, sink);
        }
        match why_not_ids(table, &ids, groups).or_else(|| shared_by_two(table, &ids, groups, names)) {
            None => {
                let message = format!("{} has no column `id`: the {word} tells people apart", table.file());
                let place = table.header_place(ids.source.place_column());
                let notice = Diagnostic::notice("roster::id-from-other-column", message).at(place, "read as the id");
                sink.push(match tried.is_empty() {
                    true => notice,
                    false => notice.help(format!("{}; where they are one person, delete a row", tried.join("; "))),
                });
                return Some(ids);
            }
            Some(reason) => tried.push(format!("the {word} does not serve: {reason}")),
        }
    }
    let mut error = Diagnostic::error("roster::no-id", format!("nothing tells the people of {} apart", table.file()));
    let understood = headers.iter().any(|header| header.meaning != Meaning::Unused);
    // Where nothing is understood, the first row may be a person, and not a header.
    let place = table.header_place(0);
    error = error.at(if understood { place } else { place.restricted() }, "no header here says `id`");
    let tried = if tried.is_empty() { String::new() } else { format!(" ({})", tried.join("; ")) };
    let help = format!("add a column `id` with a different value in each row{tried}");
    let further_down = "; the first line must be the header: delete lines above it, or add it";
    sink.push(error.help(if understood { help } else { help + further_down }));
    None
}

/// Long ids that a spreadsheet has turned into rounded numbers: `1.23E+11`.
fn report_lost_digits(table: &Table, column: usize, groups: &[Group], sink: &mut Sink) {
    let is_rounded = |text: &str| {
        text.split_once("E+").is_some_and(|(number, power)| {
            number.starts_with(|c: char| c.is_ascii_digit())
                && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
                && !power.is_empty()
                && power.bytes().all(|b| b.is_ascii_digit())
        })
    };
    for &row in groups.iter().flat_map(|group| &group.rows) {
        let text = table.cell(row, column);
        if is_rounded(text) {
            sink.push_in("roster::rounded-id", Severity::Warning, &format!("in {}", table.file()), || {
                Diagnostic::warning("roster::rounded-id", format!("the id `{text}` was rounded by a spreadsheet"))
                    .at(table.place(row, column), "digits are lost")
                    .help("format the column as text before the file is saved as CSV, or export the roster again")
            });
        }
    }
}

/// Why a column cannot serve as the id: a blank, or two that are equal. Told by lines, never by values.
fn why_not_ids(table: &Table, ids: &Ids, groups: &[Group]) -> Option<String> {
    let line = |row: usize| table.place(row, ids.source.place_column()).line;
    for group in groups {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for &row in &group.rows {
            let Some(key) = ids.key(table, row) else { return Some(format!("line {} has none", line(row))) };
            if let Some(&first) = seen.get(&key) {
                return Some(format!("lines {} and {} have the same", line(first), line(row)));
            }
            seen.insert(key, row);
        }
    }
    None
}

/// Why an e-mail address cannot serve as the id although it is different on each side: a mentor and a mentee of different names share it.
fn shared_by_two(table: &Table, ids: &Ids, groups: &[Group], names: &Names) -> Option<String> {
    if !ids.fold {
        return None;
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for &row in groups.iter().flat_map(|group| &group.rows) {
        let Some(key) = ids.key(table, row) else { continue };
        let first = *seen.entry(key).or_insert(row);
        let [one, other] = [first, row].map(|row| names.first(table, row));
        if one != other && !one.is_empty() && !other.is_empty() {
            let line = |row: usize| table.place(row, ids.column()).line;
            return Some(format!("lines {} and {} have the same and different names", line(first), line(row)));
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
