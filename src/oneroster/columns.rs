//! What is told of each user: the columns of the table, and who has a row in it.

use super::budget::Budget;
use super::gather::Column;
use super::layout::Kind;
use super::left_out::LeftOut;
use super::manifest::Manifest;
use super::part::Part;
use super::people::People;
use super::roles::{Roles, is_relative};
use super::schools::{Cell, schools};
use super::{Parts, classes, demographics};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::table::CellOf;

/// The bytes and cells that a gathered table may have.
const MOST_GATHERED: usize = 2 << 30;

/// Gathers the columns of those who are not left out; `None` where nobody is left, or the table were too large.
pub(super) fn columns(
    file: &str,
    parts: &Parts,
    manifest: &Manifest,
    budget: &mut Budget,
    sink: &mut Sink,
) -> Option<Vec<Column>> {
    let Parts { users, roles: role_part, orgs, classes, demographics, enrollments } = parts;
    let mut left_out = LeftOut::default();
    let mut people = People::of(users, &mut left_out, sink);
    let mut roles = role_part.as_ref().map(|part| (part, Roles::of(part, &people, &mut left_out, sink)));
    let mut words = school_roles(users, &people, &roles);
    let is_forgotten = role_part.is_none() && manifest.promises(Kind::Roles);
    if people.len() > 0 && !is_forgotten && words.iter().all(|(word, _)| word.is_empty()) {
        warn_of_no_roles(file, sink);
    }
    leave_out_relatives(users, &mut people, &mut roles, &mut words, &mut left_out);
    let roles = roles.as_ref().map(|(part, roles)| (*part, roles));
    let rows: Vec<Option<usize>> = people.rows.iter().copied().map(Some).collect();
    let of_users = |header, names: &[&str]| Column::copied(header, users, &rows, names);
    let grades = grades(users, &people, roles, &words, sink);
    let schools = schools(users, &people, roles, orgs.as_ref(), &mut left_out, budget, sink);
    let lessons = classes::lessons(&people, classes.as_ref(), enrollments.as_ref(), &mut left_out, budget, sink);
    let [birth_date, sex] = demographics::columns(demographics.as_ref(), &people, &mut left_out, sink);
    left_out.report(file, sink);
    if people.len() == 0 {
        sink.push(nobody(users));
        return None;
    }
    let (Some(schools), Some(lessons)) = (schools, lessons) else {
        sink.push(too_large(file));
        return None;
    };
    let columns = [
        of_users("sourcedId", &["sourcedId"]),
        of_users("identifier", &["identifier"]),
        of_users("givenName", &["preferredGivenName", "givenName"]),
        of_users("familyName", &["preferredFamilyName", "familyName"]),
        of_users("email", &["email"]),
        grades,
        Column::of("school", schools),
        Column::of("school_role", words),
        sex,
        birth_date,
        of_users("pronouns", &["pronouns"]),
        Column::of("classes", lessons.classes),
        Column::of("periods", lessons.periods),
        Column::of("class_subjects", lessons.subjects),
    ];
    let columns: Vec<Column> = columns.into_iter().flatten().collect();
    // A table counts its bytes and its cells in 32 bits.
    if columns.iter().map(Column::size).sum::<usize>() > MOST_GATHERED {
        sink.push(too_large(file));
        return None;
    }
    Some(columns)
}

/// What everybody is at school, as the file has it: from `roles.csv`, else from `users.csv`.
fn school_roles(users: &Part, people: &People<'_>, roles: &Option<(&Part, Roles)>) -> Vec<Cell> {
    let own = users.column("role");
    let cell = |part: &Part, row: usize, column: Option<usize>| {
        (part.text(row, column).to_owned(), column.map(|column| part.at(row, column)))
    };
    let of_person = |(person, &row): (usize, &usize)| {
        let told = roles.as_ref().and_then(|(part, roles)| Some(cell(part, roles.best(person)?, part.column("role"))));
        told.filter(|(word, _)| !word.is_empty()).unwrap_or_else(|| cell(users, row, own))
    };
    people.rows.iter().enumerate().map(of_person).collect()
}

/// Leaves out and counts those whose role is that of a parent, guardian or other relative, and gives the others new numbers.
fn leave_out_relatives(
    users: &Part,
    people: &mut People<'_>,
    roles: &mut Option<(&Part, Roles)>,
    words: &mut Vec<Cell>,
    left_out: &mut LeftOut,
) {
    let (mut renumbered, mut kept) = (Vec::with_capacity(words.len()), 0);
    for (person, (word, _)) in words.iter().enumerate() {
        if is_relative(word) {
            left_out.relatives += 1;
            left_out.users.add(|| users.place(people.rows[person], users.column("sourcedId")));
            renumbered.push(None);
        } else {
            renumbered.push(Some(kept));
            kept += 1;
        }
    }
    if kept < words.len() {
        people.renumber(&renumbered);
        roles.iter_mut().for_each(|(_, roles)| roles.renumber(&renumbered));
        words.retain(|(word, _)| !is_relative(word));
    }
}

/// Everybody's grade: from `users.csv`, else from `roles.csv`, where some exporters have it.
fn grades(
    users: &Part,
    people: &People<'_>,
    roles: Option<(&Part, &Roles)>,
    words: &[Cell],
    sink: &mut Sink,
) -> Option<Column> {
    let rows: Vec<Option<usize>> = people.rows.iter().copied().map(Some).collect();
    let own = Column::copied("grade", users, &rows, &["grades"]);
    let told = roles.and_then(|(part, roles)| {
        let rows: Vec<Option<usize>> = (0..people.len()).map(|person| roles.best(person)).collect();
        Column::copied("grade", part, &rows, &["grades"])
    });
    let column = match own {
        Some(own) => own.or(told),
        None => told?,
    };
    let place = |cell: CellOf| {
        let part = roles.map(|(part, _)| part).filter(|part| part.at(cell.row, cell.column) == cell).unwrap_or(users);
        part.table.place(cell.row, cell.column)
    };
    column.single(place, |person| words[person].0.eq_ignore_ascii_case("student"), sink)
}

fn warn_of_no_roles(file: &str, sink: &mut Sink) {
    let message =
        format!("{file} tells nobody's role: whether parents and guardians are among the users cannot be told");
    let warning = Diagnostic::warning("oneroster::no-roles", message);
    let help = "export again with `roles.csv` (1.2) or the column `role` in users.csv (1.1)";
    sink.push(warning.at(Place::whole_file(file), "everybody in users.csv is taken").help(help));
}

fn nobody(users: &Part) -> Diagnostic {
    let error =
        Diagnostic::error("oneroster::nobody", format!("{} has users, and all are left out", users.table.file()));
    let help =
        "look at `status`, `enabledUser` and the roles: those to be deleted, not enabled, and relatives take no part";
    error.at(users.table.header_place(0), "below this header").help(help)
}

fn too_large(file: &str) -> Diagnostic {
    let error = Diagnostic::error(
        "oneroster::too-large",
        format!("the classes and schools of the users of {file} make too much text"),
    );
    let help =
        "look for titles that go on for pages in classes.csv and orgs.csv, or leave enrollments.csv out of the export";
    error.at(Place::whole_file(file), "many times the size of the files").help(help)
}
