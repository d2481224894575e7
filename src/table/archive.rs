//! Zip archives, unpacked in memory and within bounds. Nothing is written to disk, and nothing that the directory says of sizes is believed.

use std::io::{self, Cursor, Read, Write};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::room;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::text::count;

/// The most files of an archive; a OneRoster export has about twenty, a workbook seldom a thousand.
const MOST_ENTRIES: usize = 10_000;

/// What every entry of a zip's directory begins with.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";

/// A file of an archive or of a folder.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name, with `/` between folders.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

/// Why an archive cannot be unpacked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not a zip, or a damaged one: what was found.
    Damaged(String),
    /// A member that wants a password.
    Encrypted(String),
    /// A member packed by a method that is not read.
    Method(String, String),
    /// More bytes than there is room for: how many were allowed.
    TooLarge(usize),
    /// More members than a roster or a workbook has.
    TooMany(usize),
    /// A name that leads out of the archive.
    Path(String),
}

/// Unpacks an archive in memory: its files in the order of its directory, without folders and without what macOS adds.
///
/// At most 10,000 files; together at most 200 times the archive's size or 64 MiB, whichever is more, and never above 1 GiB. The bytes are
/// counted as they come out. Faults go into the sink, and then nothing is returned.
pub fn unpack(file: &str, bytes: &[u8], sink: &mut Sink) -> Option<Vec<Member>> {
    members(bytes).map_err(|fault| report(file, &fault, sink)).ok()
}

fn members(bytes: &[u8]) -> Result<Vec<Member>, Fault> {
    let mut archive = open(bytes)?;
    let names = checked_names(&archive)?;
    let most = room::bytes(bytes.len());
    let (mut members, mut left) = (Vec::new(), most);
    for (index, name) in names.into_iter().enumerate() {
        if name.ends_with('/') || is_of_macos(&name) {
            continue;
        }
        let mut bytes = Vec::new();
        left = inflate(&mut archive, index, left, most, &mut bytes)?;
        bytes.shrink_to_fit();
        members.push(Member { name, bytes });
    }
    Ok(members)
}

/// Inflates every file of an archive into nothing, to know that it stays within the bounds of [`unpack`].
pub(super) fn measure(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = open(bytes)?;
    let most = room::bytes(bytes.len());
    (0..archive.len()).try_fold(most, |left, index| inflate(&mut archive, index, left, most, &mut io::sink())).map(drop)
}

/// Opens an archive whose directory is small enough to be read.
pub(super) fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Fault> {
    let entries = bytes.windows(DIRECTORY_ENTRY.len()).filter(|window| *window == DIRECTORY_ENTRY).count();
    if entries > MOST_ENTRIES {
        return Err(Fault::TooMany(entries));
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error, "the archive"))
}

/// The names of an archive's files, in the order of its directory.
pub(super) fn names<R: Read + io::Seek>(archive: &ZipArchive<R>) -> Result<Vec<String>, Fault> {
    archive
        .file_names()
        // Some programs on Windows write `\\` between folders.
        .map(|name| name.map(|name| name.replace('\\', "/")).map_err(|error| fault(&error, "a name")))
        .collect()
}

fn checked_names<R: Read + io::Seek>(archive: &ZipArchive<R>) -> Result<Vec<String>, Fault> {
    let names = names(archive)?;
    match names.iter().find(|name| leads_out(name)) {
        Some(name) => Err(Fault::Path(name.clone())),
        None => Ok(names),
    }
}

/// Whether a name would be a file outside of the folder that an archive is unpacked to, on any system.
fn leads_out(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    name.is_empty()
        || name.starts_with('/')
        || has_drive
        || name.contains('\0')
        || name.split('/').any(|part| part == "..")
}

fn is_of_macos(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX" || part == ".DS_Store")
}

