//! Tables that tell more of people who stand in a roster: joined on the id, else on the e-mail address.

use std::collections::HashMap;

use super::answers::last_answers;
use super::ids::{Ids, column_of, email};
use super::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::text::{count, fold};

/// As many lines of rows that belong to nobody are named.
const LINES: usize = 20;

/// A person of a roster: the row that tells of them.
pub(super) struct Member {
    /// The file, by its index.
    pub sheet: usize,
    /// The row below its header.
    pub row: usize,
}

/// Finds the people of a roster by id and by e-mail address.
pub(super) struct Index {
    ids: HashMap<String, Vec<usize>>,
    /// Ids that are compared after folding, folded.
    folded_ids: HashMap<String, Vec<usize>>,
    emails: HashMap<String, Vec<usize>>,
}

impl Index {
    /// The index of all members.
    pub fn of(members: &[Member], sheets: &[Sheet<'_>]) -> Index {
        let mut index = Index { ids: HashMap::new(), folded_ids: HashMap::new(), emails: HashMap::new() };
        let columns: Vec<Option<usize>> = sheets.iter().map(|sheet| column_of("email", &sheet.headers)).collect();
        for (number, member) in members.iter().enumerate() {
            let (sheet, id) = (&sheets[member.sheet], sheets[member.sheet].id(member.row));
            if sheet.ids_fold() {
                index.folded_ids.entry(fold(&id)).or_default().push(number);
            } else {
                index.ids.entry(id).or_default().push(number);
            }
            let address =
                columns[member.sheet].map_or("", |column| email(sheets[member.sheet].table.cell(member.row, column)));
            if !address.is_empty() {
                index.emails.entry(fold(address)).or_default().push(number);
            }
        }
        index
    }

    fn by_id(&self, id: &str) -> &[usize] {
        let found = self.ids.get(id).or_else(|| self.folded_ids.get(&fold(id)));
        if id.is_empty() { &[] } else { found.map_or(&[], Vec::as_slice) }
    }

    fn by_email(&self, address: &str) -> &[usize] {
        if address.is_empty() { &[] } else { self.emails.get(&fold(address)).map_or(&[], Vec::as_slice) }
    }
}

/// The row of a further table that tells of each member, if one does.
///
/// What belongs to nobody, and who has no row, is counted in a notice; a table of which no row belongs to anybody is an error.
pub(super) fn join(
    with: &Sheet<'_>,
    members: &[Member],
    sheets: &[Sheet<'_>],
    index: &Index,
    sink: &mut Sink,
) -> Vec<Option<usize>> {
    let table = with.table;
    let (id, address) = (column_of("id", &with.headers), column_of("email", &with.headers));
    let mut joined = vec![None; members.len()];
    let Some(column) = id.or(address) else {
        let error = Diagnostic::error(
            "join::no-key",
            format!("{} has neither a column `id` nor a column `email`", table.file()),
        );
        let help = "its rows are joined to people by one of them; say which column it is: `--map \"HEADER=id\"`";
        sink.push(error.at(table.header_place(0), "no header here is understood as one").help(help));
        return joined;
    };
    let by_id = |row: usize| id.map_or(&[][..], |column| index.by_id(table.cell(row, column)));
    let by_email = |row: usize| address.map_or(&[][..], |column| index.by_email(email(table.cell(row, column))));
    let found = |row: usize| if by_id(row).is_empty() { by_email(row) } else { by_id(row) };
    let rows: Vec<usize> = (0..table.len()).collect();
    let key = |row: usize| found(row).first().map(usize::to_string);
    let rows = last_answers(table, &with.headers, rows, column, key, sink);
    let mut strangers = Vec::new();
    for &row in &rows {
        let people = found(row);
        if people.is_empty() {
            strangers.push(row);
        }
        let is_doubtful = report_doubt(with, (id, address), row, (by_id(row), by_email(row)), members, sheets, sink);
        if is_doubtful {
            continue;
        }
        for &member in people {
            match joined[member] {
                None => joined[member] = Some(row),
                Some(first) => sink.push_in("join::two-rows", Severity::Error, &format!("in {}", table.file()), || {
                    Diagnostic::error("join::two-rows", format!("two rows of {} tell of one person", table.file()))
                        .at(table.place(row, column), "this one")
                        .and_at(table.place(first, column), "and this one")
                        .help("delete one of them; of answers with a time (`Timestamp`) the last counts by itself")
                }),
            }
        }
    }
    if report(with, column, &strangers, rows.len(), &joined, sink) {
        report_without(table.file(), members, sheets, &joined, sink);
    }
    joined
}

/// Reports a row whose id and e-mail address are of different people, or whose e-mail address several people of one side share.
fn report_doubt(
    with: &Sheet<'_>,
    (id, address): (Option<usize>, Option<usize>),
    row: usize,
    (by_id, by_email): (&[usize], &[usize]),
    members: &[Member],
    sheets: &[Sheet<'_>],
    sink: &mut Sink,
) -> bool {
    let table = with.table;
    let group = format!("in {}", table.file());
    if let (Some(id), Some(address)) = (id, address)
        && !by_id.is_empty()
        && !by_email.is_empty()
        && by_id.iter().all(|member| !by_email.contains(member))
    {
        sink.push_in("join::two-people", Severity::Error, &group, || {
            let message = format!("the id and the e-mail address of this row of {} are of two people", table.file());
            Diagnostic::error("join::two-people", message)
                .at(table.place(row, id), "this person's id")
                .and_at(table.place(row, address), "another's e-mail address")
                .help("correct one of them; where the column is no id of a person, say so: `--map \"HEADER=ignore\"`")
        });
        return true;
    }
    let key = if by_id.is_empty() { by_email } else { by_id };
    let shared = key.iter().enumerate().find_map(|(at, &one)| {
        let is_another = |&&other: &&usize| {
            let (one, other) = (&members[one], &members[other]);
            let name = |member: &Member| sheets[member.sheet].names.first(sheets[member.sheet].table, member.row);
            let (first, second) = (name(one), name(other));
            let differ = first != second && !first.is_empty() && !second.is_empty();
            one.sheet == other.sheet && one.row != other.row || differ
        };
        key[at + 1..].iter().find(is_another).map(|&other| (one, other))
    });
    let Some((one, other)) = shared.filter(|_| by_id.is_empty()) else { return false };
    sink.push_in("join::shared-address", Severity::Error, &group, || {
        let place = |member: &Member| sheets[member.sheet].id_place(member.row);
        let message = format!("this row of {} may tell of either of two people with one e-mail address", table.file());
        Diagnostic::error("join::shared-address", message)
            .at(table.place(row, address.unwrap_or(0)), "this address")
            .and_at(place(&members[one]), "is this person's")
            .and_at(place(&members[other]), "and this one's")
            .help("give the table a column `id` that tells them apart")
    });
    true
}

/// Says which rows belong to nobody; whether any belongs to somebody.
fn report(
    with: &Sheet<'_>,
    column: usize,
    strangers: &[usize],
    rows: usize,
    joined: &[Option<usize>],
    sink: &mut Sink,
) -> bool {
    let table = with.table;
    if strangers.len() == rows && rows > 0 && !joined.is_empty() {
        let message = format!("no row of {} belongs to anybody in the rosters", table.file());
        let error = Diagnostic::error("join::nobody", message)
            .at(table.header_place(column), "compared with the ids of the rosters, and the e-mail addresses");
        let help = "is it the right file, and the right column? ids are compared letter for letter; `--map \"HEADER=id\"` names another column";
        sink.push(error.help(help));
        return false;
    }
    if let Some(&first) = strangers.first() {
        let message = format!(
            "{} of {} {} to nobody in the rosters",
            count(strangers.len(), "row"),
            table.file(),
            if strangers.len() == 1 { "belongs" } else { "belong" }
        );
        let lines: Vec<String> =
            strangers.iter().take(LINES).map(|&row| table.place(row, column).line.to_string()).collect();
        let more = if strangers.len() > LINES { ", …" } else { "" };
        let label = format!("{} {}{more}", if lines.len() == 1 { "line" } else { "lines" }, lines.join(", "));
        sink.push(Diagnostic::notice("join::strangers", message).at(key_place(with, first, column), label));
    }
    true
}

/// The place of what a row is joined by: an id may be shown, an address is a person's.
fn key_place(sheet: &Sheet<'_>, row: usize, column: usize) -> Place {
    let place = sheet.table.place(row, column);
    if sheet.headers[column].field() == Some("id") { place } else { place.restricted() }
}

/// Says who in the rosters is not told of.
fn report_without(file: &str, members: &[Member], sheets: &[Sheet<'_>], joined: &[Option<usize>], sink: &mut Sink) {
    for (number, sheet) in sheets.iter().enumerate() {
        let own = || members.iter().zip(joined).filter(|(member, _)| member.sheet == number);
        let mut without = own().filter(|(_, row)| row.is_none()).map(|(member, _)| member.row);
        let Some(first) = without.next() else { continue };
        let people = 1 + without.count();
        // A table that tells of one side alone is no news to the other.
        if people == own().count() {
            continue;
        }
        let verb = if people == 1 { "has" } else { "have" };
        let message = format!("{people} of {} people in {} {verb} no row in {file}", own().count(), sheet.table.file());
        let column = sheet.ids.as_ref().map_or(0, Ids::column);
        sink.push(
            Diagnostic::notice("join::without", message).at(key_place(sheet, first, column), "the first of them"),
        );
    }
}
