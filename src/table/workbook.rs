//! Workbooks: bytes → the sheet that is meant → rows of text cells, as a person sees them.
//!
//! `.xlsx` is read through calamine, `.ods` and `.xls` by readers of our own, which say why. What comes out of a file stays in proportion to it.

mod book;
mod cells;
mod choose;
mod compound;
mod fault;
mod metered;
mod number_format;
mod ods;
mod shown;
mod xls;
mod xls_text;
mod xlsx;
mod xml;

use book::Book;
use cells::{Laid, Oddity};
use fault::Fault;

use super::content::{Kind, workbook_kind};
use super::{Options, Origin, Table, assemble, place};
use crate::diagnostic::{Diagnostic, Place, Severity, Sink};

/// Reads the sheet that is meant; `None` where there is none or nothing can be read, which the sink is told.
pub(super) fn read(file: &str, bytes: Vec<u8>, options: &Options<'_>, sink: &mut Sink) -> Option<Table> {
    let mut book = open(bytes).map_err(|fault| fault::report(file, fault, sink)).ok()?;
    let chosen = choose::sheet(file, &mut *book, options, sink)?;
    let mut cells = book.whole(chosen).map_err(|fault| fault::report(file, fault, sink)).ok()?;
    let sheet = book.sheets()[chosen].name.clone();
    drop(book);
    if cells.is_empty() {
        let error = Diagnostic::error("table::empty-file", format!("the sheet `{sheet}` of {file} is empty"));
        let help = "the first row names the columns, and every further row is a person";
        sink.push(error.at(Place::whole_file(file), "no header, no rows").help(help));
        return None;
    }
    let oddities = std::mem::take(&mut cells.oddities);
    let Laid { grid, rows, first_column } = cells.lay().map_err(|fault| fault::report(file, fault, sink)).ok()?;
    report_oddities(file, &sheet, &oddities, sink);
    Some(assemble(file, grid, Origin::Sheet { sheet, rows, first_column }, options, sink))
}

fn open(bytes: Vec<u8>) -> Result<Box<dyn Book>, Fault> {
    match workbook_kind(&bytes) {
        Some(Kind::Xlsx) => Ok(Box::new(xlsx::open(bytes)?)),
        Some(Kind::Ods) => Ok(Box::new(ods::open(bytes)?)),
        Some(Kind::Compound) => Ok(Box::new(xls::open(&bytes)?)),
        Some(Kind::Xlsb) => Err(Fault::Other("a binary workbook (.xlsb)")),
        None => Err(Fault::damaged("it has no sheets")),
    }
}

