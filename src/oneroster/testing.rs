//! Exports of a few lines, for the tests.

use crate::diagnostic::Sink;
use crate::table::{Member, Options, Table};

/// What became of an export.
pub(super) struct Outcome {
    pub table: Option<Table>,
    pub sink: Sink,
}

/// Reads files, each a name and its text, as `export.zip`.
pub(super) fn read(files: &[(&str, &str)]) -> Outcome {
    let member = |(name, text): &(&str, &str)| Member { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
    let mut sink = Sink::default();
    let table = super::read("export.zip", files.iter().map(member).collect(), &Options::default(), &mut sink);
    Outcome { table, sink }
}

impl Outcome {
    /// The table, with `|` between cells.
    pub fn rows(&self) -> Vec<String> {
        let Some(table) = &self.table else { return Vec::new() };
        let headers: Vec<&str> = table.headers().collect();
        let row = |row| (0..headers.len()).map(|column| table.cell(row, column)).collect::<Vec<_>>().join("|");
        std::iter::once(headers.join("|")).chain((0..table.len()).map(row)).collect()
    }

    /// The code and message of each diagnostic, with its places.
    pub fn told(&self) -> Vec<String> {
        let each = self.sink.iter().map(|(told, _)| {
            let places = told.place.iter().chain(&told.others);
            let places: Vec<String> =
                places.map(|(place, _)| format!("{}:{}:{}", place.file, place.line, place.column)).collect();
            format!("{}: {} @ {}", told.code, told.message, places.join(" "))
        });
        each.collect()
    }

    /// The codes of the diagnostics.
    pub fn codes(&self) -> Vec<&str> {
        self.sink.iter().map(|(told, _)| told.code).collect()
    }
}

/// A manifest of a version that names some files as bulk.
pub(super) fn manifest(version: &str, files: &[&str]) -> String {
    let lines: String = files.iter().map(|file| format!("file.{file},bulk\n")).collect();
    format!("propertyName,value\nmanifest.version,1.0\noneroster.version,{version}\n{lines}file.results,absent\n")
}
