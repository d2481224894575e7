//! What a file is, by its bytes and not by the ending of its name.

use super::archive;

/// What every compound file (`.xls`, and encrypted workbooks) begins with.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, or nothing that is known: whatever is read as text.
    Text,
    /// A workbook: `.xlsx`, `.xls` or `.ods`.
    Workbook,
    /// A zip archive that is no workbook.
    Archive,
}

/// The kinds of workbooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xlsb,
    Ods,
    /// A compound file, whatever is in it.
    Compound,
}

/// What the bytes of a file are.
#[must_use]
pub fn content_of(bytes: &[u8]) -> Content {
    match (workbook_kind(bytes), is_zip(bytes)) {
        (Some(_), _) => Content::Workbook,
        (None, true) => Content::Archive,
        (None, false) => Content::Text,
    }
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The kind of workbook that a file is; `None` where it is none.
pub(super) fn workbook_kind(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(COMPOUND) {
        return Some(Kind::Compound);
    }
    if !is_zip(bytes) {
        return None;
    }
    let names = archive::open(bytes).and_then(|archive| archive::names(&archive)).ok()?;
    let has = |wanted: &str| names.iter().any(|name| name.replace('\\', "/").eq_ignore_ascii_case(wanted));
    if has("xl/workbook.xml") {
        Some(Kind::Xlsx)
    } else if has("xl/workbook.bin") {
        Some(Kind::Xlsb)
    } else if has("content.xml") && has("mimetype") {
        Some(Kind::Ods)
    } else if has("[Content_Types].xml") && has("_rels/.rels") && names.iter().any(|name| is_sheet(name)) {
        // Some exporters give the workbook part another name.
        Some(Kind::Xlsx)
    } else {
        None
    }
}

fn is_sheet(name: &str) -> bool {
    name.to_ascii_lowercase().replace('\\', "/").contains("worksheets/sheet")
}

#[cfg(test)]
mod tests {
    use super::super::archive::testing::zipped;
    use super::*;

    #[test]
    fn the_kind_is_told_by_the_bytes() {
        assert_eq!(content_of(b"id,name"), Content::Text);
        assert_eq!(content_of(b""), Content::Text);
        assert_eq!(content_of(COMPOUND), Content::Workbook);
        assert_eq!(content_of(&zipped(&[("users.csv", "")])), Content::Archive);
        assert_eq!(content_of(&zipped::<&str, &str>(&[])), Content::Archive);
        assert_eq!(workbook_kind(&zipped(&[("xl/workbook.xml", "")])), Some(Kind::Xlsx));
        assert_eq!(workbook_kind(&zipped(&[("XL\\Workbook.xml", "")])), Some(Kind::Xlsx));
        assert_eq!(workbook_kind(&zipped(&[("mimetype", ""), ("content.xml", "")])), Some(Kind::Ods));
        assert_eq!(content_of(b"PK\x03\x04 broken"), Content::Archive);
    }
}
