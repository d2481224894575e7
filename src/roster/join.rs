//! Tables that tell more of people who stand in a roster: joined on the id, else on the e-mail address.

use std::collections::HashMap;

use super::answers::last_answers;
use super::ids::{column_of, email};
use super::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::text::{count, fold};

/// A person of a roster: the row that tells of them.
pub(super) struct Member {
    /// The file, by its index.
    pub sheet: usize,
    /// The row below its header.
    pub row: usize,
    /// The id; empty where nothing tells people apart.
    pub id: String,
    /// Whether ids of that file are compared after folding.
    pub fold: bool,
}

/// Finds the people of a roster by id and by e-mail address.
pub(super) struct Index {
    ids: HashMap<String, Vec<usize>>,
    emails: HashMap<String, Vec<usize>>,
}

impl Index {
    /// The index of all members.
    pub fn of(members: &[Member], sheets: &[Sheet<'_>]) -> Index {
        let mut index = Index { ids: HashMap::new(), emails: HashMap::new() };
        let columns: Vec<Option<usize>> = sheets.iter().map(|sheet| column_of("email", &sheet.headers)).collect();
        for (number, member) in members.iter().enumerate() {
            let id = if member.fold { fold(&member.id) } else { member.id.clone() };
            index.ids.entry(id).or_default().push(number);
            let address =
                columns[member.sheet].map_or("", |column| email(sheets[member.sheet].table.cell(member.row, column)));
            if !address.is_empty() {
                index.emails.entry(fold(address)).or_default().push(number);
            }
        }
        index
    }

    fn by_id(&self, id: &str) -> &[usize] {
        let found = self.ids.get(id).or_else(|| self.ids.get(&fold(id)));
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
    let found = |row: usize| {
        let by_id = id.map_or(&[][..], |column| index.by_id(table.cell(row, column)));
        let by_email = || address.map_or(&[][..], |column| index.by_email(email(table.cell(row, column))));
        if by_id.is_empty() { by_email() } else { by_id }
    };
    let rows: Vec<usize> = (0..table.len()).collect();
    let key = |row: usize| found(row).first().map(usize::to_string);
    let rows = last_answers(table, &with.headers, rows, column, key, sink);
    let mut strangers = Vec::new();
    for &row in &rows {
        let people = found(row);
        if people.is_empty() {
            strangers.push(row);
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
    report(with, column, &strangers, rows.len(), &joined, sink);
    report_without(table.file(), members, sheets, &joined, sink);
    joined
}

/// Says what could not be joined, on both sides.
fn report(
    with: &Sheet<'_>,
    column: usize,
    strangers: &[usize],
    rows: usize,
    joined: &[Option<usize>],
    sink: &mut Sink,
) {
    let table = with.table;
    if strangers.len() == rows && rows > 0 && !joined.is_empty() {
        let message = format!("no row of {} belongs to anybody in the rosters", table.file());
        let error = Diagnostic::error("join::nobody", message)
            .at(table.header_place(column), "compared with the ids of the rosters, and the e-mail addresses");
        let help = "is it the right file, and the right column? ids are compared letter for letter; `--map \"HEADER=id\"` names another column";
        sink.push(error.help(help));
        return;
    }
    if let Some(&first) = strangers.first() {
        let message = format!(
            "{} of {} {} to nobody in the rosters",
            count(strangers.len(), "row"),
            table.file(),
            if strangers.len() == 1 { "belongs" } else { "belong" }
        );
        sink.push(Diagnostic::notice("join::strangers", message).at(table.place(first, column), "the first of them"));
    }
}

/// Says who in the rosters is not told of.
fn report_without(file: &str, members: &[Member], sheets: &[Sheet<'_>], joined: &[Option<usize>], sink: &mut Sink) {
    for (number, sheet) in sheets.iter().enumerate() {
        let own = || members.iter().zip(joined).filter(|(member, _)| member.sheet == number);
        let mut without = own().filter(|(_, row)| row.is_none()).map(|(member, _)| member.row);
        let Some(first) = without.next() else { continue };
        let people = 1 + without.count();
        let verb = if people == 1 { "has" } else { "have" };
        let message = format!("{people} of {} people in {} {verb} no row in {file}", own().count(), sheet.table.file());
        let column = ["id", "email"].iter().find_map(|field| column_of(field, &sheet.headers)).unwrap_or(0);
        sink.push(
            Diagnostic::notice("join::without", message).at(sheet.table.place(first, column), "the first of them"),
        );
    }
}
