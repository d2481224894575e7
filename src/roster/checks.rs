//! A check across files: times that cannot be compared.

use super::sheet::Sheet;
use super::source::Layout;
use super::{Column, Roster};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::units::Side;

/// Slots are ranges on both sides or labels on both sides.
pub(super) fn report_two_kinds_of_slots(roster: &Roster, fields: &[String], sheets: &[Sheet<'_>], sink: &mut Sink) {
    for field in fields {
        let columns = Side::BOTH.map(|side| roster.side(side).column(field));
        let (ranges, labels, cells) = match columns {
            [Some(Column::Times(_)), Some(Column::Tags(cells))] => (0, 1, cells),
            [Some(Column::Tags(cells)), Some(Column::Times(_))] => (1, 0, cells),
            _ => continue,
        };
        if cells.iter().all(Vec::is_empty) {
            continue;
        }
        let place = |side: usize| -> Place {
            let of_side = sheets.iter().filter(|sheet| !sheet.rows[side].is_empty());
            let mut found = of_side.filter_map(|sheet| Some((sheet, Layout::of(field, &sheet.headers)?)));
            found.next().map_or_else(
                || sheets[0].table.whole(),
                |(sheet, layout)| sheet.table.header_place(layout.columns()[0]),
            )
        };
        let files = Side::BOTH.map(|side| roster.side(side).file());
        let message = format!(
            "`{field}` has time ranges in {} and labels in {}: they cannot be compared",
            files[ranges], files[labels]
        );
        let error = Diagnostic::error("roster::two-kinds-of-slots", message)
            .at(place(labels), "labels")
            .and_at(place(ranges), "time ranges");
        sink.push(error.help("write both as ranges like `Mon 15:00-16:30`, or both as the same labels"));
    }
}