/// Says what was odd about single cells.
fn report_oddities(file: &str, sheet: &str, oddities: &[(u32, u32, Oddity)], sink: &mut Sink) {
    let group = format!("in sheet `{sheet}` of {file}");
    for (row, column, oddity) in oddities {
        let place = |shown: &str| place::in_sheet(file, sheet, *row as usize + 1, *column as usize, shown);
        match oddity {
            Oddity::Error(error) => sink.push_in("table::cell-error", Severity::Warning, &group, || {
                let warning = Diagnostic::warning("table::cell-error", format!("the formula in this cell ends in {error}"));
                warning.at(place(error), "read as blank").help("correct the formula, or write the value in its place")
            }),
            Oddity::ErrorBehind(error) => sink.push_in("table::cell-error", Severity::Warning, &group, || {
                let message = format!("the formula in a cell behind this one ends in {error}");
                let warning = Diagnostic::warning("table::cell-error", message);
                let help = "correct the formula, or write the value in its place";
                warning.at(place(""), "the cell behind is read as blank").help(help)
            }),
            Oddity::LostDigits(number) => sink.push_in("table::lost-digits", Severity::Warning, &group, || {
                let message = format!("{number} has more digits than a spreadsheet keeps of a number");
                let help = "a spreadsheet keeps 15 digits: where this is an id, format its column as text and enter it again, or read the export as CSV";
                let warning = Diagnostic::warning("table::lost-digits", message);
                warning.at(place(number), "the last digits may be wrong").help(help)
            }),
        }
    }
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::testing::{Workbook, ods, xls, xls_of};
    use super::*;
    use crate::diagnostic::render;

    fn known(cell: &str) -> bool {
        ["id", "name", "grade"].contains(&cell.trim())
    }

    fn read_from(bytes: Vec<u8>, sheet: Option<&str>) -> (Option<Table>, String) {
        let mut sink = Sink::default();
        let table = Table::read("w.x", bytes, &Options { is_header: &known, sheet, ..Options::default() }, &mut sink);
        (table, render(&sink, false))
    }

    /// The rows of a table, the header first, cells joined by `|`.
    fn rows(table: &Table) -> Vec<String> {
        let header = table.headers().collect::<Vec<_>>().join("|");
        let columns = table.headers().count();
        let row = |row| (0..columns).map(|column| table.cell(row, column)).collect::<Vec<_>>().join("|");
        std::iter::once(header).chain((0..table.len()).map(row)).collect()
    }

    #[track_caller]
    fn reads(bytes: Vec<u8>, expected: &[&str]) -> (Table, String) {
        let (table, told) = read_from(bytes, None);
        let table = table.unwrap_or_else(|| panic!("no table: {told}"));
        assert_eq!(rows(&table), expected, "{told}");
        (table, told)
    }

    #[track_caller]
    fn is_refused(bytes: Vec<u8>, words: &[&str]) {
        let (table, told) = read_from(bytes, None);
        assert!(table.is_none(), "{told}");
        for word in words {
            assert!(told.contains(word), "{word} in {told}");
        }
    }

    #[test]
    fn cells_of_an_xlsx_are_read_as_a_person_sees_them() {
        let sheet = r#"
            <row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><r><t>na</t></r><r><t>me</t></r></is></c>
              <c r="D3" t="str"><v>grade</v></c><c r="E3" t="s"><v>1</v></c></row>
            <row r="4"/>
            <row r="5"><c r="B5" s="1"><v>123</v></c><c r="C5" t="s"><v>2</v></c><c r="D5"><v>11.0</v></c>
              <c r="E5" s="2"><v>46203.424444444441</v></c></row>
            <row r="7"><c r="B7"><v>0.30000000000000004</v></c><c r="C7" t="b"><v>1</v></c>
              <c r="D7"><f>5+6</f><v>11</v></c><c r="E7" s="3"><v>0.625</v></c></row>"#;
        let book = Workbook::default()
            .texts(&["id", "when", "0123456789012345678"])
            .formats(&["00000", "m/d/yy h:mm:ss", "h:mm AM/PM"])
            .sheet("Sheet1", sheet);
        let expected = ["id|name|grade|when", "00123|0123456789012345678|11|2026-06-30 10:11:12", "0.3|TRUE|11|15:00"];
        let (table, told) = reads(book.xlsx(), &expected);
        assert_eq!((table.sheet(), told.as_str()), (Some("Sheet1"), ""));
        let place = table.place(0, 1);
        assert_eq!((place.cell.as_deref(), place.line, place.column), (Some("Sheet1!C5"), 5, 3));
        assert_eq!(table.header_place(0).cell.as_deref(), Some("Sheet1!B3"));
    }

    #[test]
    fn a_workbook_that_counts_from_1904_has_its_own_days() {
        let sheet =
            r#"<row r="1"><c r="A1" t="str"><v>id</v></c></row><row r="2"><c r="A2" s="1"><v>44741</v></c></row>"#;
        let book = Workbook::default().formats(&["yyyy-mm-dd"]).counted_from_1904().sheet("S", sheet);
        reads(book.xlsx(), &["id", "2026-06-30"]);
    }

    #[test]
    fn errors_and_lost_digits_are_warned_of_at_their_cells() {
        let sheet = r##"<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>name</v></c></row>
            <row r="2"><c r="A2"><v>1.23456789012345E+18</v></c><c r="B2" t="e"><v>#REF!</v></c></row>
            <row r="3"><c r="A3"><v>7</v></c><c r="B3" t="e"><v>#SPILL!</v></c></row>"##;
        let (_, told) = reads(Workbook::default().sheet("S", sheet).xlsx(), &["id|name", "1234567890123450000|", "7|"]);
        for words in ["w.x:S!A2", "table::lost-digits", "table::cell-error", "w.x:S!B2", "#REF!", "#SPILL!", "w.x:S!A3"]
        {
            assert!(told.contains(words), "{words} in {told}");
        }
    }

    fn simple(header: &str, cell: &str) -> String {
        format!(
            r#"<row r="1"><c r="A1" t="str"><v>{header}</v></c><c r="B1" t="str"><v>x</v></c></row>
               <row r="2"><c r="A2" t="str"><v>{cell}</v></c></row>"#
        )
    }

    #[test]
    fn the_sheet_with_known_headers_is_read_and_said() {
        let book = Workbook::default()
            .sheet("Read me", &simple("hello", "a"))
            .sheet("People", &simple("name", "b"))
            .sheet("Empty", "")
            .hidden("Old", &simple("id", "c"));
        let (table, told) = reads(book.xlsx(), &["name|x", "b|"]);
        assert_eq!(table.sheet(), Some("People"));
        assert!(told.contains("table::sheet") && told.contains("2 sheets") && told.contains("w.x#Read me"), "{told}");
    }

    #[test]
    fn a_sheet_is_found_by_name() {
        let book =
            || Workbook::default().sheet("One", &simple("id", "a")).sheet("Two &amp; more", &simple("id", "b")).xlsx();
        let (table, told) = read_from(book(), Some(" two & MORE "));
        assert_eq!((table.expect("a table").cell(0, 0), told.as_str()), ("b", ""));
        let (table, told) = read_from(book(), Some("Three"));
        assert!(
            table.is_none() && told.contains("table::no-such-sheet") && told.contains("`One` and `Two & more`"),
            "{told}"
        );
    }

    #[test]
    fn without_a_known_header_the_only_sheet_is_read_and_of_several_none() {
        let one = Workbook::default().sheet("One", &simple("hello", "a")).sheet("Empty", "");
        reads(one.xlsx(), &["hello|x", "a|"]);
        let two = Workbook::default().sheet("One", &simple("hello", "a")).sheet("Two", &simple("hello", "b"));
        is_refused(two.xlsx(), &["table::no-header", "`One` and `Two`", "w.x#One"]);
        is_refused(Workbook::default().sheet("One", "").xlsx(), &["table::empty-file"]);
    }

    #[test]
    fn a_title_above_the_header_is_passed_over() {
        let sheet = r#"<row r="1"><c r="A1" t="str"><v>Lincoln High</v></c></row>
            <row r="3"><c r="A3" t="str"><v>id</v></c><c r="B3" t="str"><v>name</v></c></row>
            <row r="4"><c r="A4" t="str"><v>M1</v></c></row>"#;
        let (table, told) = reads(Workbook::default().sheet("S", sheet).xlsx(), &["id|name", "M1|"]);
        assert!(told.contains("table::title-rows"), "{told}");
        assert_eq!(table.place(0, 1).cell.as_deref(), Some("S!B4"));
    }

    #[test]
    fn hostile_xlsx_are_refused_without_taking_memory() {
        let far = r#"<dimension ref="A1:XFD1048576"/>"#;
        let sheet = r#"<row r="1"><c r="A1" t="str"><v>id</v></c></row>
            <row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>"#;
        let (table, _) = read_from(Workbook::default().before(far).sheet("S", sheet).xlsx(), None);
        assert_eq!(table.expect("a table").len(), 1);
        let beyond = r#"<row r="4294967295"><c r="ZZZZZZZZZZ99999999999" t="str"><v>x</v></c></row>"#;
        is_refused(Workbook::default().sheet("S", beyond).xlsx(), &["table::not-a-workbook"]);
        let claims = Workbook::default().texts(&["id"]).claims(usize::MAX).sheet("S", &simple("id", "a"));
        is_refused(claims.xlsx(), &["table::not-a-workbook", "claims"]);
        let long = "x".repeat(1 << 20);
        let many: String =
            (1..200).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect();
        is_refused(Workbook::default().texts(&[&long]).sheet("S", &many).xlsx(), &["table::sheet-too-large"]);
    }

    #[test]
    fn damaged_workbooks_are_said_to_be() {
        let book = Workbook::default().sheet("S", &simple("id", "a"));
        is_refused(book.clone().without("xl/worksheets/sheet1.xml").xlsx(), &["table::not-a-workbook"]);
        is_refused(book.clone().without("_rels/.rels").xlsx(), &["table::not-a-workbook", "_rels/.rels", "missing"]);
        is_refused(
            Workbook::default().sheet("S", "<row><c t=\"str\"><v>id").unclosed().xlsx(),
            &["table::not-a-workbook"],
        );
        let mut cut = book.xlsx();
        cut.truncate(cut.len() - 40);
        is_refused(cut, &["table::bad-zip"]);
    }

    #[test]
    fn cells_of_an_ods_are_read_as_a_person_sees_them() {
        let table = r##"<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row><table:table-cell/><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell>
              <table:table-cell office:value-type="string"><text:p>na<text:span>me</text:span></text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell>
              <table:table-cell office:value-type="string"><text:p>when</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell/><table:table-cell office:value-type="float" office:value="123"><text:p>00123</text:p></table:table-cell>
              <table:table-cell office:value-type="string"><text:p>a &amp; b</text:p><text:p>c<text:s text:c="2"/>d</text:p></table:table-cell>
              <table:table-cell office:value-type="date" office:date-value="2026-06-30"><text:p>30/06/26</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell/>
              <table:table-cell office:value-type="float" office:value="11"><text:p>11.0</text:p></table:table-cell>
              <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
              <table:table-cell office:value-type="time" office:time-value="PT15H00M00S"><text:p>3 PM</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell/><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
              <table:table-cell office:value-type="float" office:value="0"><text:p>#N/A</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"##;
        let expected = ["id|name|when", "00123|a & b\nc  d|2026-06-30", "11|TRUE|15:00", "11|TRUE|15:00", "50%||"];
        let (read, told) = reads(ods(&[("People", table)]), &expected);
        assert_eq!((read.sheet(), read.place(2, 1).cell.as_deref()), (Some("People"), Some("People!C6")));
        assert!(told.contains("table::cell-error") && told.contains("People!C7"), "{told}");
    }

    #[test]
    fn hostile_ods_are_refused_without_taking_memory() {
        let cell = r#"<table:table-cell office:value-type="string" table:number-columns-repeated="99999999999"><text:p>id</text:p></table:table-cell>"#;
        let row = format!(r#"<table:table-row table:number-rows-repeated="99999999999">{cell}</table:table-row>"#);
        is_refused(ods(&[("S", &row)]), &["table::sheet-too-large"]);
        let spaces = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>id<text:s text:c="99999999999"/></text:p></table:table-cell></table:table-row>"#;
        reads(ods(&[("S", spaces)]), &["id"]);
        for cut in ["<table:table-row>", "<table:table-row><table:table-cell><text:p>", "<office:annotation>"] {
            is_refused(ods(&[("S", &format!("{cut}<!-- cut"))]), &["table::not-a-workbook"]);
        }
    }

    #[test]
    fn cells_of_an_xls_are_read_as_a_person_sees_them() {
        let (_, told) = reads(xls(), &["id|name|grade|when", "00123|Zoë 中|11|2026-06-30", "3.5|TRUE||x", "1|2|3|"]);
        assert!(
            told.contains("table::cell-error") && told.contains("w.x:Sheet1!E6") && told.contains("#N/A"),
            "{told}"
        );
        let (table, _) = read_from(xls(), None);
        assert_eq!(table.expect("a table").place(1, 0).cell.as_deref(), Some("Sheet1!C6"));
    }

    #[test]
    fn damaged_and_encrypted_xls_are_said_to_be() {
        is_refused(xls_of(&[(0x0809, vec![0, 6, 5, 0]), (0x002F, vec![1, 0])]), &["password"]);
        is_refused(xls_of(&[(0x0809, vec![0, 6, 5, 0]), (0x000A, vec![])]), &["table::empty-file"]);
        is_refused(xls()[..600].to_vec(), &["table::not-a-workbook", "damaged"]);
        is_refused(xls()[..20].to_vec(), &["table::not-a-workbook"]);
    }

    #[test]
    fn an_archive_without_a_workbook_is_no_table() {
        let bytes = super::super::archive::testing::zipped(&[("users.csv", "id")]);
        is_refused(bytes, &["table::bad-zip", "without a workbook", "users.csv"]);
        let (table, told) = read_from(b"id\n1".to_vec(), Some("S"));
        assert!(table.is_none() && told.contains("table::no-such-sheet"), "{told}");
    }
}
