//! `demographics.csv`: sex and birth date, and nothing else of it.

use super::gather::Column;
use super::left_out::LeftOut;
use super::part::Part;
use super::people::{People, ids};
use super::roles::report_unknown;
use super::tally::Tally;
use crate::diagnostic::Sink;

/// `birth_date` and `sex`. An unspecified sex is none.
pub(super) fn columns(
    part: Option<&Part>,
    people: &People<'_>,
    left_out: &mut LeftOut,
    sink: &mut Sink,
) -> [Option<Column>; 2] {
    let Some(part) = part else { return [None, None] };
    let id = part.column("userSourcedId").or(part.column("sourcedId"));
    let (mut rows, mut unknown) = (vec![None; people.len()], Tally::default());
    let mut known: Vec<(&str, usize)> = ids(part, id, left_out, sink).into_iter().collect();
    known.sort_unstable_by_key(|(_, row)| *row);
    for (user, row) in known {
        match people.find(user) {
            None => unknown.add(|| part.place(row, id)),
            Some(None) => {}
            Some(Some(person)) => rows[person] = Some(row),
        }
    }
    report_unknown(unknown, "row", part, sink);
    let sex = Column::copied("sex", part, &rows, &["sex"]).and_then(|sex| sex.without(&["unspecified", "unknown"]));
    [Column::copied("birth_date", part, &rows, &["birthDate"]), sex]
}
