//! Which files of an archive or a folder make up the export.

use super::layout::Kind;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::table::Member;
use crate::text::{listed, printable};

/// The files of an export that are read.
pub(super) struct Files {
    /// The archive or folder as the user named it.
    pub file: String,
    found: Vec<(Kind, Member)>,
    /// The bytes of all of them.
    pub size: usize,
}

impl Files {
    /// Picks the files of the folder nearest to the top that has the users, or at least a manifest; `None` where there is no such folder, or
    /// more than one.
    pub fn pick(file: &str, members: Vec<Member>, sink: &mut Sink) -> Option<Files> {
        let file = file.trim_end_matches('/').to_owned();
        let nearest = |kind| {
            let of_kind = members.iter().filter(|member| Kind::of(&member.name) == Some(kind));
            let mut folders: Vec<&str> = of_kind.map(|member| folder_of(&member.name)).collect();
            folders.sort_unstable_by_key(|folder| (depth(folder), *folder));
            folders.dedup();
            let least = folders.first().map(|folder| depth(folder));
            folders.retain(|folder| Some(depth(folder)) == least);
            folders
        };
        let mut folders = nearest(Kind::Users);
        if folders.is_empty() {
            folders = nearest(Kind::Manifest);
        }
        let folder = match folders.as_slice() {
            [] => {
                sink.push(no_users(&file, None));
                return None;
            }
            [folder] => (*folder).to_owned(),
            [..] => {
                sink.push(several_exports(&file, &folders));
                return None;
            }
        };
        let of_folder = members.into_iter().filter(|member| folder_of(&member.name) == folder);
        let found: Vec<_> = of_folder.filter_map(|member| Kind::of(&member.name).map(|kind| (kind, member))).collect();
        let size = found.iter().map(|(_, member)| member.bytes.len()).sum();
        report_files_twice(&file, &found, sink)?;
        if !folder.is_empty() {
            let message =
                format!("the files of {file} are in the folder `{folder}`, and OneRoster has them at the top");
            let notice = Diagnostic::notice("oneroster::folder", message);
            sink.push(notice.at(Place::whole_file(&format!("{file}/{folder}")), "read from here"));
        }
        Some(Files { file, found, size })
    }

    /// Whether a file is there and was not taken yet.
    pub fn has(&self, kind: Kind) -> bool {
        self.found.iter().any(|(found, _)| *found == kind)
    }

    /// Takes a file out, with the name under which its places are told.
    pub fn take(&mut self, kind: Kind) -> Option<(String, Vec<u8>)> {
        let at = self.found.iter().position(|(found, _)| *found == kind)?;
        let (_, member) = self.found.swap_remove(at);
        Some((format!("{}/{}", self.file, member.name), member.bytes))
    }
}

/// The error of an export without users, at the place where the manifest promises them.
pub(super) fn no_users(file: &str, promised: Option<Place>) -> Diagnostic {
    let error =
        Diagnostic::error("oneroster::missing-file", format!("{file} has no users.csv: it says nothing of anybody"));
    let place = promised.unwrap_or_else(|| Place::whole_file(file));
    error
        .at(place, "users.csv is not there")
        .help("export again with `users.csv`, and `roles.csv` too for OneRoster 1.2")
}

fn several_exports(file: &str, folders: &[&str]) -> Diagnostic {
    let named: Vec<String> = folders.iter().map(|folder| format!("`{}`", printable(folder))).collect();
    let error = Diagnostic::error("oneroster::several-exports", format!("{file} holds several exports"));
    let help = "unpack it, and give the folder of the one that is meant, for example `--roster FOLDER`";
    error.at(Place::whole_file(file), format!("in the folders {}", listed(&named))).help(help)
}

/// Two files in one folder whose names differ in case alone, or not at all: nobody can tell which is meant.
fn report_files_twice(file: &str, found: &[(Kind, Member)], sink: &mut Sink) -> Option<()> {
    let mut is_sound = Some(());
    for kind in Kind::ALL {
        let mut names = found.iter().filter(|(found, _)| *found == kind).map(|(_, member)| member.name.as_str());
        if let (Some(first), Some(second)) = (names.next(), names.next()) {
            let place = |name: &str| Place::whole_file(&format!("{file}/{name}"));
            let error = Diagnostic::error("oneroster::file-twice", format!("{file} has two files {}", kind.name()));
            sink.push(
                error.at(place(first), "this one").and_at(place(second), "and this one").help("delete one of them"),
            );
            is_sound = None;
        }
    }
    is_sound
}

fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn depth(folder: &str) -> usize {
    folder.split('/').filter(|part| !part.is_empty()).count()
}
