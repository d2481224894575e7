//! The tables `[columns]` and `[values]` of a program file, as a start for one's own.

use crate::roster::{FileUse, HeaderUse, Meaning, Schema, Special, Target, Why};

/// What a program file would have to say for these files to be read as they are now, and what is still to be decided as comments.
pub fn block<'f>(files: impl Iterator<Item = &'f FileUse>, schema: &Schema) -> String {
    let (mut columns, mut values) = (String::new(), String::new());
    let mut seen: Vec<&str> = Vec::new();
    for header in files.flat_map(|file| &file.headers) {
        if header.header.is_empty() || seen.contains(&header.header.as_str()) {
            continue;
        }
        seen.push(&header.header);
        columns.push_str(&column(header, schema));
        if let (Some(field), false) = (header.field(), header.unread.is_empty()) {
            values.push_str(&format!(
                "\n[values.{field}]\n# these cells could not be read: write what each stands for, \"\" for nothing\n"
            ));
            for text in &header.unread {
                values.push_str(&format!("{} = \"\"\n", quoted(text)));
            }
        }
    }
    format!("[columns]\n{columns}{values}")
}

fn column(header: &HeaderUse, schema: &Schema) -> String {
    let name = quoted(&header.header);
    let special = |wanted: Special| {
        let word = Special::NAMED.iter().find(|(_, special)| *special == wanted).map_or("", |(word, _)| *word);
        format!("{name} = \"{word}\"\n")
    };
    match &header.meaning {
        Meaning::Field(field) => format!("{name} = \"{field}\"\n"),
        Meaning::Tag { field, tag } => format!("{name} = {{ field = \"{field}\", tag = {} }}\n", quoted(tag)),
        Meaning::Choice { field, place } => format!("{name} = {{ field = \"{field}\", place = {place} }}\n"),
        Meaning::FirstName => special(Special::FirstName),
        Meaning::LastName => special(Special::LastName),
        Meaning::Role => special(Special::Role),
        Meaning::Timestamp => special(Special::Timestamp),
        Meaning::Secret => String::new(),
        // What an exporter writes beside the roster is known without a word.
        Meaning::Answer | Meaning::Unused if matches!(header.why, Why::Exporter(_)) => String::new(),
        Meaning::Answer | Meaning::Unused if header.why > Why::Unknown => special(Special::Ignore),
        Meaning::Answer | Meaning::Unused => {
            let near = header.near.as_deref().filter(|near| Target::named(near, schema).is_some());
            format!("# {name} = \"{}\"\n", near.unwrap_or("ignore"))
        }
    }
}

/// A text as TOML writes it: a basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_so_that_they_are_read_back() {
        for text in ["plain", "say \"yes\"", "a\\b", "two\nlines", "\u{7f}"] {
            let document = format!("key = {}", quoted(text));
            let read = toml::de::DeTable::parse(&document).expect("TOML");
            assert_eq!(read.get_ref()["key"].get_ref().as_str(), Some(text));
        }
    }
}
