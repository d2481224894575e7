//! Checks across columns and files: ids of nobody, and times that cannot be compared.

use super::{Column, Meaning, Roster};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};
use crate::table::Table;
use crate::text::{count, fold, natural_order, printable};
use crate::units::Side;

/// Ids of nobody in rankings, `avoids` and `previous_partners`: probably a slip, and never a reason to stop.
pub(super) fn report_unknown_ids(roster: &Roster, side: Side, table: &Table, rows: &[usize], sink: &mut Sink) {
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
pub(super) fn report_two_kinds_of_slots(roster: &Roster, sink: &mut Sink) {
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
        let error =
            Diagnostic::error("roster::two-kinds-of-slots", message).at(Place::whole_file(labels.0.file()), "labels");
        sink.push(error.help("write both as ranges like `Mon 15:00-16:30`, or both as the same labels"));
    }
}