/// Inflates a file into `out`, counting; gives what is left of the room.
fn inflate<R: Read + io::Seek>(
    archive: &mut ZipArchive<R>,
    index: usize,
    left: usize,
    most: usize,
    out: &mut impl Write,
) -> Result<usize, Fault> {
    let entry = archive.by_index_data(index).map_err(|error| fault(&error, "an entry"))?;
    let name = entry.name().map_or_else(|_| String::from("a file"), std::borrow::Cow::into_owned);
    if entry.encrypted() {
        return Err(Fault::Encrypted(name));
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Err(Fault::Method(name, entry.compression().to_string()));
    }
    let contents = archive.by_index(index).map_err(|error| fault(&error, &name))?;
    // One byte more than there is room for shows that there is more.
    let mut within = contents.take(u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1));
    let came = io::copy(&mut within, out).map_err(|error| Fault::Damaged(format!("`{name}`: {error}")))?;
    usize::try_from(came).ok().and_then(|came| left.checked_sub(came)).ok_or(Fault::TooLarge(most))
}

fn fault(error: &ZipError, name: &str) -> Fault {
    match error {
        ZipError::InvalidPassword => Fault::Encrypted(name.to_owned()),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Encrypted(name.to_owned()),
        ZipError::CompressionMethodNotSupported(method) => Fault::Method(name.to_owned(), method.to_string()),
        error => Fault::Damaged(format!("{name}: {error}")),
    }
}

/// Says that an archive is no table: it is damaged, or there is no workbook in it.
pub(super) fn report_no_workbook(file: &str, bytes: &[u8], sink: &mut Sink) {
    match open(bytes).and_then(|archive| names(&archive)) {
        Err(fault) => report(file, &fault, sink),
        Ok(names) => {
            let error = Diagnostic::error("table::bad-zip", format!("{file} is a zip archive without a workbook"));
            let label = match names.first() {
                Some(name) => {
                    format!("it has {}, the first `{}`", count(names.len(), "file"), crate::text::printable(name))
                }
                None => "it has no files".to_owned(),
            };
            sink.push(error.at(Place::whole_file(file), label).help("unpack it, and give the roster that is in it"));
        }
    }
}

/// Says what is wrong with an archive and what to do.
pub(super) fn report(file: &str, fault: &Fault, sink: &mut Sink) {
    let again =
        "download or export it again; a zip that opens on your computer can be unpacked there and its folder given";
    let (code, message, label, help) = match fault {
        Fault::Damaged(why) => {
            ("table::bad-zip", format!("{file} is not a zip archive that can be read"), why.clone(), again)
        }
        Fault::Encrypted(name) => (
            "table::bad-zip",
            format!("{file} is protected by a password"),
            format!("`{name}` is encrypted"),
            "unpack it with the password, and give the folder",
        ),
        Fault::Method(name, method) => (
            "table::bad-zip",
            format!("{file} is packed in a way that is not read"),
            format!("`{name}` is packed by method {method}; deflate and stored are read"),
            "unpack it on your computer, and give the folder",
        ),
        Fault::TooLarge(most) => (
            "table::zip-too-large",
            format!("{file} unpacks to more than {}", mebibytes(*most)),
            "far more than its size lets expect: it may be a zip bomb".to_owned(),
            "look at where the file comes from; files that really are this large can be unpacked and given one by one",
        ),
        Fault::TooMany(entries) => (
            "table::zip-too-large",
            format!("{file} has {}, and {} are read", count(*entries, "file"), crate::text::number(MOST_ENTRIES)),
            "it may be a zip bomb".to_owned(),
            "pack only the files of the export",
        ),
        Fault::Path(name) => (
            "table::zip-path",
            format!("{file} has a file whose name leads out of it: `{}`", crate::text::printable(name)),
            "no export has such a name".to_owned(),
            "look at where the file comes from; pack the files of the export again, without folders",
        ),
    };
    sink.push(Diagnostic::error(code, message).at(Place::whole_file(file), crate::text::printable(&label)).help(help));
}

