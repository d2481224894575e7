//! Rosters of one mentor and one mentee a row, for the tests of criteria and rules.

use crate::diagnostic::{Sink, render};
use crate::keys::{Document, Keys, parse};
use crate::roster::{FieldType, Files, Roster, Schema, read_roster};
use crate::table::{Options, Table};

/// The canonical fields, and `team` (choice), `tags` (tags), `level` (number), `knows` and `parties` (ids) and `skill` (a ladder).
pub(crate) fn schema() -> Schema {
    let mut schema = Schema::default();
    schema.declare("team", FieldType::Choice);
    schema.declare("tags", FieldType::Tags);
    schema.declare("level", FieldType::Number);
    schema.declare("knows", FieldType::Ids);
    schema.declare("parties", FieldType::Ids);
    let ladder = crate::roster::Ladder::of_steps(&["beginner", "some", "advanced"]).expect("a ladder");
    schema.declare("skill", FieldType::Ladder(std::sync::Arc::new(ladder)));
    schema
}

/// The cells of one mentor and one mentee, each a header and a cell, read into a roster.
pub(crate) fn roster(mentor: &[(&str, &str)], mentee: &[(&str, &str)]) -> Roster {
    let table = |file: &str, id: &str, cells: &[(&str, &str)]| {
        let line = |pick: fn(&(&str, &str)) -> String| cells.iter().map(pick).collect::<Vec<_>>().join(",");
        let text = format!("id,{}\n{id},{}\n", line(|c| format!("\"{}\"", c.0)), line(|c| format!("\"{}\"", c.1)));
        let mut sink = Sink::default();
        Table::read(file, text.into_bytes(), &Options::default(), &mut sink).expect("a table")
    };
    let (mentors, mentees) = (table("mentors.csv", "M1", mentor), table("mentees.csv", "E1", mentee));
    let mut sink = Sink::default();
    let files = Files { mentors: &[mentors], mentees: &[mentees], ..Files::default() };
    let roster = read_roster(files, &schema().into(), &mut sink);
    assert!(!sink.has_errors(), "{}", render(&sink, false));
    roster
}

/// Reads the table of one kind from its keys.
#[track_caller]
pub(crate) fn read_kind<T>(keys: &str, read: fn(&mut Keys<'_>, &Schema, &mut Sink) -> Option<T>) -> T {
    let document = Document::new("program.toml", keys);
    let mut sink = Sink::default();
    let kind = parse(&document, &mut sink, |mut keys, sink| {
        let kind = read(&mut keys, &schema(), sink);
        keys.finish(sink);
        kind
    });
    assert!(!sink.has_errors(), "{}", render(&sink, false));
    kind.flatten().expect("a kind without faults")
}
