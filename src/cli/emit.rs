//! The tables `[columns]` and `[values]` of a program file, as a start for one's own.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::roster::{FileUse, HeaderUse, Meaning, Schema, Special, Target, Why};
use crate::text::count;

/// What a program file would have to say for these files to be read as they are now, and what is still to be decided as comments.
///
/// Cells that could not be read are shown only where the field is nobody's secret, or values are to be shown.
pub fn block<'f>(files: impl Iterator<Item = &'f FileUse>, schema: &Schema, show: bool) -> String {
    let (columns, values) = tables(files, schema, show, |_| true);
    format!("[columns]\n{columns}{values}")
}

/// The same of what is not known by its header alone: guesses from questions, and what is still to be decided; empty where nothing is.
pub fn unknown<'f>(files: impl Iterator<Item = &'f FileUse>, schema: &Schema) -> String {
    let (columns, values) = tables(files, schema, false, |header| header.why <= Why::Question);
    if columns.is_empty() && values.is_empty() {
        return String::new();
    }
    let say = "\n# ---- How your rosters are read ------------------------------------------------------------------------------------------------------\n\n\
               # What each of your columns is: a field, or ignore. Lines behind a # are only an offer; take the # away to make one count.\n";
    format!("{say}[columns]\n{columns}{values}")
}

fn tables<'f>(
    files: impl Iterator<Item = &'f FileUse>,
    schema: &Schema,
    show: bool,
    is_told: impl Fn(&HeaderUse) -> bool,
) -> (String, String) {
    let mut columns = String::new();
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut seen: HashSet<&str> = HashSet::new();
    // Where nothing of a file is understood, its first row may be a person, and not a header.
    let is_understood = |file: &&FileUse| file.headers.iter().any(|header| header.meaning != Meaning::Unused);
    for header in files.filter(is_understood).flat_map(|file| &file.headers) {
        let field = if header.meaning == Meaning::Role { Some("role") } else { header.field() };
        if let Some(field) = field.filter(|_| !header.unread.is_empty()) {
            values.entry(field).or_default().extend(header.unread.iter().map(String::as_str));
        }
        if !header.header.is_empty() && is_told(header) && seen.insert(&header.header) {
            columns.push_str(&column(header, schema));
        }
    }
    let mut text = String::new();
    for (field, unread) in values {
        text.push_str(&format!("\n[values.{}]\n", key(field)));
        if show || field == "role" || Schema::is_open(field) {
            text.push_str(
                "# These cells could not be read. Write what each stands for, \"\" for nothing, and take the # away.\n",
            );
            unread.iter().for_each(|cell| text.push_str(&format!("# {} = \"\"\n", quoted(cell))));
        } else {
            text.push_str(&format!(
                "# {} could not be read; --show-values shows them here.\n",
                count(unread.len(), "cell text")
            ));
        }
    }
    (columns, text)
}

/// A field's name as a key: bare where TOML allows it.
fn key(field: &str) -> String {
    let is_bare = field.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { field.to_owned() } else { quoted(field) }
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
