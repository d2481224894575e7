//! The values that a program names of its fields: those who fill in a form write them.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::{DeTable, DeValue};

use crate::program::Program;
use crate::text::{fold, fold_header};

/// What a program says of the values of its fields.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// By field, the values that rules ask for, in the order of the file.
    pub wanted: BTreeMap<String, Vec<String>>,
    /// By field, the least value that rules ask for.
    pub at_least: BTreeMap<String, String>,
    /// The fields whose times are counted in minutes, and so are ranges.
    pub in_minutes: BTreeSet<String>,
    /// The field of needs and the tags of `[referral]`.
    pub referral: Option<(String, Vec<String>)>,
}

/// Finds the values that a program names.
pub(super) fn named(program: &Program) -> Named {
    // Of several fields of needs the first.
    let referral = program.referral.as_ref().map(|spec| (spec.fields[0].name.clone(), spec.tags.clone()));
    let mut named = Named { referral, ..Named::default() };
    let (table, _) = DeTable::parse_recoverable(program.document.text());
    // A table of toml is in the order of its keys' names, which is the same everywhere.
    walk(table.get_ref(), &mut named);
    named
}

fn walk(table: &DeTable<'_>, named: &mut Named) {
    if let Some(field) = text(table, "field").map(|field| fold_header(&field)) {
        for key in ["is", "any_of"] {
            let values = table.get(key).map(|value| texts(value.get_ref())).unwrap_or_default();
            let known = named.wanted.entry(field.clone()).or_default();
            for value in values {
                if !known.iter().any(|other| fold(other) == fold(&value)) {
                    known.push(value);
                }
            }
        }
        if table.contains_key("minutes") {
            named.in_minutes.insert(field.clone());
        }
        if let Some(least) = table.get("at_least").and_then(|value| texts(value.get_ref()).into_iter().next()) {
            named.at_least.insert(field, least);
        }
    }
    for (_, value) in table {
        below(value.get_ref(), named);
    }
}

fn below(value: &DeValue<'_>, named: &mut Named) {
    match value {
        DeValue::Table(table) => walk(table, named),
        DeValue::Array(items) => items.iter().for_each(|item| below(item.get_ref(), named)),
        _ => {}
    }
}

fn text(table: &DeTable<'_>, key: &str) -> Option<String> {
    table.get(key).and_then(|value| value.get_ref().as_str()).map(str::to_owned)
}

/// A text, a number, or each of a list of them, as written.
fn texts(value: &DeValue<'_>) -> Vec<String> {
    match value {
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Integer(number) => vec![number.as_str().to_owned()],
        DeValue::Boolean(truth) => vec![if *truth { "yes" } else { "no" }.to_owned()],
        DeValue::Array(items) => items.iter().flat_map(|item| texts(item.get_ref())).collect(),
        _ => Vec::new(),
    }
}
