//! Files that tell of the same people, or of the same side, and do not agree.

use super::sheet::Sheet;
use super::source::Layout;
use super::{Column, Reading};
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::{count, listed};
use crate::units::Side;

/// Files of one side of which one writes times as labels and another as ranges.
pub(super) fn report_two_kinds(field: &str, columns: &[&Column], files: &[&str], sink: &mut Sink) {
    let mut filled = columns.iter().zip(files).filter(|(column, _)| column.blanks() < column.len());
    let Some((first, file)) = filled.next() else { return };
    if let Some((_, other)) = filled.find(|(column, _)| !column.is_like(first)) {
        let message = format!(
            "`{field}` is labels in one of {file} and {other}, and time ranges in the other: they cannot be compared"
        );
        let help = "write both as ranges like `Mon 15:00-16:30`, or both as the same labels";
        sink.push(Diagnostic::error("roster::two-kinds-of-slots", message).help(help));
    }
}

/// People of whom two files say different things: the roster's own counts, then the first of the further tables.
#[derive(Default)]
pub(super) struct Differing {
    people: usize,
    files: Vec<String>,
}

impl Differing {
    /// Notes the people of one side of whom columns of several files differ.
    pub fn note(&mut self, columns: &[&Column], picks: &[Vec<Option<usize>>], files: &[&str], all_are_both: bool) {
        let differs = |person: usize| {
            let cells = columns.iter().zip(picks).filter_map(|(column, picks)| Some((*column, picks[person]?)));
            let mut told = cells.filter(|(column, cell)| !column.is_blank(*cell));
            let first = told.next();
            first.is_some_and(|(first, cell)| told.any(|(column, other)| !first.says_the_same(cell, column, other)))
        };
        let people = picks.first().map_or(0, Vec::len);
        // Of people who are looked at on both sides each is counted once.
        let differing = (0..people).filter(|&person| differs(person)).count();
        self.people = if all_are_both { self.people.max(differing) } else { self.people + differing };
        if differing > 0 {
            self.files.extend(files.iter().map(|file| (*file).to_owned()));
        }
    }

    /// Says how many people differ.
    pub fn report(&self, field: &str, sink: &mut Sink) {
        if self.people == 0 || field == "id" {
            return;
        }
        let mut files = self.files.clone();
        files.sort();
        files.dedup();
        let people = count(self.people, "person").replace("persons", "people");
        let message = format!(
            "of {people} {} say different things in `{field}`: the roster counts, then the first table of --with",
            listed(&files)
        );
        let help = format!(
            "to let another file count, leave the column out of the first: `--map` its header to ignore, or correct `{field}` there"
        );
        sink.push(Diagnostic::notice("join::two-answers", message).help(help));
    }
}

/// Says which fields only some of the files of a side have: the people of the others are blank in them.
pub(super) fn report_fields_of_some_files(sheets: &[&mut Sheet<'_>], reading: &Reading, sink: &mut Sink) {
    for side in Side::BOTH {
        let own: Vec<&&mut Sheet<'_>> = sheets.iter().filter(|sheet| sheet.side == Some(side)).collect();
        for field in reading.schema.names() {
            let (with, without): (Vec<&&mut Sheet<'_>>, Vec<_>) =
                own.iter().partition(|sheet| Layout::of(field, &sheet.headers).is_some());
            if with.is_empty() || without.is_empty() || ["id", "email", "name"].contains(&field) {
                continue;
            }
            let names =
                |sheets: &[&&mut Sheet<'_>]| listed(&sheets.iter().map(|sheet| sheet.table.file()).collect::<Vec<_>>());
            let (have, lack) =
                (if with.len() == 1 { "has" } else { "have" }, if without.len() == 1 { "lacks" } else { "lack" });
            let message = format!(
                "{} {have} `{field}`, and {} {lack} it: there it is blank for everybody",
                names(&with),
                names(&without)
            );
            sink.push(Diagnostic::notice("roster::field-of-some-files", message));
        }
    }
}
