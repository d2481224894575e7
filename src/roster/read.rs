//! Tables → [`Roster`]: roles, ids, names, columns, and checks across rows and files.

use std::collections::HashMap;

use super::cell::{Cells, read_column};
use super::header::meanings;
use super::{Column, HeaderUse, Lexicon, Meaning, PairSet, People, Roster, Schema};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;
use crate::text::{count, fold, natural_order, printable};
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

/// The rows of a table that belong to a side.
struct Group {
    side: Side,
    rows: Vec<usize>,
}

/// Reads the roster; every fault goes into the sink. The result is whole only where the sink has no errors.
pub fn read_roster(tables: Tables<'_>, schema: &Schema, sink: &mut Sink) -> Roster {
    let mut lexicon = Lexicon::default();
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
    report_unknown_ids(&roster, Side::Mentor, tables[0], &mentor_rows, sink);
    report_unknown_ids(&roster, Side::Mentee, tables[1], &mentee_rows, sink);
    report_two_kinds_of_slots(&roster, sink);
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
    let headers = count_blanks(table, meanings(table, schema, sink));
    let groups = groups(&headers, sink);
    let names = Names::of(table, &headers);
    let ids = if table.is_empty() { None } else { find_ids(table, &headers, &groups, &names, sink) };
    let one_side_is_read =
        |group: &Group| read_side(table, group, &headers, ids.as_ref(), &names, schema, lexicon, sink);
    let mut read_one = one_side_is_read;
    groups.into_iter().map(|group| (read_one(&group), group.rows)).collect()
}

#[expect(clippy::too_many_arguments, reason = "the parts of a table, each found before and each used here alone")]
fn read_side(
    table: &Table,
    group: &Group,
    headers: &[HeaderUse],
    ids: Option<&Ids>,
    names: &Names,
    schema: &Schema,
    lexicon: &mut Lexicon,
    sink: &mut Sink,
) -> People {
    let texts = group.rows.iter().map(|&row| ids.map_or(String::new(), |ids| ids.source.text(table, row))).collect();
    let mut people = People::new(group.side, table.file(), texts, ids.is_some_and(|ids| ids.fold), headers.to_vec());
    people.set_names(group.rows.iter().map(|&row| names.text(table, row)).collect());
    for (column, header) in headers.iter().enumerate() {
        let Meaning::Field(name) = &header.meaning else { continue };
        let belongs = match name.as_str() {
            "capacity" | "minimum" | "cleared_until" => group.side == Side::Mentor,
            "mentors_wanted" | "priority" => group.side == Side::Mentee,
            _ => true,
        };
        let Some((field, field_type)) = schema.field(name).filter(|_| belongs) else { continue };
        let cells = Cells { table, column, field, rows: &group.rows };
        people.set_column(field, read_column(&cells, field_type, lexicon, sink));
    }
    people
}

fn count_blanks(table: &Table, mut headers: Vec<HeaderUse>) -> Vec<HeaderUse> {
    for (column, header) in headers.iter_mut().enumerate() {
        header.blanks = (0..table.len()).filter(|&row| table.cell(row, column).is_empty()).count();
    }
    headers
}

fn groups_by_role(table: &Table, headers: &[HeaderUse], sink: &mut Sink) -> Vec<Group> {
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
                Diagnostic::error("roster::bad-role", format!("no such role: `{text}`"))
                    .at(table.place(row, column), "expected mentor, mentee or both")
                    .help("write `mentor`, `mentee` or `both`")
            }),
        }
    }
    for group in &groups {
        if group.rows.is_empty() && !table.is_empty() && !sink.has_errors() {
            let message = format!("{} has no {}", table.file(), group.side.plural());
            let error =
                Diagnostic::error("roster::nobody", message).at(table.header_place(column), "the column of roles");
            sink.push(error.help(format!("give at least one row the role `{}`", group.side.name())));
        }
    }
    groups.into()
}

/// Where people's names stand.
struct Names {
    parts: Vec<usize>,
}

impl Names {
    fn of(table: &Table, headers: &[HeaderUse]) -> Names {
        let find = |wanted: &Meaning| headers.iter().position(|header| header.meaning == *wanted);
        let whole = find(&Meaning::Field("name".to_owned()));
        let halves = || [Meaning::FirstName, Meaning::LastName].iter().filter_map(find).collect();
        debug_assert_eq!(table.headers().count(), headers.len());
        Names { parts: whole.map_or_else(halves, |column| vec![column]) }
    }

    fn text(&self, table: &Table, row: usize) -> String {
        let parts = self.parts.iter().map(|&column| table.cell(row, column)).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    }
}

