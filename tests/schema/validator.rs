//! JSON Schema as far as the schema of program files uses it; a keyword that is not known here ends the test.

use serde_json::{Map, Value};

/// A schema whose references are found in its `definitions`.
pub struct Schema<'s> {
    pub root: &'s Map<String, Value>,
}

impl<'s> Schema<'s> {
    pub fn of(root: &'s Value) -> Schema<'s> {
        Schema { root: root.as_object().expect("a schema") }
    }

    /// The definition that a part refers to, or the part itself.
    pub fn resolved(&self, part: &'s Map<String, Value>) -> &'s Map<String, Value> {
        if let Some(Value::String(reference)) = part.get("$ref") {
            let name = reference.strip_prefix("#/definitions/").expect("a definition");
            return self.root["definitions"][name].as_object().unwrap_or_else(|| panic!("no definition {name}"));
        }
        match part.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            Some([one]) if !part.contains_key("type") => self.resolved(one.as_object().expect("a schema")),
            _ => part,
        }
    }

    pub fn accepts(&self, value: &Value) -> bool {
        self.fits(self.root, value)
    }

    fn fits(&self, part: &Map<String, Value>, value: &Value) -> bool {
        part.iter().all(|(keyword, asked)| self.holds(keyword, asked, part, value))
    }

    fn fits_one(&self, part: &Value, value: &Value) -> bool {
        self.fits(part.as_object().expect("a schema"), value)
    }

    fn holds(&self, keyword: &str, asked: &Value, part: &Map<String, Value>, value: &Value) -> bool {
        let items = || value.as_array().map(Vec::as_slice).unwrap_or_default();
        let all = |parts: &'_ Value| parts.as_array().expect("schemas").clone();
        let bound = |holds: fn(f64, f64) -> bool| {
            value.as_f64().is_none_or(|number| holds(number, asked.as_f64().expect("a number")))
        };
        let length =
            |length: usize, holds: fn(&u64, &u64) -> bool| holds(&(length as u64), &asked.as_u64().expect("a length"));
        match keyword {
            "$schema" | "title" | "description" | "default" | "definitions" => true,
            "$ref" => {
                let name = asked.as_str().and_then(|text| text.strip_prefix("#/definitions/")).expect("a definition");
                self.fits_one(&self.root["definitions"][name], value)
            }
            "type" => match asked {
                Value::Array(types) => types.iter().any(|asked| is_of_type(asked, value)),
                one => is_of_type(one, value),
            },
            "enum" => asked.as_array().expect("values").contains(value),
            "pattern" => value.as_str().is_none_or(|text| {
                regex::Regex::new(asked.as_str().expect("a pattern")).expect("a pattern").is_match(text)
            }),
            "minLength" => value.as_str().is_none_or(|text| length(text.chars().count(), u64::ge)),
            "minItems" => !value.is_array() || length(items().len(), u64::ge),
            "maxItems" => !value.is_array() || length(items().len(), u64::le),
            "uniqueItems" => items().iter().enumerate().all(|(at, item)| !items()[..at].contains(item)),
            "items" => items().iter().all(|item| self.fits_one(asked, item)),
            "minimum" => bound(|number, least| number >= least),
            "maximum" => bound(|number, most| number <= most),
            "exclusiveMinimum" => bound(|number, least| number > least),
            "required" => value.as_object().is_none_or(|table| {
                asked.as_array().expect("keys").iter().all(|key| table.contains_key(key.as_str().expect("a key")))
            }),
            "properties" => asked
                .as_object()
                .expect("keys")
                .iter()
                .all(|(key, asked)| value.get(key).is_none_or(|value| self.fits_one(asked, value))),
            "additionalProperties" => value.as_object().is_none_or(|table| {
                let known = part.get("properties").and_then(Value::as_object);
                table
                    .iter()
                    .filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key)))
                    .all(|(_, value)| asked.as_bool().unwrap_or_else(|| self.fits_one(asked, value)))
            }),
            "dependencies" => asked.as_object().expect("keys").iter().all(|(key, needed)| {
                value.get(key).is_none()
                    || needed
                        .as_array()
                        .expect("keys")
                        .iter()
                        .all(|key| value.get(key.as_str().expect("a key")).is_some())
            }),
            "not" => !self.fits_one(asked, value),
            "allOf" => all(asked).iter().all(|part| self.fits_one(part, value)),
            "anyOf" => all(asked).iter().any(|part| self.fits_one(part, value)),
            "oneOf" => all(asked).iter().filter(|part| self.fits_one(part, value)).count() == 1,
            other => panic!("the validator does not know `{other}`"),
        }
    }
}

fn is_of_type(asked: &Value, value: &Value) -> bool {
    match asked.as_str().expect("a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        other => panic!("the validator does not know the type `{other}`"),
    }
}
