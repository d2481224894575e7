//! `manifest.csv`: which version of the standard, and which files the export says it has.

use super::files::{Files, no_users};
use super::layout::{Kind, key};
use super::part::Part;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::table::Options;
use crate::text::{listed, printable};

/// What the manifest says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// All rows there are.
    Bulk,
    /// Only what has changed.
    Delta,
    /// Not there.
    Absent,
}

/// What the manifest says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    version: Option<(String, Place)>,
    files: Vec<(Kind, Mode, Place)>,
}

impl Manifest {
    /// Reads the manifest; a notice where there is none.
    pub fn read(files: &mut Files, options: &Options<'_>, sink: &mut Sink) -> Manifest {
        if !files.has(Kind::Manifest) {
            let message = format!("{} has no manifest.csv: it is read by the names of its files", files.file);
            let notice = Diagnostic::notice("oneroster::no-manifest", message);
            sink.push(notice.at(Place::whole_file(&files.file), "whether a file was forgotten cannot be told"));
            return Manifest::default();
        }
        Part::read(Kind::Manifest, files, 0, options, sink).map_or_else(Manifest::default, |part| Manifest::of(&part))
    }

    fn of(part: &Part) -> Manifest {
        let mut manifest = Manifest::default();
        let (name, value) = (part.column("propertyName"), part.column("value"));
        for row in 0..part.len() {
            let (name, word) = (part.text(row, name), part.text(row, value));
            let place = || part.place(row, value);
            if key(name) == "onerosterversion" {
                manifest.version = Some((word.to_owned(), place()));
            }
            let file = name.get(..5).filter(|start| start.eq_ignore_ascii_case("file.")).map(|_| &name[5..]);
            let kind = file.and_then(|file| Kind::of(&format!("{file}.csv")));
            if let (Some(kind), Some(mode)) = (kind, Mode::of(word)) {
                manifest.files.push((kind, mode, place()));
            }
        }
        manifest
    }

    /// Whether the export says that it follows this version, `1.1` or `1.2`.
    pub fn says_version(&self, version: &str) -> bool {
        self.version.as_ref().is_some_and(|(said, _)| said.starts_with(version))
    }

    /// Whether the manifest has this file among those that are there.
    pub fn promises(&self, kind: Kind) -> bool {
        self.files.iter().any(|(named, mode, _)| *named == kind && *mode != Mode::Absent)
    }

    /// Reports the files that are not as the manifest says.
    pub fn compare(&self, files: &Files, sink: &mut Sink) {
        for (kind, mode, place) in &self.files {
            match (files.has(*kind), mode) {
                (false, Mode::Bulk | Mode::Delta) if *kind == Kind::Users => {
                    sink.push(no_users(&files.file, Some(place.clone())));
                }
                (false, Mode::Bulk | Mode::Delta) => sink.push(missing(&files.file, *kind, place)),
                (true, Mode::Absent) => {
                    let message = format!("the manifest calls {} absent, and it is there: it is read", kind.name());
                    let notice = Diagnostic::notice("oneroster::not-absent", message);
                    sink.push(notice.at(place.clone(), format!("{} is in {}", kind.name(), files.file)));
                }
                _ => {}
            }
        }
        if !files.has(Kind::Users) && !self.promises(Kind::Users) {
            sink.push(no_users(&files.file, None));
        }
        self.report_changes_alone(&files.file, sink);
    }

    /// Warns that files hold only what has changed.
    fn report_changes_alone(&self, file: &str, sink: &mut Sink) {
        let deltas: Vec<_> = self.files.iter().filter(|(_, mode, _)| *mode == Mode::Delta).collect();
        let Some((_, _, place)) = deltas.first() else { return };
        let names: Vec<&str> = deltas.iter().map(|(kind, ..)| kind.name()).collect();
        let message = format!("{file} is only a set of changes (delta): whoever did not change is not in it");
        let warning = Diagnostic::warning("oneroster::delta", message);
        let help = "export the roster in full: in the system's settings `bulk` or \"full export\" instead of `delta`";
        sink.push(warning.at(place.clone(), format!("so are {}", listed(&names))).help(help));
    }

    /// Says where the roles stand, if it is not where the version that the manifest names has them.
    pub fn report_version(&self, has_roles_file: bool, has_role_column: bool, sink: &mut Sink) {
        let Some((version, place)) = &self.version else { return };
        let shown = printable(version);
        let message = match (self.says_version("1.1"), self.says_version("1.2")) {
            (true, _) if has_roles_file => {
                format!(
                    "the manifest says version {shown}, and there is a roles.csv as in 1.2: the roles are read from there"
                )
            }
            (_, true) if !has_roles_file && has_role_column => {
                format!(
                    "the manifest says version {shown}, and users.csv has a column `role` as in 1.1: the roles are read from there"
                )
            }
            (false, false) => {
                format!("the manifest says version `{shown}`: the export is read as 1.1 or 1.2, by its columns")
            }
            _ => return,
        };
        sink.push(Diagnostic::notice("oneroster::version", message).at(place.clone(), "said here"));
    }
}

impl Mode {
    fn of(word: &str) -> Option<Mode> {
        match key(word).as_str() {
            "bulk" => Some(Mode::Bulk),
            "delta" => Some(Mode::Delta),
            "absent" => Some(Mode::Absent),
            _ => None,
        }
    }
}

fn missing(file: &str, kind: Kind, place: &Place) -> Diagnostic {
    let error = Diagnostic::error("oneroster::missing-file", format!("{file} has no {}", kind.name()));
    let name = kind.name().trim_end_matches(".csv");
    let help =
        format!("export again with `{}`, or write `file.{name},absent` here if nothing of it is needed", kind.name());
    error.at(place.clone(), format!("the manifest says that {} is there", kind.name())).help(help)
}