/// What tells people apart.
struct Ids {
    source: IdSource,
    fold: bool,
}

enum IdSource {
    Column(usize),
    Names(Vec<usize>),
}

impl IdSource {
    fn text(&self, table: &Table, row: usize) -> String {
        match self {
            IdSource::Column(column) => table.cell(row, *column).to_owned(),
            IdSource::Names(parts) => Names { parts: parts.clone() }.text(table, row),
        }
    }

    fn place_column(&self) -> usize {
        match self {
            IdSource::Column(column) => *column,
            IdSource::Names(parts) => parts.first().copied().unwrap_or(0),
        }
    }
}

/// The `id` column; else `email`, else the name, where every row has one and no two of a side are equal.
fn find_ids(table: &Table, headers: &[HeaderUse], groups: &[Group], names: &Names, sink: &mut Sink) -> Option<Ids> {
    let find = |wanted: &str| {
        headers.iter().position(|header| matches!(&header.meaning, Meaning::Field(name) if name == wanted))
    };
    if let Some(column) = find("id") {
        report_bad_ids(table, column, groups, sink);
        return Some(Ids { source: IdSource::Column(column), fold: false });
    }
    let email = find("email").map(|column| (Ids { source: IdSource::Column(column), fold: true }, "e-mail address"));
    let name =
        (!names.parts.is_empty()).then(|| (Ids { source: IdSource::Names(names.parts.clone()), fold: false }, "name"));
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
    sink.push(error.help(format!("add a column `id` with a different value in each row{tried}")));
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
    let mut blank_rows = Vec::new();
    for group in groups {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for &row in &group.rows {
            let id = table.cell(row, column);
            if id.is_empty() {
                blank_rows.push(row);
            } else if let Some(&first) = seen.get(id) {
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

/// Ids of nobody in rankings, `avoids` and `previous_partners`: probably a slip, and never a reason to stop.
fn report_unknown_ids(roster: &Roster, side: Side, table: &Table, rows: &[usize], sink: &mut Sink) {
    let people = roster.side(side);
    let known = |id: &str| Side::BOTH.iter().any(|&side| roster.side(side).find(id).is_some());
    for (column, header) in people.headers().iter().enumerate() {
        let Meaning::Field(field) = &header.meaning else { continue };
        let Some(Column::Ids(cells)) = people.column(field) else { continue };
        let group = format!("in column `{field}` of {}", table.file());
        for (ids, &row) in cells.iter().zip(rows) {
            for id in ids.iter().filter(|id| !known(id)) {
                sink.push_in("roster::unknown-id", Severity::Warning, &group, || {
                    let id = printable(id);
                    Diagnostic::warning("roster::unknown-id", format!("nobody in the rosters has the id `{id}`"))
                        .at(table.place(row, column), format!("read as {}", count(ids.len(), "id")))
                        .help(nearest_id(roster, &id))
                });
            }
        }
    }
}

fn nearest_id(roster: &Roster, id: &str) -> String {
    let all = Side::BOTH.iter().flat_map(|&side| roster.side(side).ids());
    let loose = |text: &str| fold(text).trim_start_matches('0').to_owned();
    let same = all.filter(|known| loose(known) == loose(id)).min_by(|a, b| natural_order(a, b));
    match same {
        Some(known) => format!("ids are compared letter for letter: did you mean `{known}`?"),
        None => "correct the id, or delete it if the person has left".to_owned(),
    }
}

/// Slots are ranges on both sides or labels on both sides.
fn report_two_kinds_of_slots(roster: &Roster, sink: &mut Sink) {
    for header in roster.mentors.headers() {
        let Meaning::Field(field) = &header.meaning else { continue };
        let sides = [&roster.mentors, &roster.mentees].map(|people| people.column(field));
        let (ranges, labels) = match sides {
            [Some(Column::Times(_)), Some(Column::Tags(cells))] => (&roster.mentors, (&roster.mentees, cells)),
            [Some(Column::Tags(cells)), Some(Column::Times(_))] => (&roster.mentees, (&roster.mentors, cells)),
            _ => continue,
        };
        if labels.1.iter().all(Vec::is_empty) {
            continue;
        }
        let message = format!(
            "`{field}` has time ranges in {} and labels in {}: they cannot be compared",
            ranges.file(),
            labels.0.file()
        );
        let error = Diagnostic::error("roster::two-kinds-of-slots", message)
            .at(crate::diagnostic::Place::whole_file(labels.0.file()), "labels");
        sink.push(error.help("write both as ranges like `Mon 15:00-16:30`, or both as the same labels"));
    }
}
