//! TOML ⇄ JSON, as far as schemas need it.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

/// A program file as JSON, dates as texts.
pub fn as_json(text: &str) -> Value {
    let table = DeTable::parse(text).unwrap_or_else(|fault| panic!("no TOML: {fault}\n{text}"));
    table_as_json(table.get_ref())
}

fn table_as_json(table: &DeTable<'_>) -> Value {
    Value::Object(
        table.iter().map(|(key, value)| (key.get_ref().to_string(), value_as_json(value.get_ref()))).collect(),
    )
}

fn value_as_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => Value::from(number.as_str().replace('_', "").parse::<i64>().expect("a number")),
        DeValue::Float(number) => Value::from(number.as_str().replace('_', "").parse::<f64>().expect("a number")),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Datetime(date) => Value::from(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| value_as_json(item.get_ref())).collect(),
        DeValue::Table(table) => table_as_json(table),
    }
}

/// JSON as a program file: a line for each of its keys.
pub fn as_toml(root: &Map<String, Value>) -> String {
    root.iter().map(|(key, value)| format!("{key:?} = {}\n", inline(value))).collect()
}

fn inline(value: &Value) -> String {
    match value {
        Value::Object(table) => {
            let pairs: Vec<String> = table.iter().map(|(key, value)| format!("{key:?} = {}", inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        plain => plain.to_string(),
    }
}
