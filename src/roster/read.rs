//! Tables → [`Roster`]: roles, ids, names and columns.

use super::cell::{Cells, read_column};
use super::checks::{report_two_kinds_of_slots, report_unknown_ids};
use super::group::Group;
use super::header::meanings;
use super::ids::{Ids, Names, find_ids};
use super::{Column, HeaderUse, Lexicon, Meaning, PairSet, People, Roster, Schema};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;
use crate::text::fold;
use crate::units::Side;

/// The tables that a roster is read from.
#[derive(Clone, Copy, Debug)]
pub enum Tables<'t> {
    /// A table a side.
    Two {
        /// The mentors' table.
        mentors: &'t Table,
        /// The mentees' table.
        mentees: &'t Table,
    },
    /// One table with a `role` column: `mentor`, `mentee` or `both`.
    One(&'t Table),
}

/// Reads the people of one side alone, for the faults in their table where the other side's cannot be read at all.
pub fn check_one_side(table: &Table, side: Side, schema: &Schema, sink: &mut Sink) {
    let group = vec![Group { side, rows: (0..table.len()).collect() }];
    read_table(table, |_, _| group, schema, &mut Lexicon::default(), sink);
}

/// Reads the roster; every fault goes into the sink. The result is whole only where the sink has no errors.
pub fn read_roster(tables: Tables<'_>, schema: &Schema, sink: &mut Sink) -> Roster {
    let mut lexicon = Lexicon::default();
    let is_one = matches!(tables, Tables::One(_));
    let (mut read, tables) = match tables {
        Tables::Two { mentors, mentees } => {
            let group = |side, table: &Table| vec![Group { side, rows: (0..table.len()).collect() }];
            let mut read = read_table(mentors, |_, _| group(Side::Mentor, mentors), schema, &mut lexicon, sink);
            read.extend(read_table(mentees, |_, _| group(Side::Mentee, mentees), schema, &mut lexicon, sink));
            (read, [mentors, mentees])
        }
        Tables::One(table) => {
            let groups = |headers: &[HeaderUse], sink: &mut Sink| groups_by_role(table, headers, sink);
            (read_table(table, groups, schema, &mut lexicon, sink), [table, table])
        }
    };
    let (mentees, mentee_rows) = read.pop().expect("both sides were read");
    let (mentors, mentor_rows) = read.pop().expect("both sides were read");
    let roster = Roster {
        mentors,
        mentees,
        lexicon,
        ratings: None,
        previous: PairSet::default(),
        never: PairSet::default(),
        must: PairSet::default(),
    };
    report_unknown_ids(&roster, Side::Mentor, tables[0], &mentor_rows, &[], sink);
    // In a roster of both, a row of both has been looked at by now.
    let told: &[usize] = if is_one { &mentor_rows } else { &[] };
    report_unknown_ids(&roster, Side::Mentee, tables[1], &mentee_rows, told, sink);
    report_two_kinds_of_slots(&roster, tables, sink);
    roster
}

/// Reads the people of a table, with the rows they stand in.
fn read_table(
    table: &Table,
    groups: impl FnOnce(&[HeaderUse], &mut Sink) -> Vec<Group>,
    schema: &Schema,
    lexicon: &mut Lexicon,
    sink: &mut Sink,
) -> Vec<(People, Vec<usize>)> {
    if table.is_empty() {
        table.report_no_rows(sink);
    }
    let mut headers = meanings(table, schema, sink);
    let groups = groups(&headers, sink);
    let names = Names::of(&headers);
    let ids = if table.is_empty() { None } else { find_ids(table, &headers, &groups, &names, sink) };
    let columns = read_columns(table, &mut headers, &groups, schema, lexicon, sink);
    let mut read = Vec::new();
    for (side, group) in groups.into_iter().enumerate() {
        let id = |&row: &usize| ids.as_ref().map_or(String::new(), |ids| ids.text(table, row));
        let ids_fold = ids.as_ref().is_some_and(Ids::fold);
        let texts = group.rows.iter().map(id).collect();
        let mut people = People::new(group.side, table.file(), texts, ids_fold, headers.clone());
        people.set_names(group.rows.iter().map(|&row| names.text(table, row)).collect());
        for (field, columns) in &columns {
            if let Some(column) = &columns[side] {
                people.set_column(field, column.clone());
            }
        }
        read.push((people, group.rows));
    }
    read
}

/// Reads each column of a table once, for all rows whose side it belongs to, and hands out what each group has of it.
fn read_columns(
    table: &Table,
    headers: &mut [HeaderUse],
    groups: &[Group],
    schema: &Schema,
    lexicon: &mut Lexicon,
    sink: &mut Sink,
) -> Vec<(String, Vec<Option<Column>>)> {
    let mut columns = Vec::new();
    for (column, header) in headers.iter_mut().enumerate() {
        let Meaning::Field(name) = &header.meaning else {
            header.blanks = (0..table.len()).filter(|&row| table.cell(row, column).is_empty()).count();
            continue;
        };
        let Some((field, field_type)) = schema.field(name) else { continue };
        let only = Schema::canonical(field).and_then(|field| field.only);
        let belongs = |group: &&Group| only.is_none_or(|only| only == group.side);
        let mut rows: Vec<usize> = groups.iter().filter(belongs).flat_map(|group| group.rows.iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        let cells = Cells { table, column, field, header: &header.header, rows: &rows };
        let errors_before = sink.errors();
        let read = read_column(&cells, field_type, lexicon, sink);
        // A cell that could not be read is not blank: it says something.
        header.blanks = read.blanks().saturating_sub(sink.errors() - errors_before);
        let of_group = |group: &Group| {
            let places: Vec<usize> = group.rows.iter().filter_map(|row| rows.binary_search(row).ok()).collect();
            belongs(&group).then(|| read.pick(&places))
        };
        columns.push((field.to_owned(), groups.iter().map(of_group).collect()));
    }
    columns
}

fn groups_by_role(table: &Table, headers: &[HeaderUse], sink: &mut Sink) -> Vec<Group> {
    let errors_before = sink.errors();
    let mut groups = Side::BOTH.map(|side| Group { side, rows: Vec::new() });
    let Some(column) = headers.iter().position(|header| header.meaning == Meaning::Role) else {
        let error = Diagnostic::error("roster::no-role", "a roster of both sides needs a column `role`")
            .at(table.header_place(0), "no header here says `role`");
        sink.push(
            error.help(
                "add a column `role` with `mentor`, `mentee` or `both`, or give two files: --mentors and --mentees",
            ),
        );
        return groups.into();
    };
    for row in 0..table.len() {
        let text = table.cell(row, column);
        match fold(text).as_str() {
            "mentor" => groups[0].rows.push(row),
            "mentee" => groups[1].rows.push(row),
            "both" => groups.iter_mut().for_each(|group| group.rows.push(row)),
            _ => sink.push_in("roster::bad-role", Severity::Error, &format!("in {}", table.file()), || {
                let message =
                    if text.is_empty() { "this row has no role".to_owned() } else { format!("no such role: `{text}`") };
                Diagnostic::error("roster::bad-role", message)
                    .at(table.place(row, column), "expected mentor, mentee or both")
                    .help("write `mentor`, `mentee` or `both`")
            }),
        }
    }
    for group in &groups {
        if group.rows.is_empty() && !table.is_empty() && sink.errors() == errors_before {
            let message = format!("{} has no {}", table.file(), group.side.plural());
            let error =
                Diagnostic::error("roster::nobody", message).at(table.header_place(column), "the column of roles");
            sink.push(error.help(format!("give at least one row the role `{}`", group.side.name())));
        }
    }
    groups.into()
}
