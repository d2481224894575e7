//! Tables → [`Roster`]: roles, ids, names, joined tables and columns.

use super::checks::{report_days_in_two_ways, report_two_kinds_of_slots};
use super::columns::read_sides;
use super::everybody::{Everybody, find_everybody, report_duplicates_across_files};
use super::learned::with_learned_options;
use super::near_ids::report_near_ids;
use super::partners::{PartnerColumn, resolve_partners};
use super::sheet::Sheet;
use super::source::Layout;
use super::{FieldType, FileUse, Files, Lexicon, Meaning, Missing, PairSet, Reading, Roster, Schema};
use crate::diagnostic::{Place, Sink};
use crate::units::Side;

/// Reads the roster; every fault goes into the sink. The result is whole only where the sink has no errors.
pub fn read_roster(files: Files<'_>, reading: &Reading, sink: &mut Sink) -> Roster {
    let mut sheets: Vec<Sheet<'_>> = Vec::new();
    for (tables, side) in [(files.mentors, Some(Side::Mentor)), (files.mentees, Some(Side::Mentee)), (files.both, None)]
    {
        sheets.extend(tables.iter().map(|table| Sheet::new(table, side, reading, sink)));
    }
    let mut with: Vec<Sheet<'_>> = files.with.iter().map(|table| Sheet::new(table, None, reading, sink)).collect();
    let everybody = find_everybody(&mut sheets, &mut with, reading, files.missing, sink);
    report_duplicates_across_files(&everybody, &sheets, sink);
    let reading = &with_learned_options(reading, sheets.iter().chain(&with), sink);
    let mut lexicon = Lexicon::default();
    let sides = read_sides(&everybody, &mut sheets, &mut with, reading, &mut lexicon, sink);
    let [mentors, mentees] = sides;
    let mut roster = Roster {
        mentors,
        mentees,
        rows: everybody.rows(),
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
    let mut columns: Vec<PartnerColumn> = Vec::new();
    for side in Side::BOTH {
        for (field, kind) in reading.schema.fields().filter(|(_, t)| matches!(t, FieldType::Ids | FieldType::Ranking)) {
            let found = all()
                .filter(|sheet| !sheet.rows[side.index()].is_empty())
                .find_map(|sheet| Some((sheet, Layout::of(field, &sheet.headers)?)));
            if let Some((sheet, layout)) = found {
                let header = &sheet.headers[layout.columns()[0]].header;
                columns.push(PartnerColumn {
                    side,
                    field: field.to_owned(),
                    group: format!("in column `{header}` of {}", sheet.table.file()),
                    names_others: Schema::canonical(field).is_none() && matches!(kind, FieldType::Ids),
                });
            }
        }
    }
    let member = |side: Side, person: usize| everybody.sides[side.index()][person];
    let place = |side: Side, person: usize, field: &str, partner: &str| -> Place {
        let number = member(side, person);
        let own = &everybody.members[number];
        if field == "id" {
            return sheets[own.sheet].id_place(own.row).restricted();
        }
        let joined = with.iter().zip(&everybody.joined).filter_map(|(sheet, rows)| Some((sheet, rows[number]?)));
        let mut rows = std::iter::once((&sheets[own.sheet], own.row)).chain(joined);
        let found = rows.find_map(|(sheet, row)| Some((sheet, row, Layout::of(field, &sheet.headers)?)));
        let Some((sheet, row, layout)) = found else { return sheets[own.sheet].table.whole() };
        let columns = layout.columns();
        let named = columns.iter().find(|&&column| sheet.table.cell(row, column) == partner);
        sheet.table.place(row, *named.unwrap_or(&columns[0])).restricted()
    };
    resolve_partners(roster, &columns, all_are_known, &member, &place, sink);
    report_near_ids(roster, &reading.apart, &place, sink);
}
