//! OneRoster: the CSV files of an export → one table of users.
//!
//! Reads what 1EdTech's *OneRoster CSV Binding* calls a rostering export, versions 1.1 (2017) and 1.2 (2022): `users.csv`, and where they are
//! there `manifest.csv`, `roles.csv`, `orgs.csv`, `classes.csv`, `enrollments.csv` and `demographics.csv`. Exporters follow the standard
//! more or less; what they do otherwise is read as it is meant and said once in a notice.
//!
//! Knows schools and no mentoring: what a role or a grade is good for is decided below. Linear in the rows, but for sorting.
//! Imports `text`, `diagnostic` and `table`.

mod budget;
mod classes;
mod columns;
mod demographics;
mod files;
mod gather;
mod layout;
mod left_out;
mod list;
mod manifest;
mod part;
mod people;
mod roles;
mod schools;
mod status;
mod tally;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use budget::Budget;
use files::Files;
use layout::Kind;
use manifest::Manifest;
use part::Part;

use crate::diagnostic::Sink;
use crate::table::{Content, Member, Options, Table, content_of, unpack};

/// The files of an export that are read, as the standard spells them. The others serve no pairing.
pub const FILES: [&str; 7] = {
    let mut names = [""; 7];
    let mut at = 0;
    while at < names.len() {
        names[at] = Kind::ALL[at].name();
        at += 1;
    }
    names
};

/// Whether a path is that of a file that is read: one of [`FILES`] in any case, in any folder.
#[must_use]
pub fn is_wanted(path: &str) -> bool {
    Kind::of(path).is_some()
}

/// Whether files make up an export: `users.csv` or `manifest.csv` is among them.
#[must_use]
pub fn is_oneroster(members: &[Member]) -> bool {
    members.iter().any(|member| matches!(Kind::of(&member.name), Some(Kind::Users | Kind::Manifest)))
}

/// Reads an export: one row a user, in the order of `users.csv`.
///
/// The columns, those in which anybody has anything: `sourcedId`, `identifier`, `givenName`, `familyName`, `email`, `grade`, `school`,
/// `school_role`, `sex`, `birth_date`, `pronouns`, `classes`, `periods`, `class_subjects`. Each cell knows the cell of the file that it comes from.
///
/// Rows to be deleted, users who are not enabled, and parents, guardians and other relatives are left out and counted in a notice. Columns
/// that serve no pairing (passwords, telephone numbers, ethnicity …) are forgotten as soon as a file is read.
///
/// Faults go into the sink; `None` where nothing can be read on with.
pub fn read(file: &str, members: Vec<Member>, options: &Options<'_>, sink: &mut Sink) -> Option<Table> {
    let mut files = Files::pick(file, members, sink)?;
    let mut budget = Budget::for_files(files.size);
    let manifest = Manifest::read(&mut files, options, sink);
    manifest.compare(&files, sink);
    let parts = Parts::read(&mut files, options, sink)?;
    if parts.users.table.is_empty() {
        parts.users.table.report_no_rows(sink);
        return None;
    }
    manifest.report_version(parts.roles.is_some(), parts.users.column("role").is_some(), sink);
    let columns = columns::columns(&files.file, &parts, &manifest, &mut budget, sink)?;
    Some(gather::gathered(file, columns, parts.into_tables()))
}

/// Reads a file that is a table, or an archive of an export.
///
/// Faults go into the sink; `None` where nothing can be read on with.
pub fn read_file(file: &str, bytes: Vec<u8>, options: &Options<'_>, sink: &mut Sink) -> Option<Table> {
    if content_of(&bytes) == Content::Archive && options.sheet.is_none() {
        let members = unpack(file, &bytes, sink)?;
        if is_oneroster(&members) {
            return read(file, members, options, sink);
        }
    }
    // An archive that is neither a workbook nor an export is told by the table's reader.
    Table::read(file, bytes, options, sink)
}

/// The files that were read.
struct Parts {
    users: Part,
    roles: Option<Part>,
    orgs: Option<Part>,
    classes: Option<Part>,
    demographics: Option<Part>,
    enrollments: Option<Part>,
}

impl Parts {
    /// Reads all files, so that the faults of all are told; `None` where there are no users.
    fn read(files: &mut Files, options: &Options<'_>, sink: &mut Sink) -> Option<Parts> {
        let mut index = 0;
        let mut read = |kind| {
            let part = Part::read(kind, files, index, options, sink);
            index += usize::from(part.is_some());
            part
        };
        let users = read(Kind::Users);
        let [roles, orgs, classes, demographics, enrollments] =
            [Kind::Roles, Kind::Orgs, Kind::Classes, Kind::Demographics, Kind::Enrollments].map(read);
        Some(Parts { users: users?, roles, orgs, classes, demographics, enrollments })
    }

    /// The tables from which cells are gathered, in the order of their reading. Enrollments only join, and are let go.
    fn into_tables(self) -> Vec<Table> {
        let others = [self.roles, self.orgs, self.classes, self.demographics];
        std::iter::once(self.users).chain(others.into_iter().flatten()).map(|part| part.table).collect()
    }
}