/// A size in MiB.
fn mebibytes(bytes: usize) -> String {
    format!("{} MiB", crate::text::number(bytes >> 20))
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// A zip of these files.
    pub fn zipped<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(name.as_ref(), SimpleFileOptions::default()).expect("a file begins");
            writer.write_all(bytes.as_ref()).expect("memory takes it");
        }
        writer.finish().expect("a directory").into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::zipped;
    use super::*;

    fn names_in(bytes: &[u8]) -> Vec<String> {
        members(bytes).expect("an archive").into_iter().map(|member| member.name).collect()
    }

    #[track_caller]
    fn is_refused(bytes: &[u8], code: &str, words: &str) {
        let mut sink = Sink::default();
        assert!(unpack("a.zip", bytes, &mut sink).is_none());
        let told = crate::diagnostic::render(&sink, false);
        assert!(told.contains(code) && told.contains(words) && told.contains("a.zip"), "{told}");
    }

    #[test]
    fn files_come_out_in_order_without_folders_and_what_macos_adds() {
        let bytes = zipped(&[
            ("b/users.csv", "id\n1"),
            ("a.csv", ""),
            ("__MACOSX/._a.csv", "x"),
            ("b/.DS_Store", "x"),
            ("b/empty/", ""),
        ]);
        assert_eq!(names_in(&bytes), ["b/users.csv", "a.csv"]);
        assert_eq!(members(&bytes).expect("an archive")[0].bytes, b"id\n1");
        assert_eq!(measure(&bytes), Ok(()));
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        for name in ["/etc/passwd", "../a.csv", "a/../../b.csv", "a/..", "C:a.csv", "..\\a.csv", "\\a.csv"] {
            is_refused(&zipped(&[(name, "x")]), "table::zip-path", "leads out");
        }
        assert_eq!(names_in(&zipped(&[("..a.csv", ""), ("a..b/c.csv", "")])), ["..a.csv", "a..b/c.csv"]);
    }

    #[test]
    fn what_is_no_zip_is_said() {
        is_refused(b"id,name", "table::bad-zip", "not a zip archive");
        is_refused(b"PK\x03\x04 and no more", "table::bad-zip", "not a zip archive");
        let mut cut = zipped(&[("a.csv", "id,name\n".repeat(1000))]);
        cut.truncate(cut.len() / 2);
        is_refused(&cut, "table::bad-zip", "not a zip archive");
    }

    /// Sets a field of the only file's two headers: at `local` from its local header, at `central` from its directory entry.
    fn patched(local: usize, central: usize, value: u8) -> Vec<u8> {
        let mut bytes = zipped(&[("a.csv", "id,name")]);
        let directory = bytes.windows(4).position(|window| window == DIRECTORY_ENTRY).expect("a directory");
        bytes[local] = value;
        bytes[directory + central] = value;
        bytes
    }

    #[test]
    fn encrypted_and_unknown_methods_are_said() {
        is_refused(&patched(6, 8, 1), "table::bad-zip", "password");
        is_refused(&patched(8, 10, 12), "table::bad-zip", "packed by method");
    }

    #[test]
    fn bombs_are_stopped_by_counting_what_comes_out() {
        let bomb = zipped(&[("a.csv", vec![b' '; (64 << 20) + 1])]);
        is_refused(&bomb, "table::zip-too-large", "more than 64 MiB");
        assert_eq!(measure(&bomb), Err(Fault::TooLarge(64 << 20)));
        // The directory says that it is small.
        let mut lying = bomb;
        let directory = lying.windows(4).rposition(|window| window == DIRECTORY_ENTRY).expect("a directory");
        lying[directory + 24..directory + 28].copy_from_slice(&[1, 0, 0, 0]);
        assert!(matches!(measure(&lying), Err(Fault::TooLarge(_) | Fault::Damaged(_))));
    }

    #[test]
    fn many_names_are_refused_before_they_are_read() {
        let files: Vec<(String, &str)> = (0..=MOST_ENTRIES).map(|number| (number.to_string(), "")).collect();
        is_refused(&zipped(&files), "table::zip-too-large", "10,001 files");
    }
}
