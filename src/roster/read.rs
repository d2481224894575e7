//! Tables → [`Roster`]: roles, ids, names, joined tables and columns.

use std::collections::HashMap;
use std::rc::Rc;

use super::cell::read_column;
use super::checks::{report_days_in_two_ways, report_two_kinds_of_slots};
use super::group::Group;
use super::ids::find_ids;
use super::join::{Index, Member, join};
use super::learned::with_learned_options;
use super::partners::resolve_partners;
use super::roles::{groups_by_joined_role, groups_by_role, report_no_role};
use super::sheet::Sheet;
use super::source::{Layout, Source};
use super::{Column, ColumnRule, FieldType, HeaderUse, Lexicon, Meaning, PairSet, People, Reading, Roster, Schema};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::table::Table;
use crate::text::{count, fold, listed, nearest};
use crate::units::Side;

/// The tables that a roster is read from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'t> {
    /// Tables of mentors.
    pub mentors: &'t [Table],
    /// Tables of mentees.
    pub mentees: &'t [Table],
    /// Tables of both, with a column `role`: `mentor`, `mentee` or `both`.
    pub both: &'t [Table],
    /// Tables that tell more of people in the others.
    pub with: &'t [Table],
    /// What is known to be missing.
    pub missing: Missing,
}

/// What a run goes without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// Nothing.
    #[default]
    Nothing,
    /// A file that could not be read at all: faults in the others are told, and nothing is compared across files.
    Files,
    /// The other side: a file is looked at by itself, and nobody has to say who is who.
    OtherSide,
}

/// A file and what became of its headers.
#[derive(Clone, Debug)]
pub struct FileUse {
    /// The file as the user named it.
    pub file: String,
    /// The side that it is the roster of; `None`: of both, or of neither.
    pub side: Option<Side>,
    /// Its headers.
    pub headers: Vec<HeaderUse>,
}

/// Reads the roster; every fault goes into the sink. The result is whole only where the sink has no errors.
pub fn read_roster(files: Files<'_>, reading: &Reading, sink: &mut Sink) -> Roster {
    let mut sheets: Vec<Sheet<'_>> = Vec::new();
    for (tables, side) in [(files.mentors, Some(Side::Mentor)), (files.mentees, Some(Side::Mentee)), (files.both, None)]
    {
        sheets.extend(tables.iter().map(|table| Sheet::new(table, side, reading, sink)));
    }
    let mut with: Vec<Sheet<'_>> = files.with.iter().map(|table| Sheet::new(table, None, reading, sink)).collect();
    let everybody = find_members(&mut sheets, &mut with, reading, files.missing, sink);
    report_duplicates_across_files(&everybody, &sheets, sink);
    let reading = &with_learned_options(reading, sheets.iter().chain(&with), sink);
    let mut lexicon = Lexicon::default();
    let sides = read_sides(&everybody, &mut sheets, &mut with, reading, &mut lexicon, sink);
    let [mentors, mentees] = sides;
    let mut roster = Roster {
        mentors,
        mentees,
        rows: rows_of(&everybody),
        files: Vec::new(),
        lexicon,
        ratings: None,
        previous: PairSet::default(),
        never: PairSet::default(),
        must: PairSet::default(),
    };
    if files.missing != Missing::Files {
        let known = files.missing == Missing::Nothing
            || sheets.iter().chain(&with).any(|sheet| sheet.column(&Meaning::Role).is_some());
        resolve(&mut roster, &everybody, &sheets, &with, reading, known, sink);
        let is_slots = |field: &(&str, &FieldType)| matches!(field.1, FieldType::Slots);
        let slots: Vec<String> = reading.schema.fields().filter(is_slots).map(|(name, _)| name.to_owned()).collect();
        report_two_kinds_of_slots(&roster, &slots, &sheets, sink);
        report_days_in_two_ways(&roster, &slots, sink);
    }
    roster.files = sheets
        .into_iter()
        .chain(with)
        .map(|sheet| FileUse { file: sheet.table.file().to_owned(), side: sheet.side, headers: sheet.headers })
        .collect();
    roster
}

