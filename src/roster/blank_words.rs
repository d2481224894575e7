//! Which words in cells were read as blank.

use super::{Column, HeaderUse, Roster};
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::{count, listed};

/// Which fields' blank words are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlankWords {
    /// Those of every field.
    All,
    /// Not those of texts, tags, times and grades, where such a word is an everyday answer.
    Unusual,
}

/// Says once for each file which cells hold a word that stands for nothing.
pub fn report_blank_words(roster: &Roster, which: BlankWords, sink: &mut Sink) {
    let is_usual = |field: &str| {
        matches!(roster.column(field), Some(Column::Words(_) | Column::Tags(_) | Column::Times(_) | Column::Steps(_)))
    };
    // An id is an id, whatever its letters.
    let is_told = |field: &str| field != "id" && (which == BlankWords::All || !is_usual(field));
    for file in &roster.files {
        let has_some = |header: &&HeaderUse| header.blank_words > 0 && header.field().is_some_and(is_told);
        let blank: Vec<&HeaderUse> = file.headers.iter().filter(has_some).collect();
        let all: usize = blank.iter().map(|header| header.blank_words).sum();
        if all == 0 {
            continue;
        }
        let each: Vec<String> =
            blank.iter().map(|header| format!("{} in `{}`", header.blank_words, header.header)).collect();
        let (say, are) = if all == 1 { ("says", "is") } else { ("say", "are") };
        let message = format!(
            "{} of {} {say} none, n/a, - or the like, and {are} read as blank: {}",
            count(all, "cell"),
            file.file,
            listed(&each)
        );
        sink.push(Diagnostic::notice("roster::blank-words", message));
    }
}
