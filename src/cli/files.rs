//! Paths → bytes: files, standard input, and folders of `OneRoster` files.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::oneroster::is_wanted;
use crate::table::Member;
use crate::text::printable;

/// What stands at a path.
pub struct File {
    /// The name as the user gave it.
    pub name: String,
    /// What stands there.
    pub content: Content,
    /// The sheet that was asked for: `file.xlsx#Sheet`.
    pub sheet: Option<String>,
}

/// The content of a path.
pub enum Content {
    /// The bytes of a file.
    Bytes(Vec<u8>),
    /// The files of a folder that are read of an export.
    Folder(Vec<Member>),
}

/// Whether a path means standard input.
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The path of a file without the sheet that is asked for, and the sheet. A file that is there is taken as it is named.
pub fn without_sheet(path: &Path) -> (PathBuf, Option<String>) {
    if !is_stdin(path)
        && !path.exists()
        && let Some((file, sheet)) = path.to_str().and_then(|text| text.rsplit_once('#'))
        && Path::new(file).exists()
    {
        return (PathBuf::from(file), Some(sheet.to_owned()));
    }
    (path.to_owned(), None)
}

/// Reads a file or standard input.
pub fn read_file(path: &Path) -> anyhow::Result<File> {
    if is_stdin(path) {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok(File { name: "standard input".to_owned(), content: Content::Bytes(bytes), sheet: None });
    }
    let (path, sheet) = without_sheet(path);
    let name = printable(&path.display().to_string());
    let cannot = || format!("cannot read {name}");
    let content = if path.is_dir() {
        Content::Folder(read_folder(&path).with_context(cannot)?)
    } else {
        Content::Bytes(std::fs::read(&path).with_context(cannot)?)
    };
    Ok(File { name: path.display().to_string(), content, sheet })
}

/// The files of a `OneRoster` export in a folder.
fn read_folder(folder: &Path) -> anyhow::Result<Vec<Member>> {
    let mut members = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_wanted(&name) && entry.path().is_file() {
            members.push(Member { name, bytes: std::fs::read(entry.path())? });
        }
    }
    // In the order of names, whatever the file system's.
    members.sort_by(|one, other| one.name.cmp(&other.name));
    anyhow::ensure!(
        !members.is_empty(),
        "it is a folder, and holds none of the files of a OneRoster export (users.csv …)"
    );
    Ok(members)
}