fn rows_of(everybody: &Everybody) -> Vec<[Option<u32>; 2]> {
    let mut rows = vec![[None, None]; everybody.members.len()];
    for (side, members) in everybody.sides.iter().enumerate() {
        for (person, &member) in (0..).zip(members) {
            rows[member][side] = Some(person);
        }
    }
    rows
}

/// Everybody, and what further tables tell of them.
struct Everybody {
    members: Vec<Member>,
    /// The members of each side, in the order of files and rows.
    sides: [Vec<usize>; 2],
    /// Of each further table, the row that tells of each member.
    joined: Vec<Vec<Option<usize>>>,
}

/// Finds who is there, what tells them apart, which rows of further tables are theirs, and on which side they are.
fn find_members(
    sheets: &mut [Sheet<'_>],
    with: &mut [Sheet<'_>],
    reading: &Reading,
    missing: Missing,
    sink: &mut Sink,
) -> Everybody {
    let role_is_joined = with.iter().any(|sheet| sheet.column(&Meaning::Role).is_some());
    let mut members: Vec<Member> = Vec::new();
    let mut groups_of: Vec<Vec<Group>> = Vec::new();
    for (number, sheet) in sheets.iter_mut().enumerate() {
        let rows = || (0..sheet.table.len()).collect::<Vec<_>>();
        let mut groups = match (sheet.side, sheet.column(&Meaning::Role)) {
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
        };
        if !sheet.table.is_empty() {
            sheet.ids = find_ids(sheet.table, &sheet.headers, &mut groups, &sheet.names, sink);
        }
        let mut rows: Vec<usize> = groups.iter().flat_map(|group| group.rows.iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        members.extend(rows.into_iter().map(|row| Member { sheet: number, row }));
        groups_of.push(groups);
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
    for (number, groups) in groups_of.into_iter().enumerate() {
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

/// The same id in two files of one side.
fn report_duplicates_across_files(everybody: &Everybody, sheets: &[Sheet<'_>], sink: &mut Sink) {
    if sheets.len() < 2 {
        return;
    }
    for side in Side::BOTH {
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

/// The rows of a file that are read of a field, and where each stands among them.
#[derive(Clone)]
struct Wanted {
    rows: Rc<[usize]>,
    at: Rc<[Option<usize>]>,
}

impl Wanted {
    fn of(sheet: &Sheet<'_>, only: Option<Side>) -> Wanted {
        let rows = sheet.rows_of(only);
        let mut at = vec![None; sheet.table.len()];
        for (number, &row) in rows.iter().enumerate() {
            at[row] = Some(number);
        }
        Wanted { rows: rows.into(), at: at.into() }
    }
}

/// Reads each column of each file once, for all rows whose side it belongs to, and hands out what each side has of it.
fn read_sides<'t>(
    everybody: &Everybody,
    sheets: &mut [Sheet<'t>],
    with: &mut [Sheet<'t>],
    reading: &Reading,
    lexicon: &mut Lexicon,
    sink: &mut Sink,
) -> [People; 2] {
    let mut sides = Side::BOTH.map(|side| people_of(side, everybody, sheets, with));
    let count_of_sheets = sheets.len();
    let mut all: Vec<&mut Sheet<'t>> = sheets.iter_mut().chain(with.iter_mut()).collect();
    // File by file and column by column, so that faults are told in that order.
    let mut read: Vec<ReadColumn> = Vec::new();
    for (number, sheet) in all.iter_mut().enumerate() {
        let mut known: HashMap<Option<Side>, Wanted> = HashMap::new();
        for field in fields_of(sheet) {
            let only = Schema::canonical(&field).and_then(|field| field.only);
            let belongs = only.is_none() || sheet.side.is_none() || sheet.side == only;
            let layout = Layout::of(&field, &sheet.headers).filter(|_| belongs);
            let (Some(layout), Some((_, field_type))) = (layout, reading.schema.field(&field)) else { continue };
            let wanted = known.entry(only).or_insert_with(|| Wanted::of(sheet, only)).clone();
            let column = read_one(sheet, &field, field_type, layout, &wanted.rows, reading, lexicon, sink);
            read.push(ReadColumn { sheet: number, field, wanted, column });
        }
        finish(sheet);
    }
    report_fields_of_some_files(&all[..count_of_sheets], reading, sink);
    for field in reading.schema.names() {
        let mut differing = Differing::default();
        let only = Schema::canonical(field).and_then(|field| field.only);
        for people in sides.iter_mut().filter(|people| only.is_none_or(|only| only == people.side())) {
            let side = people.side();
            let of_side = |read: &ReadColumn| all[read.sheet].side.is_none_or(|only| only == side);
            let found: Vec<usize> =
                (0..read.len()).filter(|&at| read[at].field == field && of_side(&read[at])).collect();
            let picks: Vec<Vec<Option<usize>>> =
                found.iter().map(|&at| everybody.cells_of(side, &read[at], count_of_sheets)).collect();
            if let ([one], [picks]) = (found.as_slice(), picks.as_slice())
                && all[read[*one].sheet].side == Some(side)
                && picks.iter().enumerate().all(|(person, cell)| *cell == Some(person))
            {
                // A file of this side alone, as it stands: nobody else wants the column.
                people.set_column(field, std::mem::replace(&mut read[*one].column, Column::Dates(Vec::new())));
                continue;
            }
            let columns: Vec<&Column> = found.iter().map(|&at| &read[at].column).collect();
            if columns.len() > 1 {
                let files: Vec<&str> = found.iter().map(|&at| all[read[at].sheet].table.file()).collect();
                report_two_kinds(field, &columns, &files, sink);
                differing.note(&columns, &picks, &files);
            }
            if let Some(column) = Column::assembled(&columns, &picks) {
                people.set_column(field, column);
            }
        }
        differing.report(field, sink);
    }
    sides
}

/// The cells of a field that one file has.
struct ReadColumn {
    sheet: usize,
    field: String,
    wanted: Wanted,
    column: Column,
}

impl Everybody {
    /// Of everybody of a side, the cell among those that were read of a file.
    fn cells_of(&self, side: Side, read: &ReadColumn, count_of_sheets: usize) -> Vec<Option<usize>> {
        let row = |member: usize| match read.sheet.checked_sub(count_of_sheets) {
            Some(with) => self.joined[with][member],
            None => Some(&self.members[member]).filter(|member| member.sheet == read.sheet).map(|member| member.row),
        };
        self.sides[side.index()].iter().map(|&member| row(member).and_then(|row| read.wanted.at[row])).collect()
    }
}

/// The fields of a file, in the order of its columns, each once.
fn fields_of(sheet: &Sheet<'_>) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for field in sheet.headers.iter().filter_map(HeaderUse::field) {
        if fields.iter().all(|known| known != field) {
            fields.push(field.to_owned());
        }
    }
    fields
}

fn people_of(side: Side, everybody: &Everybody, sheets: &[Sheet<'_>], with: &[Sheet<'_>]) -> People {
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

/// Reads the columns of one file that make a field, and notes what became of their cells.
#[expect(clippy::too_many_arguments, reason = "one call, of one step")]
fn read_one(
    sheet: &mut Sheet<'_>,
    field: &str,
    field_type: &FieldType,
    layout: Layout,
    rows: &[usize],
    reading: &Reading,
    lexicon: &mut Lexicon,
    sink: &mut Sink,
) -> Column {
    let errors_before = sink.errors();
    let source = Source::new(sheet.table, &sheet.headers, field, layout, rows, reading);
    let column = read_column(&source, field_type, lexicon, sink);
    let facts = (source.replaced.get(), source.blank_words.get(), source.separators.get().in_words());
    let unread: Vec<String> = source.unread.take().into_iter().collect();
    let columns = source.layout.columns();
    let is_one = matches!(source.layout, Layout::One(_));
    // A cell that could not be read is not blank: it says something.
    let blanks = column.blanks().saturating_sub(sink.errors() - errors_before);
    for (number, &at) in columns.iter().enumerate() {
        let empty = || rows.iter().filter(|&&row| sheet.table.cell(row, at).is_empty()).count();
        let empty = if is_one { blanks } else { empty() };
        let header = &mut sheet.headers[at];
        header.blanks = empty;
        if number == 0 {
            (header.replaced, header.blank_words, header.separators) = facts.clone();
            header.unread.clone_from(&unread);
        }
    }
    column
}

/// Notes the empty cells of columns that nobody reads.
fn finish(sheet: &mut Sheet<'_>) {
    let table = sheet.table;
    for (column, header) in sheet.headers.iter_mut().enumerate().filter(|(_, header)| header.field().is_none()) {
        header.blanks = (0..table.len()).filter(|&row| table.cell(row, column).is_empty()).count();
    }
}

/// Files of one side of which one writes times as labels and another as ranges.
fn report_two_kinds(field: &str, columns: &[&Column], files: &[&str], sink: &mut Sink) {
    let mut filled = columns.iter().zip(files).filter(|(column, _)| column.blanks() < column.len());
    let Some((first, file)) = filled.next() else { return };
    if let Some((_, other)) = filled.find(|(column, _)| !column.is_like(first)) {
        let message = format!(
            "`{field}` is labels in one of {file} and {other}, and time ranges in the other: they cannot be compared"
        );
        let help = "write both as ranges like `Mon 15:00-16:30`, or both as the same labels";
        sink.push(Diagnostic::error("roster::two-kinds-of-slots", message).help(help));
    }
}

/// People of whom two files say different things: the roster's own counts, then the first of the further tables.
#[derive(Default)]
struct Differing {
    people: usize,
    files: Vec<String>,
}

impl Differing {
    fn note(&mut self, columns: &[&Column], picks: &[Vec<Option<usize>>], files: &[&str]) {
        let differs = |person: usize| {
            let cells = columns.iter().zip(picks).filter_map(|(column, picks)| Some((*column, picks[person]?)));
            let mut told = cells.filter(|(column, cell)| !column.is_blank(*cell));
            let first = told.next();
            first.is_some_and(|(first, cell)| told.any(|(column, other)| !first.says_the_same(cell, column, other)))
        };
        let people = picks.first().map_or(0, Vec::len);
        self.people += (0..people).filter(|&person| differs(person)).count();
        self.files.extend(files.iter().map(|file| (*file).to_owned()));
    }

    fn report(&self, field: &str, sink: &mut Sink) {
        if self.people == 0 {
            return;
        }
        let mut files = self.files.clone();
        files.sort();
        files.dedup();
        let people = count(self.people, "person").replace("persons", "people");
        let message = format!(
            "of {people} {} say different things in `{field}`: the roster counts, then the first table of --with",
            listed(&files)
        );
        let help = format!(
            "to let another file count, leave the column out of the first: `--map` its header to ignore, or correct `{field}` there"
        );
        sink.push(Diagnostic::notice("join::two-answers", message).help(help));
    }
}

/// Says which fields only some of the files of a side have: the people of the others are blank in them.
fn report_fields_of_some_files(sheets: &[&mut Sheet<'_>], reading: &Reading, sink: &mut Sink) {
    for side in Side::BOTH {
        let own: Vec<&&mut Sheet<'_>> = sheets.iter().filter(|sheet| sheet.side == Some(side)).collect();
        for field in reading.schema.names() {
            let (with, without): (Vec<&&mut Sheet<'_>>, Vec<_>) =
                own.iter().partition(|sheet| Layout::of(field, &sheet.headers).is_some());
            if with.is_empty() || without.is_empty() || ["id", "email", "name"].contains(&field) {
                continue;
            }
            let names =
                |sheets: &[&&mut Sheet<'_>]| listed(&sheets.iter().map(|sheet| sheet.table.file()).collect::<Vec<_>>());
            let (have, lack) =
                (if with.len() == 1 { "has" } else { "have" }, if without.len() == 1 { "lacks" } else { "lack" });
            let message = format!(
                "{} {have} `{field}`, and {} {lack} it: there it is blank for everybody",
                names(&with),
                names(&without)
            );
            sink.push(Diagnostic::notice("roster::field-of-some-files", message));
        }
    }
}

/// Reports what was said of columns that are in none of the files.
pub fn report_rules_without_column(rules: &[ColumnRule], files: &[FileUse], sink: &mut Sink) {
    for rule in rules {
        let sided = |file: &&FileUse| rule.side.is_none() || file.side.is_none() || file.side == rule.side;
        // A file of no side alone may be of either.
        let applies = |file: &FileUse| {
            file.headers.iter().any(|header| rule.applies(&header.header, file.side.or(rule.side)).is_some())
        };
        if files.iter().any(applies) {
            continue;
        }
        let headers =
            files.iter().filter(sided).flat_map(|file| file.headers.iter().map(|header| header.header.as_str()));
        let near = nearest(&rule.header, headers);
        let message = format!("no file has a column `{}`", rule.header);
        let help = near.map_or_else(
            || "copy the header as the file has it; `pairwright inspect` shows all".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        sink.push(match &rule.place {
            // A program file serves many rosters; what is typed is meant for these.
            Some(place) => {
                Diagnostic::warning("roster::no-such-column", message).at(place.clone(), "named here").help(help)
            }
            None => Diagnostic::error("roster::no-such-column", message).help(help),
        });
    }
}

/// Replaces partners given by e-mail address or name by their ids.
fn resolve(
    roster: &mut Roster,
    everybody: &Everybody,
    sheets: &[Sheet<'_>],
    with: &[Sheet<'_>],
    reading: &Reading,
    all_are_known: bool,
    sink: &mut Sink,
) {
    let all = || sheets.iter().chain(with);
    let mut columns: Vec<(Side, String, String)> = Vec::new();
    for side in Side::BOTH {
        for (field, _) in reading.schema.fields().filter(|(_, t)| matches!(t, FieldType::Ids | FieldType::Ranking)) {
            let found = all()
                .filter(|sheet| !sheet.rows[side.index()].is_empty())
                .find_map(|sheet| Some((sheet, Layout::of(field, &sheet.headers)?)));
            if let Some((sheet, layout)) = found {
                let header = &sheet.headers[layout.columns()[0]].header;
                columns.push((side, field.to_owned(), format!("in column `{header}` of {}", sheet.table.file())));
            }
        }
    }
    let member = |side: Side, person: usize| everybody.sides[side.index()][person];
    let place = |side: Side, person: usize, field: &str, partner: &str| -> Place {
        let number = member(side, person);
        let own = &everybody.members[number];
        let joined = with.iter().zip(&everybody.joined).filter_map(|(sheet, rows)| Some((sheet, rows[number]?)));
        let mut rows = std::iter::once((&sheets[own.sheet], own.row)).chain(joined);
        let found = rows.find_map(|(sheet, row)| Some((sheet, row, Layout::of(field, &sheet.headers)?)));
        let Some((sheet, row, layout)) = found else { return sheets[own.sheet].table.whole() };
        let columns = layout.columns();
        let named = columns.iter().find(|&&column| sheet.table.cell(row, column) == partner);
        sheet.table.place(row, *named.unwrap_or(&columns[0])).restricted()
    };
    resolve_partners(roster, &columns, all_are_known, &member, &place, sink);
}
