//! Needs that only an adult may meet, found in cells however they are spelt: a need too many is talked over, one too few is given to a peer.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::compare::FieldRef;
use crate::roster::{Column, Reading, Roster, Word, parts_of};
use crate::text::{bare_words, fold, stand_among};

/// A need as a cell spells it, and the words by which it is compared with others.
#[derive(Clone)]
struct Need {
    spelled: String,
    words: Vec<String>,
}

/// The needs of each mentee that are for an adult alone: field by field, each need once.
pub(super) fn needs(fields: &[&FieldRef], tags: &[String], reading: &Reading, roster: &Roster) -> Vec<Vec<String>> {
    let listed: Vec<Vec<String>> = tags.iter().map(|tag| bare_words(tag)).collect();
    let mut found: Vec<Vec<Need>> = vec![Vec::new(); roster.mentees.len()];
    for field in fields {
        let values = reading.values(&field.name);
        let column = roster.mentees.column(&field.name);
        let mut known: HashMap<&str, Vec<Need>> = HashMap::new();
        for (mentee, found) in found.iter_mut().enumerate() {
            for word in words(column, mentee) {
                let tag = roster.lexicon.spelled(*word);
                for need in &*known.entry(tag).or_insert_with(|| needs_of(tag, &listed, values)) {
                    if !found.iter().any(|earlier| earlier.words == need.words) {
                        found.push(need.clone());
                    }
                }
            }
        }
    }
    found.into_iter().map(|needs| needs.into_iter().map(|need| need.spelled).collect()).collect()
}

/// The parts of a tag in which a listed need stands; the tag itself where it stands in no part alone.
///
/// A part may be a text that the program file replaces, in a column where commas separate nothing.
fn needs_of(tag: &str, listed: &[Vec<String>], values: Option<&HashMap<String, String>>) -> Vec<Need> {
    let need = |text: &str| {
        let words = bare_words(text);
        let holds_one = listed.iter().any(|need| stand_among(need, &words));
        holds_one.then(|| Need { spelled: text.to_owned(), words })
    };
    let replaced = |part| match values.and_then(|values| values.get(&fold(part))) {
        Some(to) => Cow::Borrowed(to.as_str()),
        None => Cow::Borrowed(part),
    };
    let parts: Vec<Need> = parts_of(tag).into_iter().filter_map(|part| need(&replaced(part))).collect();
    if parts.is_empty() { need(tag).into_iter().collect() } else { parts }
}

/// The words of a person's cell; a choice is one.
fn words(column: Option<&Column>, person: usize) -> &[Word] {
    match column {
        Some(Column::Tags(cells)) => &cells[person],
        Some(Column::Words(cells)) => cells[person].as_slice(),
        _ => &[],
    }
}
