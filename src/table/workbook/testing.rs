//! Small workbooks, made by hand so that they can be hostile.

use super::super::archive::testing::zipped;

/// A workbook in the making.
#[derive(Clone, Default)]
pub struct Workbook {
    texts: Vec<String>,
    claimed: Option<usize>,
    formats: Vec<String>,
    is_from_1904: bool,
    before: String,
    is_unclosed: bool,
    sheets: Vec<(String, bool, String)>,
    left_out: Option<String>,
}

impl Workbook {
    /// The shared texts.
    pub fn texts(mut self, texts: &[&str]) -> Workbook {
        self.texts = texts.iter().map(|text| (*text).to_owned()).collect();
        self
    }

    /// The number of shared texts that is claimed.
    pub fn claims(mut self, texts: usize) -> Workbook {
        self.claimed = Some(texts);
        self
    }

    /// The number formats of styles 1, 2 ….
    pub fn formats(mut self, codes: &[&str]) -> Workbook {
        self.formats = codes.iter().map(|code| (*code).to_owned()).collect();
        self
    }

    pub fn counted_from_1904(mut self) -> Workbook {
        self.is_from_1904 = true;
        self
    }

    /// XML before the rows of every sheet.
    pub fn before(mut self, xml: &str) -> Workbook {
        self.before = xml.to_owned();
        self
    }

    /// Ends the sheets after their rows.
    pub fn unclosed(mut self) -> Workbook {
        self.is_unclosed = true;
        self
    }

    pub fn sheet(mut self, name: &str, rows: &str) -> Workbook {
        self.sheets.push((name.to_owned(), false, rows.to_owned()));
        self
    }

    pub fn hidden(mut self, name: &str, rows: &str) -> Workbook {
        self.sheets.push((name.to_owned(), true, rows.to_owned()));
        self
    }

    /// Leaves a part out.
    pub fn without(mut self, part: &str) -> Workbook {
        self.left_out = Some(part.to_owned());
        self
    }

