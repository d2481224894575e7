//! Checks across columns and files: ids of nobody, and times that cannot be compared.

use super::{Column, Meaning, Roster};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::table::Table;
use crate::text::{fold, natural_order, printable};
use crate::units::Side;

/// Ids of nobody in lists of ids: never a reason to stop. In `avoids` probably a slip with consequences: a warning; elsewhere a notice.
pub(super) fn report_unknown_ids(
    roster: &Roster,
    side: Side,
    table: &Table,
    rows: &[usize],
    told: &[usize],
    sink: &mut Sink,
) {
    let people = roster.side(side);
    let known = |id: &str| Side::BOTH.iter().any(|&side| roster.side(side).find(id).is_some());
    for (column, header) in people.headers().iter().enumerate() {
        let Meaning::Field(field) = &header.meaning else { continue };
        let Some(Column::Ids(cells)) = people.column(field) else { continue };
        let group = format!("in column `{}` of {}", header.header, table.file());
        let is_risky = field == "avoids";
        let (severity, make): (_, fn(&'static str, String) -> Diagnostic) =
            if is_risky { (Severity::Warning, Diagnostic::warning) } else { (Severity::Notice, Diagnostic::notice) };
        for (ids, &row) in cells.iter().zip(rows).filter(|(_, row)| told.binary_search(row).is_err()) {
            for id in ids.iter().filter(|id| !known(id)) {
                sink.push_in("roster::unknown-id", severity, &group, || {
                    let message = format!("nobody in the rosters has the id `{}`", printable(id));
                    let diagnostic = make("roster::unknown-id", message).at(table.place(row, column), "named here");
                    match (same_but_for_spelling(roster, id), is_risky) {
                        (Some(known), _) => {
                            diagnostic.help(format!("ids are compared letter for letter: did you mean `{known}`?"))
                        }
                        (None, true) => diagnostic.help("correct the id, or delete it if the person has left"),
                        (None, false) => diagnostic,
                    }
                });
            }
        }
    }
}

fn same_but_for_spelling<'r>(roster: &'r Roster, id: &str) -> Option<&'r str> {
    let all = Side::BOTH.iter().flat_map(|&side| roster.side(side).ids());
    let loose = |text: &str| fold(text).trim_start_matches('0').to_owned();
    all.filter(|known| loose(known) == loose(id)).min_by(|a, b| natural_order(a, b)).map(String::as_str)
}

/// Slots are ranges on both sides or labels on both sides.
pub(super) fn report_two_kinds_of_slots(roster: &Roster, tables: [&Table; 2], sink: &mut Sink) {
    for header in roster.mentors.headers() {
        let Meaning::Field(field) = &header.meaning else { continue };
        let columns = Side::BOTH.map(|side| roster.side(side).column(field));
        let (ranges, labels, cells) = match columns {
            [Some(Column::Times(_)), Some(Column::Tags(cells))] => (0, 1, cells),
            [Some(Column::Tags(cells)), Some(Column::Times(_))] => (1, 0, cells),
            _ => continue,
        };
        if cells.iter().all(Vec::is_empty) {
            continue;
        }
        let place = |side: usize| {
            let headers = roster.side(Side::BOTH[side]).headers();
            let column = headers.iter().position(|header| header.meaning == Meaning::Field(field.clone()));
            tables[side].header_place(column.unwrap_or(0))
        };
        let (with_ranges, with_labels) = (tables[ranges].file(), tables[labels].file());
        let message =
            format!("`{field}` has time ranges in {with_ranges} and labels in {with_labels}: they cannot be compared");
        let error = Diagnostic::error("roster::two-kinds-of-slots", message)
            .at(place(labels), "labels")
            .and_at(place(ranges), "time ranges");
        sink.push(error.help("write both as ranges like `Mon 15:00-16:30`, or both as the same labels"));
    }
}
