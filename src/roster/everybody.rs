//! Who is in a roster: what tells people apart, which rows of further tables are theirs, and on which side they are.

use std::collections::HashMap;

use super::group::Group;
use super::ids::find_ids;
use super::join::{Index, Member, join};
use super::roles::{groups_by_joined_role, groups_by_role, report_no_role, unknown_roles};
use super::sheet::Sheet;
use super::{Meaning, Missing, People, Reading};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::text::fold;
use crate::units::Side;

/// Everybody, and what further tables tell of them.
pub(super) struct Everybody {
    pub members: Vec<Member>,
    /// The members of each side, in the order of files and rows.
    pub sides: [Vec<usize>; 2],
    /// Of each further table, the row that tells of each member.
    pub joined: Vec<Vec<Option<usize>>>,
}

/// Finds who is there, what tells them apart, which rows of further tables are theirs, and on which side they are.
pub(super) fn find_everybody(
    sheets: &mut [Sheet<'_>],
    with: &mut [Sheet<'_>],
    reading: &Reading,
    missing: Missing,
    sink: &mut Sink,
) -> Everybody {
    let role_is_joined = with.iter().any(|sheet| sheet.column(&Meaning::Role).is_some());
    let mut members: Vec<Member> = Vec::new();
    let mut all_groups: Vec<Vec<Group>> = Vec::new();
    for (number, sheet) in sheets.iter_mut().enumerate() {
        let mut groups = groups_of(sheet, role_is_joined, missing, reading, sink);
        if let Some(column) = sheet.column(&Meaning::Role) {
            sheet.headers[column].unread = unknown_roles(sheet, column, reading);
        }
        if !sheet.table.is_empty() {
            sheet.ids = find_ids(sheet.table, &sheet.headers, &mut groups, &sheet.names, sink);
        }
        let mut rows: Vec<usize> = groups.iter().flat_map(|group| group.rows.iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        members.extend(rows.into_iter().map(|row| Member { sheet: number, row }));
        all_groups.push(groups);
    }
    let index = if with.is_empty() { None } else { Some(Index::of(&members, sheets)) };
    let joined: Vec<Vec<Option<usize>>> = match &index {
        Some(index) if missing != Missing::Files => {
            with.iter().map(|table| join(table, &members, sheets, index, sink)).collect()
        }
        _ => with.iter().map(|_| vec![None; members.len()]).collect(),
    };
    let mut by_row: Vec<Vec<usize>> = sheets.iter().map(|sheet| vec![0; sheet.table.len()]).collect();
    for (number, member) in members.iter().enumerate() {
        by_row[member.sheet][member.row] = number;
    }
    let mut sides = [Vec::new(), Vec::new()];
    for (number, groups) in all_groups.into_iter().enumerate() {
        let sheet = &sheets[number];
        let told_later = sheet.side.is_none() && sheet.column(&Meaning::Role).is_none() && role_is_joined;
        let told_later = told_later && missing != Missing::Files;
        let groups = if told_later {
            let row_of = |with: usize, row: usize| joined[with][by_row[number][row]];
            groups_by_joined_role(sheet, &groups[0].rows, with, &row_of, reading, sink)
        } else {
            groups
        };
        for group in groups {
            sides[group.side.index()].extend(group.rows.iter().map(|&row| by_row[number][row]));
            sheets[number].rows[group.side.index()] = group.rows;
        }
    }
    if missing == Missing::Nothing {
        report_nobody(sheets, with, &sides, sink);
    }
    for (table, rows) in with.iter_mut().zip(&joined) {
        for side in Side::BOTH {
            let mut wanted: Vec<usize> = sides[side.index()].iter().filter_map(|&member| rows[member]).collect();
            wanted.sort_unstable();
            wanted.dedup();
            table.rows[side.index()] = wanted;
        }
    }
    Everybody { members, sides, joined }
}

/// The rows of a file by side. Where a further table tells the roles they are of one side until then.
fn groups_of(
    sheet: &Sheet<'_>,
    role_is_joined: bool,
    missing: Missing,
    reading: &Reading,
    sink: &mut Sink,
) -> Vec<Group> {
    let rows = || (0..sheet.table.len()).collect::<Vec<_>>();
    match (sheet.side, sheet.column(&Meaning::Role)) {
        (Some(side), _) => vec![Group { side, rows: rows() }],
        (None, Some(column)) => groups_by_role(sheet, column, reading, sink),
        // The sides are told later; until then all are of one.
        (None, None) if role_is_joined => vec![Group { side: Side::Mentor, rows: rows() }],
        (None, None) => {
            if missing == Missing::Nothing {
                report_no_role(sheet, sink);
            }
            Side::BOTH.map(|side| Group { side, rows: rows() }).into()
        }
    }
}

/// A side without anybody, where roles say who is who.
fn report_nobody(sheets: &[Sheet<'_>], with: &[Sheet<'_>], sides: &[Vec<usize>; 2], sink: &mut Sink) {
    let role = sheets
        .iter()
        .filter(|sheet| sheet.side.is_none())
        .chain(with)
        .find_map(|sheet| Some((sheet, sheet.column(&Meaning::Role)?)));
    let Some((sheet, column)) = role.filter(|_| sheets.iter().any(|sheet| sheet.side.is_none())) else { return };
    let is_read = sheets.iter().all(|sheet| !sheet.table.is_empty()) && !sink.has_errors();
    for side in Side::BOTH {
        if sides[side.index()].is_empty() && is_read {
            let message = format!("{} has no {}", sheet.table.file(), side.plural());
            let error = Diagnostic::error("roster::nobody", message)
                .at(sheet.table.header_place(column), "the column of roles");
            sink.push(error.help(format!("give at least one row the role `{}`", side.name())));
        }
    }
}

/// A mentor and a mentee of two files who have one e-mail address as their id and different names: one person would never be paired with
/// themself, and two people must not be taken for one.
fn report_addresses_of_two(everybody: &Everybody, sheets: &[Sheet<'_>], sink: &mut Sink) {
    let people = |side: Side| {
        let members = everybody.sides[side.index()].iter().map(|&number| &everybody.members[number]);
        members.filter(|member| sheets[member.sheet].ids_fold())
    };
    let key = |member: &Member| fold(&sheets[member.sheet].id(member.row));
    let mentors: HashMap<String, &Member> = people(Side::Mentor).map(|member| (key(member), member)).collect();
    for mentee in people(Side::Mentee) {
        let Some(mentor) = mentors.get(&key(mentee)).filter(|mentor| mentor.sheet != mentee.sheet) else { continue };
        let [one, other] =
            [mentor, mentee].map(|member| sheets[member.sheet].names.first(sheets[member.sheet].table, member.row));
        if one == other || one.is_empty() || other.is_empty() {
            continue;
        }
        let place = |member: &Member| sheets[member.sheet].id_place(member.row).restricted();
        sink.push_in("roster::shared-address", Severity::Error, "across files", || {
            Diagnostic::error("roster::shared-address", "a mentor and a mentee of different names have one e-mail address")
                .at(place(mentee), "the mentee's")
                .and_at(place(mentor), "the mentor's")
                .help("give both files a column `id` that tells them apart, or leave the address out: `--map \"HEADER=ignore\"`")
        });
    }
}

/// The same id in two files of one side.
pub(super) fn report_duplicates_across_files(everybody: &Everybody, sheets: &[Sheet<'_>], sink: &mut Sink) {
    if sheets.len() < 2 {
        return;
    }
    report_addresses_of_two(everybody, sheets, sink);
    for side in Side::BOTH {
        if sheets.iter().filter(|sheet| sheet.side.is_none_or(|only| only == side)).count() < 2 {
            continue;
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        let folds = sheets.iter().any(|sheet| sheet.side.is_none_or(|only| only == side) && sheet.ids_fold());
        for &number in &everybody.sides[side.index()] {
            let member = &everybody.members[number];
            let id = sheets[member.sheet].id(member.row);
            let key = if folds { fold(&id) } else { id.clone() };
            let Some(&first) = seen.get(&key).filter(|_| !id.is_empty()) else {
                seen.insert(key, number);
                continue;
            };
            let earlier = &everybody.members[first];
            if earlier.sheet == member.sheet {
                continue;
            }
            let place = |member: &Member| sheets[member.sheet].id_place(member.row);
            sink.push_in("roster::duplicate-id", Severity::Error, "across files", || {
                Diagnostic::error("roster::duplicate-id", format!("two {} have the id `{id}`", side.plural()))
                    .at(place(member), "again here")
                    .and_at(place(earlier), "first here")
                    .help("give one of them another id, or delete the row if it is the same person")
            });
        }
    }
}

impl Everybody {
    /// Everybody in the order of files and rows: whom of each side the row is.
    pub fn rows(&self) -> Vec<[Option<u32>; 2]> {
        let mut rows = vec![[None, None]; self.members.len()];
        for (side, members) in self.sides.iter().enumerate() {
            for (person, &member) in (0..).zip(members) {
                rows[member][side] = Some(person);
            }
        }
        rows
    }
}

/// The people of a side, as yet without columns.
pub(super) fn people_of(side: Side, everybody: &Everybody, sheets: &[Sheet<'_>], with: &[Sheet<'_>]) -> People {
    let members = || everybody.sides[side.index()].iter().map(|&number| (number, &everybody.members[number]));
    let mut files: Vec<&str> = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.side.is_none_or(|only| only == side)) {
        if !files.contains(&sheet.table.file()) {
            files.push(sheet.table.file());
        }
    }
    let fold = members().any(|(_, member)| sheets[member.sheet].ids_fold());
    let ids = members().map(|(_, member)| sheets[member.sheet].id(member.row)).collect();
    let name = |(number, member): (usize, &Member)| {
        let own = sheets[member.sheet].names.text(sheets[member.sheet].table, member.row);
        if !own.is_empty() {
            return own;
        }
        let joined = with.iter().zip(&everybody.joined);
        let told = joined.filter_map(|(sheet, rows)| Some(sheet.names.text(sheet.table, rows[number]?)));
        told.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    };
    let mut people = People::new(side, &files.join(", "), ids, fold);
    people.set_names(members().map(name).collect());
    people
}
