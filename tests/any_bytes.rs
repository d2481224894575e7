//! Any bytes at all are read or refused: no panic, and no waiting.

#![expect(clippy::unwrap_used, reason = "a test that cannot write into memory has failed")]

use std::io::{Cursor, Write};

use pairwright::diagnostic::{Sink, render};
use pairwright::oneroster::read_file;
use pairwright::roster::{self, Files, Missing, Reading, canonical, is_known_header};
use pairwright::table::{Options, Ragged, Table, unpack};
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A change to some bytes.
#[derive(Clone, Debug)]
enum Change {
    /// The byte at a place becomes another.
    Set(usize, u8),
    /// The bytes end at a place.
    Cut(usize),
    /// Bytes from one place come again at another.
    Copy(usize, usize, usize),
    /// A run of digits or of hexadecimal zeros becomes a number far too large.
    Grow(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let place = || any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    prop_oneof![
        6 => (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => place().prop_map(Change::Cut),
        2 => (place(), place(), 1_usize..200).prop_map(|(from, to, length)| Change::Copy(from, to, length)),
        2 => place().prop_map(Change::Grow),
    ]
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        let length = bytes.len().max(1);
        match *change {
            _ if bytes.is_empty() => {}
            Change::Set(at, byte) => bytes[at % length] = byte,
            Change::Cut(at) => bytes.truncate(at % length),
            Change::Copy(from, to, many) => {
                let (from, to) = (from % length, to % length);
                let piece = bytes[from..(from + many).min(length)].to_vec();
                bytes.splice(to..to, piece);
            }
            Change::Grow(at) => {
                let at = at % length;
                match bytes[at..].iter().position(u8::is_ascii_digit) {
                    Some(digit) => drop(bytes.splice(at + digit..at + digit, *b"99999999")),
                    None => bytes[at..].iter_mut().take(4).for_each(|byte| *byte = 0xFF),
                }
            }
        }
    }
    bytes
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The parts of a small `.xlsx`.
const XLSX: [(&str, &str); 6] = [
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook><workbookPr date1904="0"/><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    ("xl/sharedStrings.xml", r#"<sst count="2" uniqueCount="2"><si><t>id</t></si><si><r><t>na</t></r></si></sst>"#),
    (
        "xl/styles.xml",
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>
           <fonts><font><sz val="11"/><name val="A"/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14" fontId="0"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
           <row r="2"><c r="A2" s="1"><v>123</v></c><c r="B2" s="2"><v>46203.5</v></c><c r="C2" t="b"><v>1</v></c></row>
           <row r="3"><c r="A3" t="e"><v>#REF!</v></c><c t="inlineStr"><is><t>x &amp; y</t></is></c><c r="C3"><f>A1</f><v>1.5</v></c></row>
           </sheetData></worksheet>"#,
    ),
];

/// The parts of a small `.ods`.
const ODS: [(&str, &str); 3] = [
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
    ("META-INF/manifest.xml", "<manifest:manifest/>"),
    (
        "content.xml",
        r#"<office:document-content><style:style style:name="t1"><style:table-properties table:display="true"/></style:style>
           <table:table table:name="A" table:style-name="t1"><table:table-row table:number-rows-repeated="2"><table:table-cell/>
           <table:table-cell table:number-columns-repeated="3" office:value-type="string"><text:p>id<text:s text:c="2"/>&amp;</text:p></table:table-cell></table:table-row>
           <table:table-row><table:table-cell office:value-type="float" office:value="12"><text:p>0012</text:p></table:table-cell>
           <table:table-cell office:value-type="date" office:date-value="2026-06-30T10:00:00"><office:annotation><text:p>n</text:p></office:annotation></table:table-cell>
           <table:covered-table-cell office:value-type="time" office:time-value="PT15H00M00S"/></table:table-row></table:table></office:document-content>"#,
    ),
];

/// A small `.xls`: three sheets, one of them hidden, with texts, numbers, days and a formula.
const XLS: &[u8] = include_bytes!("formats/any-bytes.xls");

/// Reads bytes in every way; whatever is said of them can be shown.
fn read(bytes: Vec<u8>) -> (bool, bool) {
    let mut sink = Sink::default();
    let is_header = |cell: &str| cell.trim() == "id";
    let unpacked = unpack("any", &bytes, &mut sink);
    let mut sink = Sink::default();
    let table = Table::read("any", bytes, &Options { is_header: &is_header, ..Options::default() }, &mut sink);
    if let Some(table) = &table {
        for row in 0..table.len().min(1000) {
            for column in 0..table.headers().count().min(50) {
                let _ = (table.cell(row, column), table.place(row, column));
            }
        }
    }
    assert!(table.is_some() || sink.has_errors());
    let _ = render(&sink, false);
    (unpacked.is_some(), table.is_some())
}

/// The files of `tests/formats` that are not large, in the order of their names.
fn formats() -> &'static [Vec<u8>] {
    static FORMATS: std::sync::OnceLock<Vec<Vec<u8>>> = std::sync::OnceLock::new();
    FORMATS.get_or_init(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/formats");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let small =
            paths.iter().filter(|path| path.metadata().is_ok_and(|found| found.is_file() && found.len() < 100_000));
        small.map(|path| std::fs::read(path).unwrap()).collect()
    })
}

/// Reads bytes as a roster, in canonical form where nothing is wrong with it.
fn read_roster(bytes: Vec<u8>) {
    let (reading, mut sink) = (Reading::default(), Sink::default());
    let is_header = |cell: &str| is_known_header(cell, &reading);
    let options = Options { is_header: &is_header, ragged: Ragged::Skip, ..Options::default() };
    let Some(table) = read_file("any", bytes, &options, &mut sink) else {
        assert!(sink.has_errors());
        return;
    };
    let files = Files { both: std::slice::from_ref(&table), missing: Missing::OtherSide, ..Files::default() };
    let roster = roster::read_roster(files, &reading, &mut sink);
    let rows = canonical(&roster, &reading);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert!(rows.len() <= table.len() + 1);
    let _ = render(&sink, false);
}

/// Zips parts, of which one is changed.
fn with_changed_part(parts: &[(&str, &str)], part: usize, changes: &[Change]) -> Vec<u8> {
    let part = part % parts.len();
    let bytes = |(index, (name, text)): (usize, &(&str, &str))| {
        let bytes = text.as_bytes();
        ((*name).to_owned(), if index == part { changed(bytes, changes) } else { bytes.to_vec() })
    };
    zipped(&parts.iter().enumerate().map(bytes).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn changed_parts_of_workbooks_are_read_or_refused(part in 0_usize..18, changes in prop::collection::vec(change(), 1..6)) {
        read(with_changed_part(&XLSX, part, &changes));
        read(with_changed_part(&ODS, part, &changes));
    }

    #[test]
    fn changed_files_are_read_or_refused(changes in prop::collection::vec(change(), 1..6)) {
        read(changed(XLS, &changes));
        read(changed(&with_changed_part(&XLSX, 0, &[]), &changes));
        read(changed(&with_changed_part(&ODS, 0, &[]), &changes));
    }

    #[test]
    fn changed_exports_are_read_as_rosters_or_refused(file in any::<prop::sample::Index>(), changes in prop::collection::vec(change(), 0..6)) {
        let bytes: &Vec<u8> = file.get(formats());
        read_roster(changed(bytes, &changes));
    }
}

#[test]
fn unchanged_workbooks_are_read() {
    assert_eq!(read(XLS.to_vec()), (false, true));
    assert_eq!(read(with_changed_part(&XLSX, 0, &[])), (true, true));
    assert_eq!(read(with_changed_part(&ODS, 0, &[])), (true, true));
}

/// Each of these took minutes while some step looked at everything again for each piece.
#[test]
fn long_headers_rows_cells_and_lists_are_read_without_waiting() {
    let many = |piece: &str, times: usize| piece.repeat(times);
    let numbered = |times: usize, piece: fn(usize) -> String| (0..times).map(piece).collect::<String>();
    for text in [
        format!("id{}\nM1{}\n", many(",interests", 3000), many(",x", 3000)),
        format!("id{}\nM1{}\n", numbered(5000, |n| format!(",Interest [x{n}]")), many(",1", 5000)),
        format!("id{}\nM1{}\n", numbered(5000, |n| format!(",column {n}")), many(",1", 5000)),
        format!("id,{}\nM1,x\n", many("long ", 100_000)),
        format!("id,name,a\n{}", numbered(20_000, |n| format!("{n},b\n"))),
        format!("id,interests\nM1,{}\n", many("(", 100_000)),
        format!("id,interests\nM1,\"{}\"\n", many("a (b, ", 50_000)),
        format!("id,interests\nM1,x{}y;z\n", many(" ", 100_000)),
        format!("id,interests\nM1,{}\n", numbered(50_000, |n| format!("t{n};"))),
        format!("id,prefers\nM1,{}\n", numbered(20_000, |n| format!("P{n};"))),
        format!("id,name\n{}", numbered(5_000, |n| format!("{n},\"a\"b\n"))),
    ] {
        read_roster(text.into_bytes());
    }
}