    pub fn xlsx(self) -> Vec<u8> {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |id: &str, name: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{kind}/{name}" Target="{target}"/>"#)
        };
        let (mut sheets, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
        for (number, (name, is_hidden, rows)) in (1..).zip(&self.sheets) {
            let state = if *is_hidden { r#" state="hidden""# } else { "" };
            sheets += &format!(r#"<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>"#);
            relations += &relation(&format!("rId{number}"), "worksheet", &format!("worksheets/sheet{number}.xml"));
            let end = if self.is_unclosed { "" } else { "</sheetData></worksheet>" };
            let sheet = format!("<worksheet>{}<sheetData>{rows}{end}", self.before);
            parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
        }
        let texts: String = self.texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
        let claimed = self.claimed.unwrap_or(self.texts.len());
        let formats = self.formats.iter().zip(164..);
        let codes: String =
            formats.clone().map(|(code, id)| format!(r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#)).collect();
        let styles: String = formats.map(|(_, id)| format!(r#"<xf numFmtId="{id}"/>"#)).collect();
        parts.extend([
            ("_rels/.rels".to_owned(), format!("<Relationships>{}</Relationships>", relation("r", "officeDocument", "xl/workbook.xml"))),
            ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{relations}</Relationships>")),
            (
                "xl/workbook.xml".to_owned(),
                format!(r#"<workbook><workbookPr date1904="{}"/><sheets>{sheets}</sheets></workbook>"#, self.is_from_1904),
            ),
            ("xl/sharedStrings.xml".to_owned(), format!(r#"<sst uniqueCount="{claimed}">{texts}</sst>"#)),
            (
                "xl/styles.xml".to_owned(),
                format!(r#"<styleSheet><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>"#),
            ),
        ]);
        parts.retain(|(name, _)| self.left_out.as_ref() != Some(name));
        zipped(&parts)
    }
}

/// An `.ods` with these sheets: name and rows.
pub fn ods(sheets: &[(&str, &str)]) -> Vec<u8> {
    let table = |(name, rows): &(&str, &str)| format!(r#"<table:table table:name="{name}">{rows}</table:table>"#);
    let tables: String = sheets.iter().map(table).collect();
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}

/// An `.xls` whose stream is these records.
pub fn xls_of(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut stream = Vec::new();
    for (kind, data) in records {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(data.len()).expect("a short record").to_le_bytes());
        stream.extend(data);
    }
    compound(stream)
}

/// A compound file with one stream, `Workbook`.
fn compound(mut stream: Vec<u8>) -> Vec<u8> {
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).expect("a small stream");
    assert!(sectors <= 126, "one sector of the allocation table is enough");
    let long = |number: u32| number.to_le_bytes().to_vec();
    let mut header = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    header.resize(24, 0);
    header.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    header.resize(44, 0);
    // One table sector, the directory behind it, streams of 4096 bytes and more in whole sectors, no small ones.
    header.extend(
        [long(1), long(1), long(0), long(4096), long(0xFFFF_FFFE), long(0), long(0xFFFF_FFFE), long(0)].concat(),
    );
    header.extend(long(0));
    header.resize(512, 0xFF);
    let mut table = [long(0xFFFF_FFFD), long(0xFFFF_FFFE)].concat();
    table.extend((1..sectors).flat_map(|sector| long(sector + 2)));
    table.extend(long(0xFFFF_FFFE));
    table.resize(512, 0xFF);
    let mut directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0);
    directory.extend(entry("Workbook", 2, 2, sectors * 512));
    directory.resize(512, 0);
    [header, table, directory, stream].concat()
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(entry.len() + 2).expect("a short name");
    entry.resize(64, 0);
    entry.extend(length.to_le_bytes());
    entry.extend([kind, 1]);
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.resize(128, 0);
    entry
}

/// An `.xls` with a cell of every kind, from C3 on, not in the order of the sheet.
pub fn xls() -> Vec<u8> {
    let short = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let text = |text: &str| {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u16::try_from(units.len()).expect("a short text");
        [short(&[length]), vec![1], short(&units)].concat()
    };
    let style = |format: u16| short(&[0, format, 0, 0, 0, 0, 0, 0, 0, 0]);
    let number = |value: f64| value.to_le_bytes().to_vec();
    let rk = |value: u16| [short(&[value << 2 | 2]), short(&[0])].concat();
    let begin = (0x0809, short(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    let globals = |start: u32| {
        vec![
            begin.clone(),
            (0x041E, [short(&[164]), text("00000")].concat()),
            (0x00E0, style(0)),
            (0x00E0, style(164)),
            (0x00E0, style(14)),
            (0x0085, [start.to_le_bytes().to_vec(), vec![0, 0, 6, 0], b"Sheet1".to_vec()].concat()),
            (0x00FC, [vec![0; 8], text("id"), vec![4, 0, 0, b'n', b'a']].concat()),
            (0x003C, [vec![1], short(&[u16::from(b'm'), u16::from(b'e')]), text("Zoë 中")].concat()),
            (0x000A, vec![]),
        ]
    };
    let length: usize = globals(0).iter().map(|(_, data)| data.len() + 4).sum();
    let mut records = globals(u32::try_from(length).expect("a short stream"));
    records.extend([
        begin,
        // A claim of 4 thousand million rows.
        (0x0200, [vec![0; 4], vec![0xFF; 4], short(&[0, 256, 0])].concat()),
        // The second row before the first.
        (0x0203, [short(&[4, 2, 1]), number(123.0)].concat()),
        (0x00FD, short(&[2, 2, 0, 0, 0])),
        (0x00FD, short(&[2, 3, 0, 1, 0])),
        (0x0204, [short(&[2, 4, 0]), text("grade")].concat()),
        (0x0204, [short(&[2, 5, 0]), text("when")].concat()),
        (0x00FD, short(&[4, 3, 0, 2, 0])),
        (0x027E, [short(&[4, 4, 0]), rk(11)].concat()),
        (0x0203, [short(&[4, 5, 2]), number(46_203.0)].concat()),
        (0x0006, [short(&[5, 2, 0]), number(3.5), vec![0; 8]].concat()),
        (0x0205, [short(&[5, 3, 0]), vec![1, 0]].concat()),
        (0x0205, [short(&[5, 4, 0]), vec![0x2A, 1]].concat()),
        (0x0006, [short(&[5, 5, 0]), vec![0, 0, 0, 0, 0, 0, 0xFF, 0xFF], vec![0; 8]].concat()),
        (0x0207, text("x")),
        (0x00BD, [short(&[6, 2]), short(&[0]), rk(1), short(&[0]), rk(2), short(&[0]), rk(3), short(&[4])].concat()),
        (0x000A, vec![]),
    ]);
    xls_of(&records)
}
