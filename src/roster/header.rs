//! Which header means which field.

use super::field::{FIELDS, FIRST_NAME, LAST_NAME, ROLE};
use super::{Field, Schema};
use crate::diagnostic::{Diagnostic, Sink};
use crate::table::Table;
use crate::text::fold_header;

/// What a header means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A field, by its name.
    Field(String),
    /// The first part of the name.
    FirstName,
    /// The last part of the name.
    LastName,
    /// Who is a mentor and who a mentee.
    Role,
    /// Nothing that anybody asked for.
    Unused,
}

/// A header and what became of it.
#[derive(Clone, Debug)]
pub struct HeaderUse {
    /// The header as written.
    pub header: String,
    /// What it means.
    pub meaning: Meaning,
    /// Rows in which the cell is blank for its field; of an unused column, empty.
    pub blanks: usize,
}

/// Finds the meaning of each header; two headers for one field are an error that shows both.
pub(super) fn meanings(table: &Table, schema: &Schema, sink: &mut Sink) -> Vec<HeaderUse> {
    let mut uses: Vec<HeaderUse> = Vec::new();
    for (column, header) in table.headers().enumerate() {
        let meaning = meaning(header, schema);
        let first = uses.iter().position(|earlier| earlier.meaning == meaning && meaning != Meaning::Unused);
        if let Some(first) = first {
            let message = format!("two columns are read as {}", described(&meaning));
            let error = Diagnostic::error("roster::column-twice", message)
                .at(table.header_place(column), "this one")
                .and_at(table.header_place(first), "and this one");
            sink.push(error.help("delete one of the columns, or give it another header"));
        }
        uses.push(HeaderUse { header: header.to_owned(), meaning, blanks: 0 });
    }
    uses
}

/// A field that a program declares goes first, then canonical names, then their synonyms.
fn meaning(header: &str, schema: &Schema) -> Meaning {
    let folded = fold_header(header);
    if let Some((name, _)) = schema.field(&folded) {
        return Meaning::Field(name.to_owned());
    }
    let synonym = |field: &&Field| field.synonyms.contains(&folded.as_str());
    if let Some(field) = FIELDS.iter().find(synonym) {
        return Meaning::Field(field.name.to_owned());
    }
    let specials = [(FIRST_NAME, Meaning::FirstName), (LAST_NAME, Meaning::LastName), (ROLE, Meaning::Role)];
    let special = specials.into_iter().find(|(headers, _)| headers.contains(&folded.as_str()));
    special.map_or(Meaning::Unused, |(_, meaning)| meaning)
}

fn described(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Field(name) => format!("`{name}`"),
        Meaning::FirstName => "the first name".to_owned(),
        Meaning::LastName => "the last name".to_owned(),
        Meaning::Role => "the role".to_owned(),
        Meaning::Unused => "nothing".to_owned(),
    }
}
