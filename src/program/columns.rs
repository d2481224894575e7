//! `[columns]`, `[values]` and `[options]`: what is said of a roster's columns and cells.

use toml::de::DeValue;

use crate::diagnostic::Sink;
use crate::keys::{Item, Keys, advice};
use crate::roster::{ColumnRule, FieldType, Reading, Schema, Special, Target, TypeSet};
use crate::text::fold_header;
use crate::units::Side;

/// Reads `[columns]`, or the columns of one side's files.
pub(super) fn read_columns(mut keys: Keys<'_>, side: Option<Side>, reading: &mut Reading, sink: &mut Sink) {
    let document = keys.document();
    for (header, item) in keys.take_all() {
        if let Some(target) = read_target(&item, &reading.schema, sink) {
            let place = Some(document.place(header.span));
            reading.columns.push(ColumnRule { header: header.value, side, target, place });
        }
    }
}

/// What a column is: a word, or a table for one of several columns that make a field.
fn read_target(item: &Item<'_>, schema: &Schema, sink: &mut Sink) -> Option<Target> {
    if !matches!(item.value(), DeValue::Table(_)) {
        let name = item.text(sink)?.value;
        let target = Target::named(&name, schema);
        if target.is_none() {
            reject_field(item, &name, schema, sink);
        }
        return target;
    }
    let mut keys = item.keys("a column", sink)?;
    let (field, tag, place) = (keys.required("field", sink), keys.take("tag"), keys.take("place"));
    keys.finish(sink);
    let field = field?;
    let name = field.text(sink)?.value;
    let Some((known, field_type)) = schema.field(&name) else {
        reject_field(&field, &name, schema, sink);
        return None;
    };
    let known = known.to_owned();
    let set = field_type.set();
    match (tag, place) {
        (Some(tag), Some(_)) => {
            tag.reject(sink, "`tag` stands beside `place`", "write `tag` for tags and slots, or `place` for a ranking");
            None
        }
        (tag, None) if TypeSet::TAGS.or(TypeSet::SLOTS).holds(set) => {
            let tag = match tag {
                Some(item) => Some(item.text(sink)?.value),
                None => None,
            };
            Some(Target::Tag { field: known, tag })
        }
        (None, Some(place)) if TypeSet::RANKING.holds(set) => {
            Some(Target::Choice { field: known, place: place.whole(1, sink)? })
        }
        _ => {
            let message = format!("`{known}` is {}: it is not made of several columns in this way", set.in_words());
            item.reject(
                sink,
                message,
                "write `tag` for tags and slots, `place` for a ranking, or the field's name alone",
            );
            None
        }
    }
}

fn reject_field(item: &Item<'_>, name: &str, schema: &Schema, sink: &mut Sink) {
    let known: Vec<&str> = schema.names().chain(Special::NAMED.iter().map(|(word, _)| *word)).collect();
    let help = match crate::text::nearest(&fold_header(name), known.iter().copied()) {
        Some(_) => advice(&fold_header(name), &known),
        None => format!("give the field a type first: `[fields]` and below it `{} = \"choice\"`", fold_header(name)),
    };
    item.reject(sink, format!("there is no field `{name}`"), help);
}

/// Reads `[values]`: for each field, cell texts and what they stand for.
pub(super) fn read_values(mut keys: Keys<'_>, reading: &mut Reading, sink: &mut Sink) {
    for (name, item) in keys.take_all() {
        let Some(field) = known_field(&name.value, &item, true, reading, sink) else { continue };
        let Some(mut values) = item.keys("the values of a field", sink) else { continue };
        for (from, to) in values.take_all() {
            // An empty text stands for a blank, and is a good answer.
            match to.value().as_str() {
                Some(to) => reading.replace(&field, &from.value, to.trim()),
                None => to.reject(
                    sink,
                    format!("`{}` stands for a text in quotes", from.value),
                    "for example `\"One only, please\" = \"1\"`",
                ),
            }
        }
    }
}

/// Reads `[options]`: for each field of tags, the options that contain commas.
pub(super) fn read_options(mut keys: Keys<'_>, reading: &mut Reading, sink: &mut Sink) {
    for (name, item) in keys.take_all() {
        let Some(field) = known_field(&name.value, &item, false, reading, sink) else { continue };
        if !matches!(reading.schema.field(&field), Some((_, FieldType::Tags | FieldType::Slots))) {
            item.reject(
                sink,
                format!("`{field}` is not a field of tags"),
                "options are for fields whose cells hold several tags",
            );
            continue;
        }
        for option in item.texts("[\"Arts, crafts and design\", \"Chess\"]", sink).unwrap_or_default() {
            reading.add_option(&field, option.value.trim());
        }
    }
}

fn known_field(name: &str, item: &Item<'_>, role: bool, reading: &Reading, sink: &mut Sink) -> Option<String> {
    if role && fold_header(name) == "role" {
        return Some("role".to_owned());
    }
    let found = reading.schema.field(name).map(|(known, _)| known.to_owned());
    if found.is_none() {
        reject_field(item, name, &reading.schema, sink);
    }
    found
}
