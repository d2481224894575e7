//! Paths → bytes: files, standard input, and folders of `OneRoster` files.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::text::printable;

/// What stands at a path.
pub struct File {
    /// The name as the user gave it.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The sheet that was asked for: `file.xlsx#Sheet`.
    pub sheet: Option<String>,
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
        return Ok(File { name: "standard input".to_owned(), bytes, sheet: None });
    }
    let (path, sheet) = without_sheet(path);
    let name = printable(&path.display().to_string());
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {name}"))?;
    Ok(File { name: path.display().to_string(), bytes, sheet })
}
