//! Who is a mentor and who a mentee, in a roster of both: by its column of roles, or by that of a table joined to it.

use std::collections::BTreeSet;

use super::group::Group;
use super::sheet::Sheet;
use super::{Meaning, Reading};
use crate::diagnostic::{Diagnostic, Severity, Sink};
use crate::text::{count, fold};
use crate::units::Side;

/// The rows of each side by the file's own column of roles.
pub(super) fn groups_by_role(sheet: &Sheet<'_>, column: usize, reading: &Reading, sink: &mut Sink) -> Vec<Group> {
    let table = sheet.table;
    let mut groups = Side::BOTH.map(|side| Group { side, rows: Vec::new() });
    for row in 0..table.len() {
        for side in role_of(sheet, column, row, reading, sink) {
            groups[side.index()].rows.push(row);
        }
    }
    groups.into()
}

/// The sides of a row; a role that is none is reported.
pub(super) fn role_of(
    sheet: &Sheet<'_>,
    column: usize,
    row: usize,
    reading: &Reading,
    sink: &mut Sink,
) -> &'static [Side] {
    let table = sheet.table;
    let text = role_text(sheet, column, row, reading);
    sides_of(text).unwrap_or_else(|| {
        sink.push_in("roster::bad-role", Severity::Error, &format!("in {}", table.file()), || {
            let message =
                if text.is_empty() { "this row has no role".to_owned() } else { format!("no such role: `{text}`") };
            let help =
                "write `mentor`, `mentee` or `both`, or say what it stands for: `[values.role]` in the program file";
            Diagnostic::error("roster::bad-role", message)
                .at(table.place(row, column), "expected mentor, mentee or both")
                .help(help)
        });
        &[]
    })
}

/// The texts of a column of roles that are none, each once.
pub(super) fn unknown_roles(sheet: &Sheet<'_>, column: usize, reading: &Reading) -> Vec<String> {
    let texts = (0..sheet.table.len()).map(|row| role_text(sheet, column, row, reading));
    let unknown: BTreeSet<&str> = texts.filter(|text| !text.is_empty() && sides_of(text).is_none()).collect();
    unknown.into_iter().map(str::to_owned).collect()
}

/// The role of a row as it is written, or as the program file says that it is meant.
fn role_text<'s>(sheet: &'s Sheet<'_>, column: usize, row: usize, reading: &'s Reading) -> &'s str {
    let written = sheet.table.cell(row, column);
    reading.values("role").and_then(|values| values.get(&fold(written))).map_or(written, String::as_str)
}

fn sides_of(role: &str) -> Option<&'static [Side]> {
    match fold(role).as_str() {
        "mentor" | "mentors" | "a mentor" => Some(&[Side::Mentor]),
        "mentee" | "mentees" | "a mentee" => Some(&[Side::Mentee]),
        "both" => Some(&[Side::Mentor, Side::Mentee]),
        _ => None,
    }
}

/// Reports that nothing says who is who.
pub(super) fn report_no_role(sheet: &Sheet<'_>, sink: &mut Sink) {
    let error = Diagnostic::error("roster::no-role", "a roster of both sides needs a column `role`")
        .at(sheet.table.header_place(0), "no header here says `role`");
    let help = "add a column `role` with `mentor`, `mentee` or `both`, or give two files: --mentors and --mentees";
    sink.push(error.help(help));
}

/// The rows of each side by the roles that joined tables tell; `joined` has for each row of the roster the row of each table.
///
/// Who has no role takes no part, and is counted.
pub(super) fn groups_by_joined_role(
    sheet: &Sheet<'_>,
    rows: &[usize],
    with: &[Sheet<'_>],
    joined: &dyn Fn(usize, usize) -> Option<usize>,
    reading: &Reading,
    sink: &mut Sink,
) -> Vec<Group> {
    let mut groups = Side::BOTH.map(|side| Group { side, rows: Vec::new() });
    let mut without = 0_usize;
    for &row in rows {
        let told = with.iter().enumerate().find_map(|(number, with)| {
            let column = with.column(&Meaning::Role)?;
            Some((with, column, joined(number, row)?))
        });
        let Some((with, column, with_row)) = told else {
            without += 1;
            continue;
        };
        for side in role_of(with, column, with_row, reading, sink) {
            groups[side.index()].rows.push(row);
        }
    }
    if without > 0 {
        let message = format!(
            "{} of {} {} no role, and {} no part",
            count(without, "row"),
            sheet.table.file(),
            if without == 1 { "has" } else { "have" },
            if without == 1 { "takes" } else { "take" }
        );
        sink.push(Diagnostic::notice("roster::without-role", message).at(sheet.table.whole(), ""));
    }
    groups.into()
}
