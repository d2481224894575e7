//! Files that were not there before: all of them or none, and never over anything.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::failure::Failure;
use super::files::is_stdin;
use crate::text::{listed, printable};

/// Refuses `-`: several files cannot go to standard output.
pub fn check_folder(folder: &Path, command: &str) -> Result<(), Failure> {
    if is_stdin(folder) {
        let message = format!("{command} writes several files, and - is no folder for them: give the name of one");
        return Err(Failure::Usage(message));
    }
    Ok(())
}

/// Writes files of these names and contents into a folder, which is made where it is missing.
///
/// # Errors
/// A file of one of the names is there already, or one cannot be written. Then nothing is left of the others.
pub fn write_new(folder: &Path, files: &[(&str, Vec<u8>)]) -> anyhow::Result<()> {
    let shown = printable(&folder.display().to_string());
    let there: Vec<&str> =
        files.iter().map(|(name, _)| *name).filter(|name| fs::symlink_metadata(folder.join(name)).is_ok()).collect();
    if !there.is_empty() {
        let are = if there.len() == 1 { "is" } else { "are" };
        anyhow::bail!(
            "{} {are} in {shown} already, and no file is overwritten; nothing was written: name another folder",
            listed(&there)
        );
    }
    let mut made = Made::default();
    let outcome = made
        .folder(folder)
        .and_then(|()| files.iter().try_for_each(|(name, bytes)| made.file(&folder.join(name), bytes)));
    if outcome.is_err() {
        made.undo();
    }
    outcome.with_context(|| format!("cannot write into {shown}; nothing was written"))
}

/// What was made, so that it can be taken away again.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && fs::symlink_metadata(path).is_err())
            .collect();
        for path in missing.into_iter().rev() {
            fs::create_dir(path)?;
            self.folders.push(path.to_owned());
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let named = |error: io::Error| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            io::Error::new(error.kind(), format!("{}: {error}", printable(&name)))
        };
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(named)?;
        self.files.push(path.to_owned());
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(named)
    }

    /// Takes away what was made. Where even that fails nothing better can be done.
    fn undo(&self) {
        self.files.iter().for_each(|path| drop(fs::remove_file(path)));
        self.folders.iter().rev().for_each(|path| drop(fs::remove_dir(path)));
    }
}

/// Rows of cells as CSV.
pub fn to_csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory takes everything, and rows are of one length");
    }
    writer.into_inner().expect("memory takes everything")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_taken_away_where_a_later_file_cannot_be_written() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("new/inner");
        let fault = write_new(&folder, &[("one.csv", b"a\n".to_vec()), ("no/such.csv", b"b\n".to_vec())]);
        let said = format!("{:#}", fault.expect_err("the second has no folder"));
        assert!(said.contains("nothing was written") && said.contains("such.csv"), "{said}");
        assert!(!root.path().join("new").exists());
    }

    #[test]
    fn all_files_that_are_there_are_named_and_none_is_touched() {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("one.csv"), "mine").expect("a file");
        fs::write(root.path().join("two.csv"), "mine").expect("a file");
        let files = ["new.csv", "one.csv", "two.csv"].map(|name| (name, b"theirs".to_vec()));
        let said = format!("{:#}", write_new(root.path(), &files).expect_err("two are there"));
        assert!(said.starts_with("one.csv and two.csv are in "), "{said}");
        assert_eq!(fs::read(root.path().join("one.csv")).expect("the file"), b"mine");
        assert!(!root.path().join("new.csv").exists());
    }
}
