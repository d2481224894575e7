//! The tables and word lists of a schema, each with a program file that leads to it, and the rows that tell of its keys.

use serde_json::{Map, Value, json};

use crate::validator::Schema;

/// A step on the way to a part.
#[derive(Clone)]
enum Step {
    Key(String),
    Item,
}

/// A part of the schema and the way to it.
pub struct Part<'s> {
    pub schema: &'s Map<String, Value>,
    way: Vec<Step>,
}

impl Part<'_> {
    /// A program file in which the given value stands in the place of this part.
    pub fn document(&self, value: Value) -> Map<String, Value> {
        let built = self.way.iter().rev().fold(value, |inner, step| match step {
            Step::Key(key) => json!({ key: inner }),
            Step::Item => json!([inner]),
        });
        built.as_object().expect("a table").clone()
    }
}

/// Every part that a program file can have, by each way to it.
pub fn parts<'s>(schema: &Schema<'s>) -> Vec<Part<'s>> {
    let mut found = vec![Part { schema: schema.root, way: Vec::new() }];
    let mut next = 0;
    while next < found.len() {
        let (part, way) = (found[next].schema, found[next].way.clone());
        let mut add = |inner: &'s Value, step: Option<Step>| {
            if let Some(inner) = inner.as_object() {
                let way = way.iter().cloned().chain(step).collect();
                found.push(Part { schema: schema.resolved(inner), way });
            }
        };
        if let Some(properties) = part.get("properties").and_then(Value::as_object) {
            properties.iter().for_each(|(key, inner)| add(inner, Some(Step::Key(key.clone()))));
        }
        if let Some(inner) = part.get("additionalProperties") {
            add(inner, Some(Step::Key("x".to_owned())));
        }
        if let Some(inner) = part.get("items") {
            add(inner, Some(Step::Item));
        }
        if let Some(choices) = part.get("anyOf").filter(|_| !part.contains_key("type")).and_then(Value::as_array) {
            choices.iter().for_each(|inner| add(inner, None));
        }
        next += 1;
    }
    found
}

/// The rows of the documentation's table about the keys of a part: of a table with keys of its own.
pub fn rows(part: &Map<String, Value>, schema: &Schema<'_>) -> Vec<String> {
    let Some(properties) = part.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let title = part["title"].as_str().expect("a title");
    let required = |key: &String| {
        part.get("required").and_then(Value::as_array).is_some_and(|keys| keys.contains(&Value::from(key.as_str())))
    };
    let row = |(key, value): (&String, &Value)| {
        let value = value.as_object().expect("a schema");
        let default = match (required(key), value.get("default")) {
            (true, _) => "required".to_owned(),
            (false, Some(Value::Array(items))) => {
                format!("`[{}]`", items.iter().map(Value::to_string).collect::<Vec<_>>().join(", "))
            }
            (false, Some(default)) => format!("`{default}`"),
            (false, None) => String::new(),
        };
        let described = if value.contains_key("description") { value } else { schema.resolved(value) };
        let meaning = described["description"].as_str().expect("a description");
        format!("| {title} | `{key}` | {} | {default} | {meaning} |", type_in_words(value, schema))
    };
    properties.iter().map(row).collect()
}

fn type_in_words(part: &Map<String, Value>, schema: &Schema<'_>) -> String {
    let part = schema.resolved(part);
    let of = |value: &Value| type_in_words(value.as_object().expect("a schema"), schema);
    if let Some(words) = part.get("enum").and_then(Value::as_array) {
        let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        return quoted.join(if quoted.len() < 3 { " or " } else { ", " });
    }
    match &part.get("type") {
        None => {
            let choices = part["anyOf"].as_array().expect("choices");
            choices.iter().map(of).collect::<Vec<_>>().join("; or ")
        }
        Some(Value::Array(types)) => {
            types.iter().map(|name| plain(name.as_str().expect("a type"))).collect::<Vec<_>>().join(" or ")
        }
        Some(Value::String(name)) if name == "array" => {
            let many = if part.get("maxItems") == Some(&json!(2)) { "two" } else { "list" };
            format!("{many}: {}", of(&part["items"]))
        }
        Some(name) => format!("{}{}", plain(name.as_str().expect("a type")), range_in_words(part)),
    }
}

fn plain(name: &str) -> &'static str {
    match name {
        "string" => "text",
        "boolean" => "true/false",
        "integer" => "whole number",
        "number" => "number",
        "object" => "table",
        other => panic!("no words for the type `{other}`"),
    }
}

fn range_in_words(part: &Map<String, Value>) -> String {
    let number = |key: &str| part.get(key).and_then(Value::as_u64).map(pairwright::text::number);
    match (number("exclusiveMinimum"), number("minimum"), number("maximum")) {
        (Some(above), ..) => format!(" above {above}"),
        (None, Some(least), Some(most)) => format!(", {least} to {most}"),
        (None, Some(least), None) => format!(" from {least}"),
        _ => String::new(),
    }
}
