//! Writing results: a file whole or not at all, a pipe directly, and never over an input.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::NamedTempFile;

use crate::text::printable;

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, or something that is written to like one.
    Path(PathBuf),
}

/// Who may read a file that was not there before, where the system knows owners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Everybody whom the user's umask leaves.
    Usual,
    /// The owner alone.
    Owner,
}

impl Target {
    /// The target of `-o`; `-` and nothing mean standard output.
    pub fn of(output: Option<&Path>) -> Target {
        match output {
            Some(path) if path.as_os_str() != "-" => Target::Path(path.to_owned()),
            _ => Target::Stdout,
        }
    }

    /// The input that is the target as well, by whatever name.
    pub fn same_as<'i>(&self, inputs: &'i [PathBuf]) -> Option<&'i Path> {
        // What is redirected to standard output or from standard input has a name as well, where the system tells it.
        let path = match self {
            Target::Path(path) => path.as_path(),
            Target::Stdout => Path::new("/dev/stdout"),
        };
        let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
        let named =
            |input: &'i PathBuf| if input.as_os_str() == "-" { Path::new("/dev/stdin") } else { input.as_path() };
        inputs.iter().find(|input| is_file && same_file(path, named(input))).map(PathBuf::as_path)
    }

    /// Fails early, before any long work, where the target is a folder or read-only, or its folder is not there.
    pub fn check(&self) -> anyhow::Result<()> {
        let Target::Path(path) = self else { return Ok(()) };
        let cannot = || format!("cannot write {}", printable(&path.display().to_string()));
        if path.is_dir() {
            return Err(anyhow::anyhow!("it is a folder")).with_context(cannot);
        }
        if fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().readonly()) {
            return Err(anyhow::anyhow!("it is read-only")).with_context(cannot);
        }
        let folder = folder_of(path);
        if !folder.is_dir() {
            return Err(anyhow::anyhow!("there is no folder {}", folder.display())).with_context(cannot);
        }
        Ok(())
    }

    /// Whether the two would be written to one place.
    pub fn is_also(&self, other: &Target) -> bool {
        let named = |target: &Target| match target {
            Target::Path(path) => path.clone(),
            Target::Stdout => PathBuf::from("/dev/stdout"),
        };
        // Of a file that is not there yet the folder is.
        let planned = |path: &Path| Some(fs::canonicalize(folder_of(path)).ok()?.join(path.file_name()?));
        let (one, other_one) = (named(self), named(other));
        let are_planned = planned(&one).is_some_and(|one| planned(&other_one) == Some(one));
        self == other || are_planned || same_file(&one, &other_one)
    }

    /// Writes the bytes.
    pub fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        self.stage(bytes, Readers::Usual)?.finish()
    }

    /// Writes the bytes beside their place, where that is a file; nothing is changed before [`Staged::finish`].
    pub fn stage<'s>(&'s self, bytes: &'s [u8], readers: Readers) -> anyhow::Result<Staged<'s>> {
        let file = match self {
            Target::Stdout => None,
            Target::Path(path) => stage_path(path, bytes, readers).with_context(|| self.cannot())?,
        };
        Ok(Staged { target: self, bytes, file })
    }

    fn cannot(&self) -> String {
        match self {
            Target::Stdout => "cannot write to standard output".to_owned(),
            Target::Path(path) => format!("cannot write {}", printable(&path.display().to_string())),
        }
    }
}

/// Bytes that are ready to go to their place. Dropped before that, they leave nothing behind.
pub struct Staged<'s> {
    target: &'s Target,
    bytes: &'s [u8],
    /// The file beside its place, and the place.
    file: Option<(NamedTempFile, PathBuf)>,
}

impl Staged<'_> {
    /// Puts them there.
    pub fn finish(self) -> anyhow::Result<()> {
        let cannot = || self.target.cannot();
        match (self.file, self.target) {
            (Some((file, path)), _) => file.persist(path).map(drop).map_err(|fault| fault.error).with_context(cannot),
            (None, Target::Stdout) => write_stdout(self.bytes),
            (None, Target::Path(path)) => write_special(path, self.bytes).with_context(cannot),
        }
    }
}

/// Writes to standard output. A reader that has gone away (a closed pipe) is no error.
pub fn write_stdout(bytes: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}

/// Writes a file beside its place; nothing of what is no file, which is written to directly.
fn stage_path(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<Option<(NamedTempFile, PathBuf)>> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => {
            if found.permissions().readonly() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
            }
            // The file itself, where the path is a link to it.
            let aim = fs::canonicalize(path)?;
            Ok(Some((written_beside(&aim, bytes, Some(found.permissions()), readers)?, aim)))
        }
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A link to a file that is not there yet.
            let aim = fs::read_link(path).map_or_else(|_| path.to_owned(), |aim| folder_of(path).join(aim));
            Ok(Some((written_beside(&aim, bytes, None, readers)?, aim)))
        }
        Err(error) => Err(error),
    }
}

/// Writes to a pipe or a device, which is never replaced.
fn write_special(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut special = fs::OpenOptions::new().write(true).open(path)?;
    match special.write_all(bytes).and_then(|()| special.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Writes a new file beside the old one, for being put in its place in one step.
fn written_beside(
    path: &Path,
    bytes: &[u8],
    permissions: Option<fs::Permissions>,
    readers: Readers,
) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pairwright-");
    #[cfg(unix)]
    if permissions.is_none() && readers == Readers::Usual {
        use std::os::unix::fs::PermissionsExt as _;
        // What a new file gets anywhere: everything that the user's umask leaves. What replaces a file stays
        // unreadable to others until it has that file's mode; what is for the owner alone stays so.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let folder = folder_of(path);
    let mut file = builder.tempfile_in(folder).map_err(|error| {
        let what = format!("no file can be made in the folder {}", printable(&folder.display().to_string()));
        io::Error::new(error.kind(), what)
    })?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
            return (one.dev(), one.ino()) == (other.dev(), other.ino());
        }
    }
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
