//! The columns of either side: which are needed, who reads them, and what a blank does.

use serde::Serialize;

use super::reads::{Read, reads};
use crate::program::Program;
use crate::roster::{FIELDS, FieldType, Schema};
use crate::text::count;
use crate::units::Side;

/// A column of a side.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The field.
    pub field: String,
    /// `mentor` or `mentee`.
    pub side: &'static str,
    /// The type of its cells.
    pub kind: String,
    /// Whether files must have it.
    pub need: Need,
    /// What the form asks for it, where it does.
    pub question: Option<String>,
    /// What reads it.
    pub read_by: Vec<Reader>,
}

/// Whether files must have a column. Later variants ask for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Nobody asks for it; it is read where it is there.
    IfThere,
    /// What reads it is left out, with a notice, where it is missing.
    Optional,
    /// Files without it are rejected.
    Required,
}

/// A part of the program that reads a column.
#[derive(Clone, Debug, Serialize)]
pub struct Reader {
    /// Its name, or its table.
    pub part: String,
    /// What a blank does to it.
    pub blank: String,
}

/// The columns that are read: the mentors', then the mentees'; canonical fields first, in their usual order.
#[must_use]
pub fn columns(program: &Program) -> Vec<Column> {
    let schema = &program.reading.schema;
    let reads: Vec<Read> = usual(program).into_iter().chain(reads(program)).collect();
    let canonical: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    let own = schema.names().filter(|name| Schema::canonical(name).is_none());
    let names: Vec<&str> = canonical.into_iter().chain(own).collect();
    let column = |side: Side, name: &str| {
        let of: Vec<&Read> = reads.iter().filter(|read| read.side == side && read.field == name).collect();
        let asked = program.reading.form[side.index()].iter().find(|question| question.field == name);
        let asked_for = of.iter().map(|read| read.need).max().or(asked.map(|_| Need::IfThere))?;
        // Where no column says it, an address or a name is the id.
        let need = if name == "id" { Need::IfThere } else { asked_for };
        let (_, field_type) = schema.field(name)?;
        Some(Column {
            field: name.to_owned(),
            side: side.name(),
            kind: kind(name, field_type),
            need,
            question: asked.map(|question| question.text.clone()),
            read_by: of.iter().map(|read| Reader { part: read.part.clone(), blank: read.blank.clone() }).collect(),
        })
    };
    Side::BOTH.into_iter().flat_map(|side| names.iter().filter_map(move |name| column(side, name))).collect()
}

/// The type of a field in a word.
fn kind(name: &str, field_type: &FieldType) -> String {
    match field_type {
        FieldType::Ladder(_) if name == "grade" => "grade".to_owned(),
        FieldType::Ladder(_) => "ladder".to_owned(),
        other => other.set().in_words(),
    }
}

/// What every program reads where it is there.
fn usual(program: &Program) -> Vec<Read> {
    let both = [
        ("id", "tells people apart", "is an error"),
        ("name", "results; tells people apart where there is no id", "stays empty"),
        ("email", "tells people apart where there is no id, joins tables", "is passed over"),
        ("active", "who takes part", "takes part"),
        ("avoids", "who is never together", "avoids nobody"),
        ("previous_partners", "pairs of earlier terms", "names nobody"),
    ];
    let capacity = format!("means {}", count(program.capacity, "place"));
    let minimum = format!("means {}", program.minimum);
    let wanted = match (program.mentors_wanted, &program.demands) {
        (None, Some(_)) => "means no bound".to_owned(),
        (wanted, _) => format!("means {}", wanted.unwrap_or(1)),
    };
    let of_side = [
        (Side::Mentor, "capacity", "the most places", capacity),
        (Side::Mentor, "minimum", "the fewest places, if any", minimum),
        (Side::Mentee, "mentors_wanted", "the places wanted", wanted),
        (Side::Mentee, "priority", "who is first", "comes last".to_owned()),
    ];
    let read = |side: Side, field: &str, part: &str, blank: &str| Read {
        side,
        field: field.to_owned(),
        need: Need::IfThere,
        part: part.to_owned(),
        blank: blank.to_owned(),
    };
    let both = Side::BOTH.into_iter().flat_map(|side| both.map(|(field, part, blank)| read(side, field, part, blank)));
    both.chain(of_side.iter().map(|(side, field, part, blank)| read(*side, field, part, blank))).collect()
}
