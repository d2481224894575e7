//! Which columns the roster of a side has.

use super::Who;
use crate::outline::Need;
use crate::program::Program;
use crate::roster::{FIELDS, Schema};
use crate::units::{Level, Side};

/// The columns of a side: what tells people apart, what the program reads or its form asks, and what the office keeps of everybody.
///
/// Canonical fields come in their usual order, and then those of the program.
pub(super) fn columns(program: &Program, who: Who, side: Side) -> Vec<String> {
    let form = &program.reading.form[side.index()];
    let is_asked = |field: &str| form.iter().any(|question| question.field == field);
    let reads = crate::outline::columns(program);
    let is_read = |field: &str| {
        reads.iter().any(|read| read.side == side.name() && read.field == field && read.need > Need::IfThere)
    };
    let is_usual = |field: &str| match field {
        "id" | "active" => true,
        "name" => !matches!(who, Who::Cases(..)),
        "email" | "avoids" => who.are_people(),
        "grade" => matches!(who, Who::Students(..)),
        "priority" => side == Side::Mentee,
        // A program without a form takes what stands in the roster.
        "capacity" => side == Side::Mentor && program.reading.form.iter().all(Vec::is_empty),
        "previous_partners" => side == Side::Mentee && program.objective.method.levels().contains(&Level::Continuity),
        _ => false,
    };
    let schema = &program.reading.schema;
    let own = schema.names().filter(|name| Schema::canonical(name).is_none());
    let names = FIELDS.iter().map(|field| field.name).filter(|name| schema.field(name).is_some()).chain(own);
    names.filter(|field| is_usual(field) || is_asked(field) || is_read(field)).map(str::to_owned).collect()
}
