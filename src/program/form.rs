//! `[form]`: the questions of the programme's own form, in their order, and the field that each asks for.

use super::tables::section;
use crate::diagnostic::{Diagnostic, Sink};
use crate::keys::{Item, Keys, Located, advice};
use crate::roster::{FormQuestion, Reading, Schema};
use crate::text::{fold_header, nearest};
use crate::units::Side;

/// Reads `[form.mentors]` and `[form.mentees]`.
pub(super) fn read_form(mut keys: Keys<'_>, reading: &mut Reading, sink: &mut Sink) {
    for (side, key, header) in
        [(Side::Mentor, "mentors", "`[form.mentors]`"), (Side::Mentee, "mentees", "`[form.mentees]`")]
    {
        if let Some(table) = section(&mut keys, key, header, sink) {
            reading.form[side.index()] = read_questions(table, side, header, &reading.schema, sink);
        }
    }
    keys.finish(sink);
}

fn read_questions(mut keys: Keys<'_>, side: Side, header: &str, schema: &Schema, sink: &mut Sink) -> Vec<FormQuestion> {
    let document = keys.document();
    let mut read: Vec<(FormQuestion, Located<String>)> = Vec::new();
    for (name, item) in keys.take_all() {
        let (Some(field), Some(text)) = (field(&name, &item, side, schema, sink), item.text(sink)) else { continue };
        let question = FormQuestion { text: text.value.trim().to_owned(), field };
        let asked = fold_header(&question.text);
        let same_field = |earlier: &&(FormQuestion, _)| earlier.0.field == question.field;
        let same_text = |earlier: &&(FormQuestion, _)| fold_header(&earlier.0.text) == asked;
        if let Some((earlier, place)) = read.iter().find(same_field) {
            let message = format!("two questions of {header} ask for `{}`", earlier.field);
            let error = Diagnostic::error("program::question-twice", message)
                .at(document.place(name.span), "again here")
                .and_at(document.place(place.span.clone()), "first here");
            sink.push(error.help("keep one of them: a field has one column in the answers"));
        } else if let Some((earlier, place)) = read.iter().find(same_text) {
            let message = format!("`{}` and `{}` of {header} have the same question", earlier.field, question.field);
            let error = Diagnostic::error("program::question-twice", message)
                .at(document.place(text.span), "again here")
                .and_at(document.place(place.span.clone()), "first here");
            sink.push(error.help("word them differently: the question tells which column is which"));
        } else {
            read.push((question, name));
        }
    }
    read.into_iter().map(|(question, _)| question).collect()
}

/// The field that a question is for.
fn field(name: &Located<String>, item: &Item<'_>, side: Side, schema: &Schema, sink: &mut Sink) -> Option<String> {
    let Some((field, _)) = schema.field(&name.value) else {
        let known: Vec<&str> = schema.names().collect();
        let folded = fold_header(&name.value);
        let help = match nearest(&folded, known.iter().copied()) {
            Some(_) => advice(&folded, &known),
            None => format!("give the field a type first: `[fields]` and below it `{folded} = \"choice\"`"),
        };
        item.reject_key(sink, format!("there is no field `{}`", name.value), help);
        return None;
    };
    if let Some(only) = Schema::canonical(field).and_then(|known| known.only).filter(|only| *only != side) {
        let whom = |side| if side == Side::Mentor { "mentors" } else { "mentees" };
        let message = format!("`{field}` is a field of {} alone", whom(only));
        item.reject_key(sink, message, format!("ask for it under `[form.{}]`, or leave it out", whom(only)));
        return None;
    }
    Some(field.to_owned())
}
