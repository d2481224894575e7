//! A roster written out in its canonical form: one column a field, one spelling a value.

use super::{Column, FIELDS, FieldType, Meaning, Reading, Roster};
use crate::units::Side;

/// The canonical roster: a header, and a row for everybody in the order of files and rows.
///
/// Columns are `id`, `role` where a file has one, and the fields that the files have: the canonical ones, then the program's own. Tags and
/// ids are joined by `;`.
#[must_use]
pub fn canonical(roster: &Roster, reading: &Reading) -> Vec<Vec<String>> {
    let headers = || roster.files.iter().flat_map(|file| &file.headers);
    let has_field = |name: &str| headers().any(|header| header.field() == Some(name));
    let has_role = headers().any(|header| header.meaning == Meaning::Role);
    let has_name =
        headers().any(|header| matches!(header.meaning, Meaning::FirstName | Meaning::LastName)) || has_field("name");
    let own = reading.schema.names().filter(|name| FIELDS.iter().all(|field| field.name != *name));
    let fields: Vec<&str> = FIELDS
        .iter()
        .map(|field| field.name)
        .filter(|name| !["id", "name"].contains(name))
        .chain(own)
        .filter(|name| has_field(name))
        .collect();
    let mut header = vec!["id".to_owned()];
    header.extend(has_role.then(|| "role".to_owned()));
    header.extend(has_name.then(|| "name".to_owned()));
    header.extend(fields.iter().map(|name| (*name).to_owned()));
    let mut rows = vec![header];
    for places in roster.rows() {
        let on: Vec<(Side, usize)> =
            Side::BOTH.into_iter().filter_map(|side| Some((side, places[side.index()]?))).collect();
        let Some(&(side, person)) = on.first() else { continue };
        let mut row = vec![roster.side(side).id(person).to_owned()];
        row.extend(has_role.then(|| if on.len() == 2 { "both".to_owned() } else { side.name().to_owned() }));
        row.extend(has_name.then(|| roster.side(side).name(person).to_owned()));
        for field in &fields {
            let cell = on.iter().find_map(|&(side, person)| {
                Some(written(roster, reading, field, roster.side(side).column(field)?, person))
            });
            row.push(cell.unwrap_or_default());
        }
        rows.push(row);
    }
    rows
}

/// A cell in its canonical form; empty where it is blank.
fn written(roster: &Roster, reading: &Reading, field: &str, column: &Column, person: usize) -> String {
    let joined = |parts: Vec<&str>| match parts.as_slice() {
        // Alone, it would be split at its comma when it is read again.
        [one] if one.contains([',', '，']) => format!("{one};"),
        parts => parts.join(";"),
    };
    match column {
        Column::Words(cells) => cells[person].map_or_else(String::new, |word| roster.lexicon.spelled(word).to_owned()),
        Column::Tags(cells) => joined(cells[person].iter().map(|word| roster.lexicon.spelled(*word)).collect()),
        Column::Times(cells) => cells[person].written().join(";"),
        Column::Numbers(cells) => cells[person].map_or_else(String::new, |number| number.to_string()),
        Column::Steps(cells) => match (cells[person], reading.schema.field(field)) {
            (Some(step), Some((_, FieldType::Ladder(ladder)))) => ladder.name(step).to_owned(),
            _ => String::new(),
        },
        Column::YesNo(cells) => cells[person].map_or("", |yes| if yes { "yes" } else { "no" }).to_owned(),
        Column::Dates(cells) => cells[person].map_or_else(String::new, |date| date.to_string()),
        Column::Ids(cells) => joined(cells[person].iter().map(String::as_str).collect()),
    }
}
