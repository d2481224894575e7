//! Writing results: a file whole or not at all, a pipe directly, and never over an input.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::text::printable;

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, or something that is written to like one.
    Path(PathBuf),
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

    /// Writes the bytes.
    pub fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        match self {
            Target::Stdout => write_stdout(bytes),
            Target::Path(path) => write_path(path, bytes)
                .with_context(|| format!("cannot write {}", printable(&path.display().to_string()))),
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

fn write_path(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => {
            if found.permissions().readonly() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
            }
            // The file itself, where the path is a link to it.
            replace(&fs::canonicalize(path)?, bytes, Some(found.permissions()))
        }
        // A pipe or a device is written to, never replaced.
        Ok(_) => {
            let mut special = fs::OpenOptions::new().write(true).open(path)?;
            match special.write_all(bytes).and_then(|()| special.flush()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
                _ => Ok(()),
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A link to a file that is not there yet.
            let aim = fs::read_link(path).map_or_else(|_| path.to_owned(), |aim| folder_of(path).join(aim));
            replace(&aim, bytes, None)
        }
        Err(error) => Err(error),
    }
}

/// Writes a new file beside the old one and puts it in its place in one step.
fn replace(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pairwright-");
    #[cfg(unix)]
    if permissions.is_none() {
        use std::os::unix::fs::PermissionsExt as _;
        // What a new file gets anywhere: everything that the user's umask leaves. What replaces a file stays
        // unreadable to others until it has that file's mode.
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
    file.persist(path).map(drop).map_err(|fault| fault.error)
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
